import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import { passwordControls } from '../chosen-password-pages.js';
import type { AccountByLink } from './finders.js';
import { ACTIVATION } from '../addresses.js';

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
