import type { FormDefinition } from '../form/definition.js';
import { sectionHeading } from '../form/sheet.js';

/** What a return says, besides its reason. */
interface Noted {
  readonly notes: unknown;
  readonly fieldNotes: unknown;
}

/** A note on a section or on one of its fields. `field`: '' for the section as a whole. */
export interface NoteLine {
  readonly section: string;
  readonly field: string;
  readonly about: string;
  readonly text: string;
}

/** The notes of a return in the form's order, a section's own before those on its fields. */
export function noteLines(form: FormDefinition, { notes, fieldNotes }: Noted): NoteLine[] {
  const [bySection, byField] = [notesIn(notes), notesIn(fieldNotes)];
  const known = form.sections.flatMap((section) => {
    const heading = sectionHeading(section);
    const own = { section: section.code, field: '', about: heading, text: bySection.get(section.code) };
    const fields = section.fields.map(({ code, label }) => ({
      section: section.code,
      field: code,
      about: `${heading} – ${label}`,
      text: byField.get(code),
    }));
    return [own, ...fields].flatMap(({ text, ...place }) => (text ? [{ ...place, text }] : []));
  });
  return [...known, ...gone(form, bySection, byField)];
}

/** The note of a return on a section as a whole; '' where there is none. */
export function sectionNote({ notes }: Pick<Noted, 'notes'>, section: string): string {
  return notesIn(notes).get(section) ?? '';
}

/** The note of a return on a field; '' where there is none. */
export function fieldNote({ fieldNotes }: Pick<Noted, 'fieldNotes'>, field: string): string {
  return notesIn(fieldNotes).get(field) ?? '';
}

/** All that a return says, by code. */
export function saidIn({ reason, notes, fieldNotes }: Noted & { readonly reason: string }) {
  const of = (texts: unknown) => Object.fromEntries(notesIn(texts));
  return { reason, notes: of(notes), fieldNotes: of(fieldNotes) };
}

/** Of sections and fields that the form has no more: nothing that was said is lost. */
function gone(form: FormDefinition, bySection: Map<string, string>, byField: Map<string, string>) {
  const sections = new Set(form.sections.map(({ code }) => code));
  const fields = new Set(form.sections.flatMap((section) => section.fields.map(({ code }) => code)));
  return [
    ...[...bySection].filter(([code]) => !sections.has(code)),
    ...[...byField].filter(([code]) => !fields.has(code)),
  ].map(([code, text]): NoteLine => ({ section: '', field: '', about: `Ô “${code}” của biểu mẫu cũ`, text }));
}

function notesIn(notes: unknown): Map<string, string> {
  return new Map(Object.entries((notes ?? {}) as Record<string, string>));
}
