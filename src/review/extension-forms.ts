import { tickField } from '../platform/page/forms.js';

/** The deliberate yes of an extension that is thought over first (reports/decisions/rules.ts). */
export const sure = tickField('Ô xác nhận chỉ có đánh dấu hoặc không.');
