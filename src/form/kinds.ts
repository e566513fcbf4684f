import { z } from 'zod';
import { choice } from './kinds/choice.js';
import { date } from './kinds/date.js';
import { decimal } from './kinds/decimal.js';
import { file } from './kinds/file.js';
import { integer } from './kinds/integer.js';
import type { Attached, Computed, Kind, Typed } from './kinds/kind.js';
import { line } from './kinds/line.js';
import { money } from './kinds/money.js';
import { percent } from './kinds/percent.js';
import { rate } from './kinds/rate.js';
import { text } from './kinds/text.js';
import { total } from './kinds/total.js';
import { yesNo } from './kinds/yes-no.js';

/** Every kind of field, by its name in a form, in the order in which the form editor offers them. */
export const kinds = {
  integer,
  decimal,
  percent,
  money,
  line,
  text,
  'yes-no': yesNo,
  choice,
  date,
  file,
  total,
  rate,
};

export type FieldKind = keyof typeof kinds;
export type FieldDefinition = z.infer<(typeof kinds)[FieldKind]['schema']>;

/** What the portal does with the field. */
export function kindOf(field: FieldDefinition): Kind<FieldDefinition> {
  // It takes the fields of its own name.
  return kinds[field.kind] as unknown as Kind<FieldDefinition>;
}

/** How the field is answered, where somebody types its answer; else undefined. */
export function typedOf(field: FieldDefinition): Typed<FieldDefinition> | undefined {
  const { answered } = kindOf(field);
  return answered.by === 'typing' ? answered : undefined;
}

/** Where files are sent; else undefined. */
export function attachedOf(field: FieldDefinition): Attached<FieldDefinition> | undefined {
  const { answered } = kindOf(field);
  return answered.by === 'files' ? answered : undefined;
}

/** Where the portal computes the answer; else undefined. */
export function computedOf(field: FieldDefinition): Computed<FieldDefinition> | undefined {
  const { answered } = kindOf(field);
  return answered.by === 'computing' ? answered : undefined;
}

/** What is divided by what, of a kind that is computed so; else undefined. */
export function quotientOf(
  field: FieldDefinition,
): { of: readonly string[]; over: readonly string[] } | undefined {
  const { of, over } = computedOf(field)?.parts(field) ?? {};
  return of && over && { of, over };
}

type Schema = (typeof kinds)[FieldKind]['schema'];
export const fieldDefinition = z.discriminatedUnion(
  'kind',
  Object.values(kinds).map(({ schema }) => schema) as [Schema, ...Schema[]],
);
