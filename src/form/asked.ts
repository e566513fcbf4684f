import { audienceNames, audiences, type Audience } from './audiences.js';
import {
  allFields,
  audienceAsked,
  checkedFields,
  isNarrative,
  type CheckDefinition,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from './definition.js';
import { computedOf } from './kinds.js';
import type { Answer } from './answers.js';
import { sectionHeading, type SheetSection } from './sheet.js';

// A unit is asked only what concerns it: what its own answers say it has not falls out of the form, and so out of
// every page, check, sum and document that is made by it (docs/decisions/0043).

/** The answer to a field; undefined where there is none. */
export type Said = (code: string) => Answer | undefined;

/** The questions whether the unit has an audience, in the form's order. */
export function audienceQuestions(form: FormDefinition): FieldDefinition[] {
  return allFields(form).filter(({ meaning }) => meaning === 'has_audience');
}

/** The form as it is asked of a unit that answers so. What is not answered hides nothing. */
export function askedForm(form: FormDefinition, said: Said): FormDefinition {
  return formWithout(form, fieldsAbout(form, absentAudiences(form, said)));
}

/** The form without the questions for which `isGone`: everything else is asked. */
export function withoutQuestions(form: FormDefinition, isGone: (code: string) => boolean): FormDefinition {
  const codes = audienceQuestions(form).map(({ code }) => code);
  return formWithout(form, new Set(codes.filter(isGone)));
}

/** The codes of all that is asked about these audiences, but for the questions whether there are any. */
export function fieldsAbout(form: FormDefinition, about: ReadonlySet<Audience>): Set<string> {
  const isAbout = ({ audience }: { audience?: Audience | undefined }) =>
    audience !== undefined && about.has(audience);
  return new Set(
    form.sections.flatMap((section) => {
      const isWhole = isAbout({ audience: sectionAudience(section) });
      const fields = section.fields.filter((field) => field.meaning !== 'has_audience');
      return fields.filter((field) => isWhole || isAbout(field)).map(({ code }) => code);
    }),
  );
}

/**
 * The form without some fields: totals, rates and checks are of what is left and go where nothing is, and so does a
 * section that is empty then.
 */
export function formWithout(form: FormDefinition, gone: ReadonlySet<string>): FormDefinition {
  if (gone.size === 0) return form;
  const isAsked = (code: string) => !gone.has(code);
  const fallen = allFields(form).filter((field) => isAsked(field.code) && isEmptied(field, isAsked));
  if (fallen.length > 0) return formWithout(form, new Set([...gone, ...fallen.map(({ code }) => code)]));
  return {
    ...form,
    sections: form.sections.flatMap((section) => sectionOf(section, isAsked)),
    checks: form.checks.flatMap((check) => checkOf(check, isAsked)),
  };
}

/** The codes that `asked` no longer has of `form`. */
export function codesWithout(form: FormDefinition, asked: FormDefinition): Set<string> {
  const left = new Set(allFields(asked).map(({ code }) => code));
  return new Set(
    allFields(form)
      .map(({ code }) => code)
      .filter((code) => !left.has(code)),
  );
}

/** "Đơn vị không có viên chức" */
export function absenceWords(audience: Audience): string {
  return `Đơn vị không có ${audienceNames[audience].toLowerCase()}`;
}

/**
 * A sheet with those sections of the whole form that the unit was not asked for want of an audience: each with the one
 * line why, where it stands in the form.
 */
export function withAbsentSections(
  whole: FormDefinition,
  sheet: readonly SheetSection[],
  said: Said,
): SheetSection[] {
  const absent = absentAudiences(whole, said);
  const asked = new Map(sheet.map((section) => [section.code, section]));
  return whole.sections.flatMap((section): SheetSection[] => {
    const found = asked.get(section.code);
    if (found) return [found];
    const audience = section.fields.find((field) => field.audience && absent.has(field.audience))?.audience;
    if (!audience) return [];
    const { code } = section;
    return [{ code, heading: sectionHeading(section), notApplicable: absenceWords(audience), rows: [] }];
  });
}

function absentAudiences(form: FormDefinition, said: Said): Set<Audience> {
  const absent = audienceQuestions(form).filter(({ code }) => said(code) === false);
  return new Set(audiences.filter((audience) => absent.some((field) => field.audience === audience)));
}

/** Whom a section reports on: the one audience of all its narratives, where no field is about another. */
export function sectionAudience({ fields }: Pick<SectionDefinition, 'fields'>): Audience | undefined {
  const narratives = fields.filter(isNarrative);
  const [first] = narratives.map(audienceAsked);
  if (!first || narratives.some((field) => audienceAsked(field) !== first)) return undefined;
  return fields.every(({ audience = first }) => audience === first) ? first : undefined;
}

/** Whether nothing is left of what the field is computed from. */
function isEmptied(field: FieldDefinition, isAsked: (code: string) => boolean): boolean {
  const { of, over } = computedOf(field)?.parts(field) ?? {};
  return [of, over].some((codes) => codes !== undefined && !codes.some(isAsked));
}

function sectionOf(section: SectionDefinition, isAsked: (code: string) => boolean): SectionDefinition[] {
  const fields = section.fields.filter(({ code }) => isAsked(code)).map((field) => fieldOf(field, isAsked));
  const { notApplicable, ...rest } = section;
  const keeps = notApplicable && isAsked(notApplicable.zeroField);
  return fields.length === 0 ? [] : [{ ...rest, ...(keeps && { notApplicable }), fields }];
}

function fieldOf(field: FieldDefinition, isAsked: (code: string) => boolean): FieldDefinition {
  return {
    ...field,
    ...('of' in field && { of: field.of.filter(isAsked) }),
    ...('over' in field && { over: field.over.filter(isAsked) }),
  };
}

function checkOf(check: CheckDefinition, isAsked: (code: string) => boolean): CheckDefinition[] {
  if (checkedFields(check).every(isAsked)) return [check];
  if (check.kind === 'present') return [];
  const [left, right] = [check.left.filter(isAsked), check.right.filter(isAsked)];
  return left.length > 0 && right.length > 0 ? [{ ...check, left, right }] : [];
}
