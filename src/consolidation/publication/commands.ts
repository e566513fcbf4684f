import type { Sender } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { record } from '../../history/commands.js';
import type { Consolidation } from '../finders.js';
import { refuseWithdrawn } from './name-commands.js';
import type { PublicContent } from './public-content.js';

/**
 * Makes the results of a year public, or public again otherwise. `version`: of what is public as it was seen, 0 where
 * nothing ever was. Conflict where somebody else has published or withdrawn meanwhile.
 */
export function publishResults(
  db: Db,
  { actor, period }: Consolidation<Sender>,
  { version, content }: { version: number; content: PublicContent },
  now: Date,
): Promise<void> {
  const data = {
    content: content as unknown as Prisma.InputJsonObject,
    ...{ publishedAt: now, publishedByName: actor.fullName, withdrawnAt: null },
  };
  return db.$transaction(async (tx) => {
    await refuseWithdrawn(tx, content);
    const { count } =
      version === 0
        ? await tx.publicResults.createMany({
            data: [{ periodId: period.id, ...data }],
            skipDuplicates: true,
          })
        : await tx.publicResults.updateMany({
            where: { periodId: period.id, version },
            data: { ...data, version: { increment: 1 } },
          });
    if (count === 0) throw new Conflict(MEANWHILE);
    const detail = { year: period.year };
    await record(tx, { at: now, action: 'results-published', actor, unitId: actor.unit.id, detail });
  });
}

const MEANWHILE = 'Có người vừa công bố hoặc rút kết quả của năm này. Hãy xem lại rồi công bố.';

/** They are public no longer. Conflict where somebody else has published or withdrawn meanwhile. */
export function withdrawResults(
  db: Db,
  { actor, period }: Consolidation<Sender>,
  version: number,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.publicResults.updateMany({
      where: { periodId: period.id, version, withdrawnAt: null },
      data: { withdrawnAt: now, version: { increment: 1 } },
    });
    if (count === 0) throw new Conflict(MEANWHILE);
    const detail = { year: period.year };
    await record(tx, { at: now, action: 'results-withdrawn', actor, unitId: actor.unit.id, detail });
  });
}
