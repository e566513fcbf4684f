import { FILING_ROLES, type Actor, type Level, type Role } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { goingOn, type FoundSession } from '../platform/http/session.js';
import { Prisma } from '../platform/prisma/client.js';
import type { Mailbox } from '../mail/message.js';
import type { MessageKind } from '../mail/names.js';
import { isPassword } from './passwords.js';
import { reachable, reader } from './reachable-finders.js';
import { landingPath, looksAfterUnits, usernameKey } from './rules.js';

/** The actor of an account as it is now; undefined once it is closed, or its unit has ended and gave no longer to finish. */
export async function findActor(db: Db | Tx, accountId: number, now: Date): Promise<Actor | undefined> {
  const [row] = await db.$queryRaw<ActorRow[]>`
    SELECT ${ACTOR} FROM ${ACCOUNTS} WHERE a.id = ${accountId} AND ${isActive(now)}`;
  return row && actorOf(row);
}

/** A session that goes on with the actor of its account, as that is now; undefined where it is over. */
export async function findSession(
  db: Db,
  id: string,
  now: Date,
  maxHours: number,
): Promise<FoundSession | undefined> {
  const { expiresAt, beganAt } = goingOn(now, maxHours);
  const [row] = await db.$queryRaw<(SessionRow & (ActorRow | { id: null }))[]>`
    SELECT /* of one row */ s.data, s.expires_at AS "expiresAt", ${ACTOR}
    FROM sessions s LEFT JOIN (${ACCOUNTS}) ON a.id = s.account_id AND ${isActive(now)}
    WHERE s.id = ${id} AND s.expires_at > ${expiresAt.gt} AND s.began_at > ${beganAt.gt}`;
  if (!row) return undefined;
  return { data: row.data, expiresAt: row.expiresAt, actor: row.id === null ? undefined : actorOf(row) };
}
type SessionRow = Pick<FoundSession, 'data' | 'expiresAt'>;

const ACTOR = Prisma.sql`a.id, a.username, a.full_name, a.roles::text[] AS roles,
  u.id AS unit_id, u.name AS unit_name, u.level::text AS level, u.parent_id, u.path,
  p.name AS parent_name, p.contact_board, p.contact_phone, p.contact_hours, p.contact_email`;
const ACCOUNTS = Prisma.sql`accounts a JOIN units u ON u.id = a.unit_id LEFT JOIN units p ON p.id = u.parent_id`;

function isActive(now: Date): Prisma.Sql {
  return Prisma.sql`a.deactivated_at IS NULL AND coalesce(u.accounts_until > ${now}, u.active_to > ${now}, true)`;
}

/**
 * The active account behind a username and password; undefined where either is wrong, without telling by the time
 * it takes which one.
 */
export async function findByPassword(
  db: Db,
  username: string,
  password: string,
  now: Date,
): Promise<Actor | undefined> {
  const account = await db.account.findUnique({
    where: { username: usernameKey(username) },
    select: { id: true, passwordHash: true },
  });
  const matches = await isPassword(account?.passwordHash ?? null, password);
  return account && matches ? findActor(db, account.id, now) : undefined;
}

/** What a sign-in has to know of an account before the password is looked at; null where there is none of that name. */
export function findByName(db: Db, username: string) {
  const select = { id: true, username: true, unitId: true, passwordHash: true };
  return db.account.findUnique({ where: { username }, select });
}

/** The own e-mail address; '' where there is none. */
export async function ownEmail(db: Db | Tx, { accountId }: Actor): Promise<string> {
  return (await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } })).email;
}

/** The own telephone number and name in Zalo; '' where there is none. */
export function ownPhone(db: Db, { accountId: id }: Actor) {
  return db.account.findUniqueOrThrow({ where: { id }, select: { phone: true, zaloName: true } });
}

/**
 * What the own account says about how it is reached: its address, which messages it does not want, when its summary comes,
 * its telephone and name in Zalo; and its version. Since when it has a second factor; null: it has none.
 */
export function ownMail(db: Db, { accountId }: Actor) {
  const select = {
    ...{ email: true, emailConfirmedAt: true, mutedMessages: true, summaryDay: true, version: true },
    ...{ phone: true, zaloName: true, secondFactorAt: true },
  };
  return db.account.findUniqueOrThrow({ where: { id: accountId }, select });
}
export type OwnMail = Awaited<ReturnType<typeof ownMail>>;

/**
 * Who of a unit hears of its report by mail: whoever filed it, the unit's filers and its signatories; those that are
 * active and have an address, each address once.
 */
export async function filingMailboxes(tx: Tx, unitId: number, filedById: number) {
  const accounts = await tx.account.findMany({
    where: {
      email: { not: '' },
      deactivatedAt: null,
      OR: [{ id: filedById }, { unitId, roles: { hasSome: [...FILING_ROLES] } }],
    },
    select: { id: true, fullName: true, email: true },
    orderBy: { id: 'asc' },
  });
  return mailboxes(accounts);
}

/** Of each unit, its people who can be reached about its report; each address once. */
export async function contactsOf(db: Db | Tx, unitIds: readonly number[]): Promise<Map<number, Mailbox[]>> {
  return byUnit(db, unitIds, reachable);
}

/** Whom one telephones about a unit's report. `phone`: digits, or as the unit wrote it of its office; '' for none. */
export interface Callee {
  readonly unitId: number;
  readonly name: string;
  readonly phone: string;
  readonly zaloName: string;
}

/** Of each unit its people who file or sign, those with a telephone first, and the telephone that it gives as an office. */
export async function calleesOf(db: Db, unitIds: readonly number[]): Promise<Map<number, Callee[]>> {
  const rows = await db.$queryRaw<Callee[]>`
    SELECT unit_id AS "unitId", full_name AS name, phone, zalo_name AS "zaloName",
      CASE WHEN phone = '' THEN 3 WHEN 'FILER' = ANY (roles) THEN 0 ELSE 1 END AS rank, id
    FROM accounts WHERE unit_id = ANY (${[...unitIds]}) AND deactivated_at IS NULL
      AND roles && ${`{${FILING_ROLES.join(',')}}`}::"Role"[]
    UNION ALL
    SELECT id, coalesce(nullif(contact_board, ''), 'Văn phòng'), contact_phone, '', 2, id
    FROM units WHERE id = ANY (${[...unitIds]}) AND contact_phone <> ''
    ORDER BY rank, id`;
  return new Map(unitIds.map((id) => [id, rows.filter(({ unitId }) => unitId === id)]));
}

/** Of each unit, the active accounts with one of `roles` and an address that want messages of that kind; each address once. */
export async function mailboxesOf(
  tx: Db | Tx,
  unitIds: readonly number[],
  kind: MessageKind,
  roles: readonly Role[],
): Promise<Map<number, Mailbox[]>> {
  return byUnit(tx, unitIds, reader(kind, roles));
}

async function byUnit(db: Db | Tx, unitIds: readonly number[], who: Prisma.AccountWhereInput) {
  const accounts = await db.account.findMany({
    where: { ...who, unitId: { in: [...unitIds] } },
    select: { id: true, unitId: true, fullName: true, email: true },
    orderBy: { id: 'asc' },
  });
  const ofUnit = new Map(unitIds.map((unitId): [number, typeof accounts] => [unitId, []]));
  for (const account of accounts) ofUnit.get(account.unitId)?.push(account);
  return new Map([...ofUnit].map(([unitId, own]) => [unitId, mailboxes(own)]));
}

function mailboxes(accounts: readonly { id: number; fullName: string; email: string }[]): Mailbox[] {
  const byAddress = new Map(accounts.map((account) => [account.email.toLowerCase(), account]));
  return [...byAddress.values()].map((a) => ({ accountId: a.id, name: a.fullName, address: a.email }));
}

interface ActorRow {
  id: number;
  username: string;
  full_name: string;
  roles: Role[];
  unit_id: number;
  unit_name: string;
  level: Level;
  parent_id: number | null;
  path: string;
  parent_name: string | null;
  contact_board: string | null;
  contact_phone: string | null;
  contact_hours: string | null;
  contact_email: string | null;
}

function actorOf(row: ActorRow): Actor {
  return {
    accountId: row.id,
    username: row.username,
    fullName: row.full_name,
    roles: row.roles,
    ...helpFrom(row),
    unit: {
      id: row.unit_id,
      name: row.unit_name,
      level: row.level,
      parentId: row.parent_id,
      path: row.path,
    },
  };
}

function helpFrom(row: ActorRow): Pick<Actor, 'helpFrom'> {
  const [phone, email] = [row.contact_phone ?? '', row.contact_email ?? ''];
  if (phone === '' && email === '') return {};
  const [board, hours] = [row.contact_board ?? '', row.contact_hours ?? ''];
  return { helpFrom: { unit: row.parent_name ?? '', board, phone, hours, email } };
}

/** Who signs for a unit, as far as its accounts tell; null where none has the role, or several have. */
export async function signatoryOf(db: Db, unitId: number) {
  const [first, second] = await db.account.findMany({
    where: { unitId, roles: { has: 'SIGNATORY' }, deactivatedAt: null },
    select: { fullName: true, position: true },
    orderBy: { id: 'asc' },
    take: 2,
  });
  return first && !second ? first : null;
}

/** Whether single letters are keys for this person where a report is reviewed. */
export async function usesSingleKeys(db: Db, { accountId: id }: Actor): Promise<boolean> {
  const row = await db.account.findUniqueOrThrow({ where: { id }, select: { singleKeys: true } });
  return row.singleKeys;
}

/** The address at which an account begins its work; a filer's is known without asking. */
export async function startOf(db: Db, actor: Actor): Promise<string> {
  if (!looksAfterUnits(actor)) return landingPath(actor, false);
  const below = await db.unit.findFirst({ where: { parentId: actor.unit.id }, select: { id: true } });
  return landingPath(actor, below !== null);
}
