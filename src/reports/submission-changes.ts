import { wholeRuns, wordRuns, type Run } from '../platform/text/word-changes.js';
import { allFields, isComputed, type FormDefinition, isNarrative } from '../form/definition.js';
import { withAbsentSections } from '../form/asked.js';
import { answersIn } from '../form/report-answers.js';
import { answerSheet, type SheetRow, type SheetSection } from '../form/sheet.js';
import { submittedSections } from './draft-answers.js';
import type { SubmissionContent } from './submission-content.js';

export interface SubmissionChange {
  readonly section: string;
  readonly sectionCode: string;
  /** '' where it is the statement that a section does not apply. */
  readonly field: string;
  readonly label: string;
  readonly runs: readonly Run[];
}

/** A submission with the form it was filed by: as that was asked and, where that is more, whole. */
export interface ComparedSubmission {
  readonly form: FormDefinition;
  readonly whole?: FormDefinition;
  readonly content: SubmissionContent;
}

/** What a submission says otherwise than the one before, answer by answer in the form's order. */
export function submissionChanges(before: ComparedSubmission, after: ComparedSubmission): SubmissionChange[] {
  return sheetChanges(submittedSheet(before), submittedSheet(after), after.whole ?? after.form);
}

/** The same for two report sheets; computed answers are left out, since they only follow from others. */
export function sheetChanges(
  before: readonly SheetSection[],
  after: readonly SheetSection[],
  form: FormDefinition,
): SubmissionChange[] {
  const fields = allFields(form);
  const computed = new Set(fields.filter(isComputed).map(({ code }) => code));
  const narratives = new Set(fields.filter(isNarrative).map(({ code }) => code));
  const old = new Map(before.map((section) => [section.code, section]));
  return after
    .flatMap((section) => sectionChanges(old.get(section.code), section, narratives))
    .filter(({ field }) => !computed.has(field));
}

function sectionChanges(
  before: SheetSection | undefined,
  after: SheetSection,
  narratives: ReadonlySet<string>,
): SubmissionChange[] {
  const place = { section: after.heading, sectionCode: after.code };
  const change = (of: { field: string; label: string }, old: string, now: string): SubmissionChange[] => {
    const runsOf = narratives.has(of.field) ? wordRuns : wholeRuns;
    return old === now ? [] : [{ ...place, ...of, runs: runsOf(old, now) }];
  };
  const oldRows = new Map(before?.rows.map((row) => [row.field, row]));
  const newRows = new Map(after.rows.map((row) => [row.field, row]));
  const statement = { field: '', label: 'Không phát sinh' };
  return [
    ...change(statement, before?.notApplicable ?? '', after.notApplicable ?? ''),
    ...[...new Map([...oldRows, ...newRows]).values()].flatMap(({ field, label }) =>
      change({ field, label }, rowText(oldRows.get(field)), rowText(newRows.get(field))),
    ),
  ];
}

/** A submission laid out; a section that it was not asked stands in it with the line why. */
export function submittedSheet(
  { form, whole = form, content }: ComparedSubmission,
  obligations?: ReadonlyMap<string, string>,
): SheetSection[] {
  const { attachments, nilReason } = content;
  const sections = submittedSections(content);
  const answers = answersIn(sections);
  const asked = answerSheet(form, sections, attachments, obligations, nilReason);
  return withAbsentSections(whole, asked, (code) => answers.get(code));
}

/** What stands in a row, as one text. */
export function rowText(row: SheetRow | undefined): string {
  if (!row) return '';
  return row.files.length > 0 ? row.files.map((file) => file.text).join('; ') : row.words;
}
