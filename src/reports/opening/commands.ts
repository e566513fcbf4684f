import { actAsPublisher } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict, NotPossible } from '../../platform/errors.js';
import { Prisma, type Period } from '../../platform/prisma/client.js';
import { askForPeriod } from '../../acknowledgements/commands.js';
import { record } from '../../history/commands.js';
import type { ManagedPeriod } from '../../periods/finders.js';
import { applyDateChanges } from '../dates/commands.js';
import { dueBefore } from '../deadline-finders.js';

/**
 * Opens a period: one report for every unit active at `now`, each with the deadline of whom it reports to.
 * Conflict where the period was opened or edited since its administrator saw that `version`. With `asksForReceipt`
 * every unit below is asked to confirm that it heard.
 */
export function openPeriod(
  db: Db,
  { admin, period }: ManagedPeriod,
  version: number,
  now: Date,
  { asksForReceipt = false }: { asksForReceipt?: boolean } = {},
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
      await insertReports(tx, opened, now);
      await record(tx, { at: now, action: 'period-opened', actor: admin, detail: { year: opened.year } });
      if (asksForReceipt) await askForPeriod(tx, actAsPublisher(admin), opened, now);
    },
    { timeout: 120_000 },
  );
}

/** Gives a report to every unit that became active after the period was opened; answers how many. */
export function addLateUnits(db: Db, { admin, period }: ManagedPeriod, now: Date): Promise<number> {
  return db.$transaction(
    async (tx) => {
      if (!period.openedAt) throw new NotPossible('Kỳ báo cáo này chưa mở.');
      // Whoever moves the period's dates waits until these reports are there to be moved.
      await tx.$queryRaw`SELECT id FROM periods WHERE id = ${period.id} FOR SHARE`;
      const ids = await insertReports(tx, period, now);
      const added = ids.length;
      if (added > 0) await applyDateChanges(tx, period.id, ids);
      const detail = { year: period.year, units: added };
      if (added > 0) await record(tx, { at: now, action: 'late-units-added', actor: admin, detail });
      return added;
    },
    { timeout: 120_000 },
  );
}

/** In one statement, since a province has thousands of units; of those that have one already, none. Answers their ids. */
async function insertReports(tx: Tx, period: Period, now: Date): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO reports
      (period_id, unit_id, parent_id, unit_name, unit_name_folded, unit_level, due_before, lock_on)
    SELECT ${period.id}, unit.id, unit.parent_id, unit.name, unit.name_folded, unit.level,
           ${dueBefore(period, Prisma.sql`parent.level`)}, ${period.lockOn}::timestamptz
    FROM units unit LEFT JOIN units parent ON parent.id = unit.parent_id
    WHERE unit.active_from <= ${now} AND (unit.active_to IS NULL OR unit.active_to > ${now})
    ORDER BY unit.id
    ON CONFLICT (period_id, unit_id) DO NOTHING
    RETURNING id`;
  return rows.map(({ id }) => id);
}
