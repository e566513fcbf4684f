import { assetHref } from '../../platform/page/assets.js';
import { ui } from '../../platform/page/components.js';
import { confirmPage, type ConfirmPage } from '../../platform/page/confirm-page.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { escapeHtml } from '../../platform/page/templates.js';
import { formatTime } from '../../platform/text/format.js';
import {
  OWN_ACCOUNT,
  OWN_APP,
  OWN_APP_REMOVAL,
  OWN_FACTOR,
  OWN_PASSKEYS,
  OWN_RECOVERY_CODES,
  OWN_RECOVERY_FILE,
  passkeyRemovalAddress,
} from '../addresses.js';
import type { OwnFactors } from './finders.js';
import { proofControls, type Askable } from '../../platform/page/proof-controls.js';
import { appAddress, qrOutline, typedSecret } from './one-time-codes.js';
import { FEW } from './recovery-codes.js';

export interface OwnFactorPage extends Frame {
  lead: string;
  warning: string;
  ways: SafeHtml;
  passkeys: SafeHtml;
  /** The page's one primary action is the first way that an account takes. */
  buttons: readonly SafeHtml[];
  codes: string;
  hasCodes: boolean;
}

export interface PasskeyPage extends Frame {
  errors: readonly FieldError[];
  action: string;
  /** What a browser needs to make a passkey, as JSON. */
  options: string;
  /** The script that asks it. */
  module: string;
  controls: readonly SafeHtml[];
  back: string;
}

export interface RecoveryCodesPage extends Frame {
  codes: readonly string[];
  /** Where the same is had as a file. */
  file: string;
  next: { readonly text: string; readonly href: string };
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'second-factor/own': OwnFactorPage;
    'second-factor/passkey': PasskeyPage;
    'second-factor/recovery-codes': RecoveryCodesPage;
  }
}

const TITLE = 'Bước xác minh thứ hai';
const HOME = { text: 'Tài khoản của tôi', href: OWN_ACCOUNT };
const OVERVIEW = { text: TITLE, href: OWN_FACTOR };
const EMPTY: Form = { values: {}, errors: [] };

/** `isDemanded`: nothing else can be done before. */
export function ownFactorPage(factors: OwnFactors, isDemanded: boolean): OwnFactorPage {
  const { app, passkeys, isSet, codesLeft } = factors;
  const isFew = isSet && codesLeft <= FEW;
  return {
    title: TITLE,
    nav: 'account',
    crumbs: isDemanded ? [] : [HOME, { text: TITLE }],
    lead: isDemanded
      ? 'Vai trò của bạn phải có bước xác minh thứ hai, nên hãy thiết lập trước khi làm việc khác. Chọn một cách dưới đây; mất khoảng hai phút.'
      : 'Sau mật khẩu, cổng hỏi thêm một mã trên điện thoại của bạn hoặc một khóa truy cập. Người biết mật khẩu mà không có máy của bạn thì không vào được.',
    warning: isFew
      ? `Bạn chỉ còn ${codesLeft} mã khôi phục. Hãy tạo mười mã mới và cất ở nơi an toàn, kẻo mất điện thoại thì không vào được.`
      : '',
    ways: ui.summaryList([
      {
        key: 'Ứng dụng xác thực',
        value: app ? `Đã thiết lập lúc ${formatTime(app.addedAt)}` : 'Chưa có',
        actions: app
          ? [
              { text: 'Đổi', href: OWN_APP, hidden: 'ứng dụng xác thực' },
              { text: 'Bỏ', href: OWN_APP_REMOVAL, hidden: 'ứng dụng xác thực' },
            ]
          : [],
      },
      { key: 'Khóa truy cập', value: passkeys.length > 0 ? `${passkeys.length} khóa` : 'Chưa có' },
      ...(isSet ? [{ key: 'Mã khôi phục', value: `Còn ${codesLeft} mã chưa dùng` }] : []),
    ]),
    passkeys: passkeys.length > 0 ? passkeyTable(passkeys) : '',
    buttons: [
      ...(app ? [] : [ui.button({ text: 'Thiết lập ứng dụng xác thực', href: OWN_APP })]),
      ui.button({ text: 'Thêm khóa truy cập', href: OWN_PASSKEYS, kind: 'secondary' }),
    ],
    codes: OWN_RECOVERY_CODES,
    hasCodes: isSet,
  };
}

function passkeyTable(passkeys: OwnFactors['passkeys']): SafeHtml {
  return ui.table({
    caption: 'Khóa truy cập của bạn',
    rows: passkeys,
    columns: [
      ['Tên', ({ name }) => name],
      ['Thêm lúc', ({ addedAt }) => formatTime(addedAt)],
      ['Dùng lần cuối', ({ lastUsedAt }) => (lastUsedAt ? formatTime(lastUsedAt) : 'Chưa dùng')],
      [
        'Bỏ',
        ({ id, name }) => ({ html: ui.link({ text: 'Bỏ', href: passkeyRemovalAddress(id), hidden: name }) }),
      ],
    ],
  });
}

/** `sealed` comes back with the first code: until then the account has nothing of it. */
export function appPage(
  { username, secret, sealed }: { username: string; secret: Uint8Array; sealed: string },
  askable: Askable,
  form: Form,
): FormPage {
  return formPage(
    {
      title: 'Ứng dụng xác thực',
      crumbs: [HOME, OVERVIEW, { text: 'Ứng dụng xác thực' }],
      nav: 'account',
      before: howTo(username, secret, askable),
      action: OWN_APP,
      submit: CONFIRM,
    },
    form,
    {
      sealed: `<input type="hidden" name="sealed" value="${escapeHtml(sealed)}">`,
      code: ui.field({
        name: 'code',
        label: 'Mã 6 chữ số đang hiện trong ứng dụng',
        width: 10,
        value: '',
        form,
        autocomplete: 'one-time-code',
        attributes: { inputmode: 'numeric', spellcheck: 'false' },
      }),
      ...proofControls(askable, form),
    },
  );
}

function howTo(username: string, secret: Uint8Array, askable: Askable): SafeHtml {
  const address = appAddress(secret, username);
  const { size, outline } = qrOutline(address);
  return `<ol class="app-steps">
<li>Cài một ứng dụng xác thực trên điện thoại nếu chưa có: Google Authenticator, Microsoft Authenticator, hoặc ứng dụng khác cùng loại.</li>
<li>Trong ứng dụng, chọn thêm tài khoản rồi quét hình này.
<svg class="qr" viewBox="0 0 ${size} ${size}" width="232" height="232" role="img" aria-label="Mã QR để ứng dụng xác thực quét" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${outline}"/></svg>
<p>Đang mở trang này ngay trên điện thoại? ${ui.link({ text: 'Mở trong ứng dụng xác thực', href: address })}</p>
<p>Không quét được? Chọn nhập khóa bằng tay, tên là “Cổng Nêu gương”, rồi gõ hoặc dán khóa: <code class="nowrap-groups">${typedSecret(secret)}</code></p></li>
<li>Nhập mã 6 chữ số đang hiện trong ứng dụng${asksFor(askable)} vào ô dưới đây, rồi bấm “${CONFIRM}”.</li>
</ol>`;
}

function asksFor({ hasPassword, isSet }: Askable): string {
  if (hasPassword) return ' và mật khẩu của bạn';
  return isSet ? ' và mã xác minh đang dùng' : '';
}

const CONFIRM = 'Xác nhận và bật';

export function passkeyPage(options: object, askable: Askable, form: Form): PasskeyPage {
  const title = 'Thêm khóa truy cập';
  return {
    title,
    crumbs: [HOME, OVERVIEW, { text: title }],
    nav: 'account',
    hasErrors: form.errors.length > 0,
    errors: form.errors,
    action: OWN_PASSKEYS,
    options: JSON.stringify(options),
    module: assetHref('passkeys.js'),
    controls: [
      ui.field({
        name: 'name',
        label: 'Tên của khóa',
        hint: 'Để bạn nhận ra sau này, ví dụ: Điện thoại của tôi.',
        form,
        width: 20,
        autocomplete: 'off',
      }),
      ...Object.values(proofControls(askable, form)),
    ],
    back: OWN_FACTOR,
  };
}

export function newCodesPage(askable: Askable, form: Form): FormPage {
  const title = 'Tạo mã khôi phục mới';
  return formPage(
    {
      title,
      crumbs: [HOME, OVERVIEW, { text: title }],
      nav: 'account',
      lead: 'Mười mã mới thay cho mọi mã cũ: mã cũ hết dùng được ngay.',
      action: OWN_RECOVERY_CODES,
      submit: 'Tạo mười mã mới',
    },
    form,
    proofControls(askable, form),
  );
}

/** Shown once; `next` is where its owner was going. */
export function recoveryCodesPage(codes: readonly string[], next: string | undefined): RecoveryCodesPage {
  return {
    title: 'Mã khôi phục của bạn',
    crumbs: [HOME, { text: 'Mã khôi phục của bạn' }],
    nav: 'account',
    codes,
    file: OWN_RECOVERY_FILE,
    next: {
      text: next === undefined ? 'Tôi đã cất mã' : 'Tôi đã cất mã, tiếp tục',
      href: next ?? OWN_FACTOR,
    },
  };
}

export function removalPage(
  { what, action }: { what: string; action: string },
  askable: Askable,
  form: Form = EMPTY,
): ConfirmPage {
  return confirmPage(
    {
      title: `Bỏ ${what}?`,
      nav: 'account',
      crumbs: [HOME, OVERVIEW, { text: 'Bỏ' }],
      follows: [
        'Không dùng được cách này để đăng nhập nữa.',
        'Tài khoản của bạn bị đăng xuất ở mọi nơi khác.',
        'Nếu đây là cách cuối cùng thì mã khôi phục cũng hết dùng được, và đăng nhập chỉ còn cần mật khẩu.',
      ],
      action,
      version: '',
      submit: 'Bỏ',
      back: { text: 'Giữ lại', href: OWN_FACTOR },
    },
    Object.values(proofControls(askable, form)),
    form,
  );
}
