import type { OwnChildSums } from '../../reports/child-sums-finders.js';
import { coverageWords } from '../../reports/coverage.js';
import { formatDay, formatDueBefore, formatTime } from '../../platform/text/format.js';
import type { FieldError } from '../../platform/page/forms.js';
import type { Crumb } from '../../platform/page/components.js';
import type { Frame } from '../../platform/page/render.js';
import type { TypedText } from '../../platform/page/typed-words.js';
import { sentence, type EventDetail } from '../../history/actions.js';
import { following, reviewComments, reviewOf } from '../../reports/addresses.js';
import { isCorrectionOverdue, isToCorrect, movedByExtension, timeliness } from '../../reports/deadlines.js';
import { extendedWords } from '../../reports/decisions/extension-rules.js';
import { submittedForm } from '../../reports/draft-answers.js';
import type { JudgedSubmission, Opened, ReportRow, SubmissionRow } from '../../reports/finders.js';
import type { Overseer } from '../../platform/actor.js';
import { parentBody } from '../../document-settings/issuer.js';
import { allows, isFiled, isReviewedBy } from '../../reports/lifecycle.js';
import { commentLine, countWords, type CommentLine } from '../../reports/comments/rules.js';
import { noteLines, type NoteLine } from '../../reports/return-notes.js';
import { statusTag, timelinessWords } from '../../reports/status-tags.js';
import { endedWords, workedForUntil } from '../../units/rules.js';
import { writtenNotes, type ReviewNote } from '../../reports/review-notes/rules.js';
import { REVIEW_KEYS, reviewDecision, reviewDocument } from '../addresses.js';
import { actionForms, reviewActions, type ActionForm, type Refused } from './action-pages.js';
import type { Beside, Filter } from '../worklist/finders.js';
import { inList, workAddress } from '../worklist/forms.js';
import { decisionBar, type DecisionBar } from './bar-page.js';
import { besideLastYear, besideSubmission } from './comparison.js';
import type { Rounds } from './finders.js';
import { boxNames, type View } from './forms.js';
import { pointsToCheck } from './marks.js';
import { pointsOf } from './points.js';
import { pointsPage, type PointsPage } from './points-page.js';
import { sheetPage, type SheetPage } from './sheet-page.js';

export interface ReviewPage extends Frame {
  unit: string;
  year: string;
  tag: string;
  facts: string;
  /** The decision made just before, on another report, that can still be taken back. */
  justDecided: { words: string; action: string; version: string; unit: string } | null;
  errors: readonly FieldError[];
  /** What was typed into a form that the report's state no longer has. */
  typed: readonly TypedText[];
  version: number;
  actions: readonly ActionForm[];
  /** That the unit has ended; that somebody else looks after the report, or opened it first; '' otherwise. */
  care: string;
  /** Null for who cannot act. */
  bar: DecisionBar | null;
  keys: ReviewKeys | null;
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
  /** What to look at first; null where there is nothing to see. */
  points: PointsPage | null;
  /** The submission laid out; null where there is none to see. */
  sheet: SheetPage | null;
  /** Whether the unit has written something that nobody has read. */
  hasNewComments: boolean;
  talk: { words: string; link: string; href: string; comments: readonly CommentLine[]; canWrite: boolean };
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

/** Single letters that press the buttons of the bar, and whether this person wants them. */
export interface ReviewKeys {
  isOn: boolean;
  action: string;
  report: string;
}

/** A decision that was made just before this page. `version`: of the report after it. */
export interface JustDecided {
  readonly report: number;
  readonly unit: string;
  readonly words: string;
  readonly version: number;
}

interface ReviewParts {
  open: Opened<Overseer>;
  rounds: Rounds;
  /** The submission to show, and the one before it. */
  shown: JudgedSubmission | undefined;
  before: SubmissionRow | undefined;
  /** What its own children had given when it was filed; null where it has none. */
  children: OwnChildSums | null;
  view: View;
  isUnfolded: boolean;
  beside: Beside;
  /** The list that the reviewer goes through. */
  list: Filter;
  /** What only its reviewers know; null for others. */
  reviewer: { notes: readonly ReviewNote[]; usesKeys: boolean; justDecided: JustDecided | undefined } | null;
  refused: Refused | undefined;
}

/** Everything a reviewer needs about one report. A draft is nowhere in it. */
export function reviewPage(parts: ReviewParts, now: Date): ReviewPage {
  const { open, rounds, shown, refused, reviewer } = parts;
  const { report, actor } = open;
  const year = String(report.period.year);
  const acts = reviewer !== null;
  const reading = noted(report, shown);
  return {
    title: report.unitName,
    crumbs: crumbs(parts),
    nav: navOf(acts),
    hasErrors: refused !== undefined && refused.status !== 200,
    unit: report.unitName,
    year,
    tag: statusTag(report.status),
    facts: facts(report, now) + coverageOf(parts),
    justDecided: decidedParts(parts),
    errors: refused?.form.errors ?? [],
    typed: refused && !allows(refused.action, report.status, report.statusBefore) ? refused.words : [],
    version: report.version,
    actions: acts ? actionForms(report, { isSent: rounds.isSent, inList: ofList(parts) }, refused) : [],
    care: [endWords(report, now), acts ? careWords(open) : ''].filter(Boolean).join(' '),
    bar: reviewer ? barOf(parts, reviewer.notes) : null,
    keys: reviewer
      ? { isOn: reviewer.usesKeys, action: ofList(parts)(REVIEW_KEYS), report: String(report.id) }
      : null,
    readOnly: acts ? '' : readOnlyWords(isReviewedBy(report, actor.unit.id)),
    hasSubmission: shown !== undefined,
    ...submissionParts(report, rounds, shown),
    ...readingParts(parts, reading),
    hasNewComments: acts && rounds.talk.counts.unread > 0,
    talk: talkParts(open, rounds, acts),
    ...roundParts(report, rounds),
  };
}

/** From how many of its own children the unit made its report. */
function coverageOf({ children, shown }: ReviewParts): string {
  return children && !shown?.content.nilReason ? ` ${coverageWords(children)}.` : '';
}

/** Who only looks at the report came from the list of all. */
const navOf = (acts: boolean) => (acts ? 'review' : 'following');

const ofList =
  ({ list }: Pick<ReviewParts, 'list'>) =>
  (path: string) =>
    inList(path, list);

function barOf(parts: ReviewParts, notes: readonly ReviewNote[]): DecisionBar {
  const { id, status } = parts.open.report;
  return decisionBar({
    id,
    status,
    notes: writtenNotes(notes).length,
    beside: parts.beside,
    inList: ofList(parts),
    pageOf: (report) => ofList(parts)(reviewOf(report)),
  });
}

function decidedParts(parts: ReviewParts): ReviewPage['justDecided'] {
  const made = parts.reviewer?.justDecided;
  if (!made) return null;
  const action = ofList(parts)(reviewDecision(made.report, reviewActions.takeBack.slug));
  return { words: made.words, unit: made.unit, version: String(made.version), action };
}

/** What to look at first, and the whole report under it. Notes are about the latest submission. */
function readingParts(parts: ReviewParts, reading: ReportRow): Pick<ReviewPage, 'points' | 'sheet'> {
  const { open, rounds, shown, before, view, list, isUnfolded } = parts;
  if (!shown) return { points: null, sheet: null };
  const { report } = open;
  const { lastYear, obligations } = rounds;
  const reviewer = rounds.submissions[0] === shown ? parts.reviewer : null;
  const { sections } = besideSubmission(shown, before, obligations);
  const lastYears = lastYear ? besideLastYear(shown, lastYear, obligations).sections : [];
  const found = pointsToCheck(shown, rounds, report.unitLevel);
  const answered = rounds.returns.find(({ submissionNumber }) => submissionNumber === before?.number) ?? null;
  const notes = reviewer?.notes ?? [];
  const points = pointsOf({ form: reading.form, found, sections, answered, notes });
  const boxes = reviewer ? notableBoxes(reading) : new Map<string, string>();
  const common = { report: reading, rounds, shown, before, boxes, list, points };
  const canMark = reviewer !== null && isFiled(report.status);
  return {
    points: pointsPage({ ...common, sections, lastYears }),
    sheet: sheetPage({ ...common, report, view, found, isUnfolded, canMark }),
  };
}

/** The boxes of notes; none where the report cannot be sent back. */
function notableBoxes({ status, form }: ReportRow): Map<string, string> {
  return allows('return', status) || allows('reopen', status) ? boxNames(form) : new Map<string, string>();
}

/** The report by the form of its period as the unit answers it: notes are on what it is asked. */
export function noted(report: ReportRow, shown: SubmissionRow | undefined): ReportRow {
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

/** By way of the unit's own parent where that is not the reader's unit; a reviewer comes from the list of what waits. */
function crumbs({ open, list, reviewer }: ReviewParts): Crumb[] {
  const { report, actor } = open;
  const { parent, parentId, period, unitName } = report;
  const all = following(period.year);
  const isBetween = parent && parentId !== actor.unit.id && parent.path.startsWith(actor.unit.path);
  const waiting = workAddress(period.year, { ...list, tab: 'waiting' });
  return [
    { text: `Theo dõi năm ${period.year}`, href: all },
    ...(isBetween ? [{ text: parent.name, href: `${all}?don-vi=${String(parentId)}` }] : []),
    ...(reviewer && parentId === actor.unit.id ? [{ text: 'Việc xét duyệt', href: waiting }] : []),
    { text: unitName },
  ];
}

function readOnlyWords(isTheirs: boolean): string {
  return isTheirs
    ? 'Tài khoản của bạn chỉ xem; người xét duyệt của đơn vị bạn trả lại hoặc chấp nhận báo cáo này.'
    : 'Bạn xem được báo cáo này; việc xét duyệt thuộc công đoàn cấp trên trực tiếp của đơn vị.';
}

function talkParts({ report }: Opened<Overseer>, { talk }: Rounds, acts: boolean): ReviewPage['talk'] {
  const href = reviewComments(report.id);
  const names = { UNIT: report.unitName, REVIEWERS: parentBody(report.parent) };
  const isNew = ({ id, side }: { id: number; side: string }) =>
    acts && side === 'UNIT' && id > talk.counts.lastRead;
  return {
    words: countWords(talk.counts),
    link: talk.counts.all > 0 ? `Trao đổi (${talk.counts.all})` : 'Trao đổi',
    href,
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

function roundParts(report: ReportRow, { returns, extensions, events }: Rounds) {
  return {
    returns: returns.map((r, at) => ({
      title: `${r.returnedByName}, ${formatTime(r.returnedAt)}, về lần nộp ${r.submissionNumber}`,
      reason: r.reason,
      correctBefore: correctionDay(r.correctBefore, extensionOf(report, r, returns[at - 1], extensions)),
      notes: noteLines(report.form, r),
    })),
    extensions: extensions.map((e) => ({
      title: `${extendedWords(report, e)} (${e.grantedByName}, ${formatTime(e.grantedAt)})`,
      reason: e.reason,
    })),
    history: events.map((event) => ({
      when: formatTime(event.at),
      text: `${event.actorName} ${sentence(event.action, event.detail as EventDetail)}`,
    })),
  };
}

type ExtensionRow = Rounds['extensions'][number];

/** The last extension of the day of a return, given before the next return. Newest first, all of them. */
function extensionOf(
  report: ReportRow,
  { returnedAt }: Rounds['returns'][number],
  next: Rounds['returns'][number] | undefined,
  extensions: readonly ExtensionRow[],
): ExtensionRow | undefined {
  return extensions.find(
    (one) =>
      movedByExtension(report, one) === 'correction' &&
      one.grantedAt >= returnedAt &&
      (!next || one.grantedAt < next.returnedAt),
  );
}

function correctionDay(before: Date, extension: ExtensionRow | undefined): string {
  if (!extension) return formatDueBefore(before);
  return `trước ngày ${formatDay(before)}, đã gia hạn: sửa ${formatDueBefore(extension.dueBefore)}`;
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
