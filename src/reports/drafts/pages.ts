import type { FieldError, Values } from '../../platform/page/forms.js';
import { formatTime } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
import { type FieldDefinition, type SectionDefinition, takesFiles } from '../../form/definition.js';
import { typedAnswers } from '../../form/answers.js';
import { sectionHeading } from '../../form/sheet.js';
import { ownReport, ownSection } from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import type { OwnDraft } from '../finders.js';
import { findProblems, problemsOf, type Problem } from '../../form/checks.js';
import { draftAnswers } from '../draft-answers.js';
import { fingerprints, draftContent, wasAsked, type SectionContent } from './merge.js';
import { notesOn, sectionField, type SectionField, type SectionView } from './section-field-pages.js';
import { type Meaning } from '../../form/meanings.js';

export interface SectionPage extends Frame {
  heading: string;
  help: string;
  action: string;
  overview: string;
  version: number;
  /** The fingerprints of the stored draft (merge.ts). */
  seen: string;
  /** Under which the browser keeps what could not be saved: of this account, report and section. */
  draftKey: string;
  /** What was typed could not be saved, and stands here again. */
  isRefused: boolean;
  multipart: boolean;
  /** What the reviewers noted on this section, the latest return first. */
  notes: SectionField['notes'];
  /** Others saved meanwhile: who and when; '' where nobody did. */
  savedMeanwhile: string;
  errors: readonly FieldError[];
  /** What this section still lacks, each with the name of its field. */
  missing: readonly { field: string; label: string }[];
  /** Where prefilled values come from; '' where nothing is prefilled. */
  prefilled: string;
  statement: string;
  statementChecked: boolean;
  statementReason: string;
  reasonError: string;
  /** What others saved of the statement meanwhile, where both changed it; '' otherwise. */
  statementTheirs: string;
  /** "2025", where last year's answers can be taken over. */
  lastYear: string;
  fields: readonly SectionField[];
  isLast: boolean;
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
  return {
    ...frame(view),
    ...draftParts(view),
    heading: sectionHeading(section),
    help: section.help ?? '',
    action: ownSection(view.open.report.period.year, section.code),
    overview: ownReport(view.open.report.period.year),
    multipart: section.fields.some(takesFiles),
    errors,
    missing: stored && !refused ? missingOf(section, problems) : [],
    ...statementParts(view, typed, errors),
    lastYear: lastYearOf(view),
    fields: section.fields.map((field) => sectionField(field, view, { typed, errors, problems })),
    isLast: open.report.form.sections.at(-1)?.code === section.code,
  };
}

/** What has become of the section so far. */
function draftParts(view: SectionView) {
  const { open, section, draft, refused } = view;
  const stored = draft.sections.get(section.code);
  const saved = stored ? `${stored.savedByName} lúc ${formatTime(stored.savedAt)}` : '';
  const isUntouched = !stored && !refused;
  return {
    version: stored?.version ?? 0,
    seen: fingerprints(section, draftContent(stored)),
    draftKey: `${open.actor.accountId}:${open.report.id}:${section.code}`,
    isRefused: refused !== undefined,
    notes: notesOn(draft, (row) => noteIn(row, section.code)),
    savedMeanwhile: refused?.conflicts ? saved : '',
    prefilled: isUntouched && section.fields.some((f) => prefill(f, view)) ? prefillSource(view) : '',
  };
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

function lastYearOf({ section, draft: { lastYear } }: SectionView): string {
  const has = lastYear && section.fields.some((field) => lastYear.answers[field.code] !== undefined);
  return has ? String(lastYear.year) : '';
}

/** As the page has them; what concerns the whole form comes first. */
function inReadingOrder(section: SectionDefinition, errors: readonly FieldError[]): FieldError[] {
  const order = ['', 'notApplicable', 'notApplicableReason', ...section.fields.map((field) => field.code)];
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

/** The reviewer's note on a section in the latest return; '' where there is none. */
export function returnNote({ returns }: OwnDraft, section: string): string {
  return returns[0] ? noteIn(returns[0], section) : '';
}

function noteIn({ notes }: OwnDraft['returns'][number], section: string): string {
  return (notes as Record<string, string>)[section] ?? '';
}

function statementParts(view: SectionView, typed: Values, errors: readonly FieldError[]) {
  const { section, draft, refused } = view;
  const stored = draftContent(draft.sections.get(section.code));
  const conflicts = ['notApplicable', 'notApplicableReason'].some((name) =>
    refused?.conflicts?.includes(name),
  );
  const theirs = stored.notApplicable
    ? `Đã đánh dấu “${section.notApplicable?.statement ?? ''}”. Lý do: ${stored.reason || '(để trống)'}`
    : 'Không đánh dấu';
  return {
    statement: section.notApplicable?.statement ?? '',
    statementChecked: typed['notApplicable'] === 'yes',
    statementReason: typed['notApplicableReason'] ?? '',
    reasonError: errors.find((error) => error.field === 'notApplicableReason')?.message ?? '',
    statementTheirs: section.notApplicable && conflicts ? theirs : '',
  };
}
