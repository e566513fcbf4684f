import type { Db, Tx } from '../../platform/db.js';
import { Conflict } from '../../platform/errors.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { record } from '../../history/commands.js';
import type { ManagedPeriod } from '../../periods/finders.js';
import { dueBeforeFor } from '../deadlines.js';

/**
 * Opens a period: one report for every unit active at `now`, each with the deadline of whom it reports to.
 * Conflict where the period was opened or edited since its administrator saw that `version`.
 */
export function openPeriod(
  db: Db,
  { admin, period }: ManagedPeriod,
  version: number,
  now: Date,
): Promise<void> {
  return db.$transaction(
    async (tx) => {
      const { count } = await tx.period.updateMany({
        where: { id: period.id, version, openedAt: null },
        data: { openedAt: now, version: { increment: 1 } },
      });
      if (count === 0)
        throw new Conflict('Kỳ báo cáo này vừa được mở hoặc sửa ở nơi khác. Hãy tải lại trang.');
      const opened = await tx.period.findUniqueOrThrow({ where: { id: period.id } });
      await makeReports(tx, opened, now);
      await record(tx, { at: now, action: 'period-opened', actor: admin, detail: { year: opened.year } });
    },
    { timeout: 120_000 },
  );
}

/** In one statement: there may be a hundred thousand. */
async function makeReports(tx: Tx, period: Prisma.PeriodGetPayload<object>, now: Date): Promise<void> {
  const [ofRoot, toRoot, toUpperLevel] = [null, { level: 'PROVINCE' }, { level: 'UPPER_LEVEL' }].map(
    (parent) => dueBeforeFor(period, parent),
  );
  await tx.$executeRaw`
    INSERT INTO reports
      (period_id, unit_id, parent_id, unit_name, unit_name_folded, unit_level, lock_on, due_before)
    SELECT ${period.id}, u.id, u.parent_id, u.name, u.name_folded, u.level, ${period.lockOn}::timestamptz,
      CASE WHEN p.id IS NULL THEN ${ofRoot}::timestamptz
           WHEN p.level = 'PROVINCE' THEN ${toRoot}::timestamptz
           ELSE ${toUpperLevel}::timestamptz END
    FROM units u LEFT JOIN units p ON p.id = u.parent_id
    WHERE u.active_from <= ${now} AND (u.active_to IS NULL OR u.active_to > ${now})
    ORDER BY u.id`;
}
