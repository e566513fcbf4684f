import {
  allFields,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from '../../periods/form-definition.js';
import type { Overseer } from '../../platform/actor.js';
import type { ChildSums, Totals } from '../../reports/consolidated/rules.js';
import type { FigureQuery } from '../address.js';
import { isComparable } from '../comparison.js';
import type { Consolidation } from '../finders.js';
import { consolidated, consolidatedFields, type Consolidated } from '../rules.js';
import type { ChildrenByState, Missing } from './finders.js';

/** A year's form and what the reports of that year add up to. */
export interface Year {
  readonly form: FormDefinition;
  readonly totals: Totals;
}

/** What the reports make of one field, beside what they made of it the year before. */
export interface ComparedFigure {
  readonly section: SectionDefinition;
  readonly field: FieldDefinition;
  readonly now: Consolidated;
  /** Undefined where the year before did not ask the same. */
  readonly before: Consolidated | undefined;
}

/** Every consolidated field of the form, in its order. */
export function comparedFigures(year: Year, before: Year | null): ComparedFigure[] {
  const asked = new Map(before ? allFields(before.form).map((field) => [field.code, field]) : []);
  return consolidatedFields(year.form).flatMap(({ section, field }) => {
    const now = consolidated(field, year.totals);
    if (!now) return [];
    const old = asked.get(field.code);
    const then = before && old && isComparable(field, old) ? consolidated(old, before.totals) : undefined;
    return [{ section, field, now, before: then }];
  });
}

/** What the page and the file of totals are made of. */
export interface TotalsParts {
  readonly open: Consolidation<Overseer>;
  readonly query: FigureQuery;
  /** What shows: the figures of now, or those that went out. */
  readonly sums: ChildSums;
  readonly before: (Year & { readonly year: number }) | null;
  readonly missing: readonly Missing[];
  readonly states: ChildrenByState;
  readonly retired: readonly { code: string; label: string; year: number }[];
  readonly isFrozenShown: boolean;
  /** Whether the figures of now are others than those that went out. */
  readonly differs: boolean;
}

/** What shows of each field. */
export function figuresOf({ open, sums, before }: Pick<TotalsParts, 'open' | 'sums' | 'before'>) {
  return comparedFigures({ form: open.form, totals: sums.totals }, before);
}
