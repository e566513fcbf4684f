import { formatSize } from '../platform/text/format.js';
import {
  obligationCode,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from './definition.js';
import { answerWords, rates, type Answer } from './answers.js';
import { answersIn, type SectionAnswers } from './report-answers.js';

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

/**
 * `obligations`: the words of each, by code; without them the rows do without. `nilReason`: why the unit has nothing
 * to report at all.
 */
export function answerSheet(
  form: FormDefinition,
  sections: ReadonlyMap<string, SectionAnswers>,
  files: readonly SheetFile[],
  obligations: ReadonlyMap<string, string> = new Map(),
  nilReason = '',
): SheetSection[] {
  const answers = answersIn(sections);
  const known = rates(form, (code) => answers.get(code));
  return form.sections.map((section) => {
    const answered = sections.get(section.code);
    const notApplicable = statementOf(section, answered, nilReason);
    return {
      code: section.code,
      heading: sectionHeading(section),
      ...(notApplicable === '' ? {} : { notApplicable }),
      rows:
        notApplicable !== ''
          ? []
          : section.fields.map((field) => ({
              ...sheetRow(field, known.get(field.code) ?? answered?.answers[field.code], files),
              obligation: obligationOf(field, obligations),
            })),
    };
  });
}

/** "Đơn vị không có viên chức (lý do: …)"; '' where the section is asked. */
function statementOf(
  section: SectionDefinition,
  answered: SectionAnswers | undefined,
  nilReason: string,
): string {
  if (nilReason !== '' && !section.evenIfNil) return 'Không phát sinh';
  if (!answered?.notApplicable) return '';
  const statement = section.notApplicable?.statement ?? 'Không phát sinh';
  return answered.reason ? `${statement} (lý do: ${answered.reason})` : statement;
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
  const code = obligationCode(field);
  return code === undefined ? '' : (obligations.get(code) ?? '');
}
