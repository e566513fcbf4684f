import { ui } from '../platform/page/components.js';
import type { Form } from '../platform/page/forms.js';
import type { SafeHtml } from '../platform/page/render.js';

/** The box for the deliberate yes, of the field `sure`. */
export function sureBox(form: Form | undefined): SafeHtml {
  const items = [{ value: 'yes', text: 'Vẫn gia hạn' }];
  return ui.checkboxes({ name: 'sure', legend: 'Xác nhận gia hạn', items, form });
}
