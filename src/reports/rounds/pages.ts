import { formatDueBefore, formatTime } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
import { sentence, type EventDetail } from '../../history/actions.js';
import { ownChanges, ownReceipt, ownReport } from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import { isCorrectionOverdue, isToCorrect } from '../deadlines.js';
import { extendedWords } from '../decisions/extension-rules.js';
import type { extensionsOf, historyOf, OpenedOwn, returnsOf, SubmissionRow } from '../finders.js';
import { noteLines, type NoteLine } from '../return-notes.js';

/** One thing that happened between the unit and its reviewers. */
export interface Round {
  at: Date;
  /** Of what happened at the same instant: a submission before its return, and that before the next. */
  order: number;
  when: string;
  title: string;
  by: string;
  text: string;
  notes: readonly NoteLine[];
  after: string;
  links: readonly { text: string; href: string }[];
}

export interface RoundsPage extends Frame {
  unit: string;
  correction: string;
  rounds: readonly Round[];
  overview: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/rounds': RoundsPage;
  }
}

interface RoundParts {
  readonly open: OpenedOwn;
  readonly submissions: readonly SubmissionRow[];
  readonly returns: Awaited<ReturnType<typeof returnsOf>>;
  readonly extensions: Awaited<ReturnType<typeof extensionsOf>>;
  readonly events: Awaited<ReturnType<typeof historyOf>>;
}

/** Everything that has been between the unit and its reviewers, in order of time; nothing is ever overwritten. */
export function roundsPage(parts: RoundParts, now: Date): RoundsPage {
  const { report } = parts.open;
  const year = String(report.period.year);
  const rounds = [
    ...parts.submissions.map((submission) => submitted(submission, year)),
    ...parts.returns.map((row) => sentBack(row, parts)),
    ...parts.extensions.map((row) => extended(report, row)),
    ...parts.events.flatMap(told),
  ];
  return {
    title: `Các lần nộp và trả lại, năm ${year}`,
    crumbs: reportCrumbs(year, { text: 'Các lần nộp và trả lại' }),
    nav: 'reports',
    unit: report.unitName,
    correction: correctionWords(report, now),
    rounds: rounds.sort((a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order),
    overview: ownReport(year),
  };
}

function correctionWords(report: OpenedOwn['report'], now: Date): string {
  if (!isToCorrect(report) || !report.correctBefore) return '';
  const overdue = isCorrectionOverdue(report, now) ? ' Đã quá hạn sửa.' : '';
  return `Đang chờ đơn vị sửa và nộp lại ${formatDueBefore(report.correctBefore)}.${overdue}`;
}

const NOTHING = { order: Number.MAX_SAFE_INTEGER, text: '', notes: [], after: '', links: [] };

function submitted({ number, submittedAt, submittedByName, changeNote }: SubmissionRow, year: string): Round {
  const lan = String(number);
  const compare = { text: `Thay đổi so với lần ${number - 1}`, href: ownChanges(year, number) };
  return {
    ...NOTHING,
    ...moment(submittedAt, submittedByName),
    order: 2 * number,
    title: `Nộp lần ${lan}`,
    text: changeNote,
    links: [
      { text: `Biên nhận lần ${lan}`, href: ownReceipt(year, number) },
      ...(number > 1 ? [compare] : []),
    ],
  };
}

/** A return, or the reopening of an accepted report; its notes by the form that the submission was filed by. */
function sentBack(row: RoundParts['returns'][number], { open, submissions, events }: RoundParts): Round {
  const about = submissions.find(({ number }) => number === row.submissionNumber);
  const isReopening = events.some(
    ({ action, at }) => action === 'report-reopened' && at.getTime() === row.returnedAt.getTime(),
  );
  return {
    ...NOTHING,
    ...moment(row.returnedAt, row.returnedByName),
    order: 2 * row.submissionNumber + 1,
    title: `${isReopening ? 'Mở lại để sửa' : 'Trả lại'} lần nộp ${row.submissionNumber}`,
    text: row.reason,
    notes: noteLines(about?.form ?? open.report.form, row),
    after: `Sửa và nộp lại ${formatDueBefore(row.correctBefore)}.`,
  };
}

function extended(report: OpenedOwn['report'], row: RoundParts['extensions'][number]): Round {
  return {
    ...NOTHING,
    ...moment(row.grantedAt, row.grantedByName),
    title: 'Gia hạn',
    text: row.reason,
    after: `${extendedWords(report, row)}.`,
  };
}

const TITLES: Readonly<Record<string, string>> = {
  'report-accepted': 'Chấp nhận',
  'report-recalled': 'Thu hồi',
  'report-exempted': 'Miễn báo cáo',
  'report-unexempted': 'Bỏ miễn báo cáo',
};

/** What has no row of its own. */
function told({ action, at, actorName, detail }: RoundParts['events'][number]): Round[] {
  const title = TITLES[action];
  if (title === undefined || !Object.hasOwn(TITLES, action)) return [];
  const text = `${actorName} ${sentence(action, detail as EventDetail)}.`;
  return [{ ...NOTHING, ...moment(at, actorName), title, text }];
}

function moment(at: Date, by: string) {
  return { at, when: formatTime(at), by };
}
