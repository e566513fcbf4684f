import { diffWordsWithSpace } from 'diff';
import type { FormDefinition } from '../../periods/form-definition.js';
import {
  answerSheet,
  submittedSections,
  type SheetRow,
  type SheetSection,
} from '../../reports/answer-sheet.js';
import type { SubmissionContent } from '../../reports/canonical.js';

/** A run of words that stayed, came in or went out. */
export interface Run {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}
export interface Change {
  readonly section: string;
  readonly label: string;
  readonly runs: readonly Run[];
}

// Texts farther apart are shown whole, the old and the new: finding their common words takes too long and tells little.
const MOST_EDITS = 300;

/** What a submission says otherwise than the one before, answer by answer in the form's order. */
export function changes(form: FormDefinition, before: SubmissionContent, after: SubmissionContent): Change[] {
  const old = new Map(sheet(form, before).map((section) => [section.code, section]));
  return sheet(form, after).flatMap((section) => sectionChanges(old.get(section.code), section));
}

function sectionChanges(before: SheetSection | undefined, after: SheetSection): Change[] {
  const statement = change(after, 'Không phát sinh', before?.notApplicable ?? '', after.notApplicable ?? '');
  const oldRows = new Map(before?.rows.map((row) => [row.field, row]));
  const newRows = new Map(after.rows.map((row) => [row.field, row]));
  const fields = new Map([...oldRows, ...newRows]);
  const rows = [...fields.values()].flatMap(({ field, label }) =>
    change(after, label, rowText(oldRows.get(field)), rowText(newRows.get(field))),
  );
  return [...statement, ...rows];
}

function change(section: SheetSection, label: string, before: string, after: string): Change[] {
  return before === after ? [] : [{ section: section.heading, label, runs: wordRuns(before, after) }];
}

function wordRuns(before: string, after: string): Run[] {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  const whole: Run[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  if (!parts) return whole.filter((run) => run.text !== '');
  return parts.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}

function sheet(form: FormDefinition, content: SubmissionContent): SheetSection[] {
  return answerSheet(form, submittedSections(content), content.attachments);
}

function rowText(row: SheetRow | undefined): string {
  if (!row) return '';
  return row.files.length > 0 ? row.files.map((file) => file.text).join('; ') : row.words;
}
