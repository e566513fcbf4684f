import { z } from 'zod';
import { lineField, numberField } from '../platform/page/forms.js';
import { asHashed } from '../accounts/passwords.js';
import { reasonProblem } from './rules.js';

export const anonymisationForm = z.object({
  version: numberField('Số phiên bản'),
  reason: lineField('Lý do', 200).superRefine((reason, ctx) => {
    const message = reasonProblem(reason);
    if (message && reason !== '') ctx.addIssue({ code: 'custom', message });
  }),
  /** Or a code of the second factor; '' where whoever asks has none to be asked for. */
  currentPassword: z.string().default('').transform(asHashed).pipe(z.string().max(200)),
});
