import { z } from 'zod';
import { selectionFields, type Selection } from '../../platform/page/selection.js';
import {
  choiceField,
  dayField,
  optionalLine,
  optionalText,
  parseForm,
  postedValues,
  refuse,
  textField,
  type Parsed,
} from '../../platform/page/forms.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import { readSeen, type Seen } from '../../reports/bulk/rules.js';
import { sure } from '../extension-forms.js';
import { newDayProblem } from '../extension-rules.js';
import type { BulkAction } from './rules.js';

/** Which direct children; `name` as typed. */
export interface BulkFilter {
  readonly level: '' | 'UPPER_LEVEL' | 'GRASSROOTS';
  readonly name: string;
}

export function readBulkFilter(given: Record<string, unknown>): BulkFilter {
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  const level = text('cap');
  return {
    level: level === 'UPPER_LEVEL' || level === 'GRASSROOTS' ? level : '',
    name: clip(cleanLine(text('ten')), 200),
  };
}

const reports = optionalText('Đơn vị', 300_000).transform(readSeen);
const common = {
  cap: optionalLine('Cấp', 40),
  ten: optionalLine('Tên đơn vị', 200),
  whom: choiceField('Cả danh sách hay các đơn vị đã đánh dấu', ['ticked', 'all', 'confirmed']).default(
    'ticked',
  ),
  reports,
  ...selectionFields,
  reason: textField('Lý do', 5000),
};
const forms = {
  extend: z.object({
    ...common,
    dueBefore: dayField('Hạn mới'),
    sure,
  }),
  exempt: z.object(common),
  unexempt: z.object(common),
};

export interface BulkRequest {
  /** Those that stood on the page to confirm are to be done now; else they are only chosen. */
  readonly isConfirmed: boolean;
  readonly selection: Selection;
  /** Those that were ticked, or stood on the page to confirm. */
  readonly reports: readonly Seen[];
  readonly reason: string;
  /** Of an extension. */
  readonly dueBefore?: Date;
  /** Sure of one that goes further than the lock, or the receiver's own day. */
  readonly isSure?: boolean;
}

/** What was posted. `opensOn`: no new deadline is before units can file at all. */
export function parseBulk(
  action: BulkAction,
  body: unknown,
  when: { now: Date; opensOn: Date },
): Parsed<BulkRequest> {
  const parsed = parseForm(forms[action], body);
  if (!parsed.ok) return parsed;
  const { whom, reports: chosen, reason, codes, matched } = parsed.data;
  const selection = { isAll: whom === 'all', codes, matched };
  const given = { isConfirmed: whom === 'confirmed', selection, reports: chosen, reason };
  if (!('dueBefore' in parsed.data)) return { ok: true, data: given };
  const { dueBefore, sure: isSure } = parsed.data;
  const message = newDayProblem(dueBefore, when);
  if (message === '') return { ok: true, data: { ...given, dueBefore, isSure } };
  return refuse(postedValues(body), { field: 'dueBefore', message });
}
