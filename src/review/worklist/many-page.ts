import { formatNumber } from '../../platform/text/format.js';
import type { FieldError } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import {
  NAMED,
  seenText,
  standingWords,
  type BulkResult,
  type LeftOut,
  type Told,
} from '../../reports/bulk/rules.js';
import { mailedUnitsWords } from '../../mail/rules.js';
import type { SelectedReport } from '../../reports/selection/finders.js';
import { worklistChoice, worklistOf } from '../addresses.js';
import { workAddress, type WorkQuery } from './forms.js';

/** Asks once before something is done with many reports: which, what more it takes, one button. */
export interface ManyPage extends Frame {
  lead: string;
  errors: readonly FieldError[];
  action: string;
  /** Under what the browser keeps what is written here while other reports are chosen (client/filing.ts); '' for nothing. */
  wordsKey: string;
  /** The reports as they stand here. */
  reports: string;
  names: readonly string[];
  more: string;
  /** What is known of these reports that matters for it. */
  facts: readonly string[];
  leftOut: readonly string[];
  controls: readonly SafeHtml[];
  /** '' where nothing can be done. */
  button: string;
  /** The codes that were pasted, and where the list stands with all that was chosen, for who goes back to choose again. */
  codes: string;
  choice: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'review/many': ManyPage;
  }
}

/** The reports that something is to be done with, and those that were chosen in vain. */
export interface Many {
  readonly rows: readonly SelectedReport[];
  readonly leftOut: readonly LeftOut[];
}

/** Parts the chosen reports by whether it is possible. */
export function sortOut(
  rows: readonly SelectedReport[],
  strangers: readonly LeftOut[],
  isPossible: (row: SelectedReport) => boolean,
): Many {
  const refused = rows
    .filter((row) => !isPossible(row))
    .map((row) => ({ name: row.unitName, why: standingWords(row) }));
  return { rows: rows.filter(isPossible), leftOut: [...strangers, ...refused] };
}

/** The list that led here, as it was filtered, and the codes that were pasted there. */
export interface From {
  readonly year: number;
  readonly query: WorkQuery;
  readonly codes: readonly string[];
}

/** An address with the filter of the list. */
export function withFilter(path: string, { year, query }: Pick<From, 'year' | 'query'>): string {
  return path + workAddress(year, query).slice(worklistOf(year).length);
}

/** Left-out units that are named on a page. */
const LEFT_OUT_NAMED = 200;

export function manyPage(
  { rows, leftOut }: Many,
  from: From,
  given: Pick<ManyPage, 'title' | 'lead' | 'errors' | 'action' | 'facts' | 'controls' | 'button'> &
    Partial<Pick<ManyPage, 'wordsKey'>>,
): ManyPage {
  const { year, query, codes } = from;
  const list = workAddress(year, query);
  const others = leftOut.length - LEFT_OUT_NAMED;
  return {
    nav: 'review',
    crumbs: [{ text: `Việc xét duyệt năm ${year}`, href: list }, { text: given.title }],
    hasErrors: given.errors.length > 0,
    wordsKey: '',
    ...given,
    action: withFilter(given.action, from),
    reports: rows
      .map(({ id, version, assigneeId }) => seenText({ id, version, assignee: assigneeId ?? 0 }))
      .join(','),
    names: rows.slice(0, NAMED).map(nameOf),
    more: rows.length > NAMED ? `và ${formatNumber(rows.length - NAMED)} báo cáo khác` : '',
    leftOut: [
      ...leftOut.slice(0, LEFT_OUT_NAMED).map(({ name, why }) => `${name}: ${why}`),
      ...(others > 0 ? [`và ${formatNumber(others)} đơn vị khác`] : []),
    ],
    button: rows.length > 0 ? given.button : '',
    codes: codes.join(', '),
    choice: withFilter(worklistChoice(year), from),
  };
}

function nameOf({ unitName, assigneeName }: SelectedReport): string {
  return assigneeName ? `${unitName} (${assigneeName} đang nhận)` : unitName;
}

/** What was decided, whether the units hear of it by mail, and with which it could not be. */
export function withTold(words: string, outcome: BulkResult & Told, isMailSet: boolean): string {
  const told = mailedUnitsWords({ units: outcome.done, unmailed: outcome.unmailed }, isMailSet);
  return withLeftOut(told ? `${words} ${told}` : words, outcome);
}

/** What was done, and the first of those with which it could not be, by name. */
export function withLeftOut(words: string, { leftOut }: BulkResult): string {
  return leftOut.length === 0 ? words : `${words} Không làm được với: ${leftOutWords(leftOut)}.`;
}

export function leftOutWords(leftOut: readonly LeftOut[]): string {
  const named = leftOut.slice(0, NAMED).map(({ name, why }) => `${name} (${why})`);
  const others = leftOut.length - named.length;
  return [...named, ...(others > 0 ? [`và ${formatNumber(others)} báo cáo khác`] : [])].join('; ');
}
