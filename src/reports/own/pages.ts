import { announcementLinks, type Announced } from '../../announcements/rules.js';
import { UNIT_ANNOUNCEMENTS } from '../../announcements/addresses.js';
import type { UnconfirmedSummary } from '../../acknowledgements/finders.js';
import { sentence, type EventDetail } from '../../history/actions.js';
import type { OwnReader } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { formatDay, formatDueBefore, formatTime } from '../../platform/text/format.js';
import { ownChanges, ownReceipt, ownReport } from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import { isCorrectionOverdue, isToCorrect, presentDeadline, timeliness } from '../deadlines.js';
import type { historyOf, OpenedOwn, ownReports, SubmissionRow } from '../finders.js';
import { ownStatusTag, timelinessWords } from '../status-tags.js';
import { submissionChanges, type SubmissionChange } from '../submission-changes.js';
import { leadingReport } from './leading.js';
import { workParts, type WorkParts } from './work-page.js';
import type { OwnWork } from './work-finders.js';

export interface OwnReportsPage extends Frame {
  unit: string;
  /** The year that asks for something, or the newest; null where there is no report. */
  work: WorkParts | null;
  /** The other years, as rows; '' where there are none. */
  years: SafeHtml;
  /** What the unit is asked to confirm; '' where there is nothing. */
  asked: string;
  /** That it is to confirm its contacts; '' where it need not. */
  contacts: string;
  /** What is announced to units now; '' where nothing is. */
  announcements: SafeHtml;
}

export interface OverviewPage extends Frame {
  unit: string;
  work: WorkParts;
  receipts: readonly { text: string; href: string; compare: string }[];
  history: readonly { when: string; text: string }[];
}

export interface ComparisonPage extends Frame {
  unit: string;
  changeNote: string;
  changes: readonly SubmissionChange[];
  overview: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/comparison': ComparisonPage;
    'reports/index': OwnReportsPage;
    'reports/overview': OverviewPage;
  }
}

type ListedReport = Awaited<ReturnType<typeof ownReports>>[number];

interface OwnReportsParts {
  /** Every year, newest first. */
  readonly reports: readonly ListedReport[];
  /** Of the year that leads; null where there is no report. */
  readonly work: OwnWork | null;
  readonly asked: UnconfirmedSummary;
  /** For which its contacts are to be confirmed; undefined where they are. */
  readonly contactsYear: number | undefined;
  /** What is announced to units now. */
  readonly announcements: readonly Announced[];
}

export function ownReportsPage(
  actor: OwnReader,
  { reports, work, asked, announcements, contactsYear }: OwnReportsParts,
  now: Date,
): OwnReportsPage {
  const others = reports.filter(({ id }) => id !== work?.open.report.id);
  return {
    title: 'Báo cáo của đơn vị',
    nav: 'reports',
    unit: actor.unit.name,
    work: work && workParts(work, now),
    years: others.length === 0 ? '' : ui.rows(others.map((report) => yearRow(report, now))),
    asked: askedWords(asked, now),
    contacts: contactsYear ? `Xin xác nhận ai lập, ai ký báo cáo năm ${contactsYear}.` : '',
    announcements: ui.announcements({
      heading: 'Thông báo cho đơn vị',
      items: announcementLinks(UNIT_ANNOUNCEMENTS, announcements),
      allText: 'Tất cả thông báo cho đơn vị',
      allHref: UNIT_ANNOUNCEMENTS,
    }),
  };
}

/** Of the report whose work comes first, a line for the home page; '' where there is none. */
export function ownDeadlineLine(reports: readonly ListedReport[], now: Date): SafeHtml {
  const report = leadingReport(reports, now);
  if (!report) return '';
  const { year } = report.period;
  const standing = standingOf(report, now) || 'Được miễn báo cáo.';
  const words = `Báo cáo năm ${year} của đơn vị bạn: ${standing.charAt(0).toLowerCase()}${standing.slice(1)}`;
  return `<div class="mine"><p>${ui.words(words)}</p>${ui.button({ text: 'Mở báo cáo', href: ownReport(year), kind: 'secondary' })}</div>`;
}

function yearRow(report: ListedReport, now: Date) {
  const { year } = report.period;
  return {
    mark: String(year),
    state: 'open' as const,
    text: `Báo cáo năm ${year}`,
    href: ownReport(year),
    note: standingOf(report, now),
    ...(report.submissions.length > 0 && {
      more: { text: 'Biên nhận', href: ownReceipt(year), hidden: `năm ${year}` },
    }),
    tag: ownStatusTag(report),
  };
}

/** When it was filed and whether in time; else by when it is to be. */
function standingOf(report: ListedReport, now: Date): string {
  if (report.status === 'EXEMPT') return '';
  if (isToCorrect(report)) {
    const stands = isCorrectionOverdue(report, now) ? ' Đã quá hạn sửa.' : '';
    return `Sửa và nộp lại ${formatDueBefore(presentDeadline(report))}.${stands}`;
  }
  const words = timelinessWords(timeliness(report, now)).toLowerCase();
  const last = report.submissions.at(-1);
  if (!last || !report.firstSubmittedAt) return `Nộp ${formatDueBefore(report.dueBefore)}; ${words}.`;
  const which = last.number > 1 ? ` (lần ${last.number})` : '';
  return `Nộp lúc ${formatTime(last.submittedAt)}${which}, ${words}.`;
}

function askedWords({ count, confirmBefore }: UnconfirmedSummary, now: Date): string {
  if (count === 0 || !confirmBefore) return '';
  const asked = `Đơn vị còn ${count} văn bản chưa xác nhận đã nhận;`;
  const which = count > 1 ? ' văn bản sớm nhất' : '';
  if (now >= confirmBefore) return `${asked}${which} quá hạn từ ngày ${formatDay(confirmBefore)}.`;
  return `${asked}${which} cần xác nhận ${formatDueBefore(confirmBefore)}.`;
}

interface OverviewParts {
  readonly work: OwnWork;
  /** Newest first. */
  readonly submissions: readonly SubmissionRow[];
  readonly events: Awaited<ReturnType<typeof historyOf>>;
}

/** One year's report: what to do now, its sections, and all that belongs to it. */
export function overviewPage({ work, submissions, events }: OverviewParts, now: Date): OverviewPage {
  const { report } = work.open;
  const year = String(report.period.year);
  return {
    title: `Báo cáo năm ${year}`,
    crumbs: reportCrumbs(year),
    nav: 'reports',
    unit: report.unitName,
    work: workParts(work, now),
    receipts: submissions.map(({ number, submittedAt }) => ({
      text: `Lần ${number}, nộp lúc ${formatTime(submittedAt)}`,
      href: ownReceipt(year, number),
      compare: number > 1 ? ownChanges(year, number) : '',
    })),
    history: events.map(eventLine),
  };
}

function eventLine(event: OverviewParts['events'][number]) {
  const text = `${event.actorName} ${sentence(event.action, event.detail as EventDetail)}`;
  return { when: formatTime(event.at), text };
}

/** What a submission says otherwise than the one before. */
export function comparisonPage(
  { report }: OpenedOwn,
  before: SubmissionRow,
  after: SubmissionRow,
): ComparisonPage {
  const year = String(report.period.year);
  return {
    title: `Lần nộp ${after.number} so với lần ${before.number}`,
    crumbs: reportCrumbs(year, { text: 'So sánh' }),
    nav: 'reports',
    unit: report.unitName,
    changeNote: after.changeNote,
    changes: submissionChanges(before, after),
    overview: ownReport(year),
  };
}
