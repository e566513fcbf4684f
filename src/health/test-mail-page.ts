import { ADMINISTRATION } from '../platform/page/addresses.js';
import { ui } from '../platform/page/components.js';
import { formPage, type FormPage } from '../platform/page/form-page.js';
import type { Form } from '../platform/page/forms.js';
import { HEALTH, TEST_MAIL } from './addresses.js';

export function testMailPage(form: Form): FormPage {
  const title = 'Gửi thư thử';
  return formPage(
    {
      title,
      nav: 'administration',
      crumbs: [
        { text: 'Quản trị', href: ADMINISTRATION },
        { text: 'Tình trạng hệ thống', href: HEALTH },
        { text: title },
      ],
      lead: 'Cổng gửi ngay một thư, không qua hàng chờ, và cho biết máy chủ thư trả lời thế nào.',
      action: TEST_MAIL,
      submit: 'Gửi thư thử',
    },
    form,
    {
      address: ui.field({
        name: 'address',
        label: 'Địa chỉ nhận',
        hint: 'Ví dụ: ten@congdoan.vn',
        form,
        autocomplete: 'email',
        attributes: { autocapitalize: 'none', spellcheck: 'false', inputmode: 'email' },
      }),
    },
  );
}
