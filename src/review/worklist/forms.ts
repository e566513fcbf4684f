import { z } from 'zod';
import { withQuery } from '../../platform/http/query.js';
import { choiceField, optionalLine, optionalText } from '../../platform/page/forms.js';
import { readId } from '../../platform/text/numbers.js';
import { cleanLine } from '../../platform/text/text.js';
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
    name: cleanLine(text('ten')).slice(0, 200),
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

/** `to`: 'me', 'nobody' or the id of a reviewer's account. */
export const assignmentForm = z.object({
  reports: chosenReports,
  what: choiceField('Việc cần làm', ['accept', 'take', 'release', 'give']),
  to: optionalLine('Người xét duyệt', 9),
});
export const acceptanceForm = z.object({ reports: chosenReports });
