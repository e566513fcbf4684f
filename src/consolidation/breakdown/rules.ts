import type { FieldDefinition } from '../../form/definition.js';
import type { Answer } from '../../form/answers.js';
import { quotientOf } from '../../form/kinds.js';

type Figures = Readonly<Record<string, Answer>>;

/**
 * What one report says to a consolidated field: its figure, its own rate in percent (null where there is nothing to
 * divide by), its answer. Undefined where it says nothing.
 */
export function partValue(field: FieldDefinition, figures: Figures): Answer | null | undefined {
  const quotient = quotientOf(field);
  if (!quotient) return own(figures, field.code);
  const part = sum(quotient.of, figures);
  const whole = sum(quotient.over, figures);
  if (part === undefined || whole === undefined) return undefined;
  return whole === 0 ? null : (100 * part) / whole;
}

function sum(codes: readonly string[], figures: Figures): number | undefined {
  const values = codes.map((code) => own(figures, code));
  return values.every((value) => typeof value === 'number')
    ? values.reduce((total, value) => total + value, 0)
    : undefined;
}

/** Codes come from forms; a form could name what every object has. */
function own(figures: Figures, code: string): Answer | undefined {
  return Object.hasOwn(figures, code) ? figures[code] : undefined;
}
