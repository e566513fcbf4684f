import type { Actor } from '../../platform/actor.js';
import { ui } from '../../platform/components.js';
import { formPage, type FormPage } from '../../platform/form-page.js';
import type { Form } from '../../platform/forms.js';
import { emailControl } from '../email-control.js';
import { passwordControls } from '../chosen-password.js';
import { rolesInWords } from '../rules.js';

const EMAIL = '/tai-khoan/thu-dien-tu';

/** `email`: the own address; '' where there is none. */
export function ownAccountPage(actor: Actor, email: string, form: Form): FormPage {
  const error = form.errors.find(({ field }) => field === 'currentPassword')?.message ?? '';
  return formPage(
    {
      title: 'Tài khoản của tôi',
      nav: 'account',
      action: '/tai-khoan',
      submit: 'Đổi mật khẩu',
      before:
        ui.summaryList([
          { key: 'Họ và tên', value: actor.fullName },
          { key: 'Tên đăng nhập', value: actor.username },
          { key: 'Đơn vị', value: actor.unit.name },
          { key: 'Vai trò', value: rolesInWords(actor.roles) },
          {
            key: 'Thư điện tử',
            value: email || 'Chưa có',
            actions: [{ text: 'Sửa', href: EMAIL, hidden: 'địa chỉ thư điện tử' }],
          },
        ]) + '<h2>Đổi mật khẩu</h2>',
    },
    form,
    {
      currentPassword: ui.field({
        name: 'currentPassword',
        label: 'Mật khẩu hiện tại',
        kind: 'password',
        value: '',
        width: 20,
        autocomplete: 'current-password',
        error,
      }),
      ...passwordControls(form.errors),
    },
  );
}

export function ownEmailPage(form: Form): FormPage {
  return formPage(
    {
      title: 'Địa chỉ thư điện tử',
      crumbs: [{ text: 'Tài khoản của tôi', href: '/tai-khoan' }, { text: 'Địa chỉ thư điện tử' }],
      nav: 'account',
      lead: 'Biên nhận của báo cáo được gửi đến địa chỉ này. Để trống nếu không muốn nhận thư.',
      action: EMAIL,
      submit: 'Lưu',
    },
    form,
    { email: emailControl(form, 'email') },
  );
}
