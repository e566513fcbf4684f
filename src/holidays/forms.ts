import { z } from 'zod';
import { choiceField, dayField, lineField } from '../platform/forms.js';

export const newHolidayForm = z.object({
  day: dayField('Ngày'),
  name: lineField('Tên', 120),
  kind: choiceField('Loại ngày', ['off', 'working']),
});
export const removalForm = z.object({ day: dayField('Ngày') });
