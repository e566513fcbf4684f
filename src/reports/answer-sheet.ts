import { formatSize } from '../platform/format.js';
import type { FieldDefinition, FormDefinition, SectionDefinition } from '../periods/form-definition.js';
import { answerWords, rates, type Answer } from './answers.js';
import type { SubmissionContent } from './canonical.js';
import type { SectionAnswers } from './rules.js';

/** A report laid out for reading, section by section in the form's order. */
export interface SheetSection {
  readonly code: string;
  /** "C. Kết quả nêu gương của cán bộ, công chức" */
  readonly heading: string;
  /** "Đơn vị không có viên chức", where the unit said so; then there are no rows. */
  readonly notApplicable?: string;
  readonly rows: readonly SheetRow[];
}
export interface SheetRow {
  readonly field: string;
  readonly label: string;
  /** The words of the obligation that the answer is about; '' for other answers. */
  readonly obligation: string;
  /** '' where there is no answer. May have line ends. */
  readonly words: string;
  readonly files: readonly { id: number; text: string }[];
}
interface SheetFile {
  readonly id: number;
  readonly field: string;
  readonly name: string;
  readonly size: number;
}

/** `obligations`: the words of each, by code; without them the rows do without. */
export function answerSheet(
  form: FormDefinition,
  sections: ReadonlyMap<string, SectionAnswers>,
  files: readonly SheetFile[],
  obligations: ReadonlyMap<string, string> = new Map(),
): SheetSection[] {
  const known = rates(form, answersOf(sections));
  return form.sections.map((section) => {
    const answered = sections.get(section.code);
    return {
      code: section.code,
      heading: sectionHeading(section),
      ...(answered?.notApplicable
        ? { notApplicable: section.notApplicable?.statement ?? 'Không phát sinh' }
        : {}),
      rows: answered?.notApplicable
        ? []
        : section.fields.map((field) => ({
            ...sheetRow(field, known.get(field.code) ?? answered?.answers[field.code], files),
            obligation: obligationOf(field, obligations),
          })),
    };
  });
}

/** The answer of any field by its code; none of a section that does not apply. */
export function answersOf(
  sections: ReadonlyMap<string, SectionAnswers>,
): (code: string) => Answer | undefined {
  const applying = [...sections.values()].filter((section) => !section.notApplicable);
  const all = new Map(applying.flatMap((section) => Object.entries(section.answers)));
  return (code) => all.get(code);
}

/** What a submission said, as the rules and the sheet look at it. */
export function submittedSections(content: SubmissionContent): Map<string, SectionAnswers> {
  return new Map(Object.entries(content.sections));
}

export function sectionHeading(section: SectionDefinition): string {
  return `${section.letter}. ${section.title}`;
}

function sheetRow(
  field: FieldDefinition,
  answer: Answer | undefined,
  files: readonly SheetFile[],
): Omit<SheetRow, 'obligation'> {
  return {
    field: field.code,
    label: field.label,
    words: answerWords(field, answer),
    files: files
      .filter((file) => file.field === field.code)
      .map((file) => ({ id: file.id, text: `${file.name} (${formatSize(file.size)})` })),
  };
}

/** The words of the obligation that a field asks about; '' where it asks about none. */
export function obligationOf(field: FieldDefinition, obligations: ReadonlyMap<string, string>): string {
  return field.kind === 'text' && field.obligation ? (obligations.get(field.obligation) ?? '') : '';
}
