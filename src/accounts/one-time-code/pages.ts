import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { formatTime } from '../../platform/text/format.js';
import { ACCOUNTS, accountAddress, newCodeAddress, ONE_TIME_CODE } from '../addresses.js';
import type { ManagedAccount } from '../administration/finders.js';
import { phoneInWords } from '../phones.js';
import { CODE_MINUTES, CODE_TRIES, EXAMPLE, LEFT_OUT, LETTERS, spokenCode } from './rules.js';

export interface OneTimeCodePage extends Frame {
  lead: string;
  /** Who is called, at which number. */
  facts: SafeHtml;
  code: string;
  /** How it is read aloud. */
  signs: string;
  /** How often, and until when it is good. */
  use: string;
  where: string;
  back: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'accounts/one-time-code': OneTimeCodePage;
  }
}

type Account = ManagedAccount['account'];

function crumbsOf({ id, fullName }: Pick<Account, 'id' | 'fullName'>) {
  return [
    { text: 'Quản trị', href: ADMINISTRATION },
    { text: 'Tài khoản', href: ACCOUNTS },
    { text: fullName, href: accountAddress(id) },
    { text: 'Mã một lần' },
  ];
}

/** Whoever calls in may be anybody: the code goes to the number that the portal knew before. */
export function newCodePage(account: Account, form: Form): FormPage {
  return formPage(
    {
      title: 'Tạo mã một lần',
      crumbs: crumbsOf(account),
      nav: 'administration',
      lead: `Dùng khi ${account.fullName} quên mật khẩu, chưa từng đặt mật khẩu hoặc không nhận được thư. Bạn đọc mã qua điện thoại, người ấy nhập mã rồi tự đặt mật khẩu.`,
      before: whatFollows(account),
      action: newCodeAddress(account.id),
      version: form.values['version'] ?? String(account.version),
      submit: 'Tạo mã một lần',
    },
    form,
    {
      reason: ui.field({
        name: 'reason',
        label: 'Lý do',
        hint: 'Ghi vào nhật ký, ví dụ: quên mật khẩu, đã gọi lại theo số ở tài khoản.',
        form,
      }),
    },
  );
}

function whatFollows(account: Account): SafeHtml {
  const caution =
    account.phone === ''
      ? 'Cổng chưa ghi số điện thoại của người này. Hãy hỏi lãnh đạo đơn vị để biết đúng số rồi tự gọi; không đọc mã cho người gọi đến.'
      : 'Hãy tự gọi đến số dưới đây, là số cổng đã ghi. Không đọc mã cho người gọi đến, dù người ấy xưng tên ai.';
  const use = `Dùng được một lần, trong ${CODE_MINUTES} phút; nhập sai ${CODE_TRIES} lần thì mã hết hiệu lực`;
  const end = 'Mật khẩu, liên kết kích hoạt và mã cũ hết hiệu lực ngay; tài khoản bị đăng xuất ở mọi nơi';
  return (
    ui.warningText(caution) +
    ui.summaryList([
      { key: 'Tên đăng nhập', value: account.username },
      { key: 'Số điện thoại cổng đã ghi', value: phoneInWords(account) },
      { key: 'Khi tạo mã', value: end },
      { key: 'Mã', value: use },
    ])
  );
}

/** The code, once. `origin`: the portal's address. */
export function shownCodePage(account: Account, code: string, until: Date, origin: string): OneTimeCodePage {
  return {
    title: 'Mã một lần',
    crumbs: crumbsOf(account),
    nav: 'administration',
    lead: `Hãy gọi ${account.fullName} và đọc từng ký tự.`,
    facts: ui.summaryList([
      { key: 'Tên đăng nhập', value: account.username },
      { key: 'Số điện thoại cổng đã ghi', value: phoneInWords(account) },
    ]),
    code: spokenCode(code),
    signs: `Mã chỉ có chữ số và các chữ ${LETTERS}; ${LEFT_OUT}.`,
    use: `Mã dùng được một lần, đến ${formatTime(until)}. Nhập sai ${CODE_TRIES} lần thì mã hết hiệu lực, phải tạo mã khác.`,
    where: `${origin}${ONE_TIME_CODE}`,
    back: accountAddress(account.id),
  };
}

/** Where whoever was told a code enters it. */
export function enterCodePage(form: Form): FormPage {
  return formPage(
    {
      title: 'Nhập mã một lần',
      lead: `Người quản trị đọc mã cho bạn qua điện thoại. Mã dùng một lần, trong ${CODE_MINUTES} phút; sau đó bạn tự đặt mật khẩu.`,
      action: ONE_TIME_CODE,
      submit: 'Tiếp tục',
    },
    // A code is typed anew: one that was wrong helps nobody.
    { ...form, values: { ...form.values, code: '' } },
    {
      username: ui.field({
        ...{ name: 'username', label: 'Tên đăng nhập', width: 20, form, autocomplete: 'username' },
        attributes: { autocapitalize: 'none', spellcheck: 'false' },
      }),
      code: ui.field({
        ...{ name: 'code', label: 'Mã một lần', width: 20, form, value: '', autocomplete: 'one-time-code' },
        hint: `8 ký tự, chữ hoa hay chữ thường đều được, ví dụ ${EXAMPLE}. Trong mã ${LEFT_OUT}.`,
        attributes: { autocapitalize: 'characters', spellcheck: 'false' },
      }),
    },
  );
}
