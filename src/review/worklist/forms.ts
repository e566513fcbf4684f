import { z } from 'zod';
import { withQuery } from '../../platform/http/query.js';
import {
  choiceField,
  optionalLine,
  optionalText,
  tickField,
  type Values,
} from '../../platform/page/forms.js';
import { selectionFields } from '../../platform/page/selection.js';
import { readId } from '../../platform/text/numbers.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import { readSeen } from '../../reports/bulk/rules.js';
import { worklistOf } from '../addresses.js';

export const tabs = ['waiting', 'correcting', 'accepted'] as const;
export type Tab = (typeof tabs)[number];
const SLUGS: Record<Tab, string> = { waiting: '', correcting: 'cho-sua', accepted: 'da-chap-nhan' };

export const owners = ['all', 'mine', 'nobody'] as const;
export type Owner = (typeof owners)[number];

export interface WorkQuery {
  readonly tab: Tab;
  readonly whose: Owner;
  readonly name: string;
  readonly after?: number;
}

/** Reads the address's query; what means nothing is the first choice. */
export function readWorkQuery(query: Record<string, unknown>): WorkQuery {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  const after = readId(query['sau']);
  return {
    tab: tabs.find((tab) => SLUGS[tab] === text('muc')) ?? 'waiting',
    whose: owners.find((owner) => owner === text('cua')) ?? 'all',
    name: clip(cleanLine(text('ten')), 200),
    ...(after === undefined ? {} : { after }),
  };
}

export function workAddress(
  year: number,
  { tab, whose, name }: Omit<WorkQuery, 'after'>,
  after?: number,
): string {
  return withQuery(worklistOf(year), {
    muc: SLUGS[tab],
    cua: whose === 'all' ? '' : whose,
    ten: name,
    sau: after?.toString(),
  });
}

/** A page of a report as one of this list: its decisions lead on to the list's next. `more`: what else the page is asked. */
export function inList(
  path: string,
  { whose, name }: Pick<WorkQuery, 'whose' | 'name'>,
  more: Readonly<Record<string, string>> = {},
): string {
  return withQuery(path, { cua: whose === 'all' ? '' : whose, ten: name, ...more });
}

/** Reports chosen in a list, as they were seen. */
export const chosenReports = optionalText('Báo cáo', 200_000).transform(readSeen);

/** What is to be done with the reports that are chosen, and which. */
export const choiceForm = z.object({
  what: choiceField('Việc cần làm', ['accept', 'return', 'take', 'assign']),
  whom: choiceField('Cả danh sách hay các báo cáo đã đánh dấu', ['ticked', 'all']).default('ticked'),
  reports: chosenReports,
  ...selectionFields,
  // Typed for a return before other reports were chosen: it goes along through the list.
  reason: optionalText('Lý do', 5000),
  correctBefore: optionalLine('Hạn sửa', 20),
});

/** What of posted values goes along through the list. */
export function keptForReturn({ reason, correctBefore }: Values): Record<string, string> {
  if (!reason) return {};
  return correctBefore ? { reason, correctBefore } : { reason };
}

/** `noted`: the notes that were seen at each report, as "12:3"; `sure`: they may stay unsent. */
export const acceptanceForm = z.object({
  reports: chosenReports,
  noted: optionalLine('Ghi chú', 2000).transform(readNoted),
  sure: tickField('Ô chấp nhận chỉ có đánh dấu hoặc không.'),
});

function readNoted(text: string): Map<number, number> {
  const found = [...text.matchAll(/(\d{1,9}):(\d{1,9})/g)];
  return new Map(found.map(([, report, stamp]) => [Number(report), Number(stamp)]));
}
