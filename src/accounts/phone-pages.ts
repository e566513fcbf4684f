import { ui } from '../platform/page/components.js';
import type { Form } from '../platform/page/forms.js';
import type { SafeHtml } from '../platform/page/render.js';

/** `autocomplete`: "tel" where it is one's own. */
export function phoneControls(
  form: Form,
  autocomplete: 'tel' | 'off',
): Record<'phone' | 'zaloName', SafeHtml> {
  return {
    phone: ui.field({
      name: 'phone',
      label: 'Điện thoại',
      hint: 'Ví dụ: 0912 345 678 hoặc 0240 3123 456',
      optional: true,
      width: 20,
      form,
      autocomplete,
      attributes: { inputmode: 'tel' },
    }),
    zaloName: ui.field({
      name: 'zaloName',
      label: 'Tên trên Zalo',
      hint: 'Tên hiện trong nhóm Zalo, nếu khác họ và tên.',
      optional: true,
      width: 20,
      form,
      autocomplete: 'off',
    }),
  };
}
