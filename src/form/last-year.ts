import { formatNumber } from '../platform/text/format.js';
import {
  allFields,
  isComputed,
  isNumberField,
  isWords,
  takesFiles,
  type FieldDefinition,
  type FormDefinition,
} from './definition.js';
import type { Audience } from './audiences.js';
import { typedOf } from './kinds.js';
import type { Answer, Answers } from './answers.js';

/** What the unit's latest accepted report before this year's said, as far as this year's form asks the same. */
export interface LastYear {
  readonly year: number;
  readonly answers: Answers;
  /** How many of each audience it counted, also where this year's report does not ask about them. */
  readonly members: ReadonlyMap<Audience, number>;
}

/** How many of each audience a report counted. */
export function membersCounted(form: FormDefinition, answers: Answers): Map<Audience, number> {
  return new Map(
    allFields(form).flatMap(({ code, meaning, audience }): [Audience, number][] => {
      const count = answers[code];
      return meaning === 'members' && audience && typeof count === 'number' ? [[audience, count]] : [];
    }),
  );
}

/** The answers of `before` to the fields that `form` still asks: of the same code and kind, choices that are still there. */
export function comparableAnswers(form: FormDefinition, before: FormDefinition, answers: Answers): Answers {
  const asked = new Map(allFields(before).map((field) => [field.code, field]));
  const kept = allFields(form).flatMap((field) => {
    const answer = answers[field.code];
    const isSame = asked.get(field.code)?.kind === field.kind && !takesFiles(field);
    return answer !== undefined && isSame && (typedOf(field)?.accepts(field, answer) ?? true)
      ? [[field.code, answer] as const]
      : [];
  });
  return Object.fromEntries(kept);
}

/** Whether last year's answer may serve this year. */
export function servesAgain(field: FieldDefinition): boolean {
  return typedOf(field)?.servesAgain(field) ?? true;
}

/** Of fewer letters, two years may well say the same: "Không có kiến nghị." */
const FEWEST_LETTERS = 40;

/** Whether two texts differ in white space at most, and are long enough for that to be no chance. */
export function isSameText(now: Answer | undefined, then: Answer | undefined): boolean {
  if (typeof now !== 'string' || typeof then !== 'string') return false;
  const bare = (text: string) => text.replace(/\s+/g, ' ').trim();
  return bare(now) === bare(then) && (now.match(/\p{L}/gu) ?? []).length >= FEWEST_LETTERS;
}

/** A figure far from last year's, by the form's own measure; what is computed only follows. */
export interface YearChange {
  readonly section: string;
  readonly field: string;
  readonly message: string;
}

/** `isExcused`: figures that differ from last year's for a reason that the page states elsewhere; they get no warning. */
export function yearChanges(
  form: FormDefinition,
  figure: (code: string) => Answer | undefined,
  lastYear: LastYear | null,
  isExcused: (code: string, now: number) => boolean = () => false,
): YearChange[] {
  if (!lastYear || !form.yearChange) return [];
  return form.sections.flatMap((section) =>
    section.fields.flatMap((field) => {
      const [now, then] = [figure(field.code), lastYear.answers[field.code]];
      if (!isNumberField(field) || isComputed(field) || typeof now !== 'number' || typeof then !== 'number')
        return [];
      if (!isFar(form, now, then) || isExcused(field.code, now)) return [];
      const message = `${field.label} là ${formatNumber(now)}, năm ${lastYear.year} là ${formatNumber(then)} (${inPercent(now, then)}).`;
      return [{ section: section.code, field: field.code, message }];
    }),
  );
}

/** A text that says what last year's said, word for word. */
export interface SameText {
  readonly section: string;
  readonly field: string;
  readonly message: string;
}

/** `said`: the answers of this year that are asked for. What stands ready from last year is meant to be the same. */
export function sameTexts(
  form: FormDefinition,
  said: (code: string) => Answer | undefined,
  lastYear: LastYear | null,
): SameText[] {
  if (!lastYear) return [];
  return form.sections.flatMap((section) =>
    section.fields
      .filter((field) => isWords(field) && !field.prefill)
      .filter(({ code }) => isSameText(said(code), lastYear.answers[code]))
      .map(({ code, label }) => ({
        section: section.code,
        field: code,
        message: `${label}: giống hệt năm ${lastYear.year}.`,
      })),
  );
}

function isFar({ yearChange }: FormDefinition, now: number, then: number): boolean {
  if (!yearChange || now === then) return false;
  const difference = Math.abs(now - then);
  return difference >= yearChange.atLeast && difference * 100 > yearChange.percent * Math.abs(then);
}

function inPercent(now: number, then: number): string {
  const verb = now > then ? 'tăng' : 'giảm';
  if (then === 0) return verb;
  return `${verb} ${formatNumber(Math.round((100 * Math.abs(now - then)) / Math.abs(then)))} %`;
}
