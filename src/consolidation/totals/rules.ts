import {
  allFields,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import type { Overseer } from '../../platform/actor.js';
import { type BothYears, type ChildSums, consolidated, consolidatedFields } from '../../form/consolidated.js';
import type { FigureQuery } from '../figure-query.js';
import { difference, isComparable, isTelling, type Difference } from '../comparison.js';
import type { Consolidation, Shown } from '../finders.js';
import type { ChildrenByState, Missing } from './finders.js';
import type { Consolidated, Totals } from '../../form/totals.js';

/** The year before: its form, and what its reports add up to. */
export interface YearBefore {
  readonly year: number;
  readonly form: FormDefinition;
  readonly sums: ChildSums;
}

/** What the reports make of one field, beside what they made of it the year before. */
export interface ComparedFigure {
  readonly section: SectionDefinition;
  readonly field: FieldDefinition;
  readonly now: Consolidated;
  /** Undefined where the year before did not ask the same. */
  readonly before: Consolidated | undefined;
  /** Like with like: of the units that stand in both years only; undefined as `before`. */
  readonly both: { readonly now: Consolidated; readonly before: Consolidated } | undefined;
}

/** Every consolidated field of the form, in its order. */
export function comparedFigures(
  form: FormDefinition,
  sums: ChildSums,
  before: YearBefore | null,
): ComparedFigure[] {
  const asked = new Map(before ? allFields(before.form).map((field) => [field.code, field]) : []);
  return consolidatedFields(form).flatMap(({ section, field }) => {
    const now = consolidated(field, sums.totals);
    if (!now) return [];
    const old = asked.get(field.code);
    const then = before && old && isComparable(field, old) ? old : undefined;
    return [{ section, field, now, ...sideBySide(field, then, sums, before) }];
  });
}

function sideBySide(
  field: FieldDefinition,
  old: FieldDefinition | undefined,
  { both }: ChildSums,
  year: YearBefore | null,
): Pick<ComparedFigure, 'before' | 'both'> {
  if (!old || !year) return { before: undefined, both: undefined };
  return { before: consolidated(old, year.sums.totals), both: inBothYears(field, old, both) };
}

/**
 * A figure in the units that stand in both years, `old`: as the year before asked it. Undefined for what counts unions
 * below: the own children are in it, who are in no pair of reports.
 */
export function inBothYears(
  field: FieldDefinition,
  old: FieldDefinition,
  both: BothYears,
): ComparedFigure['both'] {
  if (unionsCounted(field)) return undefined;
  const [now, before] = [consolidated(field, both.now), consolidated(old, both.before)];
  return now && before && { now, before };
}

/** How a figure changed in the units that stand in both years; no share where they are too few to say anything. */
export function changeOf({ both }: Pick<ComparedFigure, 'both'>, isTold: boolean): Difference {
  if (!both) return { change: '–', percent: '–' };
  const { change, percent } = difference(both.now, both.before);
  return both.now.kind === 'rate' && !isTold
    ? { change: '–', percent: '–' }
    : { change, percent: isTold ? percent : '–' };
}

/** What the page and the file of totals are made of. */
export interface TotalsParts {
  readonly open: Consolidation<Overseer>;
  readonly query: FigureQuery & Shown;
  readonly sums: ChildSums;
  readonly before: YearBefore | null;
  readonly missing: readonly Missing[];
  readonly states: ChildrenByState;
  readonly retired: readonly { code: string; label: string; year: number }[];
  /** Whether the figures of now are others than those that were filed. */
  readonly differs: boolean;
}

/** What shows of each field. */
export function figuresOf({ open, sums, before }: Pick<TotalsParts, 'open' | 'sums' | 'before'>) {
  return comparedFigures(open.form, sums, before);
}

/** Whether the change against the year before is told in percent. */
export function isChangeTold({ sums, before }: Pick<TotalsParts, 'sums' | 'before'>): boolean {
  return before !== null && isTelling(sums.both.reports, before.sums.reports);
}

/** Whether two sets of sums say the same. */
export function isSame(a: Totals, b: Totals): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([key, { sum, counted }]) => {
    const other = b.get(key);
    return other?.counted === counted && Number(other.sum) === Number(sum);
  });
}
