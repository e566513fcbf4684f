import { z } from 'zod';
import { dayField, numberField } from '../platform/page/forms.js';
import { dateLabels } from './rules.js';

const year = z
  .string({ error: 'Hãy nhập năm.' })
  .regex(/^2[01]\d{2}$/, 'Năm gồm bốn chữ số, từ 2000 đến 2199.')
  .transform(Number);

export const newPeriodForm = z.object({
  year,
  coverageFrom: dayField(dateLabels.coverageFrom),
  coverageTo: dayField(dateLabels.coverageTo),
  opensOn: dayField(dateLabels.opensOn),
  dueBeforeGrassroots: dayField(dateLabels.dueBeforeGrassroots),
  dueBeforeUpperLevel: dayField(dateLabels.dueBeforeUpperLevel),
  dueBeforeProvince: dayField(dateLabels.dueBeforeProvince),
  lockOn: dayField(dateLabels.lockOn),
});
export const periodForm = newPeriodForm.extend({ version: numberField('Số phiên bản') });

export type NewPeriod = z.infer<typeof newPeriodForm>;
export type PeriodEdit = z.infer<typeof periodForm>;
