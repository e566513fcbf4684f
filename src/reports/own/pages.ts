import { announcementLinks, type Announced } from '../../announcements/rules.js';
import { daysBetween } from '../../platform/text/calendar.js';
import { ui } from '../../platform/page/components.js';
import { formatDay, formatDueBefore, formatTime } from '../../platform/text/format.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { hasRole, type OwnReader } from '../../platform/actor.js';
import type { UnconfirmedSummary } from '../../acknowledgements/finders.js';
import { sentence, type EventDetail } from '../../history/actions.js';
import { fieldMeaning, type SectionDefinition } from '../../form/definition.js';
import { sectionHeading } from '../../form/sheet.js';
import {
  ownChanges,
  ownCheck,
  ownComments,
  ownDocument,
  ownFill,
  ownNil,
  ownReceipt,
  ownReminderLog,
  ownReport,
  ownRounds,
  ownSection,
  ownTakeBack,
  ownWorkbook,
  signing,
} from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import { submissionChanges, type SubmissionChange } from '../submission-changes.js';
import { countWords } from '../comments/rules.js';
import type { CommentCounts } from '../comments/finders.js';
import type { LastMove } from '../dates/finders.js';
import { movedNote } from '../dates/letters.js';
import { fieldNote } from '../rounds/rules.js';
import {
  isCorrectionOverdue,
  presentDeadline,
  isLocked,
  isToCorrect,
  isRecallable,
  lockedFrom,
  timeliness,
} from '../deadlines.js';
import { returnNote } from '../drafts/pages.js';
import {
  type historyOf,
  type OpenedOwn,
  type OwnDraft,
  type ownReports,
  type SubmissionRow,
} from '../finders.js';
import { isEditable, isFiled } from '../lifecycle.js';
import { findProblems, problemsOf, sectionState, type SectionState } from '../../form/checks.js';
import { draftAnswers } from '../draft-answers.js';
import { keptKey } from '../kept-key.js';
import { placeHref } from '../place-href.js';
import { statusTag, timelinessWords } from '../status-tags.js';
import { UNIT_ANNOUNCEMENTS } from '../../announcements/addresses.js';

export interface OwnReportsPage extends Frame {
  unit: string;
  /** What the unit is asked to confirm; '' where there is nothing. */
  /** What is announced to units now; '' where nothing is. */
  announcements: SafeHtml;
  asked: string;
  reports: readonly {
    year: string;
    href: string;
    tag: string;
    due: string;
    submissions: readonly { text: string; receipt: string; compare: string; changeNote: string }[];
  }[];
}

export interface OverviewPage extends Frame {
  unit: string;
  tag: string;
  due: string;
  /** What the dates mean for the unit today; '' where there is nothing to say. */
  urgency: string;
  /** That the period's dates were moved, and how they were before; '' where they were not. */
  moved: string;
  locked: string;
  returned: { reason: string; by: string; correctBefore: string } | null;
  /** Where a ready report stands between filer and signatory; '' where the unit has one step. */
  signing: string;
  /** What the browser keeps of this report's sections for this account; '' where nothing can be saved. */
  keptKey: string;
  /** The unit's own word that it has nothing to report; '' where it has. */
  nil: string;
  /** "Đơn vị không phát sinh…", where the unit may still say so; '' otherwise. */
  nilText: string;
  sections: readonly { heading: string; href: string; state: string; tag: string; note: string }[];
  progress: string;
  canEdit: boolean;
  canRecall: boolean;
  version: number;
  links: ReturnType<typeof overviewLinks>;
  /** "3 ý kiến, 1 mới" */
  comments: string;
  /** What the direct children's reports are to the own one; '' where no unit reports to it. */
  fillText: string;
  checkText: string;
  /** The way to the page on which the signed paper is sent; '' where there is nothing to do there. */
  signText: string;
  documentText: string;
  /** Where the unit says the place of its documents; '' where it has. */
  placeHref: string;
  submissions: readonly { text: string; href: string; compare: string }[];
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

const STATE_WORDS: Record<SectionState, { text: string; tone: 'grey' | 'blue' | 'green' | 'red' }> = {
  'not-started': { text: 'Chưa bắt đầu', tone: 'grey' },
  'in-progress': { text: 'Đang làm', tone: 'blue' },
  done: { text: 'Đã xong', tone: 'green' },
  'to-correct': { text: 'Cần sửa', tone: 'red' },
};

const NIL = { text: 'Không phát sinh', tone: 'grey' } as const;

interface OwnReportsParts {
  readonly reports: Awaited<ReturnType<typeof ownReports>>;
  readonly asked: UnconfirmedSummary;
  /** What is announced to units now. */
  readonly announcements: readonly Announced[];
}

export function ownReportsPage(
  actor: OwnReader,
  { reports, asked, announcements }: OwnReportsParts,
  now: Date,
): OwnReportsPage {
  return {
    title: 'Báo cáo của đơn vị',
    nav: 'reports',
    unit: actor.unit.name,
    asked: askedWords(asked),
    announcements: ui.announcements({
      heading: 'Thông báo cho đơn vị',
      items: announcementLinks(UNIT_ANNOUNCEMENTS, announcements),
      allText: 'Tất cả thông báo cho đơn vị',
      allHref: UNIT_ANNOUNCEMENTS,
    }),
    reports: reports.map((report) => ({
      year: String(report.period.year),
      href: ownReport(report.period.year),
      tag: statusTag(report.status),
      due: dueWords(report, now),
      submissions: report.submissions.map((submission) => submissionLine(report.period.year, submission)),
    })),
  };
}

/** By when, and how the unit stands to that: the day to correct before, where it is asked to. */
function dueWords(report: Awaited<ReturnType<typeof ownReports>>[number], now: Date): string {
  if (!isToCorrect(report))
    return `Nộp ${formatDueBefore(report.dueBefore)}. ${timelinessWords(timeliness(report, now))}.`;
  const stands = isCorrectionOverdue(report, now) ? ' Đã quá hạn sửa.' : '';
  return `Sửa và nộp lại ${formatDueBefore(presentDeadline(report))}.${stands}`;
}

type ListedSubmission = Awaited<ReturnType<typeof ownReports>>[number]['submissions'][number];

function submissionLine(
  year: number,
  { number, submittedAt, submittedByName, changeNote }: ListedSubmission,
) {
  return {
    text: `Lần ${number}, nộp lúc ${formatTime(submittedAt)}, ${submittedByName}`,
    receipt: ownReceipt(year, number),
    compare: number > 1 ? ownChanges(year, number) : '',
    changeNote,
  };
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

function askedWords({ count, confirmBefore }: UnconfirmedSummary): string {
  if (count === 0 || !confirmBefore) return '';
  return `Đơn vị có ${count} văn bản cần xác nhận đã nhận, sớm nhất ${formatDueBefore(confirmBefore)}.`;
}

interface OverviewParts {
  open: OpenedOwn;
  draft: OwnDraft;
  submissions: readonly SubmissionRow[];
  events: Awaited<ReturnType<typeof historyOf>>;
  comments: CommentCounts;
  moved: LastMove;
  /** Whether any unit reports to this one in the period. */
  hasChildren: boolean;
  /** Whether the unit's documents have no place before their date yet. */
  isPlaceless: boolean;
}

/** The task list of one year's report. */
export function overviewPage(parts: OverviewParts, now: Date): OverviewPage {
  const { open, draft, submissions, events, comments } = parts;
  const { report, actor } = open;
  const year = String(report.period.year);
  const isFiler = hasRole(actor, 'FILER');
  const locked = isLocked(report, now);
  const canEdit = isFiler && isEditable(report.status) && !locked;
  const sections = sectionLines(open, draft, canEdit);
  const doneCount = sections.filter((section) =>
    [STATE_WORDS.done.text, NIL.text].includes(section.state),
  ).length;
  return {
    title: `Báo cáo năm ${year}`,
    crumbs: reportCrumbs(year),
    nav: 'reports',
    unit: report.unitName,
    tag: statusTag(report.status),
    due: formatDueBefore(report.dueBefore),
    urgency: urgency(report, now),
    moved: movedNote(parts.moved, report.firstSubmittedAt !== null),
    locked: locked && isEditable(report.status) ? lockedWords(lockedFrom(report)) : '',
    returned: returnedBox(open, draft),
    keptKey: canEdit ? keptKey(open) : '',
    ...standing(open, events, canEdit),
    sections,
    progress: `Đã xong ${doneCount} trong ${sections.length} phần.`,
    canEdit,
    canRecall: isFiler && isRecallable(report, now),
    version: report.version,
    links: overviewLinks(year),
    comments: countWords(comments),
    ...linkTexts(parts, canEdit, locked),
    submissions: submissions.map((submission) => ({
      text: `Lần ${submission.number}, nộp lúc ${formatTime(submission.submittedAt)}`,
      href: ownReceipt(year, submission.number),
      compare: submission.number > 1 ? ownChanges(year, submission.number) : '',
    })),
    history: events.map(eventLine),
  };
}

/** Where a report leads. */
function overviewLinks(year: string) {
  return {
    check: ownCheck(year),
    comments: ownComments(year),
    docx: ownDocument(year, 'docx'),
    fill: ownFill(year),
    nil: ownNil(year),
    pdf: ownDocument(year, 'pdf'),
    reminders: ownReminderLog(year),
    rounds: ownRounds(year),
    signing: signing(year),
    takeBack: ownTakeBack(year),
    workbook: ownWorkbook(year),
  };
}

function linkTexts(parts: OverviewParts, canEdit: boolean, locked: boolean) {
  const { open, draft, hasChildren, isPlaceless } = parts;
  return {
    placeHref: placeHref(open, isPlaceless),
    fillText: canEdit && hasChildren ? fillWords(draft) : '',
    checkText: checkWords(open, canEdit, locked),
    signText: signWords(open, draft, locked),
    documentText: isFiled(open.report.status) ? 'Tải báo cáo đã nộp' : 'Tải bản thảo',
  };
}

/** Where the own answers stand to what the children's reports make of them. */
function fillWords({ filled }: OwnDraft): string {
  if (filled.size === 0) return 'Đưa số liệu tổng hợp từ các đơn vị trực tiếp vào báo cáo';
  const stale = [...filled.values()].filter(({ value, now }) => now !== undefined && now !== value).length;
  return stale === 0
    ? 'Số liệu tổng hợp đã đưa vào báo cáo'
    : `Số liệu tổng hợp đã cũ ở ${stale} ô: xem và cập nhật`;
}

function eventLine(event: OverviewParts['events'][number]) {
  const text = `${event.actorName} ${sentence(event.action, event.detail as EventDetail)}`;
  return { when: formatTime(event.at), text };
}

function sectionLines({ report }: OpenedOwn, draft: OwnDraft, canEdit: boolean) {
  const problems = findProblems(report.form, draftAnswers(draft));
  const year = String(report.period.year);
  return report.form.sections.map((section) => {
    const saved = draft.sections.get(section.code);
    const note = report.status === 'RETURNED' ? notesOn(draft, section) : '';
    const latest = draft.returns[0];
    const returned = note !== '' && latest !== undefined && (!saved || saved.savedAt <= latest.returnedAt);
    const isNil = report.nilReason !== '' && !section.evenIfNil;
    const state = isNil
      ? NIL
      : STATE_WORDS[sectionState(problemsOf(section, problems), { touched: saved !== undefined, returned })];
    return {
      heading: sectionHeading(section),
      href: canEdit ? ownSection(year, section.code) : `${ownCheck(year)}#${section.code}`,
      state: state.text,
      tag: ui.tag(state),
      note,
    };
  });
}

/** What the latest return says about a section and its fields, in short; '' where it says nothing. */
function notesOn(draft: OwnDraft, section: SectionDefinition): string {
  const [latest] = draft.returns;
  const count = latest ? section.fields.filter(({ code }) => fieldNote(latest, code) !== '').length : 0;
  const own = returnNote(draft, section.code);
  return [own, ...(count > 0 ? [`Có ghi chú ở ${count} ô của phần này.`] : [])]
    .filter((words) => words !== '')
    .join('\n');
}

function checkWords({ report, actor }: OpenedOwn, canEdit: boolean, locked: boolean): string {
  const { needsSignatory } = report.unit;
  const signs = needsSignatory && report.readyAt !== null && hasRole(actor, 'SIGNATORY');
  if (signs && !locked) return 'Đọc, ký duyệt và nộp báo cáo';
  if (!canEdit) return 'Xem toàn bộ báo cáo';
  return needsSignatory ? 'Kiểm tra và chuyển người ký' : 'Kiểm tra và nộp báo cáo';
}

/** While the report is with the unit, to its filer and its signatory. */
function signWords({ report, actor }: OpenedOwn, { attachments }: OwnDraft, locked: boolean): string {
  const asked = fieldMeaning(report.form, 'signed_report');
  const isTheirs = isEditable(report.status) && !locked && hasRole(actor, 'FILER', 'SIGNATORY');
  if (!asked || !isTheirs) return '';
  const isThere = attachments.some(({ field }) => field === asked.code);
  return isThere ? 'Xem bản đã ký đang kèm' : 'Ký báo cáo: in, ký, gửi bản đã ký';
}

/** What the unit itself has said about its report so far. */
function standing({ report }: OpenedOwn, events: OverviewParts['events'], canEdit: boolean) {
  const { nil } = report.form;
  const said = report.nilReason !== '';
  const toSay = said ? 'Sửa hoặc bỏ khai không phát sinh' : 'Đơn vị không phát sinh nội dung báo cáo?';
  return {
    signing: isEditable(report.status) ? signingWords(report, events) : '',
    nil: said ? `${nil?.statement ?? 'Không phát sinh'}. Lý do: ${report.nilReason}` : '',
    nilText: canEdit && nil ? toSay : '',
  };
}

function signingWords(report: OpenedOwn['report'], events: OverviewParts['events']): string {
  if (!report.unit.needsSignatory) return '';
  if (report.readyAt)
    return `${report.readyByName} đã chuyển báo cáo cho người ký lúc ${formatTime(report.readyAt)}. Báo cáo đang chờ ký duyệt, chưa được nộp.`;
  const last = events.findLast(({ action }) => SIGNING.includes(action));
  if (last?.action !== 'report-sent-back')
    return 'Khi lập xong, hãy chuyển báo cáo cho người ký duyệt ở trang kiểm tra.';
  const { reason } = last.detail as { reason: string };
  return `${last.actorName} chuyển lại lúc ${formatTime(last.at)}: ${reason}`;
}
const SIGNING = ['report-ready', 'report-sent-back', 'report-submitted'];

function returnedBox({ report }: OpenedOwn, { returns: [latest] }: OwnDraft): OverviewPage['returned'] {
  if (report.status !== 'RETURNED' || !latest) return null;
  return {
    reason: latest.reason,
    by: `${latest.returnedByName}, ${formatTime(latest.returnedAt)}`,
    correctBefore: formatDueBefore(latest.correctBefore),
  };
}

function urgency(report: OpenedOwn['report'], now: Date): string {
  if (isCorrectionOverdue(report, now)) return 'Đã quá hạn sửa. Hãy sửa và nộp lại sớm nhất có thể.';
  if (isToCorrect(report) && report.correctBefore) return daysLeft(now, report.correctBefore, 'sửa');
  const time = timeliness(report, now);
  if (time === 'overdue')
    return 'Đã quá hạn báo cáo. Hãy nộp sớm nhất có thể; báo cáo sẽ được ghi là nộp trễ hạn.';
  if (time === 'due') return daysLeft(now, report.dueBefore, 'nộp');
  return time === 'late' ? 'Báo cáo đã nộp trễ hạn.' : '';
}

/** Counts whole days to the last day on which it is still in time. */
function daysLeft(now: Date, before: Date, what: string): string {
  const days = daysBetween(now, before) - 1;
  return days === 0 ? `Hôm nay là ngày cuối để ${what}.` : `Còn ${days} ngày để ${what}.`;
}

function lockedWords(lockOn: Date): string {
  return `Kỳ báo cáo đã khóa từ ngày ${formatDay(lockOn)}. Muốn nộp, hãy đề nghị công đoàn cấp trên gia hạn cho đơn vị.`;
}
