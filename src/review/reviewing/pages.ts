import { ui } from '../../platform/page/components.js';
import { hasRole } from '../../platform/actor.js';
import { formatDay, formatDueBefore, formatTime } from '../../platform/text/format.js';
import type { FieldError } from '../../platform/page/forms.js';
import type { Crumb } from '../../platform/page/components.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import type { TypedText } from '../../platform/page/typed-words.js';
import { sentence, type EventDetail } from '../../history/actions.js';
import { following, reviewComments, reviewOf } from '../../reports/addresses.js';
import { isCorrectionOverdue, isToCorrect, timeliness } from '../../reports/deadlines.js';
import { submittedForm } from '../../reports/draft-answers.js';
import type { JudgedSubmission, Opened, ReportRow, SubmissionRow } from '../../reports/finders.js';
import type { Overseer } from '../../platform/actor.js';
import { parentBody } from '../../document-settings/issuer.js';
import { allows, isFiled, isReviewedBy } from '../../reports/lifecycle.js';
import { commentLine, countWords, type CommentLine } from '../../reports/comments/rules.js';
import { noteLines, type NoteLine } from '../../reports/return-notes.js';
import { statusTag, timelinessWords } from '../../reports/status-tags.js';
import { endedWords, workedForUntil } from '../../units/rules.js';
import { reviewDocument } from '../addresses.js';
import { actionForms, type ActionForm, type Refused } from './action-pages.js';
import type { Beside } from '../worklist/finders.js';
import type { Rounds } from './finders.js';
import type { View } from './forms.js';
import { sheetPage, type SheetPage } from './sheet-page.js';

export interface ReviewPage extends Frame {
  unit: string;
  year: string;
  tag: string;
  facts: string;
  errors: readonly FieldError[];
  /** What was typed into a form that the report's state no longer has. */
  typed: readonly TypedText[];
  version: number;
  actions: readonly ActionForm[];
  /** That the unit has ended; that somebody else looks after the report, or opened it first; '' otherwise. */
  care: string;
  /** The reports that wait before and after this one. */
  beside: SafeHtml;
  /** Why this person cannot act; '' for the reviewer of the parent. */
  readOnly: string;
  hasSubmission: boolean;
  submissionTitle: string;
  submissions: readonly { text: string; href: string; isShown: boolean }[];
  /** The submission that is shown, to save. */
  documents: readonly { text: string; href: string }[];
  /** That the unit has nothing to report, and why; '' where it has. */
  nil: string;
  changeNote: string;
  /** The submission laid out; null where there is none to see. */
  sheet: SheetPage | null;
  talk: { words: string; href: string; action: string; comments: readonly CommentLine[]; canWrite: boolean };
  /** Said of a submission by a form that has changed since; '' otherwise. */
  formNote: string;
  returns: readonly {
    title: string;
    reason: string;
    correctBefore: string;
    notes: readonly NoteLine[];
  }[];
  extensions: readonly { title: string; reason: string }[];
  history: readonly { when: string; text: string }[];
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'review/report': ReviewPage;
  }
}

interface ReviewParts {
  open: Opened<Overseer>;
  rounds: Rounds;
  /** The submission to show, and the one before it. */
  shown: JudgedSubmission | undefined;
  before: SubmissionRow | undefined;
  view: View;
  beside: Beside;
  refused: Refused | undefined;
}

/** Everything a reviewer needs about one report. A draft is nowhere in it. */
export function reviewPage(parts: ReviewParts, now: Date): ReviewPage {
  const { open, rounds, shown, refused } = parts;
  const { report, actor } = open;
  const year = String(report.period.year);
  const isTheirs = isReviewedBy(report, actor.unit.id);
  const acts = isTheirs && hasRole(actor, 'REVIEWER');
  return {
    title: report.unitName,
    crumbs: crumbs(open),
    nav: 'following',
    hasErrors: refused !== undefined && refused.status !== 200,
    unit: report.unitName,
    year,
    tag: statusTag(report.status),
    facts: facts(report, now),
    errors: refused?.form.errors ?? [],
    typed: refused && !allows(refused.action, report.status, report.statusBefore) ? refused.words : [],
    version: report.version,
    actions: acts ? actionForms(noted(report, shown), rounds, refused) : [],
    care: [endWords(report, now), acts ? careWords(open) : ''].filter(Boolean).join(' '),
    beside: acts ? besideLinks(parts.beside) : '',
    readOnly: acts ? '' : readOnlyWords(isTheirs),
    hasSubmission: shown !== undefined,
    ...submissionParts(report, rounds, shown),
    sheet: sheetOf(parts, acts),
    talk: talkParts(open, rounds, acts),
    ...roundParts(report, rounds),
  };
}

/** The report by the form of its period as the unit answers it: notes are on what it is asked. */
function noted(report: ReportRow, shown: JudgedSubmission | undefined): ReportRow {
  return shown ? { ...report, form: submittedForm(report.form, shown.content) } : report;
}

/** That the unit has ended, and until when somebody of it can still file; that its reviewers' unit has. */
function endWords({ unit, parent }: ReportRow, now: Date): string {
  const ended = endedWords(unit, now);
  const until = workedForUntil(unit);
  const filing = until && until > now ? `còn nộp được trước ngày ${formatDay(until)}` : 'không còn nộp được';
  const above = parent ? endedWords(parent, now) : '';
  return [
    ended && `Đơn vị ${ended}; người của đơn vị ${filing}.`,
    above && parent && `${parent.name} ${above}; công đoàn cấp trên xét duyệt thay được.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** So that two do not do the same. */
function careWords({ report, actor }: Opened<Overseer>): string {
  const { status, assigneeId, assigneeName, openedAt, openedByName } = report;
  const isDone = status === 'ACCEPTED' || status === 'EXEMPT';
  const isFree = isDone || assigneeId === null || assigneeId === actor.accountId;
  const assigned = isFree ? '' : `${assigneeName} đang nhận xét duyệt báo cáo này.`;
  const isOthers = status === 'SUBMITTED' && !['', actor.fullName].includes(openedByName);
  const opened = isOthers && openedAt ? `${openedByName} đã mở báo cáo lúc ${formatTime(openedAt)}.` : '';
  return [assigned, opened].filter(Boolean).join(' ');
}

function besideLinks({ previous, next }: Beside): SafeHtml {
  const link = (one: Beside['next']) => (one ? { href: reviewOf(one.id), text: one.unitName } : undefined);
  return ui.pager({ previous: link(previous), next: link(next), text: 'Báo cáo chờ xét duyệt' });
}

/** By way of the unit's own parent where that is not the reader's unit. */
function crumbs({ report, actor }: Opened<Overseer>): Crumb[] {
  const { parent, parentId, period, unitName } = report;
  const list = following(period.year);
  const between =
    parent && parentId !== actor.unit.id && parent.path.startsWith(actor.unit.path)
      ? [{ text: parent.name, href: `${list}?don-vi=${String(parentId)}` }]
      : [];
  return [{ text: `Theo dõi năm ${period.year}`, href: list }, ...between, { text: unitName }];
}

function readOnlyWords(isTheirs: boolean): string {
  return isTheirs
    ? 'Tài khoản của bạn chỉ xem; người xét duyệt của đơn vị bạn trả lại hoặc chấp nhận báo cáo này.'
    : 'Bạn xem được báo cáo này; việc xét duyệt thuộc công đoàn cấp trên trực tiếp của đơn vị.';
}

function sheetOf({ open, rounds, shown, before, view }: ReviewParts, acts: boolean): SheetPage | null {
  const { report } = open;
  const canNote = acts && (allows('return', report.status) || allows('reopen', report.status));
  const canMark = acts && isFiled(report.status) && rounds.submissions[0] === shown;
  return shown ? sheetPage({ report, rounds, shown, before, view, canNote, canMark }) : null;
}

function talkParts({ report }: Opened<Overseer>, { talk }: Rounds, acts: boolean): ReviewPage['talk'] {
  const href = reviewComments(report.id);
  const names = { UNIT: report.unitName, REVIEWERS: parentBody(report.parent) };
  const isNew = ({ id, side }: { id: number; side: string }) =>
    acts && side === 'UNIT' && id > talk.counts.lastRead;
  return {
    words: countWords(talk.counts),
    href,
    action: href,
    comments: talk.comments.map((comment) => commentLine(comment, names, report.form, isNew)),
    canWrite: acts,
  };
}

function submissionParts(report: ReportRow, { submissions }: Rounds, shown: SubmissionRow | undefined) {
  return {
    submissionTitle: shown ? submissionWords(shown) : '',
    submissions: submissions.map((submission) => ({
      text: submissionWords(submission),
      href: `${reviewOf(report.id)}?lan=${submission.number}`,
      isShown: submission === shown,
    })),
    documents: shown ? documentLinks(report, shown) : [],
    changeNote: shown?.changeNote ?? '',
    nil: shown ? nilWords(shown) : '',
    formNote: isByOldForm(report, shown) ? OLD_FORM : '',
  };
}

function isByOldForm({ period }: ReportRow, shown: SubmissionRow | undefined): boolean {
  return shown !== undefined && shown.formVersion !== period.formVersion;
}

function documentLinks({ id }: ReportRow, { number }: SubmissionRow) {
  return ['docx', 'pdf'].map((format) => ({
    text: format.toUpperCase(),
    href: `${reviewDocument(id, format)}?lan=${number}`,
  }));
}

const OLD_FORM =
  'Lần nộp này theo biểu mẫu cũ của kỳ: biểu mẫu đã thay đổi sau đó, nội dung dưới đây giữ nguyên như lúc nộp.';

function nilWords({ form, content: { nilReason } }: SubmissionRow): string {
  return nilReason ? `${form.nil?.statement ?? 'Không phát sinh'}. Lý do: ${nilReason}` : '';
}

function roundParts({ form }: ReportRow, { returns, extensions, events }: Rounds) {
  return {
    returns: returns.map((r) => ({
      title: `${r.returnedByName}, ${formatTime(r.returnedAt)}, về lần nộp ${r.submissionNumber}`,
      reason: r.reason,
      correctBefore: formatDueBefore(r.correctBefore),
      notes: noteLines(form, r),
    })),
    extensions: extensions.map((e) => ({
      title: `Nộp ${formatDueBefore(e.dueBefore)} (${e.grantedByName}, ${formatTime(e.grantedAt)})`,
      reason: e.reason,
    })),
    history: events.map((event) => ({
      when: formatTime(event.at),
      text: `${event.actorName} ${sentence(event.action, event.detail as EventDetail)}`,
    })),
  };
}

function facts(report: ReportRow, now: Date): string {
  const time = timelinessWords(timeliness(report, now));
  const filed = report.lastSubmittedAt ? ` Nộp lần gần nhất lúc ${formatTime(report.lastSubmittedAt)}.` : '';
  const correction =
    isToCorrect(report) && report.correctBefore
      ? ` Hạn sửa: ${formatDueBefore(report.correctBefore)}${isCorrectionOverdue(report, now) ? ', đã quá hạn sửa' : ''}.`
      : '';
  return `Hạn nộp: ${formatDueBefore(report.dueBefore)}. ${time}.${filed}${correction}`;
}

function submissionWords(submission: SubmissionRow): string {
  const by = `${submission.submittedByName}, ${formatTime(submission.submittedAt)}`;
  return `Lần nộp ${submission.number} (${by})`;
}
