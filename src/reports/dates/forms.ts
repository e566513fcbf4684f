import { z } from 'zod';
import {
  choiceField,
  numberField,
  optionalDay,
  optionalLine,
  parseForm,
  textField,
  tickField,
  type Parsed,
} from '../../platform/page/forms.js';
import { dateLabels } from '../../periods/rules.js';
import { movableDates, type MovableDate, type NewDates } from './rules.js';

const days = Object.fromEntries(movableDates.map((name) => [name, optionalDay(dateLabels[name])])) as Record<
  MovableDate,
  ReturnType<typeof optionalDay>
>;
const datesForm = z.object({
  version: numberField('Số phiên bản'),
  scope: choiceField('Phạm vi', ['all', 'branch']),
  unit: optionalLine('Đơn vị', 200),
  ...days,
  reason: textField('Lý do', 2000),
  seen: z.string().default(''),
  agreed: tickField('Ô đồng ý chỉ có đánh dấu hoặc không.'),
});

export interface PostedDates {
  readonly version: number;
  readonly isBranch: boolean;
  /** Code or name, as typed. */
  readonly unit: string;
  readonly dates: NewDates;
  readonly reason: string;
  /** What the sender was shown of the consequences; '' before that. */
  readonly seen: string;
  readonly isAgreed: boolean;
}

export function parseDates(body: unknown): Parsed<PostedDates> {
  const form = parseForm(datesForm, body);
  if (!form.ok) return form;
  const { version, scope, unit, reason, seen, agreed: isAgreed, ...dates } = form.data;
  const isBranch = scope === 'branch';
  return { ok: true, data: { version, isBranch, unit, dates, reason, seen, isAgreed } };
}
