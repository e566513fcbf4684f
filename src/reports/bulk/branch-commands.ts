import type { Db } from '../../platform/postgres/db.js';
import { lockExtendable, type OpenedBranch } from './branch-finders.js';
import { carryOut } from './deciding-commands.js';
import { extension } from './extension-commands.js';
import { firstNames } from './finders.js';
import type { Told } from './rules.js';

/** So many reports a transaction: who files meanwhile waits for no more than these. */
const CHUNK = 1000;

/**
 * Gives a unit and everything below it a later day; answers how many, and whom. Those to be filed later already keep their day, and what
 * was filed, accepted or exempt stays as it is. Begun again, it goes on: what has the day already is not extended twice.
 */
export async function extendBranch(
  db: Db,
  branch: OpenedBranch,
  { reason, dueBefore }: { reason: string; dueBefore: Date },
  now: Date,
): Promise<Told & { readonly done: number }> {
  const { actor } = branch;
  // Its own reviewers give extensions, too: the units read that it comes from the province.
  const grant = { reason, dueBefore, by: `${actor.fullName}, ${actor.unit.name}` };
  const done: number[] = [];
  let unmailed = 0;
  for (let after = 0; ;) {
    const chunk = await db.$transaction(
      async (tx) => {
        const rows = await lockExtendable(tx, branch, { dueBefore, after, take: CHUNK });
        return { rows, unmailed: await carryOut(tx, actor, rows, extension(actor, grant, now), now) };
      },
      { timeout: 60_000 },
    );
    const last = chunk.rows.at(-1);
    if (!last) return { done: done.length, unmailed, names: await firstNames(db, done) };
    done.push(...chunk.rows.map(({ id }) => id));
    unmailed += chunk.unmailed;
    after = last.id;
  }
}
