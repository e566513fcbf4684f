import { formatNumber } from '../platform/text/format.js';
import {
  allFields,
  isComputed,
  isNumberField,
  type FieldDefinition,
  type FormDefinition,
  type NumberField,
  type SectionDefinition,
} from './definition.js';
import { unionsCounted, type UnionsFact } from './meanings.js';
import { kindOf } from './kinds.js';
import type { Consolidated, Total, Totals } from './totals.js';
import type { Answer } from './answers.js';

/** What the direct children's reports add up to. `reports`: how many are added; the others: of how many, and received. */
export interface ChildSums {
  readonly reports: number;
  readonly totals: Totals;
  readonly expected: number;
  readonly received: number;
  readonly both: BothYears;
}

/** A fair comparison: only units counted this year whose report the same parent accepted last year. */
export interface BothYears {
  readonly reports: number;
  readonly now: Totals;
  readonly before: Totals;
}

/** A row of the SQL function child_sums: a sum by its part and key; with an empty key only how many there are. */
export interface SumRow {
  readonly part: string;
  readonly key: string;
  readonly sum: string;
  readonly counted: number;
}

/** `ofOneLevel`: of one kind of unit only; how many own direct children there are is known of all kinds together. */
export function sumsFrom(
  rows: readonly SumRow[],
  form: FormDefinition,
  { ofOneLevel } = { ofOneLevel: false },
): ChildSums {
  const count = (part: string) => rows.find((row) => row.part === part && row.key === '')?.counted ?? 0;
  const totals = (part: string): Totals =>
    new Map(
      rows
        .filter((row) => row.part === part && row.key !== '' && row.counted > 0)
        .map(({ key, sum, counted }) => [key, { sum, counted }]),
    );
  const own = { expected: count('expected'), received: count('received') };
  return {
    reports: count('all'),
    totals: ofOneLevel ? totals('all') : withOwnChildren(totals('all'), form, own),
    ...own,
    both: { reports: count('both-now'), now: totals('both-now'), before: totals('both-before') },
  };
}

/**
 * A figure that counts unions below is what the children's reports say plus the unit's own direct children, everywhere
 * (docs/decisions/0028): these are a part of it that is told apart.
 */
function withOwnChildren(
  totals: Totals,
  form: FormDefinition,
  own: Readonly<Record<UnionsFact, number>>,
): Totals {
  const counted = allFields(form).flatMap((field): [string, Total][] => {
    const { code } = field;
    const fact = unionsCounted(field);
    if (!fact) return [];
    const { sum, counted: reports } = totals.get(code) ?? { sum: '0', counted: 0 };
    return [[code, { sum: String(Number(sum) + own[fact]), counted: reports, own: own[fact] }]];
  });
  return new Map([...totals, ...counted]);
}

/**
 * The field over all reports: a figure's sum or mean, a rate of the sums, how often each answer of a yes/no or a choice was
 * given. Undefined where the form does not consolidate it.
 */
export function consolidated(field: FieldDefinition, totals: Totals): Consolidated | undefined {
  return kindOf(field).consolidated(field, totals);
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

/** How many of those that must report are not in the sums. */
export function missingFrom({ reports, expected }: Pick<ChildSums, 'reports' | 'expected'>): number {
  return Math.max(0, expected - reports);
}

/**
 * What the children's reports make the parent's own answer: their sum, or their mean to two decimals (a whole number
 * where the field is one). Undefined where the form does not consolidate the field, where none of them has it, and where
 * a number could not hold the sum exactly or the field would not take it.
 */
export function fromChildren(field: FieldDefinition, sums: ChildSums): number | undefined {
  if (!isFillable(field)) return undefined;
  const total = sums.totals.get(field.code);
  if (!total || total.counted === 0) return undefined;
  const value = field.sum
    ? Number(total.sum)
    : round(Number(total.sum) / total.counted, isWhole(field) ? 0 : 2);
  return isTakenBy(field, value) ? value : undefined;
}

/** Not what the portal answers itself (reports/unions-below-rules.ts): that is put in nowhere. */
function isFillable(field: FieldDefinition): field is NumberField {
  return isNumberField(field) && !isComputed(field) && (field.sum || field.average);
}

/** The figures that children's reports can make, with their sections, in the form's order. */
export function fillableFields(
  form: FormDefinition,
): { section: SectionDefinition; field: FieldDefinition }[] {
  return form.sections.flatMap((section) =>
    section.fields.filter(isFillable).map((field) => ({ section, field })),
  );
}

/** What the children made of each figure where some that must report were missing; nothing where none were. */
export function ofSomeChildren(form: FormDefinition, sums: ChildSums): ReadonlyMap<string, number> {
  if (missingFrom(sums) === 0) return new Map();
  return new Map(
    fillableFields(form).flatMap(({ field }) => {
      const made = fromChildren(field, sums);
      return made === undefined ? [] : [[field.code, made] as const];
    }),
  );
}

/** An answer that was made from the children's: what was put in, and what they would make of it now. */
export interface Filled {
  readonly section: string;
  readonly value: Answer;
  /** Undefined for texts, and where the children make nothing of it any longer. */
  readonly now: number | undefined;
  /** Some children that must report are not in it. */
  readonly isPartial: boolean;
}

/** How an own figure stands to the children's. */
export type Standing =
  | 'missing' // nothing is written yet
  | 'equal' // what the children add up to
  | 'stale' // as it was put in, but the children say otherwise by now
  | 'by-hand'; // the unit wrote something else

export function standing(own: Answer | undefined, filled: Answer | undefined, now: number): Standing {
  if (own === undefined) return 'missing';
  if (own === now) return 'equal';
  return own === filled ? 'stale' : 'by-hand';
}

/** The code of the warning that a figure is not what the children add up to. */
export function consolidatedCode(field: string): string {
  return `${PREFIX}${field}`;
}
const PREFIX = 'consolidated_';

/** The field that such a warning is about; undefined for any other code. */
export function consolidatedField(code: string): string | undefined {
  return code.startsWith(PREFIX) ? code.slice(PREFIX.length) : undefined;
}

/** Warnings for figures filled from the children's reports that no longer equal their sum: each needs an explanation. */
export function divergences(
  form: FormDefinition,
  figure: (code: string) => Answer | undefined,
  filled: ReadonlyMap<string, Filled>,
): { section: string; field: string; message: string }[] {
  return fillableFields(form).flatMap(({ section, field }) => {
    const { value, now } = filled.get(field.code) ?? {};
    const own = figure(field.code);
    if (now === undefined || typeof own !== 'number') return [];
    const how = standing(own, value, now);
    if (how === 'equal' || how === 'missing') return [];
    const said =
      how === 'stale'
        ? `${field.label}: báo cáo ghi ${formatNumber(own)} theo số liệu cũ, các đơn vị nay cộng lại là ${formatNumber(now)}.`
        : `${field.label}: báo cáo ghi ${formatNumber(own)}, khác số tổng hợp từ các đơn vị (${formatNumber(now)}).`;
    return [{ section: section.code, field: field.code, message: said }];
  });
}

const isWhole = (field: FieldDefinition) => kindOf(field).isWhole;

function isTakenBy(field: FieldDefinition & { min: number; max: number }, value: number): boolean {
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER || value < field.min || value > field.max) return false;
  return !isWhole(field) || Number.isInteger(value);
}

function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
