import {
  isFigure,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from '../form/definition.js';
import type { Total, Totals } from '../form/consolidated.js';

/** What the reports make of a field together, as the form says. `counted`: how many of them say something to it. */
export type Consolidated =
  /** `own`: of a figure that counts unions below, how much of it are the own unit's direct children. */
  | { readonly kind: 'sum'; readonly sum: string; readonly counted: number; readonly own?: number }
  | { readonly kind: 'average'; readonly average: number | null; readonly counted: number }
  /** `percent` is null where there is nothing to divide by. */
  | { readonly kind: 'rate'; readonly percent: number | null }
  | {
      readonly kind: 'count';
      readonly answers: readonly { answer: string; label: string; count: number }[];
      readonly counted: number;
    };

/**
 * The field over all reports: a figure's sum or mean, a rate of the sums (never a mean of rates), how often each answer
 * of a yes/no or a choice was given. Undefined where the form does not consolidate it.
 */
export function consolidated(field: FieldDefinition, totals: Totals): Consolidated | undefined {
  switch (field.kind) {
    case 'rate':
      return { kind: 'rate', percent: percent(sumOf(field.of, totals), sumOf(field.over, totals)) };
    case 'yes-no':
      return counts(field.code, YES_NO, totals);
    case 'choice':
      return counts(field.code, field.choices, totals);
    default:
      return figure(field, totals.get(field.code) ?? NOTHING);
  }
}

/** The fields that `consolidated` tells of, with their sections, in the form's order. */
export function consolidatedFields(
  form: FormDefinition,
): { section: SectionDefinition; field: FieldDefinition }[] {
  return form.sections.flatMap((section) =>
    section.fields
      .filter((field) => consolidated(field, new Map()) !== undefined)
      .map((field) => ({ section, field })),
  );
}

const NOTHING: Total = { sum: '0', counted: 0 };
const YES_NO = [
  { code: 'true', label: 'Có' },
  { code: 'false', label: 'Không' },
];

function figure(field: FieldDefinition, { sum, counted, own }: Total): Consolidated | undefined {
  if (!isFigure(field)) return undefined;
  if (field.sum) return { kind: 'sum', sum, counted, ...(own !== undefined && { own }) };
  if (!field.average) return undefined;
  return { kind: 'average', average: counted === 0 ? null : Number(sum) / counted, counted };
}

function counts(
  code: string,
  answers: readonly { code: string; label: string }[],
  totals: Totals,
): Consolidated {
  const counted = answers.map((answer) => ({
    answer: answer.code,
    label: answer.label,
    count: totals.get(`${code}=${answer.code}`)?.counted ?? 0,
  }));
  return { kind: 'count', answers: counted, counted: counted.reduce((sum, { count }) => sum + count, 0) };
}

/** Whether there is anything in it: the own direct children are known before any of them has reported. */
export function isSaid({ counted, own }: Pick<Total, 'counted' | 'own'>): boolean {
  return counted > 0 || own !== undefined;
}

/** What of it are the own unit's direct children; undefined where they are no part of it. */
export function ownOf(value: Consolidated | undefined): number | undefined {
  return value?.kind === 'sum' ? value.own : undefined;
}

/** The share in percent; null where there is nothing to divide by. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}

function sumOf(codes: readonly string[], totals: Totals): number {
  return codes.reduce((sum, code) => sum + Number(totals.get(code)?.sum ?? 0), 0);
}

/** A narrative question of the form, with its section; undefined for any other code. */
export function textField(
  form: FormDefinition,
  code: unknown,
): { section: SectionDefinition; field: FieldDefinition } | undefined {
  return form.sections
    .flatMap((section) => section.fields.map((field) => ({ section, field })))
    .find(({ field }) => field.kind === 'text' && field.code === code);
}

/** What a bar shows of it; null where there is no one number. */
export function drawnValue(value: Consolidated): number | null {
  switch (value.kind) {
    case 'sum':
      return isSaid(value) ? Number(value.sum) : null;
    case 'average':
      return value.average;
    case 'rate':
      return value.percent;
    case 'count':
      return null;
  }
}
