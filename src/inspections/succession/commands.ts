import type { Db, Tx } from '../../platform/postgres/db.js';
import { formatDay } from '../../platform/text/format.js';
import type { Passing, Person } from '../../accounts/handover/applying-commands.js';
import { record } from '../../history/commands.js';
import { kindInText } from '../letters.js';
import { withSuccessor } from '../team.js';

/** How many inspections still to come name somebody in their team: those that nobody was told of yet, and those announced. */
export async function teamsOf(db: Db | Tx, who: Person): Promise<{ planned: number; announced: number }> {
  const rows = await inspectionsWith(db, who);
  const announced = rows.filter(({ status }) => status === 'ANNOUNCED').length;
  return { planned: rows.length - announced, announced };
}

/** Puts whoever takes over into the teams of what nobody was told of yet: what was announced stands in a notice. */
export async function passTeams(tx: Tx, { from, to, actor, now }: Passing): Promise<void> {
  for (const { id, version, status, team, ...about } of await inspectionsWith(tx, from)) {
    const changed = status === 'PLANNED' ? withSuccessor(team, from, to) : undefined;
    if (changed === undefined) continue;
    // Whoever edits it at this moment meant its team: theirs stands.
    const { count } = await tx.inspection.updateMany({
      where: { id, version, status },
      data: { team: changed, version: { increment: 1 } },
    });
    if (count === 0) continue;
    const detail = { kind: kindInText(about), unit: about.unit.name, day: formatDay(about.plannedOn) };
    await record(tx, { at: now, action: 'inspection-edited', actor, unitId: from.unitId, detail });
  }
}

async function inspectionsWith(db: Db | Tx, { unitId, fullName, ...who }: Person) {
  const rows = await db.inspection.findMany({
    where: { parentId: unitId, status: { in: ['PLANNED', 'ANNOUNCED'] }, team: { contains: fullName } },
    include: { unit: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  return rows.filter(({ team }) => withSuccessor(team, { fullName }, { fullName, ...who }) !== undefined);
}
