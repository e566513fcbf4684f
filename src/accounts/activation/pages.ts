import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import { passwordControls } from '../chosen-password-pages.js';
import type { AccountByLink } from './finders.js';
import { ACTIVATION } from '../addresses.js';

export function activationPage(token: string, { account, isReset }: AccountByLink, form: Form): FormPage {
  return formPage(
    {
      title: isReset ? 'Đặt mật khẩu mới' : 'Kích hoạt tài khoản',
      lead: `${account.fullName}, hãy chọn mật khẩu cho tài khoản “${account.username}”.`,
      action: `${ACTIVATION}/${encodeURIComponent(token)}`,
      submit: 'Đặt mật khẩu và đăng nhập',
    },
    form,
    passwordControls(form.errors),
  );
}
