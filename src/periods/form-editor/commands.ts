import { isDeepStrictEqual } from 'node:util';
import type { Outcome } from '../../platform/outcome.js';
import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import type { FormDefinition } from '../../form/definition.js';
import type { OpenedForm } from './finders.js';

/**
 * Keeps `form` as the working copy; a copy that is the applied form again is no copy. Stale where
 * the period was changed since its administrator saw that `version`.
 */
export async function keepDraft(
  db: Db,
  { period, applied }: OpenedForm,
  version: number,
  form: FormDefinition,
): Promise<Outcome<true, true>> {
  if (version !== period.version) return { stale: true };
  const formDraft = isDeepStrictEqual(form, applied) ? Prisma.DbNull : form;
  const { count } = await db.period.updateMany({
    where: { id: period.id, version },
    data: { formDraft, version: { increment: 1 } },
  });
  return count > 0 ? { done: true } : { stale: true };
}
