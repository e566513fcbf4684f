import { z } from 'zod';
import { addDays } from '../platform/text/calendar.js';
import { formatDay } from '../platform/text/format.js';
import {
  dayField,
  lineField,
  parseForm,
  postedValues,
  refuse,
  textField,
  choiceField,
} from '../platform/page/forms.js';
import { withQuery } from '../platform/http/query.js';
import { readId } from '../platform/text/numbers.js';
import { cleanLine, clip } from '../platform/text/text.js';

export const followedStates = ['unconfirmed', 'unopened', 'opened', 'confirmed'] as const;

/** What the list of units is asked for, as the address says it. */
export interface FollowedQuery {
  readonly state?: (typeof followedStates)[number];
  /** Part of a unit's name, as typed. */
  readonly name: string;
  /** The id of the last row of the page before. */
  readonly after?: number;
}

/** Reads the address's query; a value that means nothing is left out. */
export function readFollowedQuery(query: Record<string, unknown>): FollowedQuery {
  const state = followedStates.find((known) => known === query['trang-thai']);
  const name = clip(cleanLine(typeof query['ten'] === 'string' ? query['ten'] : ''), 200);
  const after = readId(query['sau']);
  return { ...(state ? { state } : {}), name, ...(after === undefined ? {} : { after }) };
}

/** The query that asks for this, with its question mark; '' for the whole list. */
export function followedQueryText({ state, name }: FollowedQuery, after?: number): string {
  return withQuery('', { 'trang-thai': state, ten: name, sau: after?.toString() });
}

export const subjects = ['GUIDANCE', 'ANNOUNCEMENT'] as const;

const requestForm = z.object({
  subject: choiceField('Văn bản cần xác nhận', subjects),
  title: lineField('Chủ đề', 200),
  text: textField('Lời đề nghị', 5000),
  confirmBefore: dayField('Ngày xác nhận'),
});

/** A request: its day comes after today, so that units have a day at least, and within a year. */
export function parseRequest(body: unknown, now: Date) {
  const parsed = parseForm(requestForm, body);
  if (!parsed.ok) return parsed;
  const { confirmBefore } = parsed.data;
  if (confirmBefore > now && confirmBefore <= addDays(now, 366)) return parsed;
  const message =
    confirmBefore > now
      ? 'Ngày xác nhận phải trong vòng một năm tới.'
      : `Ngày xác nhận phải sau hôm nay, ngày ${formatDay(now)}.`;
  return refuse(postedValues(body), { field: 'confirmBefore', message });
}
