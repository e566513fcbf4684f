import type { FormDefinition } from '../../form/definition.js';
import type { Run } from '../../platform/text/word-changes.js';
import { fieldNote, sectionNote } from '../../reports/return-notes.js';
import { writtenNotes, type NotePlace, type ReviewNote } from '../../reports/review-notes/rules.js';
import type { ComparedRow, ComparedSection } from './comparison.js';
import type { PointToCheck } from './marks.js';

/**
 * A place of a submission that its reviewer looks at first, with all that is said of it: what the checks found, what changed
 * since the submission before, what the last return asked for, what is noted for the next one.
 */
export interface Point extends NotePlace {
  readonly found: readonly PointToCheck[];
  /** What stands there beside the submission before; null where nothing changed. */
  readonly changed: { readonly before: readonly Run[]; readonly after: readonly Run[] } | null;
  /** What the last return said of it; '' where that said nothing, or was about an earlier submission. */
  readonly asked: string;
  /** Of a section: how many of its answers changed. */
  readonly changes: number;
  readonly note: ReviewNote | null;
}

interface Judged {
  readonly form: FormDefinition;
  readonly found: readonly PointToCheck[];
  /** The submission beside the one before it; nothing is changed where there is none. */
  readonly sections: readonly ComparedSection[];
  /** The return that the submission answers; null where it answers none. */
  readonly answered: { readonly notes: unknown; readonly fieldNotes: unknown } | null;
  readonly notes: readonly ReviewNote[];
}

/** In the form's order, a section before its answers. */
export function pointsOf({ form, found, sections, answered, notes }: Judged): Point[] {
  const noted = writtenNotes(notes);
  return form.sections.flatMap(({ code: section, fields }) => {
    const compared = sections.find(({ code }) => code === section);
    const noteAt = (field: string) =>
      noted.find((note) => (field ? note.field === field : note.section === section && note.field === '')) ??
      null;
    const whole: Point = {
      ...{ section, field: '', found: [], changed: statementOf(compared) },
      asked: answered ? sectionNote(answered, section) : '',
      changes: compared?.changed ?? 0,
      note: noteAt(''),
    };
    const answers = fields.map(({ code: field }): Point => ({
      ...{ section, field, changes: 0 },
      found: found.filter(({ fields: [first] }) => first === field),
      changed: changeOf(compared?.rows.find((row) => row.field === field)),
      asked: answered ? fieldNote(answered, field) : '',
      note: noteAt(field),
    }));
    return [whole, ...answers].filter(isWorthALook);
  });
}

function isWorthALook({ found, changed, asked, note }: Point): boolean {
  return found.length > 0 || changed !== null || asked !== '' || note !== null;
}

/** Whether it only says otherwise than before. */
export function isChangeAlone({ found, asked, note }: Point): boolean {
  return found.length === 0 && asked === '' && note === null;
}

function changeOf(row: ComparedRow | undefined): Point['changed'] {
  return row?.isChanged ? { before: row.before, after: row.after } : null;
}

/** That a section is said not to apply, or no longer. */
function statementOf(section: ComparedSection | undefined): Point['changed'] {
  const runs = section?.statement;
  if (!runs) return null;
  return {
    before: runs.filter(({ kind }) => kind !== 'added'),
    after: runs.filter(({ kind }) => kind !== 'removed'),
  };
}

const LONGEST = 240;
const AROUND = 90;

/** What stayed the same at length is cut down to what stands beside a change; the whole text stands in its section. */
export function cutDown(runs: readonly Run[]): Run[] {
  return runs.map((run, at) => {
    if (run.kind !== 'same' || run.text.length <= LONGEST) return run;
    const start =
      at === 0 && runs.length > 1 ? '' : cutAtWord(run.text.slice(0, at === 0 ? LONGEST : AROUND));
    const isLast = at === runs.length - 1;
    const end = isLast ? '' : run.text.slice(-AROUND).replace(/^\S*/, '');
    return { ...run, text: `${start}…${end}` };
  });
}

function cutAtWord(text: string): string {
  return text.replace(/\s*\S*$/, ' ');
}
