import type { Actor } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { record } from '../../history/commands.js';
import type { OpenedPerson } from '../../anonymising/finders.js';

/** Tells the history that somebody took a copy of their own data. */
export async function noteOwnCopy(db: Db, actor: Actor, at: Date): Promise<void> {
  await db.$transaction((tx) => record(tx, { at, action: 'own-data-copied', actor, unitId: actor.unit.id }));
}

/** The same of an administrator, for somebody who asked for it by paper. */
export async function noteCopy(db: Db, { admin, account }: OpenedPerson, at: Date): Promise<void> {
  const detail = { number: account.id, account: account.username };
  await db.$transaction((tx) =>
    record(tx, { at, action: 'person-data-copied', actor: admin, unitId: account.unitId, detail }),
  );
}
