import { allFields, type FormDefinition } from '../../form/definition.js';

/** Where a note stands: on a field, on a section as a whole (`field` is ''), or as the reason of the return (both are ''). */
export interface NotePlace {
  readonly section: string;
  readonly field: string;
}
export interface ReviewNote extends NotePlace {
  readonly text: string;
  readonly version: number;
  readonly writtenAt: Date;
  readonly writtenByName: string;
}

/** What a return says, by section code and by field code; as it is stored. */
export interface Said {
  readonly reason: string;
  readonly notes: Readonly<Record<string, string>>;
  readonly fieldNotes: Readonly<Record<string, string>>;
}

export const REASON: NotePlace = { section: '', field: '' };

export const isSamePlace = (a: NotePlace, b: NotePlace) => a.section === b.section && a.field === b.field;

export const isReason = (place: NotePlace) => isSamePlace(place, REASON);

/** The notes that a return takes along, without its reason. */
export function writtenNotes<N extends ReviewNote>(notes: readonly N[]): N[] {
  return notes.filter((note) => note.text !== '' && !isReason(note));
}

/** What the notes say, as a return keeps it. */
export function saidBy(notes: readonly ReviewNote[]): Said {
  const of = (chosen: readonly ReviewNote[], code: (note: ReviewNote) => string) =>
    Object.fromEntries(chosen.map((note) => [code(note), note.text]));
  const written = writtenNotes(notes);
  return {
    reason: notes.find(isReason)?.text ?? '',
    notes: of(
      written.filter(({ field }) => field === ''),
      ({ section }) => section,
    ),
    fieldNotes: of(
      written.filter(({ field }) => field !== ''),
      ({ field }) => field,
    ),
  };
}

/** The other way round: each text at its place in the form; what the form has no more stands in no section. */
export function placesOf(form: FormDefinition, { reason, notes, fieldNotes }: Said) {
  const sectionOf = new Map(form.sections.flatMap(({ code, fields }) => fields.map((f) => [f.code, code])));
  return [
    { ...REASON, text: reason },
    ...Object.entries(notes).map(([section, text]) => ({ section, field: '', text })),
    ...Object.entries(fieldNotes).map(([field, text]) => ({
      section: sectionOf.get(field) ?? '',
      field,
      text,
    })),
  ].filter(({ text }) => text !== '');
}

/** Which notes somebody has seen, to tell later whether others came or changed: "kien-nghi/limitations:2 …". */
export function seenNotes(notes: readonly ReviewNote[]): string {
  return notes.map(seenNote).sort().join(' ');
}

export function isSeen(seen: string, note: ReviewNote): boolean {
  return seen.split(' ').includes(seenNote(note));
}

function seenNote({ section, field, version }: ReviewNote): string {
  return `${section}/${field}:${version}`;
}

/** The notes on fields and sections that the form has no more, which no box can show. */
export function strayNotes<N extends ReviewNote>(form: FormDefinition, notes: readonly N[]): N[] {
  const codes = new Set([...form.sections, ...allFields(form)].map(({ code }) => code));
  return writtenNotes(notes).filter(({ section, field }) => !codes.has(field || section));
}
