import { audiences, type Audience } from './audiences.js';
import { isNarrative, type FieldDefinition, type SectionDefinition } from './definition.js';
import { computedOf, kindOf, quotientOf } from './kinds.js';
import { aboutMeaning } from './meanings.js';

// How a section's page lays its fields out, in the form's order: figures that follow each other stand in one table, short
// answers beside each other, narratives one under the other.

export type FieldBlock =
  | { readonly as: 'figures'; readonly table: FigureTable }
  | { readonly as: 'short'; readonly fields: readonly FieldDefinition[] }
  | { readonly as: 'narratives'; readonly fields: readonly FieldDefinition[] };

/** `audiences`: the columns, where measures are asked of each audience; none where every row has one figure. */
export interface FigureTable {
  readonly audiences: readonly Audience[];
  readonly rows: readonly FigureRow[];
}

/** One measure: a figure of each audience with what they add up to, or the only one. */
export interface FigureRow {
  readonly label: string;
  readonly cells: readonly FigureCell[];
  readonly isByAudience: boolean;
  /** The form's own field for the sum of the cells. */
  readonly total?: FigureCell | undefined;
}

/** A figure, and the rate that says how much of another one it is. */
export interface FigureCell {
  readonly field: FieldDefinition;
  readonly rate?: FieldDefinition | undefined;
}

export function fieldBlocks({ fields }: Pick<SectionDefinition, 'fields'>): FieldBlock[] {
  return runsOf(fields).flatMap(([as, run]): FieldBlock[] => {
    if (as !== 'figures') return [{ as, fields: run }];
    const table = figureTable(run);
    return [table.rows.length > 1 ? { as, table } : { as: 'short', fields: run }];
  });
}

/** All figures of the fields in one table, wherever they stand, and the fields that are none. */
export function measureBlock(fields: readonly FieldDefinition[]): {
  figures: FieldBlock;
  rest: readonly FieldDefinition[];
} {
  const isDrawn = (field: FieldDefinition) => drawnAs(field) === 'figures';
  const table = figureTable(fields.filter(isDrawn));
  return { figures: { as: 'figures', table }, rest: fields.filter((field) => !isDrawn(field)) };
}

function drawnAs(field: FieldDefinition): FieldBlock['as'] {
  if (isNarrative(field)) return 'narratives';
  return kindOf(field).reads === 'figure' ? 'figures' : 'short';
}

/** Fields that follow each other and are drawn alike. */
function runsOf(fields: readonly FieldDefinition[]): [FieldBlock['as'], FieldDefinition[]][] {
  const runs: [FieldBlock['as'], FieldDefinition[]][] = [];
  for (const field of fields) {
    const as = drawnAs(field);
    const last = runs.at(-1);
    if (last?.[0] === as) last[1].push(field);
    else runs.push([as, [field]]);
  }
  return runs;
}

function figureTable(fields: readonly FieldDefinition[]): FigureTable {
  const rateOf = ratesOf(fields);
  const attached = new Set(rateOf.values());
  const cell = (field: FieldDefinition): FigureCell => ({ field, rate: rateOf.get(field.code) });
  const taken = new Set<FieldDefinition>();
  const rows = fields
    .filter((field) => !attached.has(field))
    .flatMap((field): FigureRow[] => {
      if (taken.has(field)) return [];
      const measure = measureOf(field, fields);
      for (const one of [...measure.fields, measure.total]) if (one) taken.add(one);
      const total = measure.total && cell(measure.total);
      const { label, isByAudience } = measure;
      return [{ label, isByAudience, cells: measure.fields.map(cell), total }];
    });
  const asked = new Set(rows.filter((row) => row.isByAudience).flatMap(audiencesOf));
  return { audiences: audiences.filter((audience) => asked.has(audience)), rows };
}

const audiencesOf = ({ cells }: FigureRow) => cells.map(({ field }) => field.audience);

/** The first rate of each figure that says how much of another it is. */
function ratesOf(fields: readonly FieldDefinition[]): Map<string, FieldDefinition> {
  const found = new Map<string, FieldDefinition>();
  for (const field of fields) {
    const [part, ...more] = quotientOf(field)?.of ?? [];
    const isHere = fields.some(({ code }) => code === part);
    if (part !== undefined && more.length === 0 && isHere && !found.has(part)) found.set(part, field);
  }
  return found;
}

/** All that ask the same of one audience each, or the field alone. */
function measureOf(field: FieldDefinition, fields: readonly FieldDefinition[]) {
  const alike = fields
    .filter((other) => isOfAudience(other) && other.meaning === field.meaning)
    .sort((a, b) => placeOf(a) - placeOf(b));
  const { meaning, label } = field;
  if (!meaning || !isOfAudience(field) || alike.length < 2)
    return { label, fields: [field], total: undefined, isByAudience: false };
  const total = fields.find((one) => isSumOf(one, alike));
  return { label: aboutMeaning(meaning).name, fields: alike, total, isByAudience: true };
}

const placeOf = ({ audience }: FieldDefinition) => (audience ? audiences.indexOf(audience) : 0);

export function isOfAudience({ meaning, audience }: FieldDefinition): boolean {
  return meaning !== undefined && audience !== undefined && aboutMeaning(meaning).ofAudience === true;
}

function isSumOf(total: FieldDefinition, parts: readonly FieldDefinition[]): boolean {
  const computed = computedOf(total)?.parts(total);
  if (!computed || computed.over) return false;
  return computed.of.length === parts.length && parts.every(({ code }) => computed.of.includes(code));
}
