import { findActor } from '../../accounts/finders.js';
import { latestRoot } from '../../history/chain/finders.js';
import { weekday, weekStart } from '../../accounts/summary-days.js';
import { enqueue } from '../../mail/commands.js';
import { currentPeriod } from '../../periods/finders.js';
import { actAsOverseer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { addDays, inZone } from '../../platform/text/calendar.js';
import { dueSummaries, summaryParts, type DueSummary } from './finders.js';
import { leavingKey, summaryOf } from './rules.js';
import { summaryMessage } from './summary-message.js';

/** From this hour on, in Asia/Ho_Chi_Minh: whoever begins to work finds it. */
const FROM_HOUR = 6;

/**
 * Writes the weekly summaries that are due into the outbox, each once a week whatever happens: the account is claimed in
 * the transaction that writes its letter. One that was missed goes on the next day of the same week. None goes after the
 * period has been locked. Answers with how many were written; AggregateError, once the others have theirs, where some failed.
 */
export async function sendDueSummaries(db: Db, sessionSecret: string, now: Date): Promise<number> {
  const period = await currentPeriod(db);
  if (!period || now >= period.lockOn || inZone(now).hour() < FROM_HOUR) return 0;
  const due = await dueSummaries(db, { monday: weekStart(now), day: weekday(now) });
  const failures: unknown[] = [];
  let sent = 0;
  for (const account of due)
    try {
      if (await sendSummary(db, { account, sessionSecret, year: period.year }, now)) sent += 1;
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} failed`);
  return sent;
}

interface Sent {
  readonly account: DueSummary;
  readonly sessionSecret: string;
  readonly year: number;
}

function sendSummary(db: Db, { account, sessionSecret, year }: Sent, now: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.account.updateMany({
      where: {
        id: account.id,
        summaryDay: { not: null },
        OR: [{ summaryDoneOn: null }, { summaryDoneOn: { lt: weekStart(now) } }],
      },
      data: { summaryDoneOn: addDays(now, 0) },
    });
    const actor = count === 1 ? await findActor(tx, account.id, now) : undefined;
    // Somebody else has written it, or the unit has ended.
    if (!actor) return false;
    const { unit } = actAsOverseer(actor);
    const summary = summaryOf(await summaryParts(tx, unit, year, now), now);
    const key = leavingKey(sessionSecret, account.id);
    const message = summaryMessage(summary, { accountId: account.id, year, key, root: await latestRoot(tx) });
    const to = { accountId: account.id, name: account.fullName, address: account.email };
    await enqueue(tx, [{ kind: 'summary', to, unitId: unit.id, ...message }], now);
    return true;
  });
}
