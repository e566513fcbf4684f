import { isDeepStrictEqual } from 'node:util';
import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import type { FormDefinition } from '../../form/definition.js';
import type { OpenedForm } from './finders.js';

/**
 * Keeps `form` as the working copy; a copy that is the applied form again is no copy. False, with nothing written,
 * where the period was changed since its administrator saw that `version`.
 */
export async function keepDraft(
  db: Db,
  { period, applied }: OpenedForm,
  version: number,
  form: FormDefinition,
): Promise<boolean> {
  if (version !== period.version) return false;
  const formDraft = isDeepStrictEqual(form, applied) ? Prisma.DbNull : form;
  const { count } = await db.period.updateMany({
    where: { id: period.id, version },
    data: { formDraft, version: { increment: 1 } },
  });
  return count > 0;
}
