import { readForm, type FormDefinition } from '../form/definition.js';
import { keepLatest } from '../platform/keep-latest.js';
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
  const now = known ? { form: known, formStamp } : await readNow(db, id);
  keepLatest(kept, now.formStamp, now.form, MOST);
  return now.form;
}

async function readNow(db: Db | Tx, id: number) {
  const select = { form: true, formStamp: true };
  const { form, formStamp } = await db.period.findUniqueOrThrow({ where: { id }, select });
  return { form: frozen(readForm(form)), formStamp };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
