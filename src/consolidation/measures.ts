import type { Audience } from '../form/audiences.js';
import { allFields, type FieldDefinition, type FormDefinition } from '../form/definition.js';
import { kindOf } from '../form/kinds.js';
import { aboutMeaning, type Meaning } from '../form/meanings.js';

/** One thing that is asked of audiences, with the field of each that is asked. */
export interface Measure {
  readonly meaning: Meaning;
  readonly name: string;
  readonly fields: ReadonlyMap<Audience, FieldDefinition>;
}

/** What the form asks of more than one audience, in its order. */
export function measures(form: FormDefinition): Measure[] {
  const found = new Map<Meaning, Map<Audience, FieldDefinition>>();
  for (const field of allFields(form)) {
    const { meaning, audience } = field;
    if (!meaning || !audience || !aboutMeaning(meaning).ofAudience) continue;
    if (kindOf(field).reads !== 'figure') continue;
    found.set(meaning, (found.get(meaning) ?? new Map<Audience, FieldDefinition>()).set(audience, field));
  }
  return [...found]
    .filter(([, fields]) => fields.size > 1)
    .map(([meaning, fields]) => ({ meaning, name: aboutMeaning(meaning).name, fields }));
}
