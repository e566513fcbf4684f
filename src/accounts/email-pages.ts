import { ui } from '../platform/page/components.js';
import type { Form } from '../platform/page/forms.js';
import type { SafeHtml } from '../platform/page/render.js';

/** `autocomplete`: "email" where it is one's own. */
export function emailControl(form: Form, autocomplete: 'email' | 'off'): SafeHtml {
  return ui.field({
    name: 'email',
    label: 'Địa chỉ thư điện tử',
    hint: 'Để nhận biên nhận khi nộp báo cáo. Ví dụ: ten@congdoan.vn',
    optional: true,
    form,
    autocomplete,
    attributes: { autocapitalize: 'none', spellcheck: 'false', inputmode: 'email' },
  });
}
