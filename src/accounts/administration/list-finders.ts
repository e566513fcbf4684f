import type { Admin, Role } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { fold, literally } from '../../platform/text/text.js';
import { isRootAdmin } from '../../units/rules.js';
import { LACKS_FACTOR } from '../second-factor/finders.js';

export const accountStates = [
  'chua-kich-hoat',
  'chua-dang-nhap',
  'khong-thu',
  'thieu-xac-minh',
  'da-ngung',
] as const;
export type AccountState = (typeof accountStates)[number];

/** `search` is as typed; `unit`: the code of the unit whose accounts are asked for; `after`: the last id of the page before. */
export interface AccountFilter {
  readonly search: string;
  readonly role: Role | undefined;
  readonly state: AccountState | undefined;
  readonly unit: string;
  readonly after: number | undefined;
}
export interface AccountRow {
  readonly id: number;
  readonly username: string;
  readonly fullName: string;
  readonly position: string;
  readonly email: string;
  readonly unitId: number;
  readonly unitName: string;
  readonly roles: readonly Role[];
  readonly isDeactivated: boolean;
  readonly isActivated: boolean;
  readonly hasSignedIn: boolean;
  /** It must have a second factor, now or from a day that is known. */
  readonly lacksFactor: boolean;
}

const PAGE = 25;

/**
 * One page of the accounts in scope, those of a unit together, units and people sorted as Vietnamese is, exact matches
 * first; and the id after which the next begins.
 */
export async function listAccounts(db: Db, admin: Admin, filter: AccountFilter) {
  const rank = rankOf(filter.search);
  const rows = await db.$queryRaw<AccountRow[]>`
    SELECT a.id, a.username, a.full_name AS "fullName", a.position, a.email, a.roles::text[] AS roles,
           u.id AS "unitId", u.name AS "unitName", a.deactivated_at IS NOT NULL AS "isDeactivated",
           a.password_hash IS NOT NULL AS "isActivated", a.shown_round_at IS NOT NULL AS "hasSignedIn",
           ${LACKS_FACTOR} AS "lacksFactor"
    FROM accounts a JOIN units u ON u.id = a.unit_id
    WHERE ${Prisma.join(conditionsOf(admin, filter), ' AND ')} AND ${startsAfter(rank, filter)}
    ORDER BY ${rank}, u.name, u.id, a.full_name, a.id LIMIT ${PAGE + 1}`;
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? rows[PAGE - 1]?.id : undefined };
}

/** The accounts of one unit, those that are open first; no more than `count`. */
export async function accountsAt(db: Db, admin: Admin, unitId: number, count: number): Promise<AccountRow[]> {
  return db.$queryRaw<AccountRow[]>`
    SELECT a.id, a.username, a.full_name AS "fullName", a.position, a.email, a.roles::text[] AS roles,
           u.id AS "unitId", u.name AS "unitName", a.deactivated_at IS NOT NULL AS "isDeactivated",
           a.password_hash IS NOT NULL AS "isActivated", a.shown_round_at IS NOT NULL AS "hasSignedIn",
           ${LACKS_FACTOR} AS "lacksFactor"
    FROM accounts a JOIN units u ON u.id = a.unit_id
    WHERE a.unit_id = ${unitId} AND a.anonymised_at IS NULL AND u.path LIKE ${`${admin.unit.path}%`}
    ORDER BY a.deactivated_at IS NOT NULL, a.full_name, a.id LIMIT ${count}`;
}

/** The root's administrator looks after all: no scope then keeps an index from being used. */
function conditionsOf(admin: Admin, { search, role, state, unit }: AccountFilter): Prisma.Sql[] {
  return [
    Prisma.sql`a.anonymised_at IS NULL`,
    isRootAdmin(admin) ? Prisma.sql`true` : Prisma.sql`u.path LIKE ${`${admin.unit.path}%`}`,
    ...(search === '' ? [] : [named(search)]),
    ...(role ? [Prisma.sql`a.roles @> ${`{${role}}`}::"Role"[]`] : []),
    ...(state ? [STATES[state]] : []),
    ...(unit === '' ? [] : [Prisma.sql`u.code = ${unit.toUpperCase()}`]),
  ];
}

/** By the person's name, username or mail, or by the unit's name or code: each found by an index of its own. */
function named(search: string): Prisma.Sql {
  const [folded, typed] = [likeText(fold(search)), likeText(search)];
  return Prisma.sql`a.id IN (
    SELECT id FROM accounts WHERE name_folded LIKE ${folded}
    UNION SELECT id FROM accounts WHERE email ILIKE ${typed}
    UNION SELECT c.id FROM accounts c JOIN units n ON n.id = c.unit_id
      WHERE n.name_folded LIKE ${folded} OR n.code = ${search.toUpperCase()})`;
}

const STATES: Readonly<Record<AccountState, Prisma.Sql>> = {
  'chua-kich-hoat': Prisma.sql`a.deactivated_at IS NULL AND a.password_hash IS NULL`,
  'chua-dang-nhap': Prisma.sql`a.deactivated_at IS NULL AND a.shown_round_at IS NULL`,
  'khong-thu': Prisma.sql`a.deactivated_at IS NULL AND a.email = ''`,
  'thieu-xac-minh': Prisma.sql`a.deactivated_at IS NULL AND ${LACKS_FACTOR}`,
  'da-ngung': Prisma.sql`a.deactivated_at IS NOT NULL`,
};

/** The very diacritics that were typed, or the very username, before what only resembles them. */
function rankOf(search: string): Prisma.Sql {
  // A bare number in ORDER BY would name a column.
  if (search === '') return Prisma.sql`(0 + 0)`;
  const typed = search.toLowerCase();
  return Prisma.sql`CASE WHEN a.username = ${typed} THEN 0 WHEN a.full_name ILIKE ${likeText(typed)} THEN 1 ELSE 2 END`;
}

function startsAfter(rank: Prisma.Sql, { after, search }: AccountFilter): Prisma.Sql {
  if (after === undefined) return Prisma.sql`true`;
  const last = Prisma.sql`FROM accounts a JOIN units u ON u.id = a.unit_id WHERE a.id = ${after}`;
  const place = Prisma.sql`${rank}, u.name, u.id, a.full_name, a.id`;
  const isAfter = Prisma.sql`(${place}) > (SELECT ${place} ${last})`;
  // Where nothing is looked for, the units stand in the order of an index, which then begins there.
  return search === '' ? Prisma.sql`(u.name, u.id) >= (SELECT u.name, u.id ${last}) AND ${isAfter}` : isAfter;
}

function likeText(text: string): string {
  return `%${literally(text)}%`;
}
