import { readForm, type FormDefinition } from '../form/definition.js';
import type { Db, Tx } from '../platform/postgres/db.js';

// A form is large, and every page of a report needs it: it is read and checked once. Another form has another stamp
// (prisma/functions/stamp_form.sql), so none is shown that no longer holds.

/** Of a few years; the one asked for longest ago goes first. */
const MOST = 20;
const kept = new Map<string, FormDefinition>();

/** The form of a period, the same object as long as it does not change; nobody may change it. */
export async function formOfPeriod(
  db: Db | Tx,
  { id, formStamp }: { readonly id: number; readonly formStamp: string },
): Promise<FormDefinition> {
  const known = kept.get(formStamp);
  if (known) return keep(formStamp, known);
  const select = { form: true, formStamp: true };
  const now = await db.period.findUniqueOrThrow({ where: { id }, select });
  return keep(now.formStamp, frozen(readForm(now.form)));
}

function keep(stamp: string, form: FormDefinition): FormDefinition {
  // A Map keeps the order of insertion: setting the key anew makes it the most recently used.
  kept.delete(stamp);
  kept.set(stamp, form);
  const [oldest] = kept.keys();
  if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
  return form;
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
