import { askedOf, isFigure, takesFiles, type FieldDefinition, type SectionDefinition } from './definition.js';
import { aboutMeaning } from './meanings.js';

// What a person needs at hand before beginning, and how long it takes: read from the form, so that it changes with it.

/** What the sections ask for, in a few lines: the figures, the files, the passages to write. */
export function toHave(sections: readonly SectionDefinition[]): string[] {
  const fields = sections.flatMap((section) => section.fields);
  const passages = fields.filter(isPassage).length;
  return [
    ...listed('Số liệu', figureNames(fields)),
    ...listed(
      'Tệp',
      fields.filter(takesFiles).map(({ label }) => label),
    ),
    ...(passages > 0 ? [`Kết quả, cách làm để viết ${passages} đoạn ngắn`] : []),
  ];
}

/** About how many minutes a person needs to answer the sections for the first time, in steps of five; 0 where nothing is asked. */
export function minutesFor(sections: readonly SectionDefinition[]): number {
  const minutes = sections
    .flatMap((section) => section.fields)
    .reduce((sum, field) => sum + minutesOf(field), 0);
  return 5 * Math.ceil(minutes / 5);
}

/** A figure is looked up, a passage is thought about, a file is scanned. */
function minutesOf(field: FieldDefinition): number {
  if (takesFiles(field)) return 2;
  if (isPassage(field)) return 3;
  return askedOf(field) ? 0.5 : 0;
}

/** What the figures count, by their meanings, each once: members, registered, commended. */
function figureNames(fields: readonly FieldDefinition[]): string[] {
  const typed = fields.filter((field) => isFigure(field) && askedOf(field));
  return [...new Set(typed.flatMap(({ meaning }) => (meaning ? [aboutMeaning(meaning).name] : [])))];
}

function isPassage(field: FieldDefinition): boolean {
  return askedOf(field)?.control(field).as === 'paragraphs';
}

function listed(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [`${what}: ${names.map(lowered).join('; ')}`];
}

/** Within a sentence. */
function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
