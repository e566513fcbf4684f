import type { Db, Tx } from '../../platform/postgres/db.js';
import { record } from '../../history/commands.js';
import { whatIsAsked } from '../../reports/deadlines.js';
import type { OpenedCall } from './finders.js';
import type { NotedCall } from './forms.js';
import { calleeWords, callResultWords } from './rules.js';
import { clip } from '../../platform/text/text.js';

/** Notes a telephone call in the log of reminders. `who`: the number that was called, as the page offered it. */
export async function noteCall(
  db: Db,
  { reminders, report, callees }: OpenedCall,
  { result, who, note }: NotedCall,
  now: Date,
): Promise<void> {
  const { actor, period } = reminders;
  const callee = callees.find(({ phone }) => phone !== '' && phone === who);
  const title = callee ? `Gọi điện cho ${calleeWords(callee)}` : 'Gọi điện';
  const [reportId, unitId] = [report.id, report.unitId];
  const about = { reportId, periodId: period.id, parentId: actor.unit.id, at: now };
  await db.$transaction(async (tx) => {
    await tx.reminderDelivery.create({
      data: {
        ...{ ...about, title: clip(title, 200), note, byName: actor.fullName },
        ...{ callResult: result, owed: whatIsAsked(report, now) ?? null },
      },
    });
    const detail = { result: callResultWords[result].toLowerCase() };
    await record(tx, { at: now, action: 'unit-called', actor, unitId, reportId, detail });
  });
}

interface Called {
  readonly unitId: number;
  readonly fullName: string;
}

/** Takes somebody out of the calls that were made to their unit, and who called out of those that they made; the calls stay. */
export async function forgetCalls(
  tx: Tx,
  { unitId, fullName, anonymous }: Called & { readonly anonymous: string },
  clean: (text: string) => string,
): Promise<void> {
  const calls = await tx.reminderDelivery.findMany({
    where: { callResult: { not: null }, report: { unitId } },
    select: { id: true, title: true, note: true },
  });
  for (const { id, ...said } of calls) {
    const data = { title: clean(said.title), note: clean(said.note) };
    if (data.title === said.title && data.note === said.note) continue;
    const title = data.title === said.title ? data.title : 'Gọi điện';
    await tx.reminderDelivery.update({ where: { id }, data: { ...data, title } });
  }
  // Only the name was kept: where two of a unit have it, nobody can tell whose calls they are.
  if ((await tx.account.count({ where: { unitId, fullName } })) > 0) return;
  const made = { parentId: unitId, callResult: { not: null }, byName: fullName };
  await tx.reminderDelivery.updateMany({ where: made, data: { byName: anonymous } });
}
