import { ui } from '../platform/page/components.js';
import { tickField, type Form } from '../platform/page/forms.js';
import type { SafeHtml } from '../platform/page/render.js';

/** The deliberate yes of an extension that is to be thought over first (reports/decisions/rules.ts): posted as `sure`. */
export const sure = tickField('Ô xác nhận chỉ có đánh dấu hoặc không.');

export function sureBox(form: Form | undefined): SafeHtml {
  const items = [{ value: 'yes', text: 'Vẫn gia hạn' }];
  return ui.checkboxes({ name: 'sure', legend: 'Xác nhận gia hạn', items, form });
}
