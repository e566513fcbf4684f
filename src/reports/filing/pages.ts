import { formatDueBefore, formatNumber, formatTime } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame } from '../../platform/page/render.js';
import { hasRole } from '../../platform/actor.js';
import type { Outcome } from '../../platform/outcome.js';
import { ui } from '../../platform/page/components.js';
import { fieldMeaning } from '../../form/definition.js';
import { answerSheet, type SheetSection } from '../../form/sheet.js';
import { ownCheck, ownFile, ownReady, ownReport, ownSection, ownSendBack, signing } from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import type { OwnChildSums } from '../child-sums-finders.js';
import { missingFrom } from '../../form/consolidated.js';
import { isLocked } from '../deadlines.js';
import type { OpenedOwn, OwnDraft } from '../finders.js';
import { allows, isEditable } from '../lifecycle.js';
import { findProblems, type Problem } from '../../form/checks.js';
import { draftAnswers, draftVersion } from '../draft-answers.js';
import { filingStep } from './steps.js';
import { placeHref } from '../place-href.js';
import { statusTag } from '../status-tags.js';
import { explanationName } from './forms.js';
import { unprintableAnswers, type Unprintable } from './rules.js';

export interface CheckPage extends Frame {
  unit: string;
  tag: string;
  due: string;
  errors: readonly FieldError[];
  /** The filing form shows: submit, or mark ready for the signatory. */
  hasForm: boolean;
  canSubmit: boolean;
  canEdit: boolean;
  /** The heading and button of the form. */
  stepTitle: string;
  stepText: string;
  /** Where the signatory sends a ready report back; '' for others. */
  sendBackAction: string;
  sendBackReason: string;
  version: number;
  /** What the filer has seen: submitting anything else is refused. */
  draftVersion: number;
  /** The boxes to fill in at submitting: also when a refused form is shown again, though it cannot go in now. */
  showBoxes: boolean;
  /** Why there is no button yet. */
  whyNot: string;
  action: string;
  overview: string;
  /** What forbids submitting, each with a link to every field concerned. */
  problems: readonly { message: string; links: readonly { href: string; text: string }[] }[];
  warnings: readonly string[];
  /** What the document cannot print: a word to the filer, who may leave it. */
  unprintable: readonly { message: string; href: string; linkText: string }[];
  needsChangeNote: boolean;
  changeNote: string;
  declaration: string;
  /** From how many of the direct children the figures are; '' where the unit has none. */
  coverage: string;
  /** The deliberate yes to what is missing of them; '' where nothing is. */
  incomplete: string;
  /** Where the unit says the place of its documents; '' where it has. */
  placeHref: string;
  /** That the unit has nothing to report, and why; '' where it has. */
  nil: string;
  sections: readonly (SheetSection & { href: string; rowsHtml: string })[];
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/check': CheckPage;
  }
}

interface CheckParts {
  readonly open: OpenedOwn;
  readonly draft: OwnDraft;
  /** Whether the unit's documents have no place before their date yet. */
  readonly isPlaceless: boolean;
}

/** Every answer, every gap and every failed check of the draft, then the declaration. `form`: what was refused. */
export function checkPage({ open, draft, isPlaceless }: CheckParts, now: Date, form?: Form): CheckPage {
  const { report, actor } = open;
  const base = ownReport(report.period.year);
  const problems = findProblems(report.form, draftAnswers(draft));
  const isOpen = isEditable(report.status) && !isLocked(report, now);
  const canEdit = hasRole(actor, 'FILER') && isOpen;
  return {
    title: 'Kiểm tra báo cáo',
    crumbs: reportCrumbs(report.period.year, { text: 'Kiểm tra' }),
    nav: 'reports',
    hasErrors: form !== undefined,
    unit: report.unitName,
    tag: statusTag(report.status),
    due: formatDueBefore(report.dueBefore),
    errors: form?.errors ?? [],
    canEdit,
    ...stepParts(open, problems, isOpen, form),
    version: report.version,
    draftVersion: draftVersion(draft),
    overview: base,
    problems: problems.filter(isForbidding).map((problem) => ({
      message: problem.message,
      links: problemLinks(open, problem),
    })),
    warnings: isOpen ? warningBoxes(open, problems, form) : [],
    needsChangeNote: draft.returns.length > 0,
    changeNote: changeNoteBox(report.changeNote, form),
    ...childrenParts(open, draft, form),
    placeHref: placeHref(open, isPlaceless),
    nil:
      report.nilReason === ''
        ? ''
        : `${report.form.nil?.statement ?? 'Không phát sinh'}. Lý do: ${report.nilReason}`,
    ...sheetParts(open, draft, problems, canEdit),
  };
}

const isForbidding = (problem: Problem) => problem.kind !== 'warning';

/** What this person does with the draft next: submits it, marks it ready for the signatory, or waits. */
function stepParts({ report, actor }: OpenedOwn, problems: readonly Problem[], isOpen: boolean, form?: Form) {
  const { needsSignatory } = report.unit;
  const isReady = report.readyAt !== null;
  const step = isOpen ? filingStep({ needsSignatory, isReady }, actor.roles) : 'none';
  const isComplete = allows('submit', report.status) && !problems.some(isForbidding);
  const marks = step === 'mark-ready';
  const canSubmit = step !== 'none' && isComplete;
  return {
    hasForm: isOpen,
    canSubmit,
    showBoxes: canSubmit || (step !== 'none' && form !== undefined),
    whyNot: step === 'none' ? waiting(report) : toDo(problems),
    stepTitle: marks ? 'Chuyển người ký' : 'Nộp báo cáo',
    stepText: marks ? 'Chuyển báo cáo cho người ký duyệt' : 'Nộp báo cáo',
    declaration: declarationBox(declarationWords(marks, needsSignatory), form),
    action: marks ? ownReady(report.period.year) : ownCheck(report.period.year),
    sendBackAction: step === 'submit' && needsSignatory ? ownSendBack(report.period.year) : '',
    sendBackReason: ui.field({ name: 'reason', label: 'Lý do chuyển lại', kind: 'textarea', rows: 3, form }),
  };
}

function toDo(problems: readonly Problem[]): string {
  return problems.some(isForbidding) ? TO_MEND : TO_BEGIN;
}

function waiting(report: OpenedOwn['report']): string {
  if (!report.unit.needsSignatory) return 'Tài khoản lập báo cáo của đơn vị nộp báo cáo này.';
  if (!report.readyAt) return 'Người lập chưa chuyển báo cáo cho người ký duyệt.';
  return `${report.readyByName} đã chuyển báo cáo lúc ${formatTime(report.readyAt)}; người ký duyệt sẽ đọc và nộp. Nếu sửa một phần, báo cáo phải được chuyển lại.`;
}

const TO_MEND = 'Khi đã bổ sung, sửa hết các chỗ nêu ở đầu trang, nút “Nộp báo cáo” sẽ hiện ở đây.';
// A draft from before an exemption is still there, but nobody has taken it up again.
const TO_BEGIN =
  'Nội dung lập trước đây vẫn còn. Hãy mở một phần, xem lại rồi lưu; nút “Nộp báo cáo” sẽ hiện ở đây.';

const SUMMARY_TARGETS: Record<string, string> = {
  changeNote: 'changeNote',
  incomplete: 'incomplete',
  edited_meanwhile: 'main',
};

/** The problems found at submitting, as errors of the check page's own boxes. */
export function atBoxes<Done>(outcome: Outcome<Done, true, Problem>): Outcome<Done, true> {
  return 'done' in outcome ? outcome : { ...outcome, problems: filingErrors(outcome.problems ?? []) };
}

function filingErrors(problems: readonly Problem[]): FieldError[] {
  return problems.map((problem) => {
    if (problem.kind === 'warning')
      return { field: explanationName(problem.code), message: `Hãy giải thích: ${problem.message}` };
    return { field: SUMMARY_TARGETS[problem.code] ?? 'van-de', message: problem.message };
  });
}

function problemLinks({ report }: OpenedOwn, problem: Problem) {
  return problem.at.map((place) => {
    if (isSignedPaper(report, place)) return toSign(report);
    const letter = report.form.sections.find((s) => s.code === place.section)?.letter ?? '';
    const href = `${ownSection(report.period.year, place.section)}#${place.field}`;
    return { href, text: linkText(letter, problem) };
  });
}

function isSignedPaper({ form }: OpenedOwn['report'], { field }: Problem['at'][number]): boolean {
  return fieldMeaning(form, 'signed_report')?.code === field;
}

/** Where the signed paper is sent, and from where its filer comes back here. */
function toSign({ period }: OpenedOwn['report']) {
  return { href: `${signing(period.year)}?ve=kiem-tra`, text: 'Ký và kèm bản đã ký' };
}

function linkText(letter: string, problem: Problem): string {
  return problem.kind === 'missing' ? `Điền ở phần ${letter}` : `Sửa ở phần ${letter}`;
}

function warningBoxes({ report, actor }: OpenedOwn, problems: readonly Problem[], form?: Form): string[] {
  const kept = report.explanations as Record<string, string>;
  return problems
    .filter((problem) => problem.kind === 'warning')
    .map((problem) => {
      const name = explanationName(problem.code);
      const box = ui.field({
        name,
        label: problem.message,
        hint: 'Có thể vẫn nộp, nếu ghi rõ lý do.',
        kind: 'textarea',
        rows: 3,
        form,
        ...(form ? {} : { value: kept[problem.code] }),
      });
      const sends = hasRole(actor, 'FILER') && problem.at.some((place) => isSignedPaper(report, place));
      return sends ? ui.button({ ...toSign(report), kind: 'secondary' }) + box : box;
    });
}

function changeNoteBox(kept: string, form?: Form): string {
  return ui.field({
    name: 'changeNote',
    label: 'Đơn vị đã sửa những gì so với lần nộp trước?',
    kind: 'textarea',
    rows: 4,
    form,
    ...(form ? {} : { value: kept }),
  });
}

/** From how many direct children it is, and the box that says that some are missing. */
function childrenParts({ report }: OpenedOwn, { children }: OwnDraft, form?: Form) {
  if (!children) return { coverage: '', incomplete: '' };
  return {
    coverage: isEditable(report.status) ? `${coverageWords(children)}.` : '',
    incomplete: incompleteBox(children, form),
  };
}

/** "Số liệu tổng hợp từ báo cáo đã chấp nhận của 4/10 đơn vị trực tiếp phải báo cáo". */
function coverageWords({ sums, withSubmitted }: OwnChildSums): string {
  const which = withSubmitted ? 'đã chấp nhận hoặc chờ xét duyệt' : 'đã chấp nhận';
  const of = `${formatNumber(sums.reports)}/${formatNumber(sums.expected)}`;
  return `Số liệu tổng hợp từ báo cáo ${which} của ${of} đơn vị trực tiếp phải báo cáo`;
}

function incompleteBox(children: OwnChildSums, form?: Form): string {
  const missing = missingFrom(children.sums);
  if (missing === 0) return '';
  const text = `Tôi biết còn ${formatNumber(missing)} đơn vị trực tiếp chưa có trong báo cáo này và vẫn nộp.`;
  return ui.checkboxes({
    name: 'incomplete',
    legend: 'Báo cáo còn thiếu đơn vị',
    hint: `${coverageWords(children)}.`,
    items: [{ value: String(missing), text }],
    form,
  });
}

function declarationWords(marks: boolean, needsSignatory: boolean): string {
  if (marks) return 'Tôi cam đoan báo cáo này đúng sự thật.';
  return needsSignatory
    ? 'Tôi cam đoan đã đọc báo cáo này và đồng ý nộp.'
    : 'Tôi cam đoan báo cáo này đúng sự thật và đã được người ký báo cáo đồng ý nộp.';
}

function declarationBox(text: string, form?: Form): string {
  return ui.checkboxes({
    name: 'declaration',
    legend: 'Cam đoan',
    items: [{ value: 'yes', text }],
    form,
  });
}

function sheetParts(open: OpenedOwn, draft: OwnDraft, problems: readonly Problem[], canEdit: boolean) {
  const { form, period } = open.report;
  const { sections } = draftAnswers(draft);
  const sheet = answerSheet(form, sections, draft.attachments, new Map(), draft.nilReason);
  return {
    unprintable: unprintableAnswers(sheet).map((found) => unprintableItem(open, found)),
    sections: sheetSections(period.year, sheet, problems, canEdit),
  };
}

function unprintableItem({ report }: OpenedOwn, { section, field, label, characters, around }: Unprintable) {
  const letter = report.form.sections.find((s) => s.code === section)?.letter ?? '';
  const listed = characters.map((character) => `“${character}”`).join(', ');
  return {
    message: `${label}: ${listed}, ở chỗ “${around}”.`,
    href: `${ownSection(report.period.year, section)}${field ? `#${field}` : ''}`,
    linkText: `Sửa ở phần ${letter}`,
  };
}

function sheetSections(
  year: number,
  sheet: readonly SheetSection[],
  problems: readonly Problem[],
  canEdit: boolean,
) {
  const missing = new Set(
    problems.filter((problem) => problem.kind === 'missing').map((problem) => problem.code),
  );
  return sheet.map((section) => ({
    ...section,
    href: canEdit ? ownSection(year, section.code) : '',
    rowsHtml: ui.summaryList(
      section.rows.map((row) => ({
        key: row.label,
        html: rowHtml(year, section.code, row, { canEdit, missing: missing.has(row.field) }),
      })),
    ),
  }));
}

function rowHtml(
  year: number,
  section: string,
  row: SheetSection['rows'][number],
  { canEdit, missing }: { canEdit: boolean; missing: boolean },
): string {
  if (missing && canEdit) {
    const href = `${ownSection(year, section)}#${row.field}`;
    return ui.link({ href, text: 'Chưa có – điền ngay', hidden: row.label });
  }
  const files = row.files.map((file) => ui.fileLink({ text: file.text, href: ownFile(year, file.id) }));
  return files.length > 0 ? files.join('') : ui.words(row.words);
}
