import type { Actor } from '../platform/actor.js';
import type { Greeting } from '../platform/page/chrome.js';
import type { Db } from '../platform/postgres/db.js';
import { ownDue } from './finders.js';
import { greetingOf } from './rules.js';

/** What a person is told when the account signs in the first time; null ever after, also where it was not read. */
export async function greetOnce(db: Db, actor: Actor, now: Date): Promise<Greeting | null> {
  const { count } = await db.account.updateMany({
    where: { id: actor.accountId, shownRoundAt: null },
    data: { shownRoundAt: now },
  });
  return count === 0 ? null : greetingOf(actor, await ownDue(db, actor));
}
