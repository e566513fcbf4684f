import type { AppDeps } from '../deps.js';
import type { Actor } from '../platform/actor.js';
import type { Greeting } from '../platform/page/chrome.js';
import { ownDue } from './finders.js';
import { greetingOf } from './rules.js';

/** Says what a person is told when the account signs in the first time; null ever after, also where it was not read. */
export function greeter({ db, clock }: AppDeps): (actor: Actor) => Promise<Greeting | null> {
  return async (actor) => {
    const { count } = await db.account.updateMany({
      where: { id: actor.accountId, shownRoundAt: null },
      data: { shownRoundAt: clock() },
    });
    return count === 0 ? null : greetingOf(actor, await ownDue(db, actor));
  };
}
