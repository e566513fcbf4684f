import { diffWordsWithSpace } from 'diff';
import { allFields, isComputed, type FormDefinition } from '../periods/form-definition.js';
import { answerSheet, type SheetRow, type SheetSection } from './answer-sheet.js';
import { submittedSections } from './rules.js';
import type { SubmissionContent } from './canonical.js';

/** A run of words that stayed, came in or went out. */
export interface Run {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}
export interface Change {
  readonly section: string;
  readonly sectionCode: string;
  /** '' where it is the statement that a section does not apply. */
  readonly field: string;
  readonly label: string;
  readonly runs: readonly Run[];
}

/** A submission with the form it was filed by. */
export interface Filed {
  readonly form: FormDefinition;
  readonly content: SubmissionContent;
}

// Texts farther apart are shown whole, the old and the new: finding their common words takes too long and tells little.
const MOST_EDITS = 300;

/** What a submission says otherwise than the one before, answer by answer in the form's order. */
export function changes(before: Filed, after: Filed): Change[] {
  return sheetChanges(sheet(before), sheet(after), after.form);
}

/** The same of two reports laid out for reading; without what only follows from other answers. */
export function sheetChanges(
  before: readonly SheetSection[],
  after: readonly SheetSection[],
  form: FormDefinition,
): Change[] {
  const fields = allFields(form);
  const computed = new Set(fields.filter(isComputed).map(({ code }) => code));
  const narratives = new Set(fields.filter(({ kind }) => kind === 'text').map(({ code }) => code));
  const old = new Map(before.map((section) => [section.code, section]));
  return after
    .flatMap((section) => sectionChanges(old.get(section.code), section, narratives))
    .filter(({ field }) => !computed.has(field));
}

function sectionChanges(
  before: SheetSection | undefined,
  after: SheetSection,
  narratives: ReadonlySet<string>,
): Change[] {
  const place = { section: after.heading, sectionCode: after.code };
  const change = (of: { field: string; label: string }, old: string, now: string): Change[] => {
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

function wholeRuns(before: string, after: string): Run[] {
  const runs: Run[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  return runs.filter((run) => run.text !== '');
}

function wordRuns(before: string, after: string): Run[] {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (!parts) return wholeRuns(before, after);
  const runs = parts.map(({ value, added, removed }): Run => {
    return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value };
  });
  return withoutGaps(runs);
}

/** Words that changed one after the other read as one change: the blanks between them are no common ground. */
function withoutGaps(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed !== '') joined.push({ kind: 'removed', text: removed });
    if (added !== '') joined.push({ kind: 'added', text: added });
    removed = added = '';
  };
  for (const [at, { kind, text }] of runs.entries()) {
    const isGap = text.trim() === '' && at > 0 && at < runs.length - 1;
    if (kind === 'same' && !isGap) {
      flush();
      joined.push({ kind, text });
      continue;
    }
    if (kind !== 'added') removed += text;
    if (kind !== 'removed') added += text;
  }
  flush();
  return joined;
}

function sheet({ form, content }: Filed): SheetSection[] {
  const { attachments, nilReason } = content;
  return answerSheet(form, submittedSections(content), attachments, new Map(), nilReason);
}

/** What stands in a row, as one text. */
export function rowText(row: SheetRow | undefined): string {
  if (!row) return '';
  return row.files.length > 0 ? row.files.map((file) => file.text).join('; ') : row.words;
}
