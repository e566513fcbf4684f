import { addDays, parseDay } from '../platform/text/calendar.js';
import { cleanLine } from '../platform/text/text.js';
import { readId } from '../platform/text/numbers.js';
import { dayProblem, type FieldError, type Values } from '../platform/page/forms.js';
import { historyGroups, type HistoryGroup } from '../history/audience-rules.js';

/** Behind which event a page begins. */
export interface Cursor {
  readonly at: Date;
  readonly id: number;
}

/** What of the history is asked for. */
export interface HistoryQuery {
  /** A part of the name or the username of who did it, as typed. */
  readonly person: string;
  /** The code of a unit or a part of its name, as typed. */
  readonly unit: string;
  readonly group: HistoryGroup | undefined;
  readonly from: Date | undefined;
  /** The instant at which the day after the last one begins. */
  readonly until: Date | undefined;
  readonly after: Cursor | undefined;
}

/** The query of the address. `values`: as typed; the errors are about its days. */
export interface HistoryForm {
  readonly query: HistoryQuery;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

export function readHistoryForm(query: Record<string, unknown>): HistoryForm {
  const text = (name: string) => cleanLine(typeof query[name] === 'string' ? query[name] : '').slice(0, 200);
  const days = { 'tu-ngay': text('tu-ngay'), 'den-ngay': text('den-ngay') };
  const values = { nguoi: text('nguoi'), 'don-vi': text('don-vi'), viec: text('viec'), ...days };
  const [from, last] = [parseDay(days['tu-ngay']), parseDay(days['den-ngay'])];
  const errors = [...problem('tu-ngay', 'Từ ngày', values), ...problem('den-ngay', 'Đến ngày', values)];
  if (from && last && last < from)
    errors.push({ field: 'den-ngay', message: 'Ngày kết thúc không được trước ngày bắt đầu.' });
  return {
    values,
    errors,
    query: {
      person: values.nguoi,
      unit: values['don-vi'],
      group: historyGroups.find(({ key }) => key === values.viec)?.key,
      from,
      until: last && addDays(last, 1),
      after: readCursor(text('sau')),
    },
  };
}

function problem(field: 'tu-ngay' | 'den-ngay', label: string, values: Values): FieldError[] {
  const typed = values[field] ?? '';
  const message = typed === '' ? undefined : dayProblem(label, typed);
  return message === undefined ? [] : [{ field, message }];
}

/** "1788169200000-17": when, in ms, and which. */
function readCursor(text: string): Cursor | undefined {
  const [, at, row] = /^(\d{1,14})-(\d{1,10})$/.exec(text) ?? [];
  const id = readId(row);
  return at === undefined || id === undefined ? undefined : { at: new Date(Number(at)), id };
}

export const writeCursor = ({ at, id }: Cursor) => `${at.getTime()}-${id}`;
