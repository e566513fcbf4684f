import type { FieldError, Form } from '../../platform/page/forms.js';
import { withQuery } from '../../platform/http/query.js';
import { ui } from '../../platform/page/components.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { escapeHtml } from '../../platform/page/templates.js';
import { WORDS_FIELD, type TypedText } from '../../platform/page/typed-words.js';
import { waitWords } from '../../platform/http/rate-limit.js';
import { SIGN_ON } from '../addresses.js';
import { failedTimes, waitAfter } from '../rules.js';
import { whomToCall, type WaysIn } from './ways-in.js';
import { textsIn, writeCarried, type Carried } from './carried-forms.js';

export interface SignInPage extends Frame {
  form: Form;
  errors: readonly FieldError[];
  /** Where to go after sign-in; '' for where the account begins. */
  next: string;
  /** Said above the form; '' where there is nothing to say. */
  message: string;
  /** What was posted, for the hidden field; '' where there is nothing. */
  carried: string;
  /** What else leads in. */
  ways: WaysIn;
  signOnHref: string;
  /** Whom one calls. */
  call: SafeHtml;
  /** Whoever sees it has to wait after wrong passwords, and hears what does not have to wait. */
  isHeld: boolean;
  /** Too much to carry: shown, to be copied. */
  texts: readonly TypedText[];
}

export interface ResendPage extends Frame {
  message: string;
  action: string;
  fields: readonly { name: string; value: string }[];
  texts: readonly TypedText[];
  hadFiles: boolean;
  /** What has to be done first, on another page. */
  before: { readonly text: string; readonly link: string; readonly href: string } | null;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'accounts/sign-in': SignInPage;
    'accounts/resend': ResendPage;
  }
}

interface SignInParts {
  ways: WaysIn;
  isHeld?: boolean;
  form?: Form;
  next?: string;
  message?: string;
  carried?: Carried | undefined;
}

export function signInPage({
  form = NOTHING,
  next = '',
  message = '',
  carried,
  ways,
  isHeld = false,
}: SignInParts): SignInPage {
  const written = carried ? writeCarried(carried) : '';
  return {
    title: 'Đăng nhập',
    nav: 'sign-in',
    hasErrors: form.errors.length > 0,
    form: { ...form, values: { ...form.values, password: '' } },
    errors: form.errors,
    next,
    message,
    carried: written ?? '',
    ...{ ways, isHeld },
    call: ways.phoneHref ? ui.link({ text: ways.phone, href: ways.phoneHref }) : escapeHtml(whomToCall(ways)),
    signOnHref: withQuery(SIGN_ON, { tiep: next }),
    texts: carried && written === undefined ? textsIn(carried) : [],
  };
}

/** What is said of a wrong name or password; from the last one on after which nobody waits, that the next one makes wait. */
export function refusalWords(failures: number): string {
  const [wait, next] = [waitAfter(failures), waitAfter(failures + 1)];
  if (wait > 0) return `${failedTimes(failures)} ${waitWords(wait)}`;
  const ahead =
    next > 0 ? `Nếu sai một lần nữa, bạn phải đợi ${Math.ceil(next / 60)} phút mới được thử tiếp.` : '';
  return `Tên đăng nhập hoặc mật khẩu không đúng. ${ahead || 'Hãy nhập lại.'}`;
}

/** What was typed, with one button that sends it to where it was going. */
export function resendPage(carried: Carried, title: string, message: string): ResendPage {
  return {
    title,
    message,
    action: carried.path,
    fields: [
      ...carried.fields.map(([name, value]) => ({ name, value })),
      ...(carried.words === '' ? [] : [{ name: WORDS_FIELD, value: carried.words }]),
    ],
    texts: textsIn(carried),
    hadFiles: carried.hadFiles,
    before: null,
  };
}

const NOTHING: Form = { values: {}, errors: [] };
