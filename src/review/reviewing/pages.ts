import { hasRole } from '../../platform/actor.js';
import { ui } from '../../platform/components.js';
import { formatDueBefore, formatTime } from '../../platform/format.js';
import type { FieldError } from '../../platform/forms.js';
import type { Crumb } from '../../platform/components.js';
import type { Frame } from '../../platform/render.js';
import { sentence, type EventDetail } from '../../history/actions.js';
import { answerSheet, sectionHeading, type SheetRow } from '../../reports/answer-sheet.js';
import { isCorrectionOverdue, isToCorrect, timeliness } from '../../reports/deadlines.js';
import type { Opened, ReportRow, SubmissionRow } from '../../reports/finders.js';
import type { Overseer } from '../../platform/actor.js';
import { allows } from '../../reports/lifecycle.js';
import { findProblems, submittedAnswers, submittedSections } from '../../reports/rules.js';
import { statusTag, timelinessWords } from '../../reports/words.js';
import { actionForms, type ActionForm, type Refused } from './actions.js';
import type { Rounds } from './finders.js';
import { changes, type Change } from '../../reports/changes.js';

export interface ReviewPage extends Frame {
  unit: string;
  year: string;
  tag: string;
  facts: string;
  errors: readonly FieldError[];
  /** What was typed into a form that the report's state no longer has. */
  typed: readonly string[];
  version: number;
  actions: readonly ActionForm[];
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
  explanations: readonly { check: string; words: string }[];
  changes: readonly Change[];
  comparedWith: string;
  /** Said of a submission by a form that has changed since; '' otherwise. */
  formNote: string;
  sections: readonly { code: string; heading: string; notApplicable: string; rows: string }[];
  returns: readonly {
    title: string;
    reason: string;
    correctBefore: string;
    notes: readonly { section: string; text: string }[];
  }[];
  extensions: readonly { title: string; reason: string }[];
  history: readonly { when: string; text: string }[];
}

declare module '../../platform/render.js' {
  interface Pages {
    'review/report': ReviewPage;
  }
}

interface ReviewParts {
  open: Opened<Overseer>;
  rounds: Rounds;
  /** The submission to show, and the one before it. */
  shown: SubmissionRow | undefined;
  before: SubmissionRow | undefined;
  refused: Refused | undefined;
}

/** Everything a reviewer needs about one report. A draft is nowhere in it. */
export function reviewPage({ open, rounds, shown, before, refused }: ReviewParts, now: Date): ReviewPage {
  const { report, actor } = open;
  const year = String(report.period.year);
  const acts = report.parentId === actor.unit.id && hasRole(actor, 'REVIEWER');
  return {
    title: report.unitName,
    crumbs: crumbs(open),
    nav: 'following',
    hasErrors: refused !== undefined,
    unit: report.unitName,
    year,
    tag: statusTag(report.status),
    facts: facts(report, now),
    errors: refused?.form.errors ?? [],
    typed: refused && !allows(refused.action, report.status) ? typedTexts(refused) : [],
    version: report.version,
    actions: acts ? actionForms(report.id, report.status, report.form, refused) : [],
    readOnly: acts ? '' : readOnlyWords(open),
    hasSubmission: shown !== undefined,
    ...submissionParts(report, rounds, shown, before),
    ...roundParts(report, rounds),
  };
}

/** By way of the unit's own parent where that is not the reader's unit. */
function crumbs({ report, actor }: Opened<Overseer>): Crumb[] {
  const { parent, parentId, period, unitName } = report;
  const list = `/theo-doi/${String(period.year)}`;
  const between =
    parent && parentId !== actor.unit.id && parent.path.startsWith(actor.unit.path)
      ? [{ text: parent.name, href: `${list}?don-vi=${String(parentId)}` }]
      : [];
  return [{ text: `Theo dõi năm ${String(period.year)}`, href: list }, ...between, { text: unitName }];
}

function typedTexts({ form }: Refused): string[] {
  const texts = Object.entries(form.values).filter(
    ([name, text]) => name !== 'version' && text.trim() !== '',
  );
  return texts.map(([, text]) => text);
}

function readOnlyWords({ report, actor }: Opened<Overseer>): string {
  return report.parentId === actor.unit.id
    ? 'Tài khoản của bạn chỉ xem; người xét duyệt của đơn vị bạn trả lại hoặc chấp nhận báo cáo này.'
    : 'Bạn xem được báo cáo này; việc xét duyệt thuộc công đoàn cấp trên trực tiếp của đơn vị.';
}

function submissionParts(
  report: ReportRow,
  { submissions, obligations, lastYear }: Rounds,
  shown: SubmissionRow | undefined,
  before: SubmissionRow | undefined,
) {
  const base = `/xet-duyet/${String(report.id)}`;
  return {
    submissionTitle: shown ? submissionWords(shown) : '',
    submissions: submissions.map((submission) => ({
      text: submissionWords(submission),
      href: `${base}?lan=${String(submission.number)}`,
      isShown: submission === shown,
    })),
    documents: shown ? documentLinks(base, shown) : [],
    changeNote: shown?.changeNote ?? '',
    nil: shown ? nilWords(shown) : '',
    explanations: shown ? explanations(shown, lastYear) : [],
    changes: shown && before ? changes(before, shown) : [],
    comparedWith: before ? `lần ${String(before.number)}` : '',
    formNote: isByOldForm(report, shown) ? OLD_FORM : '',
    sections: shown ? sheetSections(base, shown, obligations) : [],
  };
}

function isByOldForm({ period }: ReportRow, shown: SubmissionRow | undefined): boolean {
  return shown !== undefined && shown.formVersion !== period.formVersion;
}

function documentLinks(base: string, { number }: SubmissionRow) {
  return ['docx', 'pdf'].map((format) => ({
    text: format.toUpperCase(),
    href: `${base}/van-ban/bao-cao.${format}?lan=${String(number)}`,
  }));
}

const OLD_FORM =
  'Lần nộp này theo biểu mẫu cũ của kỳ: biểu mẫu đã thay đổi sau đó, nội dung dưới đây giữ nguyên như lúc nộp.';

function nilWords({ form, content: { nilReason } }: SubmissionRow): string {
  return nilReason ? `${form.nil?.statement ?? 'Không phát sinh'}. Lý do: ${nilReason}` : '';
}

function sheetSections(base: string, { form, content }: SubmissionRow, obligations: Rounds['obligations']) {
  const { attachments, nilReason } = content;
  const sheet = answerSheet(form, submittedSections(content), attachments, obligations, nilReason);
  return sheet.map((section) => ({
    code: section.code,
    heading: section.heading,
    notApplicable: section.notApplicable ?? '',
    rows: ui.summaryList(section.rows.map((row) => ({ key: row.label, html: rowHtml(base, row) }))),
  }));
}

function roundParts({ form }: ReportRow, { returns, extensions, events }: Rounds) {
  return {
    returns: returns.map((r) => ({
      title: `${r.returnedByName}, ${formatTime(r.returnedAt)}, về lần nộp ${String(r.submissionNumber)}`,
      reason: r.reason,
      correctBefore: formatDueBefore(r.correctBefore),
      notes: form.sections.flatMap((section) => {
        const text = (r.notes as Record<string, string>)[section.code];
        return text ? [{ section: sectionHeading(section), text }] : [];
      }),
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
  return `Lần nộp ${String(submission.number)} (${by})`;
}

/** Every warning that the submission met, with the unit's words about it. */
function explanations(
  { form, content }: SubmissionRow,
  lastYear: Rounds['lastYear'],
): ReviewPage['explanations'] {
  const answers = submittedAnswers(content, lastYear);
  return findProblems(form, answers)
    .filter((problem) => problem.kind === 'warning')
    .map((problem) => ({ check: problem.message, words: content.explanations[problem.code] ?? '' }));
}

function rowHtml(base: string, row: SheetRow): string {
  if (row.files.length === 0) return ui.quote(row.obligation) + ui.words(row.words || '–');
  return row.files
    .map((file) => ui.fileLink({ text: file.text, href: `${base}/tep/${String(file.id)}` }))
    .join('');
}
