import { Conflict } from './errors.js';
import type { FieldError } from './page/forms.js';

/**
 * What a command answers to the form that asked for it. `problems`: refused, with nothing written, for what can be mended in
 * the form. `stale`: somebody else acted first, with nothing written; what is saved now, or true where its asker reads that
 * again. What no form can mend is thrown (errors.ts).
 */
export type Outcome<Done = true, Stale = never, Problem = FieldError> =
  | { readonly done: Done }
  | { readonly problems: readonly Problem[] }
  | ([Stale] extends [never] ? never : { readonly stale: Stale; readonly problems?: readonly Problem[] });

/**
 * The outcome of a command that throws Conflict where somebody acted first, for a form that must show again what was typed.
 * `field`: which of them the message is about, '' for the whole form.
 */
export async function outcomeOf<Done>(command: Promise<Done>, field = ''): Promise<Outcome<Done, true>> {
  return command.then(
    (done) => ({ done }),
    (error: unknown) => asStale(error, field),
  );
}

/** The same for a command that answers an outcome otherwise: `command.catch(asStale)`. */
export function asStale(error: unknown, field = ''): { stale: true; problems: FieldError[] } {
  if (!(error instanceof Conflict)) throw error;
  return { stale: true, problems: [{ field, message: error.message }] };
}
