import { hasRole, type Actor } from '../../platform/actor.js';
import { assetHref } from '../../platform/page/assets.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame } from '../../platform/page/render.js';
import type { TypedText } from '../../platform/page/typed-words.js';
import { textsIn, writeCarried, type Carried } from '../sign-in/carried-forms.js';
import { SECOND_STEP, SIGN_IN } from '../addresses.js';

export interface SecondStepPage extends Frame {
  form: Form;
  errors: readonly FieldError[];
  action: string;
  lead: string;
  /** Where to go then; '' for where the account begins. */
  next: string;
  /** What an expired session had posted, for the hidden field; '' where there is nothing. */
  carried: string;
  /** Too much to carry: shown, to be copied. */
  texts: readonly TypedText[];
  /** What a browser needs to ask for a passkey, as JSON; '' where the account has none. */
  passkeyOptions: string;
  /** The script that asks for it. */
  passkeyModule: string;
  /** Whom one asks who has neither telephone nor recovery codes. */
  lost: string;
  back: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'accounts/second-step': SecondStepPage;
  }
}

export interface SecondStepParts {
  readonly actor: Actor;
  readonly hasApp: boolean;
  readonly passkeyOptions: string;
  readonly next: string;
  readonly carried: Carried | undefined;
  readonly errors: readonly FieldError[];
}

export function secondStepPage(parts: SecondStepParts): SecondStepPage {
  const { actor, hasApp, passkeyOptions, next, carried, errors } = parts;
  const written = carried ? writeCarried(carried) : '';
  return {
    title: 'Nhập mã xác minh',
    nav: 'sign-in',
    hasErrors: errors.length > 0,
    form: { values: {}, errors },
    errors,
    action: SECOND_STEP,
    lead: hasApp
      ? 'Mật khẩu đã đúng. Hãy mở ứng dụng xác thực trên điện thoại của bạn và nhập mã 6 chữ số đang hiện, trong 5 phút.'
      : 'Mật khẩu đã đúng. Hãy dùng khóa truy cập của bạn, hoặc nhập một mã khôi phục, trong 5 phút.',
    next,
    carried: written ?? '',
    texts: carried && written === undefined ? textsIn(carried) : [],
    passkeyOptions,
    passkeyModule: assetHref('passkeys.js'),
    lost: lostWords(actor),
    back: SIGN_IN,
  };
}

/** Nobody stands above the federation; its only administrator is helped at the server (account reset-second-factor). */
function lostWords(actor: Actor): string {
  if (actor.unit.parentId !== null)
    return 'Hãy đề nghị người quản trị của công đoàn cấp trên đặt lại bước xác minh thứ hai.';
  return hasRole(actor, 'ADMIN')
    ? 'Hãy gọi một người quản trị khác của Liên đoàn, hoặc bộ phận vận hành máy chủ của cổng, để đặt lại bước xác minh thứ hai.'
    : 'Hãy gọi người quản trị của Liên đoàn để đặt lại bước xác minh thứ hai.';
}
