import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import { passwordControls } from '../chosen-password-pages.js';
import type { AccountByLink } from './finders.js';
import { ACTIVATION, FORGOTTEN, SIGN_IN } from '../addresses.js';
import { toldPage, type ToldPage } from '../told-pages.js';
import { whomToCall, type WaysIn } from '../sign-in/ways-in.js';

/** Used, ended, or never made: which of these is not told apart. */
export function endedLinkPage(ways: WaysIn): ToldPage {
  const other = `gọi ${whomToCall(ways)} để nhận mã một lần hoặc liên kết kích hoạt mới`;
  const forgotten = ui.button({ text: 'Quên mật khẩu', href: FORGOTTEN, kind: 'secondary' });
  return toldPage({
    title: 'Liên kết này không dùng được nữa',
    nav: 'sign-in',
    crumbs: [{ text: 'Đăng nhập', href: SIGN_IN }, { text: 'Liên kết không dùng được' }],
    lead: 'Liên kết đã được dùng, đã quá hạn, hoặc địa chỉ chép chưa đủ. Nếu bạn đã đặt mật khẩu, hãy đăng nhập.',
    paragraphs: [
      ways.isMailSet
        ? `Nếu chưa đặt mật khẩu, hãy ${other}. Nếu đã đặt mà quên, hãy bấm “Quên mật khẩu”.`
        : `Nếu chưa đặt mật khẩu hoặc đã quên, hãy ${other}.`,
    ],
    link: `<div class="button-row">${ui.button({ text: 'Đăng nhập', href: SIGN_IN })} ${ways.isMailSet ? forgotten : ''}</div>`,
  });
}

/** Who has signed in before knows the account, and comes for a password. */
export function activationPage(token: string, link: AccountByLink, form: Form): FormPage {
  const { account, isReset, isByCode } = link;
  const isKnown = isReset || isByCode || account.signedInAt !== null;
  return formPage(
    {
      title: isKnown ? 'Đặt mật khẩu mới' : 'Kích hoạt tài khoản',
      lead: `${account.fullName}, hãy chọn mật khẩu cho tài khoản “${account.username}”.`,
      action: `${ACTIVATION}/${encodeURIComponent(token)}`,
      submit: 'Đặt mật khẩu và đăng nhập',
    },
    form,
    passwordControls(form.errors),
  );
}
