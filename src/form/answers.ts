import type { FieldError, Values } from '../platform/page/forms.js';
import { askedOf, type FormDefinition, type SectionDefinition } from './definition.js';
import { computedOf, kindOf, quotientOf, typedOf, type FieldDefinition } from './kinds.js';
import { plainText, type Answer } from './kinds/kind.js';

export type { Answer } from './kinds/kind.js';
/** By field code; an unanswered field is absent. */
export type Answers = Readonly<Record<string, Answer>>;

/**
 * Reads what was typed into a section's fields. Gaps are fine; what is typed must be of its kind and within its
 * bounds, else it is an error and nothing is stored. Posted names the section does not have are the caller's to refuse.
 */
export function readAnswers(
  section: SectionDefinition,
  typed: Values,
): { answers: Answers; errors: FieldError[] } {
  const answers: Record<string, Answer> = {};
  const errors: FieldError[] = [];
  for (const field of section.fields) {
    const text = typed[field.code] ?? '';
    const result = text.trim() === '' ? undefined : askedOf(field)?.read(field, text);
    if (!result) continue;
    if ('problem' in result) errors.push({ field: field.code, message: result.problem });
    else answers[field.code] = result.answer;
  }
  return { answers, errors };
}

/** The answers of a section with its totals as they follow from them: absent while a part of the sum is. */
export function withTotals(section: SectionDefinition, answers: Answers): Answers {
  const known = { ...answers };
  for (const field of section.fields) {
    const parts = computedOf(field)?.parts(field);
    if (!parts || parts.over) continue;
    const sum = sumOf(parts.of.map((code) => answers[code]));
    if (sum === undefined) Reflect.deleteProperty(known, field.code);
    else known[field.code] = sum;
  }
  return known;
}

/** The rates of a form in percent, to one decimal, by field code: absent where a part is, or the whole is 0. */
export function rates(
  form: FormDefinition,
  figure: (code: string) => Answer | undefined,
): Map<string, number> {
  const known = new Map<string, number>();
  for (const field of form.sections.flatMap((section) => section.fields)) {
    const quotient = quotientOf(field);
    if (!quotient) continue;
    const [part, whole] = [sumOf(quotient.of.map(figure)), sumOf(quotient.over.map(figure))];
    if (part !== undefined && whole) known.set(field.code, Math.round((1000 * part) / whole) / 10);
  }
  return known;
}

/** Undefined while one of them is not known. Decimals have six places at most; rounding there keeps 0,1 + 0,2 at 0,3. */
export function sumOf(figures: readonly (Answer | undefined)[]): number | undefined {
  if (!figures.every((figure) => typeof figure === 'number')) return undefined;
  return Math.round(figures.reduce((sum, figure) => sum + figure, 0) * 1e6) / 1e6;
}

/** The answers as they are typed into fields: numbers grouped, dates day first. */
export function typedAnswers(section: SectionDefinition, answers: Answers): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const field of section.fields) {
    const answer = answers[field.code];
    if (answer !== undefined) typed[field.code] = typedOf(field)?.typed(field, answer) ?? plainText(answer);
  }
  return typed;
}

/** An answer in words for reading: "1.234", "12,5 %", "09/9/2026", the label of a choice; '' where there is none. */
export function answerWords(field: FieldDefinition, answer: Answer | undefined): string {
  if (answer === undefined) return '';
  const words = kindOf(field).words(field, answer);
  const suffix = suffixOf(field);
  return suffix ? `${words} ${suffix}` : words;
}

export function suffixOf(field: FieldDefinition): string {
  return kindOf(field).suffix(field);
}
