import { allFields, type FormDefinition, takesFiles } from '../../form/definition.js';
import { answerSheet, type SheetRow, type SheetSection } from '../../form/sheet.js';
import type { Run } from '../../platform/text/word-changes.js';
import {
  rowText,
  sheetChanges,
  submittedSheet,
  type ComparedSubmission,
  type SubmissionChange,
} from '../../reports/submission-changes.js';
import type { LastYear } from '../../form/last-year.js';
import type { SectionAnswers } from '../../form/report-answers.js';

/** What a submission is laid beside: last year's report, the submission before, or nothing. */
export const comparisons = ['lan-truoc', 'nam-truoc', 'khong'] as const;
export type Comparison = (typeof comparisons)[number];

/** One answer beside what it is compared with. `before` and `after` mark the words that went and came. */
export interface ComparedRow extends SheetRow {
  readonly before: readonly Run[];
  readonly after: readonly Run[];
  readonly isChanged: boolean;
}
export interface ComparedSection {
  readonly code: string;
  readonly heading: string;
  /** "Đơn vị không có viên chức"; '' where the section is answered. */
  readonly notApplicable: string;
  readonly rows: readonly ComparedRow[];
  readonly changed: number;
  /** How the statement that it does not apply came or went; null where it is as it was. */
  readonly statement: readonly Run[] | null;
}

/** A submission laid out beside another one, or by itself. */
export function besideSubmission(
  shown: ComparedSubmission,
  before: ComparedSubmission | undefined,
  obligations: ReadonlyMap<string, string>,
): { sections: ComparedSection[]; changes: SubmissionChange[] } {
  const after = submittedSheet(shown, obligations);
  const old = before ? submittedSheet(before) : undefined;
  return compare(shown.whole ?? shown.form, after, old);
}

/** A submission beside what the unit said last year; files are of their own year. */
export function besideLastYear(
  shown: ComparedSubmission,
  lastYear: LastYear,
  obligations: ReadonlyMap<string, string>,
): { sections: ComparedSection[]; changes: SubmissionChange[] } {
  const { form, whole = form } = shown;
  const after = submittedSheet(shown, obligations);
  const files = new Set(
    allFields(whole)
      .filter(takesFiles)
      .map(({ code }) => code),
  );
  const { sections, changes } = compare(whole, after, lastYearSheet(whole, after, lastYear));
  const isFile = ({ field }: { field: string }) => files.has(field);
  return {
    changes: changes.filter((change) => !isFile(change)),
    sections: sections.map((section) => {
      const rows = section.rows.map((row) => (isFile(row) ? unchanged(row) : row));
      return { ...section, rows, changed: rows.filter((row) => row.isChanged).length };
    }),
  };
}

/** A section that said nothing last year is compared with nothing, and not with a report of nothing. */
function lastYearSheet(
  form: FormDefinition,
  after: readonly SheetSection[],
  { answers }: LastYear,
): SheetSection[] {
  const sections = form.sections.map(({ code, fields }): [string, SectionAnswers] => {
    const known = fields.flatMap((field) => {
      const answer = answers[field.code];
      return answer === undefined ? [] : [[field.code, answer] as const];
    });
    return [code, { answers: Object.fromEntries(known), notApplicable: false, reason: '' }];
  });
  const now = new Map(after.map((section) => [section.code, section.notApplicable]));
  return answerSheet(form, new Map(sections), []).map((section) => {
    const notApplicable = now.get(section.code);
    return notApplicable === undefined ? section : { ...section, notApplicable };
  });
}

function compare(
  form: FormDefinition,
  after: readonly SheetSection[],
  before: readonly SheetSection[] | undefined,
): { sections: ComparedSection[]; changes: SubmissionChange[] } {
  const changes = before ? sheetChanges(before, after, form) : [];
  const old = new Map(before?.map((section) => [section.code, section]));
  const sections = after.map((section) => {
    const rows = comparedRows(section, old.get(section.code), changes);
    return {
      code: section.code,
      heading: section.heading,
      notApplicable: section.notApplicable ?? '',
      rows,
      changed: changes.filter(({ sectionCode }) => sectionCode === section.code).length,
      statement: changes.find((one) => one.sectionCode === section.code && one.field === '')?.runs ?? null,
    };
  });
  return { sections, changes };
}

/** This submission's rows, then those that only the other one has. */
function comparedRows(
  section: SheetSection,
  before: SheetSection | undefined,
  changes: readonly SubmissionChange[],
): ComparedRow[] {
  const old = new Map(before?.rows.map((row) => [row.field, row]));
  const shown = new Set(section.rows.map(({ field }) => field));
  const gone = (before?.rows ?? []).filter((row) => !shown.has(row.field) && rowText(row) !== '');
  return [
    ...section.rows.map((row) => comparedRow(row, old.get(row.field), runsOf(changes, section.code, row))),
    ...gone.map((row) =>
      comparedRow({ ...row, words: '', files: [] }, row, runsOf(changes, section.code, row)),
    ),
  ];
}

function runsOf(changes: readonly SubmissionChange[], section: string, { field }: SheetRow) {
  return changes.find((change) => change.sectionCode === section && change.field === field)?.runs;
}

function comparedRow(
  row: SheetRow,
  before: SheetRow | undefined,
  runs: readonly Run[] | undefined,
): ComparedRow {
  if (!runs) return { ...row, before: plain(rowText(before)), after: plain(rowText(row)), isChanged: false };
  return {
    ...row,
    before: runs.filter(({ kind }) => kind !== 'added'),
    after: runs.filter(({ kind }) => kind !== 'removed'),
    isChanged: true,
  };
}

function unchanged(row: ComparedRow): ComparedRow {
  return { ...row, before: [], after: plain(rowText(row)), isChanged: false };
}

function plain(text: string): Run[] {
  return text === '' ? [] : [{ kind: 'same', text }];
}
