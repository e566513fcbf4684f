import type { Frame } from '../../platform/render.js';
import { formatTime } from '../../platform/format.js';
import type { FieldError, Values } from '../../platform/forms.js';
import type { FieldDefinition, SectionDefinition } from '../../periods/form-definition.js';
import { answerWords, typedAnswers, type Answers } from '../answers.js';
import { sectionHeading } from '../answer-sheet.js';
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
  const storedTyped = typedAnswers(section, (stored?.answers ?? {}) as Answers);
  const typed = refused?.typed ?? { ...storedTyped, notApplicable: stored?.notApplicable ? 'yes' : '' };
  const errors = refused?.errors ?? (stored ? problemErrors(view) : []);
  const base = `/bao-cao/${String(open.report.period.year)}`;
  const { sections } = open.report.form;
  return {
    title: sectionHeading(section),
    crumbs: [
      { text: 'Báo cáo', href: '/bao-cao' },
      { text: `Năm ${String(open.report.period.year)}`, href: base },
      { text: sectionHeading(section) },
    ],
    nav: 'reports',
    hasErrors: refused !== undefined,
    heading: sectionHeading(section),
    help: section.help ?? '',
    action: `${base}/${section.code}`,
    overview: base,
    version: stored?.version ?? 0,
    multipart: section.fields.some((field) => field.kind === 'file'),
    note: returnNote(draft, section.code),
    savedMeanwhile:
      refused?.conflict && stored ? `${stored.savedByName} lúc ${formatTime(stored.savedAt)}` : '',
    errors,
    statement: section.notApplicable?.statement ?? '',
    statementChecked: typed['notApplicable'] === 'yes',
    fields: section.fields.map((field) => ({
      code: field.code,
      control: fieldControl(field, {
        typed,
        error: errors.find((e) => e.field === field.code)?.message,
        files: draft.attachments,
        fileHref: (id) => `${base}/tep/${String(id)}`,
      }),
      obligation: obligationOf(field, view.obligations),
      ...theirs(field, refused, storedTyped, (stored?.answers ?? {}) as Answers),
    })),
    isLast: sections.at(-1)?.code === section.code,
  };
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

function theirs(field: FieldDefinition, refused: SectionView['refused'], stored: Values, answers: Answers) {
  const differs =
    refused?.conflict === true &&
    field.kind !== 'file' &&
    (refused.typed[field.code] ?? '') !== (stored[field.code] ?? '');
  return { differs, theirs: differs ? answerWords(field, answers[field.code]) || '(để trống)' : '' };
}

function obligationOf(field: FieldDefinition, obligations: ReadonlyMap<string, string>): string {
  return field.kind === 'text' && field.obligation ? (obligations.get(field.obligation) ?? '') : '';
}
