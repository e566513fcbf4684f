import type { Db } from '../../platform/postgres/db.js';
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
