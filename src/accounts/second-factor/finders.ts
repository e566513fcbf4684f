import type { Actor, Admin, Role } from '../../platform/actor.js';
import { Forbidden, NotFound } from '../../platform/errors.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { isRootAdmin } from '../../units/rules.js';
import type { Requirement } from './rules.js';

/** Whether the rule `r` is about an account `a` of a unit `u`. */
const CONCERNED = Prisma.sql`(a.roles && r.roles OR (u.parent_id IS NULL AND a.roles && r.root_roles))`;

/** Of an account `a` of a unit `u`: it must have a second factor, now or from a day that is known, and has none. */
export const LACKS_FACTOR = Prisma.sql`(a.second_factor_at IS NULL
  AND EXISTS (SELECT FROM second_factor_rules r WHERE ${CONCERNED}))`;

/** What sign-in asks about an account. `mustFrom`: from when on it must have a second factor; null: it need not. */
export interface Standing {
  readonly version: number;
  readonly isSet: boolean;
  readonly mustFrom: Date | null;
}

export async function findStanding(db: Db | Tx, { accountId }: Pick<Actor, 'accountId'>): Promise<Standing> {
  const [row] = await db.$queryRaw<Standing[]>`
    SELECT a.version, a.second_factor_at IS NOT NULL AS "isSet", r.starts_on AS "mustFrom"
    FROM accounts a JOIN units u ON u.id = a.unit_id LEFT JOIN second_factor_rules r ON ${CONCERNED}
    WHERE a.id = ${accountId}`;
  if (!row) throw new NotFound('Không có tài khoản này.');
  return row;
}

/** The own ways of verification, and how many recovery codes are left; whether the account has a password to ask for. */
export async function ownFactors(db: Db, { accountId: id }: Pick<Actor, 'accountId'>) {
  const { passwordHash, authenticatorApp, passkeys, recoveryCodes } = await db.account.findUniqueOrThrow({
    where: { id },
    select: {
      passwordHash: true,
      authenticatorApp: { select: { addedAt: true } },
      passkeys: { orderBy: { id: 'asc' } },
      recoveryCodes: { where: { usedAt: null }, select: { id: true } },
    },
  });
  const isSet = authenticatorApp !== null || passkeys.length > 0;
  return {
    ...{ app: authenticatorApp, passkeys, isSet, codesLeft: recoveryCodes.length },
    hasPassword: passwordHash !== null,
  };
}
export type OwnFactors = Awaited<ReturnType<typeof ownFactors>>;

export function passkeysOf(db: Db | Tx, { accountId }: Pick<Actor, 'accountId'>) {
  return db.passkey.findMany({ where: { accountId }, orderBy: { id: 'asc' } });
}

declare const own: unique symbol;
/** A passkey of the actor's own account. */
export interface OwnPasskey {
  readonly actor: Actor;
  readonly id: number;
  readonly name: string;
  readonly [own]: true;
}

export async function findOwnPasskey(db: Db, actor: Actor, id: number): Promise<OwnPasskey> {
  const passkey = await db.passkey.findFirst({ where: { id, accountId: actor.accountId } });
  if (!passkey) throw new NotFound('Tài khoản của bạn không có khóa truy cập này.');
  return { actor, id, name: passkey.name } as OwnPasskey;
}

declare const ruling: unique symbol;
/** An administrator of the federation itself, who says who must have a second factor. */
export type RuleAdmin = Admin & { readonly [ruling]: true };

/** Forbidden for administrators of other units. */
export function asRuleAdmin(admin: Admin): RuleAdmin {
  if (!isRootAdmin(admin))
    throw new Forbidden('Chỉ người quản trị của Liên đoàn Lao động tỉnh đặt yêu cầu này.');
  return admin as RuleAdmin;
}

/** Who must have a second factor; `version` 0 where that was never said. */
export async function findRequirement(db: Db | Tx): Promise<Requirement & { readonly version: number }> {
  const row = await db.secondFactorRule.findUnique({ where: { id: 1 } });
  return row ?? { roles: [] as Role[], rootRoles: [] as Role[], startsOn: null, version: 0 };
}

/** Of how many accounts a part of the rule is, and how many of these have no second factor. */
export interface Reach {
  readonly all: number;
  readonly lacking: number;
}

/** Whom a rule would be about that is not saved yet: in all units, and in the root unit alone. */
export async function reachOf(
  db: Db,
  { roles, rootRoles }: Pick<Requirement, 'roles' | 'rootRoles'>,
): Promise<{ everywhere: Reach; root: Reach }> {
  const count = async (concerned: Prisma.Sql) => {
    const [row] = await db.$queryRaw<[Reach]>`
      SELECT count(*)::int AS all, (count(*) FILTER (WHERE a.second_factor_at IS NULL))::int AS lacking
      FROM accounts a JOIN units u ON u.id = a.unit_id
      WHERE a.deactivated_at IS NULL AND ${concerned}`;
    return row;
  };
  const [everywhere, root] = await Promise.all([
    count(Prisma.sql`a.roles && ${[...roles]}::"Role"[]`),
    count(Prisma.sql`u.parent_id IS NULL AND a.roles && ${[...rootRoles]}::"Role"[]`),
  ]);
  return { everywhere, root };
}

/** How many who must have one have none. */
export async function countLacking(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: bigint }]>`
    SELECT count(*) FROM accounts a JOIN units u ON u.id = a.unit_id
    WHERE a.deactivated_at IS NULL AND ${LACKS_FACTOR}`;
  return Number(row.count);
}
