import { audienceQuestions, fieldsAbout, formWithout, type Said } from './asked.js';
import {
  askedOf,
  isFigure,
  takesFiles,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from './definition.js';
import { aboutMeaning } from './meanings.js';

// What a person needs at hand before beginning, and how long it takes: read from the form, so that it changes with it.

/**
 * What the sections ask for, in a few lines: the figures, the files, the passages to write. `least`: what the shortest form
 * asks for, where it depends on answers that are still open.
 */
export function toHave(
  sections: readonly SectionDefinition[],
  least: readonly SectionDefinition[] = sections,
): string[] {
  const fields = sections.flatMap((section) => section.fields);
  const passages = fields.filter(isPassage).length;
  const fewest = least.flatMap((section) => section.fields).filter(isPassage).length;
  return [
    ...listed('Số liệu', figureNames(fields)),
    ...listed(
      'Tệp',
      fields.filter(takesFiles).map(({ label }) => label),
    ),
    ...(passages > 0 ? [`Kết quả, cách làm để viết ${passageWords(fewest, passages)}`] : []),
  ];
}

function passageWords(fewest: number, most: number): string {
  if (fewest === most) return `${most} đoạn ngắn`;
  return `từ ${fewest} đến ${most} đoạn ngắn, tùy đơn vị có những đối tượng nào`;
}

/** "45 phút"; "từ 45 đến 80 phút" where it depends on what is still open. */
export function minutesWords(
  sections: readonly SectionDefinition[],
  least: readonly SectionDefinition[],
): string {
  const [fewest, most] = [minutesFor(least), minutesFor(sections)];
  return fewest === most ? `khoảng ${most} phút` : `từ ${fewest} đến ${most} phút`;
}

/**
 * The form as short as the unit's answers can still make it: of the audiences about which it has not said whether it has
 * them, it has none, or where it has no other, the one that asks least.
 */
export function shortestForm(form: FormDefinition, said: Said): FormDefinition {
  const questions = audienceQuestions(form);
  const open = questions.filter(({ code }) => said(code) === undefined);
  const without = (kept?: FieldDefinition) => {
    const gone = open.filter((question) => question !== kept).flatMap(({ audience }) => audience ?? []);
    return formWithout(form, fieldsAbout(form, new Set(gone)));
  };
  const hasAnother = questions.some(({ code }) => said(code) === true);
  const shapes = hasAnother ? [without()] : open.map(without);
  return shapes.toSorted((a, b) => minutesFor(a.sections) - minutesFor(b.sections))[0] ?? form;
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
