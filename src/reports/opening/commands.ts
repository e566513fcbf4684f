import type { Db, Tx } from '../../platform/db.js';
import { Conflict } from '../../platform/errors.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { askForPeriod } from '../../acknowledgements/commands.js';
import { asAnnouncer } from '../../acknowledgements/finders.js';
import { record } from '../../history/commands.js';
import type { ManagedPeriod } from '../../periods/finders.js';
import { dueBeforeFor } from '../deadlines.js';

/**
 * Opens a period: one report for every unit active at `now`, each with the deadline of whom it reports to.
 * Conflict where the period was opened or edited since its administrator saw that `version`. With `asksForReceipt`
 * every unit below is asked to confirm that it heard; `publicUrl`, the portal's own address, makes the messages' links.
 */
export function openPeriod(
  db: Db,
  { admin, period }: ManagedPeriod,
  version: number,
  now: Date,
  { asksForReceipt = false, publicUrl }: { asksForReceipt?: boolean; publicUrl?: string | undefined } = {},
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
      for (const rows of inChunks(await newReports(tx, opened, now), 2000))
        await tx.report.createMany({ data: rows });
      await record(tx, { at: now, action: 'period-opened', actor: admin, detail: { year: opened.year } });
      if (asksForReceipt) await askForPeriod(tx, asAnnouncer(admin), opened, now, publicUrl);
    },
    { timeout: 120_000 },
  );
}

async function newReports(tx: Tx, period: Prisma.PeriodGetPayload<object>, now: Date) {
  const units = await tx.unit.findMany({
    where: { activeFrom: { lte: now }, OR: [{ activeTo: null }, { activeTo: { gt: now } }] },
    include: { parent: { select: { level: true } } },
  });
  return units.map((unit) => ({
    periodId: period.id,
    unitId: unit.id,
    parentId: unit.parentId,
    unitName: unit.name,
    unitNameFolded: unit.nameFolded,
    unitLevel: unit.level,
    dueBefore: dueBeforeFor(period, unit.parent),
    lockOn: period.lockOn,
  }));
}

function inChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
