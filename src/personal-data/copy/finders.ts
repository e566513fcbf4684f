import type { Db } from '../../platform/postgres/db.js';

/** Whose copy it is. */
interface Person {
  readonly id: number;
  readonly username: string;
  readonly fullName: string;
  readonly phone: string;
  readonly unitId: number;
}

/** The person's account, what belongs to it alone, and how many sessions are open; nothing that anybody could sign in with. */
export function personAccount(db: Db, id: number, now: Date) {
  return db.account.findUniqueOrThrow({
    where: { id },
    omit: { passwordHash: true, activationHash: true, resetHash: true },
    include: {
      unit: { select: { name: true } },
      calendar: { select: { madeAt: true } },
      devices: { select: { browser: true, addedAt: true, lastSentAt: true }, orderBy: { id: 'asc' } },
      sessions: {
        where: { expiresAt: { gt: now } },
        select: { beganAt: true, usedAt: true, expiresAt: true, address: true, device: true },
      },
      authenticatorApp: { select: { addedAt: true } },
      passkeys: { select: { name: true, addedAt: true, lastUsedAt: true } },
    },
  });
}
export type PersonAccount = Awaited<ReturnType<typeof personAccount>>;

const BATCH = 500;

/** All rows by their ids, some at a time. */
async function* each<Row extends { id: number }>(next: (after: number) => Promise<Row[]>) {
  for (let after = 0; ;) {
    const rows = await next(after);
    yield* rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id ?? after;
  }
}

const FROM = { orderBy: { id: 'asc' }, take: BATCH } as const;

/** What the person did. */
export function eventsBy(db: Db, { id: actorId }: Person) {
  return each((after) => db.historyEvent.findMany({ where: { actorId, id: { gt: after } }, ...FROM }));
}

/** What others did with the person's account, as it is called now. */
export function eventsAbout(db: Db, { id: actorId, username, unitId }: Person) {
  const detail = { path: ['account'], equals: username };
  return each((after) =>
    db.historyEvent.findMany({
      where: { unitId, detail, OR: [{ actorId: null }, { actorId: { not: actorId } }], id: { gt: after } },
      ...FROM,
    }),
  );
}

export function messagesTo(db: Db, { id: accountId }: Person) {
  return each((after) => db.message.findMany({ where: { accountId, id: { gt: after } }, ...FROM }));
}

export function commentsBy(db: Db, { id: writtenById }: Person) {
  const include = { report: { select: { unitName: true } } };
  return each((after) =>
    db.comment.findMany({ where: { writtenById, id: { gt: after } }, include, ...FROM }),
  );
}

/** The calls that were noted about the person: those to their unit whose title says them. */
export function callsTo(db: Db, { unitId, fullName }: Person) {
  const about = { report: { unitId }, callResult: { not: null }, title: { contains: fullName } };
  return each((after) => db.reminderDelivery.findMany({ where: { ...about, id: { gt: after } }, ...FROM }));
}
