import type { Frame } from '../../platform/render.js';
import { formatTime } from '../../platform/format.js';
import type { FieldError, Values } from '../../platform/forms.js';
import type { FieldDefinition, SectionDefinition } from '../../periods/form-definition.js';
import { answerWords, rates, readAnswers, typedAnswers, withTotals, type Answers } from '../answers.js';
import { answersOf, obligationOf, sectionHeading } from '../answer-sheet.js';
import type { Opened, OwnDraft } from '../finders.js';
import type { Filer } from '../../platform/actor.js';
import { draftAnswers, findProblems, problemsOf } from '../rules.js';
import { fieldControl } from './field-view.js';

export interface SectionPage extends Frame {
  heading: string;
  help: string;
  action: string;
  overview: string;
  version: number;
  multipart: boolean;
  /** A note of the reviewer on this section, from the latest return. */
  note: string;
  /** Others saved meanwhile: who and when; '' where nobody did. */
  savedMeanwhile: string;
  errors: readonly FieldError[];
  statement: string;
  statementChecked: boolean;
  /** What others saved of the statement meanwhile, where it is not what was posted; '' otherwise. */
  statementTheirs: string;
  fields: readonly { code: string; control: string; obligation: string; theirs: string; differs: boolean }[];
  isLast: boolean;
}

declare module '../../platform/render.js' {
  interface Pages {
    'reports/section': SectionPage;
  }
}

interface SectionView {
  open: Opened<Filer>;
  section: SectionDefinition;
  draft: OwnDraft;
  /** The words of an obligation by its code. */
  obligations: ReadonlyMap<string, string>;
  /** What was typed and could not be saved; without it the stored draft shows. */
  refused?: { typed: Values; errors: readonly FieldError[]; conflict: boolean };
}

/** One section's page: the stored draft, or what was typed when it could not be saved, beside what others saved. */
export function sectionPage(view: SectionView): SectionPage {
  const { open, section, draft, refused } = view;
  const stored = draft.sections.get(section.code);
  const typed = refused?.typed ?? storedTyped(view);
  const errors = refused?.errors ?? (stored ? problemErrors(view) : []);
  const base = baseOf(view);
  return {
    ...frame(view),
    heading: sectionHeading(section),
    help: section.help ?? '',
    action: `${base}/${section.code}`,
    overview: base,
    version: stored?.version ?? 0,
    multipart: section.fields.some((field) => field.kind === 'file'),
    note: returnNote(draft, section.code),
    savedMeanwhile: savedMeanwhile(view),
    errors,
    statement: section.notApplicable?.statement ?? '',
    statementChecked: typed['notApplicable'] === 'yes',
    statementTheirs: statementTheirs(view),
    fields: fieldViews(view, typed, errors),
    isLast: open.report.form.sections.at(-1)?.code === section.code,
  };
}

function savedMeanwhile({ section, draft, refused }: SectionView): string {
  const stored = draft.sections.get(section.code);
  return refused?.conflict && stored ? `${stored.savedByName} lúc ${formatTime(stored.savedAt)}` : '';
}

function frame(view: SectionView): Frame {
  const heading = sectionHeading(view.section);
  return {
    title: heading,
    crumbs: [
      { text: 'Báo cáo', href: '/bao-cao' },
      { text: `Năm ${String(view.open.report.period.year)}`, href: baseOf(view) },
      { text: heading },
    ],
    nav: 'reports',
    hasErrors: view.refused !== undefined,
  };
}

function fieldViews(view: SectionView, typed: Values, errors: readonly FieldError[]): SectionPage['fields'] {
  return view.section.fields.map((field) => ({
    code: field.code,
    control: fieldControl(field, {
      typed,
      error: errors.find((error) => error.field === field.code)?.message,
      files: view.draft.attachments,
      computed: computedWords(view, typed),
      fileHref: (id) => `${baseOf(view)}/tep/${String(id)}`,
    }),
    obligation: obligationOf(field, view.obligations),
    ...theirs(field, view),
  }));
}

/** Totals and rates as they follow from what is typed here and stored in the other sections. */
function computedWords({ open, section, draft }: SectionView, typed: Values) {
  const answers = withTotals(section, readAnswers(section, typed).answers);
  const elsewhere = answersOf(draftAnswers(draft).sections);
  const known = rates(open.report.form, (code) => answers[code] ?? elsewhere(code));
  return (field: FieldDefinition) => answerWords(field, known.get(field.code) ?? answers[field.code]);
}

const baseOf = ({ open }: SectionView) => `/bao-cao/${String(open.report.period.year)}`;

function storedAnswers({ section, draft }: SectionView): Answers {
  return (draft.sections.get(section.code)?.answers ?? {}) as Answers;
}

function storedTyped(view: SectionView): Values {
  const notApplicable = view.draft.sections.get(view.section.code)?.notApplicable ? 'yes' : '';
  return { ...typedAnswers(view.section, storedAnswers(view)), notApplicable };
}

/** The reviewer's note on a section in the latest return; '' where there is none. */
export function returnNote({ returns }: OwnDraft, section: string): string {
  return (returns[0]?.notes as Record<string, string> | undefined)?.[section] ?? '';
}

/** A section that has been saved before shows what is still missing or wrong. */
function problemErrors({ open, section, draft }: SectionView): FieldError[] {
  const problems = problemsOf(section, findProblems(open.report.form, draftAnswers(draft)));
  return problems
    .filter((problem) => problem.kind !== 'warning')
    .map((problem) => ({
      field: problem.at.find((place) => place.section === section.code)?.field ?? '',
      message: problem.message,
    }));
}

/** After a conflict: what somebody else has saved in this field, where it is not what was typed. */
function theirs(field: FieldDefinition, view: SectionView): { differs: boolean; theirs: string } {
  const { refused } = view;
  if (!refused?.conflict || field.kind === 'file') return { differs: false, theirs: '' };
  const differs = (refused.typed[field.code] ?? '') !== (storedTyped(view)[field.code] ?? '');
  return {
    differs,
    theirs: differs ? answerWords(field, storedAnswers(view)[field.code]) || '(để trống)' : '',
  };
}

function statementTheirs(view: SectionView): string {
  const { refused, section } = view;
  const stored = storedTyped(view)['notApplicable'];
  if (!refused?.conflict || !section.notApplicable || (refused.typed['notApplicable'] ?? '') === stored)
    return '';
  return stored === 'yes' ? `Đã đánh dấu “${section.notApplicable.statement}”` : 'Không đánh dấu';
}
