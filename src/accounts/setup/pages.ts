import { ui } from '../../platform/page/components.js';
import type { Form } from '../../platform/page/forms.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import { passwordControls } from '../chosen-password-pages.js';
import { SETUP } from '../addresses.js';

export function setupPage(form: Form): FormPage {
  return formPage(
    {
      title: 'Thiết lập cổng',
      lead: 'Đặt tên Liên đoàn Lao động tỉnh và tạo tài khoản quản trị đầu tiên. Trang này chỉ dùng một lần.',
      action: SETUP,
      submit: 'Thiết lập',
    },
    form,
    {
      setupCode: ui.field({
        name: 'setupCode',
        label: 'Mã thiết lập',
        hint: 'Người cài đặt xem mã này trong nhật ký của máy chủ, dòng có chữ “first run”.',
        width: 20,
        autocomplete: 'off',
        form,
      }),
      federation: ui.field({
        name: 'federation',
        label: 'Tên Liên đoàn Lao động tỉnh',
        hint: 'Ví dụ: Liên đoàn Lao động tỉnh Minh Giang',
        form,
      }),
      fullName: ui.field({ name: 'fullName', label: 'Họ và tên người quản trị', form, autocomplete: 'name' }),
      username: ui.field({
        name: 'username',
        label: 'Tên đăng nhập',
        width: 20,
        form,
        autocomplete: 'username',
      }),
      ...passwordControls(form.errors),
    },
  );
}
