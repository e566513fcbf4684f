import {
  allFields,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from '../../form/definition.js';
import { kindOf } from '../../form/kinds.js';
import { freeCode, freeLetter } from './free-codes.js';
import { clip } from '../../platform/text/text.js';

/** The form with a copy of a field right after it; undefined where there is no such field. */
export function withFieldCopy(form: FormDefinition, code: string): FormDefinition | undefined {
  const home = form.sections.find(({ fields }) => fields.some((field) => field.code === code));
  const field = home?.fields.find((one) => one.code === code);
  if (!home || !field) return undefined;
  const at = home.fields.indexOf(field) + 1;
  // Two questions of the same words could not be told apart; a label has 300 characters.
  const copy = {
    ...copied(field, newCodes(form, [field])),
    label: `${clip(field.label, 290)} (bản sao)`,
  };
  return withSection(form, home, [{ ...home, fields: home.fields.toSpliced(at, 0, copy) }]);
}

/** The form with a copy of a section after it. What its fields compute from each other, the copies do among themselves. */
export function withSectionCopy(form: FormDefinition, code: string): FormDefinition | undefined {
  const section = form.sections.find((one) => one.code === code);
  if (!section) return undefined;
  const codes = newCodes(form, section.fields);
  const taken = new Set(form.sections.map((one) => one.code));
  const copy = {
    ...section,
    code: freeCode(`${section.code} 2`, '-', 'phan', taken),
    letter: freeLetter(form) || section.letter,
    title: clip(`${section.title} (bản chép)`, 300),
    fields: section.fields.map((field) => copied(field, codes)),
  };
  return withSection(form, section, [section, copy]);
}

/** The code of the field that a copy has added; '' where there is none. */
export function fieldCopied(before: FormDefinition, after: FormDefinition): string {
  return addedTo(allFields(before), allFields(after));
}

export function sectionCopied(before: FormDefinition, after: FormDefinition): string {
  return addedTo(before.sections, after.sections);
}

function addedTo(before: readonly { code: string }[], after: readonly { code: string }[]): string {
  return after.find(({ code }) => before.every((one) => one.code !== code))?.code ?? '';
}

function withSection(
  form: FormDefinition,
  section: SectionDefinition,
  by: readonly SectionDefinition[],
): FormDefinition {
  return { ...form, sections: form.sections.flatMap((one) => (one === section ? by : [one])) };
}

/** A meaning is of one field alone, so that a copy has none. */
function copied(field: FieldDefinition, codes: ReadonlyMap<string, string>): FieldDefinition {
  const now = (code: string) => codes.get(code) ?? code;
  const { meaning: _one, ...rest } = kindOf(field).renamed(field, now);
  return { ...rest, code: now(field.code) };
}

function newCodes(form: FormDefinition, fields: readonly FieldDefinition[]): Map<string, string> {
  const taken = new Set(allFields(form).map(({ code }) => code));
  return new Map(
    fields.map(({ code }) => {
      const now = freeCode(`${code} 2`, '_', 'o', taken);
      taken.add(now);
      return [code, now];
    }),
  );
}
