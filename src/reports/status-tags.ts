import { ui } from '../platform/page/components.js';
import type { Timeliness } from './deadlines.js';
import { ownStatusWords, statusWords, type ReportStatus } from './lifecycle.js';

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
  return tagOf(status, statusWords[status]);
}

/** The same of the reader's own report. */
export function ownStatusTag(report: Parameters<typeof ownStatusWords>[0]): string {
  return tagOf(report.status, ownStatusWords(report));
}

function tagOf(status: ReportStatus, text: string): string {
  const sign = STATUS_SIGNS[status as keyof typeof STATUS_SIGNS] as 'send' | 'undo' | undefined;
  return ui.tag({ text, tone: STATUS_TONES[status], ...(sign && { sign }) });
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
