import type { FieldError, Values } from '../../platform/page/forms.js';
import { type FormDefinition, type SectionDefinition, isTyped } from '../../form/definition.js';
import { answerWords, readAnswers, typedAnswers, type Answer, type Answers } from '../../form/answers.js';
import type { SectionContent } from '../drafts/merge.js';
import type { OwnDraft } from '../finders.js';
import { asAsked, REASON, STATEMENT, workbookSheets, type WorkbookSheet } from './layout.js';

/** A section as the draft has it. */
export interface DraftSection extends SectionContent {
  readonly version: number;
}
/** By section code; a section that was never saved is absent, or has no more than what the portal itself answers. */
export type DraftSections = ReadonlyMap<string, DraftSection>;

/** What the workbook's cells say, by section and field code, as typed into the page; '' for an empty cell. */
export type TypedSections = Readonly<Record<string, Values>>;

/** `where`: "Ô C7 phần B", or the sheet it is about. */
export interface WorkbookProblem {
  readonly where: string;
  readonly label: string;
  readonly message: string;
}

export interface CellChange {
  readonly where: string;
  readonly label: string;
  /** In words; '' where there is none. */
  readonly before: string;
  readonly after: string;
}
export interface SectionChange {
  readonly section: SectionDefinition;
  readonly changes: readonly CellChange[];
  /** What the section says once confirmed. */
  readonly said: SectionContent;
}

/** A draft as workbooks look at it. */
export function draftSections(draft: OwnDraft): DraftSections {
  const version = (code: string) => draft.sections.get(code)?.version ?? 0;
  const { sections } = draft.answers;
  return new Map([...sections].map(([code, said]) => [code, { ...said, version: version(code) }]));
}

/** The answers of a sheet as typed, the statement and its reason among them. */
export function typedSheet(sheet: WorkbookSheet, draft: DraftSection | undefined): Values {
  return typedAnswers(asAsked(sheet), asAnswers(sheet, draft));
}

/** Sorts what was typed into what the page's rules take and what they do not. */
export function judgeSheet(
  sheet: WorkbookSheet,
  typed: Values,
): { typed: Values; problems: WorkbookProblem[] } {
  const { errors } = readAnswers(asAsked(sheet), typed);
  const wrong = new Set(errors.map((error) => error.field));
  return {
    typed: Object.fromEntries(Object.entries(typed).filter(([code]) => !wrong.has(code))),
    problems: errors.map((error) => asProblem(sheet, error)),
  };
}

/** What confirming would change, section by section and cell by cell; sections that stay are absent. */
export function sectionChanges(
  form: FormDefinition,
  typed: TypedSections,
  draft: DraftSections,
): SectionChange[] {
  return workbookSheets(form).flatMap((sheet) => {
    const before = asAnswers(sheet, draft.get(sheet.section.code));
    const after = overlaid(sheet, before, typed[sheet.section.code] ?? {});
    const changes = cellChanges(sheet, before, after);
    if (changes.length === 0) return [];
    return [{ section: sheet.section, changes, said: asSaid(sheet, after) }];
  });
}

/** "Ô C7 phần B" */
export function cellName({ answers, section }: WorkbookSheet, row: number): string {
  return `Ô ${answers}${row} phần ${section.letter}`;
}

/** A field whose cell could not be read, and is not in `typed`, keeps its answer. */
function overlaid(sheet: WorkbookSheet, before: Answers, typed: Values): Answers {
  const read = readAnswers(asAsked(sheet), typed).answers;
  const known = sheet.rows.flatMap(({ field }): [string, Answer | undefined][] => {
    if (!isTyped(field)) return [];
    return [[field.code, Object.hasOwn(typed, field.code) ? read[field.code] : before[field.code]]];
  });
  return Object.fromEntries(known.filter((entry): entry is [string, Answer] => entry[1] !== undefined));
}

function cellChanges(sheet: WorkbookSheet, before: Answers, after: Answers): CellChange[] {
  return sheet.rows.flatMap(({ field, row }) => {
    const [old, now] = [before[field.code], after[field.code]];
    // An empty cell says no more than "Không" of a statement that was not made.
    const same = field.code === STATEMENT ? (old === true) === (now === true) : old === now;
    if (!isTyped(field) || same) return [];
    return [
      {
        where: cellName(sheet, row),
        label: field.label,
        before: answerWords(field, old),
        after: answerWords(field, now),
      },
    ];
  });
}

function asAnswers(sheet: WorkbookSheet, draft: DraftSection | undefined): Answers {
  if (!sheet.section.notApplicable) return draft?.answers ?? {};
  const reason = draft?.reason ?? '';
  return {
    ...draft?.answers,
    [STATEMENT]: draft?.notApplicable ?? false,
    ...(reason === '' ? {} : { [REASON]: reason }),
  };
}

function asSaid({ section }: WorkbookSheet, answers: Answers): SectionContent {
  const codes = section.fields.map((field) => field.code);
  return {
    answers: Object.fromEntries(Object.entries(answers).filter(([code]) => codes.includes(code))),
    notApplicable: answers[STATEMENT] === true,
    reason: String(answers[REASON] ?? ''),
  };
}

function asProblem(sheet: WorkbookSheet, error: FieldError): WorkbookProblem {
  const found = sheet.rows.find(({ field }) => field.code === error.field);
  const label = found?.field.label ?? '';
  return { where: cellName(sheet, found?.row ?? 0), label, message: error.message };
}
