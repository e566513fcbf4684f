import type { Actor } from '../../platform/actor.js';
import { ui } from '../../platform/components.js';
import { formPage, type FormPage } from '../../platform/form-page.js';
import type { Form } from '../../platform/forms.js';
import { passwordControls } from '../chosen-password.js';
import { rolesInWords } from '../rules.js';

export function ownAccountPage(actor: Actor, form: Form): FormPage {
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
