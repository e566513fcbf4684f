import { formatDueBefore, formatTime } from '../../platform/text/format.js';
import type { FilingBar } from '../../platform/page/filing-blocks.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { hasRole } from '../../platform/actor.js';
import type { Outcome } from '../../platform/outcome.js';
import { ui } from '../../platform/page/components.js';
import { parentBody } from '../../document-settings/issuer.js';
import { answerSheet } from '../../form/sheet.js';
import { ownCheck, ownCheckUnfolded, ownDocument, ownReady, ownSendBack, signing } from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import { isLocked, isToCorrect } from '../deadlines.js';
import type { OpenedOwn, OwnDraft } from '../finders.js';
import { allows, isEditable } from '../lifecycle.js';
import { missingFrom } from '../../form/consolidated.js';
import { findProblems, isForbidding, type Problem } from '../../form/checks.js';
import { draftVersion } from '../draft-answers.js';
import { filingStep, type FilingStep, type Step } from './steps.js';
import { likestOf, type LikeText } from '../likeness/rules.js';
import { keptKey } from '../kept-key.js';
import { coverageWords } from '../coverage.js';
import { placeHref } from '../place-href.js';
import { ownStatusTag } from '../status-tags.js';
import { barOf } from './bar-page.js';
import { filingBoxes } from './boxes-page.js';
import { countWords, openOnes } from '../open-problems.js';
import { sectionFolds, type FoldView } from './folds-page.js';
import { explanationName, typedFiling } from './forms.js';
import {
  infoPoint,
  likePoint,
  problemId,
  problemPoints,
  unprintablePoint,
  type PointView,
} from './points-page.js';
import { returnedView, type ReturnedView } from './returned-page.js';
import { savedSincePaper } from '../signed-paper/rules.js';
import { unprintableAnswers, unsaidAtFiling, type Said } from './rules.js';

export interface CheckPage extends Frame {
  unit: string;
  tag: string;
  /** To whom and until when. */
  due: string;
  errors: readonly FieldError[];
  /** What the reviewer wrote; null where no return waits for an answer. */
  returned: ReturnedView | null;
  /** What is open, the gravest first, then what is good to know. */
  pointsTitle: string;
  points: readonly PointView[];
  sections: readonly FoldView[];
  documents: readonly { text: string; href: string }[];
  /** To this page with all sections unfolded; '' where they are. */
  unfoldHref: string;
  /** The report may still be filed, by somebody. */
  hasForm: boolean;
  action: string;
  version: number;
  /** What the filer has seen: submitting anything else is refused. */
  draftVersion: number;
  /** What is said at filing: also when a refused form is shown again, though it cannot go in now. */
  boxes: readonly SafeHtml[];
  boxesTitle: string;
  /** Why this person has no button; '' where they have. */
  whyNot: string;
  bar: FilingBar | null;
  /** Where the signatory sends a ready report back; '' for others. */
  sendBackAction: string;
  sendBackReason: string;
  /** What the browser keeps of this report's sections for this account; '' where nothing can be saved. */
  keptKey: string;
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
  /** What of the draft is nearly another text; none of a report that is filed. */
  readonly like: readonly LikeText[];
  /** The reader asked for all sections to be unfolded. */
  readonly isUnfolded?: boolean;
}

/** The form that sends the report on; its button stands in the bar. */
const FORM = 'nop-bao-cao';

/** What is open, every answer of the draft, the declaration. `form`: what was refused. */
export function checkPage(parts: CheckParts, now: Date, form?: Form): CheckPage {
  const shown = shownParts(parts, now, form);
  const { open, draft, isOpen, step } = shown;
  const { report } = open;
  const { year } = report.period;
  const title = isOpen ? 'Kiểm tra và nộp báo cáo' : 'Toàn bộ báo cáo';
  return {
    title,
    crumbs: reportCrumbs(year, { text: title }),
    nav: 'reports',
    hasErrors: form !== undefined,
    unit: report.unitName,
    tag: ownStatusTag(report),
    due: dueWords(report),
    errors: form?.errors ?? [],
    returned: isOpen ? returnedView(open, draft, shown.canEdit) : null,
    ...contentParts(shown),
    documents: ['pdf', 'docx'].map((format) => ({
      text: `${isOpen ? 'Bản thảo ' : ''}${format.toUpperCase()}`,
      href: ownDocument(year, format),
    })),
    unfoldHref: parts.isUnfolded ? '' : ownCheckUnfolded(year),
    hasForm: isOpen,
    action: step.name === 'mark-ready' ? ownReady(year) : ownCheck(year),
    version: report.version,
    draftVersion: draftVersion(draft),
    boxes: shown.showBoxes ? filingBoxes(open, draft, step.name, form) : [],
    boxesTitle: step.name === 'mark-ready' ? 'Chuyển người ký' : 'Nộp báo cáo',
    whyNot: isOpen ? whyNot(open, step) : '',
    ...sendBackParts(open, step.name, form),
    keptKey: shown.canEdit ? keptKey(open) : '',
  };
}

/** The report as this person meets it. */
interface Shown extends CheckParts {
  readonly problems: readonly Problem[];
  /** It may still be changed and filed, by somebody. */
  readonly isOpen: boolean;
  readonly canEdit: boolean;
  readonly step: Step;
  readonly showBoxes: boolean;
  readonly form: Form | undefined;
}

function shownParts(parts: CheckParts, now: Date, form?: Form): Shown {
  const { report, actor } = parts.open;
  const isOpen = isEditable(report.status) && !isLocked(report, now);
  const found = findProblems(report.form, parts.draft.answers, now);
  const problems = isOpen ? found : found.filter(isForbidding);
  const step = stepOf(parts.open, problems, isOpen);
  const canEdit = hasRole(actor, 'FILER') && isOpen;
  const showBoxes = step.isReady || (step.name !== 'none' && form !== undefined);
  return { ...parts, problems, isOpen, canEdit, step, showBoxes, form };
}

/** What this person does with the draft next. */
function stepOf({ report, actor }: OpenedOwn, problems: readonly Problem[], isOpen: boolean): Step {
  const { needsSignatory } = report.unit;
  const isMarked = report.readyAt !== null;
  const name = isOpen ? filingStep({ needsSignatory, isReady: isMarked }, actor.roles) : 'none';
  const isBlocked = problems.some(isForbidding);
  return { name, isBlocked, isReady: name !== 'none' && !isBlocked && allows('submit', report.status) };
}

function dueWords(report: OpenedOwn['report']): string {
  const to = parentBody(report.parent);
  if (isToCorrect(report) && report.correctBefore)
    return `Sửa và nộp lại cho ${to} ${formatDueBefore(report.correctBefore)}.`;
  return `Nộp cho ${to} ${formatDueBefore(report.dueBefore)}.`;
}

function contentParts(shown: Shown) {
  const { open, draft, problems, isOpen, canEdit, showBoxes, step } = shown;
  const { form, period } = open.report;
  const said = saidSoFar(shown);
  const { explanations: explained } = said;
  const sheet = answerSheet(form, draft.answers.sections, draft.attachments, new Map(), draft.nilReason);
  const about = { year: period.year, form, canEdit, showBoxes, explained, posted: shown.form };
  const unexplained = openOnes(problems, explained);
  const points = problemPoints(problems, about);
  return {
    pointsTitle: pointsTitle(problems, unexplained, canEdit),
    points: [
      ...points,
      ...unprintableAnswers(sheet).map((found) => unprintablePoint(found, about)),
      ...likestOf(shown.like, problems).map((text) => likePoint(text, about)),
      ...knowledge(shown),
    ],
    sections: sectionFolds(sheet, {
      year: period.year,
      form,
      problems: unexplained,
      canEdit,
      isOpen,
      begun: new Set(draft.sections.keys()),
      isUnfolded: shown.isUnfolded ?? false,
    }),
    bar: barOf({
      problems: unexplained,
      unsaid: unsaidAtFiling(draft, said),
      isRefused: isFilingForm(shown.form),
      step,
      firstHref: points[0]?.links[0]?.href ?? '',
      form: FORM,
    }),
  };
}

/** What was typed into the form that was refused, else what was said at filing before. */
function saidSoFar({ open: { report }, form }: Shown): Said {
  if (isFilingForm(form)) return typedFiling(report.form, form.values);
  const explanations = report.explanations as Record<string, string>;
  return { explanations, changeNote: report.changeNote, incomplete: '', isDeclared: false };
}

/** Whether it is the form that files, not that which sends back. */
function isFilingForm(form: Form | undefined): form is Form {
  return form?.values['draftVersion'] !== undefined;
}

/** `open`: what of the problems has no explanation yet. */
function pointsTitle(problems: readonly Problem[], open: readonly Problem[], canEdit: boolean): string {
  if (open.length > 0) return canEdit ? `Còn ${countWords(open)}` : 'Chỗ còn thiếu hoặc chưa khớp';
  return problems.length > 0 ? 'Chỗ đã ghi lý do' : 'Cần biết';
}

/** What is true of the report and asks for nothing. */
function knowledge({ open, draft, isPlaceless, showBoxes }: Shown): PointView[] {
  const { report } = open;
  const place = placeHref(open, isPlaceless);
  const nil = `${report.form.nil?.statement ?? 'Không phát sinh'}. Lý do: ${report.nilReason}`;
  // The box that asks about missing units says it, too.
  const isAsked = showBoxes && draft.children !== null && missingFrom(draft.children.sums) > 0;
  const isKnown = draft.children !== null && isEditable(report.status) && !isAsked;
  const coverage = draft.children && isKnown ? `${coverageWords(draft.children)}.` : '';
  return [
    ...olderPaper(open, draft),
    ...(report.nilReason === '' ? [] : [infoPoint(nil)]),
    ...(coverage === '' ? [] : [infoPoint(coverage)]),
    ...(place === ''
      ? []
      : [
          infoPoint(
            'Văn bản của đơn vị chưa có địa danh trước ngày tháng.',
            'Ghi một lần, dùng cho mọi năm; chưa ghi vẫn nộp được.',
            [{ href: place, text: 'Ghi địa danh' }],
          ),
        ]),
  ];
}

function olderPaper({ report }: OpenedOwn, draft: OwnDraft): PointView[] {
  const since = isEditable(report.status) ? savedSincePaper(draft) : '';
  if (since === '') return [];
  return [infoPoint(since, '', [{ href: signing(report.period.year), text: 'Xem bản đã ký' }])];
}

function whyNot({ report }: OpenedOwn, { name, isBlocked, isReady }: Step): string {
  if (name === 'none') return waiting(report);
  return isReady || isBlocked ? '' : TO_BEGIN;
}

function waiting(report: OpenedOwn['report']): string {
  if (!report.unit.needsSignatory)
    return 'Người lập báo cáo của đơn vị nộp báo cáo này; tài khoản của bạn chỉ đọc được.';
  if (!report.readyAt) return 'Người lập chưa chuyển báo cáo cho người ký duyệt.';
  return `${report.readyByName} đã chuyển báo cáo lúc ${formatTime(report.readyAt)}; người ký duyệt sẽ đọc và nộp. Nếu sửa một phần, báo cáo phải được chuyển lại.`;
}

// A draft from before an exemption is still there, but nobody has taken it up again.
const TO_BEGIN =
  'Nội dung lập trước đây vẫn còn. Hãy mở một phần, xem lại rồi lưu; nút “Nộp báo cáo” sẽ hiện ở cuối trang này.';

function sendBackParts({ report }: OpenedOwn, step: FilingStep, form?: Form) {
  const isTheirs = step === 'submit' && report.unit.needsSignatory;
  return {
    sendBackAction: isTheirs ? ownSendBack(report.period.year) : '',
    sendBackReason: ui.field({ name: 'reason', label: 'Lý do chuyển lại', kind: 'textarea', rows: 3, form }),
  };
}

/** The problems found at submitting, as errors of the check page's own boxes. */
export function atBoxes<Done>(outcome: Outcome<Done, true, Problem>): Outcome<Done, true> {
  return 'done' in outcome ? outcome : { ...outcome, problems: filingErrors(outcome.problems ?? []) };
}

/** What is about an answer leads to its point; what is said at filing to its own box. */
export function filingErrors(problems: readonly Problem[]): FieldError[] {
  return problems.map((problem) => {
    if (problem.kind === 'warning')
      return { field: explanationName(problem.code), message: `Hãy ghi lý do: ${problem.message}` };
    const [place] = problem.at;
    const isAboutAnswers = place !== undefined && place.section !== '';
    return { field: isAboutAnswers ? problemId(problem) : (place?.field ?? ''), message: problem.message };
  });
}
