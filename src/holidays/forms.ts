import { z } from 'zod';
import { choiceField, dayField, lineField } from '../platform/page/forms.js';

export const newHolidayForm = z.object({
  day: dayField('Ngày'),
  name: lineField('Tên', 120),
  kind: choiceField('Loại ngày', ['off', 'working']),
});
export const dayForm = z.object({ day: dayField('Ngày') });
export const yearForm = z.object({
  year: z
    .string()
    .regex(/^2\d{3}$/, 'Năm gồm bốn chữ số, từ 2000 đến 2999.')
    .transform(Number),
});
