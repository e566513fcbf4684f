import { z } from 'zod';
import {
  dayField,
  optionalLine,
  parseForm,
  postedValues,
  refuse,
  textField,
  type Parsed,
} from '../../../platform/page/forms.js';
import { formatDay } from '../../../platform/text/format.js';
import type { Seen } from '../../../reports/bulk/rules.js';
import { selectionFields } from '../../../platform/page/selection.js';
import { chosenReports } from '../forms.js';

const returnForm = z.object({
  reports: chosenReports,
  codes: selectionFields.codes,
  reason: textField('Lý do', 5000),
  correctBefore: dayField('Hạn sửa'),
  phrase: optionalLine('Câu mẫu', 9),
});

export interface ReturnRequest {
  readonly reports: readonly Seen[];
  readonly reason: string;
  readonly correctBefore: Date;
}

/** One reason and one day for all; the day comes after today. */
export function parseReturn(body: unknown, now: Date): Parsed<ReturnRequest> {
  const parsed = parseForm(returnForm, body);
  if (!parsed.ok || parsed.data.correctBefore > now) return parsed;
  const message = `Hạn sửa phải sau hôm nay, ngày ${formatDay(now)}.`;
  return refuse(postedValues(body), { field: 'correctBefore', message });
}
