import type { Admin } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { bounceOf } from '../../mail/finders.js';
import { isRootAdmin } from '../../units/rules.js';
import { MANY_LOCKED_OUT } from './rules.js';

/** A unit for which nobody can sign in, and who of it is nearest to doing so. */
export interface LockedOutRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  /** All accounts that it ever had. */
  readonly accounts: number;
  /** The open account that files or signs, else any open one; null where all are closed, or there is none. */
  readonly nearest: Nearest | null;
  /** Where no account is open: who had the last one that was closed, where that is still known; null otherwise. */
  readonly last: { readonly fullName: string; readonly phone: string } | null;
  /** Whom the unit names to others, and their number as it was written; '' for none. */
  readonly board: string;
  readonly boardPhone: string;
}
interface Nearest {
  readonly id: number;
  readonly fullName: string;
  readonly email: string;
  readonly phone: string;
  /** Mail to it came back. */
  readonly bounced: boolean;
}

const PAGE = 25;

/** One page of the units in scope for which nobody can sign in, by name, and the id after which the next begins. */
export async function lockedOutUnits(db: Db, admin: Admin, after: number | undefined, now: Date) {
  const isAfter =
    after === undefined
      ? Prisma.sql`true`
      : Prisma.sql`(u.name, u.id) > (SELECT name, id FROM units WHERE id = ${after})`;
  const found = await db.$queryRaw<(Omit<LockedOutRow, 'nearest'> & { nearest: Unsure | null })[]>`
    SELECT u.id, u.code, u.name,
      (SELECT count(*)::int FROM accounts WHERE unit_id = u.id) AS accounts,
      (SELECT json_build_object('id', id, 'fullName', full_name, 'email', email, 'phone', phone)
        FROM accounts WHERE unit_id = u.id AND deactivated_at IS NULL
        ORDER BY roles && '{FILER,SIGNATORY}'::"Role"[] DESC, id LIMIT 1) AS nearest,
      (SELECT json_build_object('fullName', full_name, 'phone', phone)
        FROM accounts WHERE unit_id = u.id AND deactivated_at IS NOT NULL AND anonymised_at IS NULL
        ORDER BY deactivated_at DESC, id DESC LIMIT 1) AS last,
      u.contact_board AS board, u.contact_phone AS "boardPhone"
    FROM locked_out_units l JOIN units u ON u.id = l.unit_id
    WHERE ${inScope(admin, now)} AND ${isAfter}
    ORDER BY u.name, u.id LIMIT ${PAGE + 1}`;
  const shown = found.slice(0, PAGE);
  const rows = await Promise.all(
    shown.map(async (row): Promise<LockedOutRow> => ({ ...row, nearest: await withBounce(db, row.nearest) })),
  );
  return { rows, next: found.length > PAGE ? shown.at(-1)?.id : undefined };
}

type Unsure = Omit<Nearest, 'bounced'>;

async function withBounce(db: Db, nearest: Unsure | null): Promise<Nearest | null> {
  return nearest && { ...nearest, bounced: (await bounceOf(db, nearest.email)) !== undefined };
}

/** How many there are, no further than MANY_LOCKED_OUT. */
export async function countLockedOut(db: Db, admin: Admin, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM locked_out_units l JOIN units u ON u.id = l.unit_id
      WHERE ${inScope(admin, now)} LIMIT ${MANY_LOCKED_OUT}) found`;
  return row.count;
}

/** Those that work now: whose own day has not come, or is over, needs nobody. */
function inScope(admin: Admin, now: Date): Prisma.Sql {
  const scope = isRootAdmin(admin) ? Prisma.sql`true` : Prisma.sql`u.path LIKE ${`${admin.unit.path}%`}`;
  return Prisma.sql`${scope} AND u.active_from <= ${now} AND (u.active_to IS NULL OR u.active_to > ${now})`;
}
