import type { Admin } from '../platform/actor.js';
import { Forbidden } from '../platform/errors.js';
import type { Db } from '../platform/postgres/db.js';
import { endedBefore } from '../anonymising/rules.js';
import { addDays } from '../platform/text/calendar.js';
import { isRootAdmin } from '../units/rules.js';
import type { Pruning, Pruned } from './commands.js';
import { MOST_COUNTED } from './kept-rules.js';

/** How many accounts are named, and how many days ahead. */
const [MOST_NAMED, DAYS_AHEAD] = [50, 30];

/** What a rule removes at its next round: how many rows, at most one more than MOST_COUNTED, and the oldest of these. */
export interface Due {
  readonly rule: Pruning;
  readonly count: number;
  readonly oldest: Date | null;
}

/** Forbidden but to the federation's administrator: it is everybody's data. */
export async function retentionOf(
  db: Db,
  admin: Admin,
  rules: readonly Pruning[],
  { now, accountYears }: { readonly now: Date; readonly accountYears: number },
) {
  if (!isRootAdmin(admin)) throw new Forbidden('Chỉ người quản trị của Liên đoàn xem được trang này.');
  const due: Due[] = [];
  // One after the other: they are looked at rarely, and everybody else needs the connections.
  for (const rule of rules) due.push({ rule, ...(await dueOf(db, rule, now, accountYears)) });
  const last = await db.pruningRound.findFirst({ orderBy: { at: 'desc' } });
  return {
    due,
    lastRound: last && { at: last.at, pruned: last.pruned as Pruned },
    ending: await endingAccounts(db, endedBefore(addDays(now, DAYS_AHEAD), accountYears)),
  };
}
export type Retention = Awaited<ReturnType<typeof retentionOf>>;

async function dueOf(db: Db, { due }: Pruning, now: Date, accountYears: number) {
  const [found] = await db.$queryRaw<{ count: number; oldest: Date | null }[]>`
    SELECT count(*)::int AS count, min(since) AS oldest
    FROM (SELECT since FROM (${due(now, accountYears)}) AS due LIMIT ${MOST_COUNTED + 1}) AS counted`;
  return found!;
}

/** The accounts that ended before an instant and still say whose they were, those that go first first. */
function endingAccounts(db: Db, before: Date) {
  return db.account.findMany({
    where: { deactivatedAt: { lt: before }, anonymisedAt: null },
    orderBy: { deactivatedAt: 'asc' },
    select: { id: true, fullName: true, deactivatedAt: true, unit: { select: { name: true } } },
    take: MOST_NAMED,
  });
}
