import type { Admin } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { Prisma, type Account, type Unit } from '../../platform/prisma/client.js';
import { fold, literally } from '../../platform/text/text.js';

declare const managed: unique symbol;
/** An account that this administrator may edit, with its unit. Only the finder here makes it. */
export interface ManagedAccount {
  readonly admin: Admin;
  readonly account: Account & { unit: AccountUnit };
  readonly [managed]: true;
}

type AccountUnit = Pick<Unit, 'code' | 'name' | 'parentId' | 'activeTo' | 'accountsUntil'>;

/** An account of the own unit or one below it (at the root: any); NotFound otherwise. */
export async function findManagedAccount(db: Db, admin: Admin, id: number): Promise<ManagedAccount> {
  const account = await db.account.findFirst({
    where: { id, unit: { path: { startsWith: admin.unit.path } } },
    include: {
      unit: { select: { code: true, name: true, parentId: true, activeTo: true, accountsUntil: true } },
    },
  });
  if (!account) throw new NotFound('Không có tài khoản này trong phạm vi quản trị của bạn.');
  return { admin, account } as ManagedAccount;
}

/** `after`: the last id of the page before. `search` is as typed. */
export interface AccountFilter {
  readonly search: string;
  readonly after: number | undefined;
}
export interface AccountRow {
  readonly id: number;
  readonly username: string;
  readonly fullName: string;
  readonly position: string;
  readonly unitName: string;
  readonly roles: Account['roles'];
  readonly isDeactivated: boolean;
  readonly isActivated: boolean;
}

const PAGE = 50;

/** One page of the accounts in scope, sorted as Vietnamese is, exact matches first; and the id after which the next begins. */
export async function listAccounts(db: Db, admin: Admin, { search, after }: AccountFilter) {
  const rank = rankOf(search);
  const rows = await db.$queryRaw<AccountRow[]>`
    SELECT a.id, a.username, a.full_name AS "fullName", a.position, a.roles::text[] AS roles, u.name AS "unitName",
           a.deactivated_at IS NOT NULL AS "isDeactivated", a.password_hash IS NOT NULL AS "isActivated"
    FROM accounts a JOIN units u ON u.id = a.unit_id
    WHERE u.path LIKE ${`${admin.unit.path}%`} AND a.name_folded LIKE ${likeText(fold(search))}
      AND ${startsAfter(rank, after)}
    ORDER BY ${rank}, a.full_name, a.id LIMIT ${PAGE + 1}`;
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? rows[PAGE - 1]?.id : undefined };
}

/** The very diacritics that were typed, or the very username, before what only resembles them. */
function rankOf(search: string): Prisma.Sql {
  // A bare number in ORDER BY would name a column.
  if (search === '') return Prisma.sql`(0 + 0)`;
  const typed = search.toLowerCase();
  return Prisma.sql`CASE WHEN a.username = ${typed} THEN 0 WHEN a.full_name ILIKE ${likeText(typed)} THEN 1 ELSE 2 END`;
}

function startsAfter(rank: Prisma.Sql, after: number | undefined): Prisma.Sql {
  if (after === undefined) return Prisma.sql`true`;
  return Prisma.sql`(${rank}, a.full_name, a.id) > (SELECT ${rank}, a.full_name, a.id FROM accounts a WHERE a.id = ${after})`;
}

function likeText(text: string): string {
  return `%${literally(text)}%`;
}
