import type { FieldError, Values } from '../../platform/page/forms.js';
import { formatTime } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
import {
  isNarrative,
  isTyped,
  takesFiles,
  type FieldDefinition,
  type SectionDefinition,
} from '../../form/definition.js';
import { fieldBlocks } from '../../form/figure-rows.js';
import { servesAgain } from '../../form/last-year.js';
import { typedAnswers } from '../../form/answers.js';
import { sectionHeading } from '../../form/sheet.js';
import type { FieldSaid } from '../../platform/page/components.js';
import type { FigureTableView, SaveBar, SectionRail } from '../../platform/page/filing-blocks.js';
import { reportCrumbs } from '../crumbs.js';
import type { OwnDraft } from '../finders.js';
import { findProblems, problemsOf, type Problem } from '../../form/checks.js';
import { draftAnswers } from '../draft-answers.js';
import { keptKey } from '../kept-key.js';
import { fingerprints, draftContent, wasAsked, type SectionContent } from './merge.js';
import { figureTableView } from './figure-pages.js';
import { saveBar, sectionAddress, sectionRail } from './section-frame-pages.js';
import {
  narrativeField,
  notesOn,
  shortField,
  type FieldParts,
  type NarrativeField,
  type SectionView,
  type ShortField,
} from './section-field-pages.js';
import { type Meaning } from '../../form/meanings.js';

export interface SectionPage extends Frame {
  heading: string;
  help: string;
  action: string;
  version: number;
  /** The fingerprints of the stored draft (merge.ts). */
  seen: string;
  /** The codes of the checks that fail here and are told, so that whoever saves again may go on. */
  told: string;
  /** Under which the browser keeps what could not be saved: of this account, report and section. */
  draftKey: string;
  /** What was typed could not be saved, and stands here again. */
  isRefused: boolean;
  multipart: boolean;
  /** What the reviewers noted on this section, the latest return first. */
  notes: FieldSaid['notes'];
  /** Others saved meanwhile: what has become of what was typed; '' where nobody did. */
  savedMeanwhile: string;
  errors: readonly FieldError[];
  errorTitle: string;
  errorMore: string;
  /** What this section still lacks, each with the name of its field. */
  missing: readonly { field: string; label: string }[];
  /** Where prefilled values come from; '' where nothing is prefilled. */
  prefilled: string;
  statement: string;
  statementChecked: boolean;
  statementOpen: boolean;
  statementReason: string;
  reasonError: string;
  /** What others saved of the statement meanwhile, where both changed it, and who; '' otherwise. */
  statementTheirs: string;
  statementBy: string;
  /** "2025", where last year's answers can be taken over. */
  lastYear: string;
  /** Something of last year's can be put into a box that is still empty. */
  canTakeAll: boolean;
  obligationSource: string;
  blocks: readonly SectionBlock[];
  rail: SectionRail;
  bar: SaveBar;
}

/** Some of the fields as they stand together: one of the three has something. */
interface SectionBlock {
  figures: FigureTableView | null;
  short: readonly ShortField[];
  narratives: readonly NarrativeField[];
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/section': SectionPage;
  }
}

/** One section's page: the stored draft, or what was typed when it could not be saved, beside what others saved. */
export function sectionPage(view: SectionView): SectionPage {
  const { open, section, draft, refused } = view;
  const stored = draft.sections.get(section.code);
  const typed = typedNow(view);
  const problems = problemsOf(section, findProblems(open.report.form, draftAnswers(draft)));
  const errors = refused
    ? inReadingOrder(section, refused.errors)
    : stored
      ? errorsOf(section, problems)
      : [];
  const missing = stored && !refused ? missingOf(section, problems) : [];
  return {
    ...frame(view),
    ...draftParts(view),
    ...errorParts(view, errors),
    told: refused ? '' : failedChecks(problems).join(' '),
    heading: sectionHeading(section),
    help: section.help ?? '',
    multipart: section.fields.some(takesFiles),
    missing,
    ...statementParts(view, typed, errors),
    ...lastYearParts(view, typed),
    obligationSource: section.guidance ? `Hướng dẫn ${section.guidance}` : 'Hướng dẫn',
    blocks: blocksOf(view, { typed, errors, problems }),
    rail: sectionRail(view),
    bar: saveBar(view, { failed: errors.length, missing: missing.length }),
  };
}

function blocksOf(view: SectionView, parts: FieldParts): SectionBlock[] {
  return fieldBlocks(view.section).map((block) => ({
    figures: block.as === 'figures' ? figureTableView(block.table, view, parts) : null,
    short: block.as === 'short' ? block.fields.map((field) => shortField(field, view, parts)) : [],
    narratives:
      block.as === 'narratives'
        ? block.fields.filter(isNarrative).map((field) => narrativeField(field, view, parts))
        : [],
  }));
}

/** The codes of the checks that fail on a section's page. */
export function failedChecks(problems: readonly Problem[]): string[] {
  return problems.filter(({ kind }) => kind === 'error').map(({ code }) => code);
}

/** What is wrong: with what was refused, or with what is saved and may stay so for now. */
function errorParts({ refused }: SectionView, errors: readonly FieldError[]) {
  if (refused) return { errors, errorTitle: 'Có lỗi cần sửa', errorMore: '' };
  return {
    errors,
    errorTitle: `Đã lưu. Còn ${errors.length} chỗ chưa khớp`,
    errorMore: 'Bạn vẫn có thể sang phần khác và sửa sau; báo cáo chỉ nộp được khi các chỗ này đã khớp.',
  };
}

/** What has become of the section so far. */
function draftParts(view: SectionView) {
  const { open, section, draft, refused, from } = view;
  const stored = draft.sections.get(section.code);
  const isUntouched = !stored && !refused;
  return {
    action: sectionAddress(open.report.period.year, section.code, from),
    version: stored?.version ?? 0,
    seen: fingerprints(section, draftContent(stored)),
    draftKey: `${keptKey(open)}:${section.code}`,
    isRefused: refused !== undefined,
    notes: notesOn(draft, (row) => noteIn(row, section.code)),
    savedMeanwhile: refused?.conflicts && stored ? meanwhileWords(stored) : '',
    prefilled: isUntouched && section.fields.some((f) => prefill(f, view)) ? prefillSource(view) : '',
  };
}

function meanwhileWords({ savedByName, savedAt }: { savedByName: string; savedAt: Date }): string {
  return `${savedByName} đã lưu phần này lúc ${formatTime(savedAt)}, sau khi bạn mở trang. Nội dung bạn nhập chưa được lưu nhưng vẫn còn trong các ô dưới đây. Dưới mỗi ô mà hai người cùng sửa có nội dung ${savedByName} đã lưu. Hãy sửa thành nội dung cuối cùng rồi bấm nút lưu.`;
}

function frame(view: SectionView): Frame {
  const heading = sectionHeading(view.section);
  return {
    title: heading,
    crumbs: reportCrumbs(view.open.report.period.year, { text: heading }),
    nav: 'reports',
    hasErrors: view.refused !== undefined,
  };
}

/** What stands in the fields: what was refused, what is stored, or what is known before anything is. */
function typedNow(view: SectionView): Values {
  const { section, draft, refused } = view;
  const stored = draft.sections.get(section.code);
  const storedTyped = typedContent(section, draftContent(stored));
  if (refused) {
    const asStored = (names: readonly string[]): Record<string, string> =>
      Object.fromEntries(names.map((name) => [name, storedTyped[name] ?? '']));
    const seen = refused.typed['seen'] ?? '';
    // What the page that was refused did not ask yet, and this one does.
    const unasked = section.fields.filter(({ code }) => !wasAsked(seen, code)).map(({ code }) => code);
    return { ...asStored(unasked), ...refused.typed, ...asStored(refused.taken ?? []) };
  }
  if (stored) return storedTyped;
  return Object.fromEntries(section.fields.map((field) => [field.code, prefill(field, view)]));
}

/** What is said, as it is typed: the names of the form's controls → texts. */
export function typedContent(section: SectionDefinition, said: SectionContent): Record<string, string> {
  return {
    ...typedAnswers(section, said.answers),
    notApplicable: said.notApplicable ? 'yes' : '',
    notApplicableReason: said.reason,
  };
}

const SIGNATORY: Readonly<Partial<Record<Meaning, 'fullName' | 'position'>>> = {
  signatory_name: 'fullName',
  signatory_position: 'position',
};

function prefill(field: FieldDefinition, { section, draft, signatory }: SectionView): string {
  if (!field.prefill) return '';
  const known = field.meaning && SIGNATORY[field.meaning];
  const ofUnit = known && signatory ? signatory[known] : '';
  return ofUnit || (typedAnswers(section, draft.lastYear?.answers ?? {})[field.code] ?? '');
}

function prefillSource({ draft }: SectionView): string {
  const year = draft.lastYear ? `báo cáo năm ${draft.lastYear.year}` : 'hồ sơ của đơn vị';
  return `Một số ô đã điền sẵn theo ${year} và chưa được lưu. Hãy xem lại và sửa cho đúng: khi phần này được lưu, các ô ấy được lưu cùng.`;
}

/** Whether last year's answers can be taken over, and into a box that is still empty. */
function lastYearParts({ section, draft: { lastYear } }: SectionView, typed: Values) {
  const said = section.fields.filter((field) => lastYear?.answers[field.code] !== undefined);
  const isOpen = (field: FieldDefinition) =>
    isTyped(field) && servesAgain(field) && (typed[field.code] ?? '') === '';
  return {
    lastYear: lastYear && said.length > 0 ? String(lastYear.year) : '',
    canTakeAll: said.some(isOpen),
  };
}

/** As the page has them; what concerns the whole form comes first. */
function inReadingOrder(section: SectionDefinition, errors: readonly FieldError[]): FieldError[] {
  const order = ['', ...STATEMENT, ...section.fields.map((field) => field.code)];
  return errors.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
}

/** A check that fails is told once at the top, by the first of its fields on this page. */
function errorsOf(section: SectionDefinition, problems: readonly Problem[]): FieldError[] {
  const failed = problems.filter((problem) => problem.kind === 'error');
  return inReadingOrder(
    section,
    failed.map((problem) => ({ field: fieldHere(section, problem), message: problem.message })),
  );
}

function missingOf(section: SectionDefinition, problems: readonly Problem[]): SectionPage['missing'] {
  return problems
    .filter((problem) => problem.kind === 'missing')
    .map((problem) => {
      const code = fieldHere(section, problem);
      const label = section.fields.find((field) => field.code === code)?.label;
      return { field: code, label: label ?? 'Lý do không phát sinh' };
    });
}

function fieldHere(section: SectionDefinition, problem: Problem): string {
  return problem.at.find((place) => place.section === section.code)?.field ?? '';
}

function noteIn({ notes }: OwnDraft['returns'][number], section: string): string {
  return (notes as Record<string, string>)[section] ?? '';
}

function statementParts(view: SectionView, typed: Values, errors: readonly FieldError[]) {
  const { section } = view;
  const statementChecked = typed['notApplicable'] === 'yes';
  const reasonError = errors.find(({ field }) => STATEMENT.includes(field))?.message ?? '';
  const theirs = statementTheirs(view);
  return {
    statement: section.notApplicable?.statement ?? '',
    statementChecked,
    statementOpen: statementChecked || reasonError !== '' || theirs.statementTheirs !== '',
    statementReason: typed['notApplicableReason'] ?? '',
    reasonError,
    ...theirs,
  };
}

/** The names of its controls. */
const STATEMENT = ['notApplicable', 'notApplicableReason'];

/** What somebody else has saved of the statement, where both changed it. */
function statementTheirs({ section, draft, refused }: SectionView) {
  const stored = draft.sections.get(section.code);
  if (!section.notApplicable || !STATEMENT.some((name) => refused?.conflicts?.includes(name)))
    return { statementTheirs: '', statementBy: '' };
  const { notApplicable, reason } = draftContent(stored);
  const { statement } = section.notApplicable;
  return {
    statementTheirs: notApplicable
      ? `Đã đánh dấu “${statement}”. Lý do: ${reason || '(để trống)'}`
      : 'Không đánh dấu',
    statementBy: stored?.savedByName ?? '',
  };
}
