import { allFields, type FormDefinition } from '../../form/definition.js';
import { fold } from '../../platform/text/text.js';

// Codes that the portal gives by itself, so that nobody has to think of one.

const LONGEST = 50;

/** A code for a new field, made of its question: “Số sáng kiến” → so_sang_kien, and so_sang_kien_2 where that is taken. */
export function freeFieldCode(form: FormDefinition, label: string): string {
  return freeCode(label, '_', 'o', new Set(allFields(form).map(({ code }) => code)));
}

/** A code for a new section, made of its title; it is the address of its page as well. */
export function freeSectionCode(form: FormDefinition, title: string): string {
  return freeCode(title, '-', 'phan', new Set(form.sections.map(({ code }) => code)));
}

export function freeCheckCode(form: FormDefinition): string {
  return freeCode('', '_', 'kiem_tra', new Set(form.checks.map(({ code }) => code)));
}

/** The first letter that no section has; '' where all of them are taken. */
export function freeLetter({ sections }: FormDefinition): string {
  return (
    Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ').find((one) => sections.every(({ letter }) => letter !== one)) ??
    ''
  );
}

/** `text` in plain letters, with a number behind where the code is taken. `otherwise`: where nothing is left of it. */
export function freeCode(
  text: string,
  joint: '_' | '-',
  otherwise: string,
  taken: ReadonlySet<string>,
): string {
  const plain = fold(text)
    .replace(/[^a-z0-9]+/g, joint)
    .slice(0, LONGEST)
    .replace(/^[^a-z]+|[_-]+$/g, '');
  const base = plain === '' ? otherwise : plain;
  for (let number = 1; ; number += 1) {
    const code = number === 1 ? base : `${base}${joint}${number}`;
    if (!taken.has(code)) return code;
  }
}
