import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Passing, Person, Succession } from '../../accounts/handover/applying-commands.js';
import { recordAll } from '../../history/commands.js';
import { passTeams, teamsOf } from '../../inspections/succession/commands.js';

/** What an account looks after in reports and inspections, and how that goes to its successor. */
export const succession: Succession = {
  held: async (db, who) => {
    const [assigned, drafts, teams] = await Promise.all([
      db.report.count({ where: { assigneeId: who.id } }),
      draftsOf(db, who),
      teamsOf(db, who),
    ]);
    return { assigned, drafts, ...teams };
  },
  takeOver: async (tx, passing) => {
    await passReports(tx, passing);
    await passTeams(tx, passing);
  },
};

/** Of a unit, whoever works for it: its drafts are nobody's own. */
function draftsOf(db: Db | Tx, { unitId, roles }: Person): Promise<number> | number {
  if (!roles.some((role) => role === 'FILER' || role === 'SIGNATORY')) return 0;
  return db.report.count({ where: { unitId, status: { in: ['IN_PROGRESS', 'RETURNED'] } } });
}

async function passReports(tx: Tx, { from, to, actor, now }: Passing): Promise<void> {
  const held = await tx.$queryRaw<{ id: number; unitId: number }[]>`
    SELECT id, unit_id AS "unitId" FROM reports WHERE assignee_id = ${from.id} ORDER BY id FOR UPDATE`;
  if (held.length === 0) return;
  await tx.report.updateMany({
    where: { id: { in: held.map(({ id }) => id) } },
    data: { assigneeId: to.id, assigneeName: to.fullName },
  });
  const event = { at: now, actor, action: 'report-assigned' as const, detail: { to: to.fullName } };
  await recordAll(
    tx,
    held.map(({ id, unitId }) => ({ ...event, unitId, reportId: id })),
  );
}
