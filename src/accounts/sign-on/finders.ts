import type { Actor } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { findActor } from '../finders.js';
import type { Identity } from './rules.js';

/** As many as are looked at: more than one person is no person. */
const MOST = 10;

/**
 * The active accounts that an identity names: of an address, in whatever case, all that confirmed it, or else have it; of a
 * username the one. Whoever's unit has ended has none.
 */
export async function findByIdentity(
  db: Db,
  identity: Exclude<Identity, { problem: string }>,
  now: Date,
): Promise<Actor[]> {
  const ids =
    'email' in identity ? await idsByEmail(db, identity.email) : await idsByName(db, identity.username);
  const actors = await Promise.all(ids.map((id) => findActor(db, id, now)));
  return actors.filter((actor) => actor !== undefined);
}

/**
 * Found by the index of trigrams; then compared whole. Whose address is confirmed goes before who only wrote it: nobody is kept
 * out by somebody else who says to have the same.
 */
async function idsByEmail(db: Db, email: string): Promise<number[]> {
  const literal = email.replace(/[\\%_]/g, '\\$&');
  const rows = await db.$queryRaw<{ id: number; isConfirmed: boolean }[]>`
    SELECT id, email_confirmed_at IS NOT NULL AS "isConfirmed" FROM accounts
    WHERE email ILIKE ${literal} AND lower(email) = ${email.toLowerCase()} AND deactivated_at IS NULL
    ORDER BY email_confirmed_at LIMIT ${MOST}`;
  const confirmed = rows.filter(({ isConfirmed }) => isConfirmed);
  return (confirmed.length > 0 ? confirmed : rows).map(({ id }) => id);
}

async function idsByName(db: Db, username: string): Promise<number[]> {
  const account = await db.account.findUnique({ where: { username }, select: { id: true } });
  return account ? [account.id] : [];
}
