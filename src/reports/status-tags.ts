import { ownPlace } from './addresses.js';
import { hasRole } from '../platform/actor.js';
import { ui } from '../platform/page/components.js';
import type { Timeliness } from './deadlines.js';
import type { OpenedOwn } from './finders.js';
import { statusWords, type ReportStatus } from './lifecycle.js';

type Tone = 'grey' | 'blue' | 'yellow' | 'red' | 'green' | 'purple';

const STATUS_TONES: Record<ReportStatus, Tone> = {
  NOT_STARTED: 'grey',
  IN_PROGRESS: 'blue',
  SUBMITTED: 'yellow',
  RETURNED: 'red',
  ACCEPTED: 'green',
  EXEMPT: 'purple',
};

const STATUS_SIGNS = { SUBMITTED: 'send', RETURNED: 'undo' } as const;

/** The state of a report as a tag, in HTML. */
export function statusTag(status: ReportStatus): string {
  const sign = STATUS_SIGNS[status as keyof typeof STATUS_SIGNS] as 'send' | 'undo' | undefined;
  return ui.tag({ text: statusWords[status], tone: STATUS_TONES[status], ...(sign && { sign }) });
}

const TIMELINESS_WORDS: Record<Timeliness, string> = {
  exempt: 'Được miễn',
  'on-time': 'Đúng hạn',
  late: 'Trễ hạn',
  due: 'Chưa đến hạn',
  overdue: 'Quá hạn',
};

export function timelinessWords(timeliness: Timeliness): string {
  return TIMELINESS_WORDS[timeliness];
}

/** A filer's or signatory's link to the page that asks for the place of the unit's documents; '' for others, or if it is known. */
export function placeHref(open: OpenedOwn, isPlaceless: boolean): string {
  return isPlaceless && hasRole(open.actor, 'FILER', 'SIGNATORY') ? ownPlace(open.report.period.year) : '';
}
