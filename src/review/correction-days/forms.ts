import { z } from 'zod';
import { numberField } from '../../platform/page/forms.js';
import { MOST_DAYS } from './rules.js';

const error = `Số ngày làm việc phải là một số từ 1 đến ${MOST_DAYS}.`;

export const correctionDaysForm = z.object({
  version: numberField('Số ngày đang dùng'),
  days: z
    .string({ error })
    .regex(/^\s*\d{1,3}\s*$/, error)
    .transform(Number)
    .refine((days) => days >= 1 && days <= MOST_DAYS, { error }),
});
