import type { FieldDefinition } from '../form/definition.js';
import { markup, type Cell } from '../platform/page/table.js';

/** A question of the form, with what it is about, where that can be said. */
export function questionCell({ label }: FieldDefinition, href: string, about: string): Cell {
  return markup`${{ text: label, href }}${about && markup`<p class="hint">${about}</p>`}`;
}
