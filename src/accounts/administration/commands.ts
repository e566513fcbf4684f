import type { Admin, Operator } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict, NotPossible } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Account } from '../../platform/prisma/client.js';
import { asTaken } from '../../platform/postgres/taken.js';
import { record } from '../../history/commands.js';
import { findUnitForAccounts } from '../../units/finders.js';
import { isWorkedFor } from '../../units/rules.js';
import { newToken } from '../activation/tokens.js';
import { endAccess, endSessions, tellLeftAddress } from '../commands.js';
import { phoneInWords } from '../phones.js';
import { closedAccount, foldedName, linkEnd, noLink, rolesInWords, unconfirmed } from '../rules.js';
import { changeAccount, tellOf, type Why } from './change-commands.js';
import { newAccountProblems, NO_UNIT, UNIT_ENDED, USERNAME_TAKEN, type ManagedAccount } from './finders.js';
import type { AccountEdit, NewAccount } from './forms.js';

/** `token` is for the activation link, and is nowhere kept. */
type NewAccountOutcome = Outcome<{ account: Account; token: string }>;

/** Accounts that can no longer do their unit's work, and why: what becomes of what they looked after. */
export interface LeftWork {
  readonly accountIds: readonly number[];
  /** null: the portal itself. */
  readonly actor: Admin | null;
  readonly why: string;
  readonly now: Date;
}
/** Lets their work go, in the transaction in which they leave it (reports/assignment/commands.ts). */
export type ReleaseWork = (tx: Tx, left: LeftWork) => Promise<void>;

export async function createAccount(
  db: Db,
  admin: Admin,
  wanted: NewAccount,
  now: Date,
): Promise<NewAccountOutcome> {
  const { unitCode, ...data } = wanted;
  const { token, hash } = newToken();
  const made = db.$transaction(async (tx): Promise<NewAccountOutcome> => {
    const problems = await newAccountProblems(tx, admin, wanted, now);
    const unit = await findUnitForAccounts(tx, admin, unitCode);
    if (problems.length > 0 || !unit) return { problems };
    const account = await tx.account.create({
      data: {
        ...data,
        nameFolded: foldedName(data),
        unitId: unit.id,
        createdAt: now,
        ...activation(hash, now),
      },
    });
    const detail = { account: account.username, roles: rolesInWords(account.roles) };
    await record(tx, { at: now, action: 'account-created', actor: admin, unitId: unit.id, detail });
    return { done: { account, token } };
  });
  return made.catch(asTaken(USERNAME_TAKEN));
}

export function editAccount(
  db: Db,
  { admin, account }: ManagedAccount,
  edit: AccountEdit,
  now: Date,
  release: ReleaseWork,
): Promise<Outcome<true, ManagedAccount['account']>> {
  return db.$transaction(async (tx) => {
    const unit = await findUnitForAccounts(tx, admin, edit.unitCode);
    if (!unit) return { problems: [NO_UNIT] };
    if (unit.id !== account.unitId && !isWorkedFor(unit, now)) return { problems: [UNIT_ENDED] };
    const staysRootAdmin = unit.parentId === null && edit.roles.includes('ADMIN');
    if (!staysRootAdmin && (await isLastRootAdmin(tx, account)))
      return { problems: [{ field: 'roles', message: LAST_ADMIN }] };
    const { unitCode: _, version, ...facts } = edit;
    const { fullName } = facts;
    const nameFolded = foldedName({ fullName, username: account.username });
    const { count } = await tx.account.updateMany({
      where: { id: account.id, version },
      data: {
        ...{ ...facts, nameFolded, unitId: unit.id, version: { increment: 1 } },
        ...confirmationOf(account, facts),
      },
    });
    const saved = await tx.account.findUniqueOrThrow({ where: { id: account.id }, include: { unit: true } });
    if (count === 0) return { stale: saved };
    const changes = changesBetween(account, saved);
    const detail = { account: account.username, changes };
    if (changes.length > 0)
      await record(tx, { at: now, action: 'account-edited', actor: admin, unitId: unit.id, detail });
    await tellIfLeft(tx, account, saved, admin, now);
    if (saved.unitId !== account.unitId || !saved.roles.includes('REVIEWER'))
      await release(tx, leftBy(account, admin, now));
    return { done: true };
  });
}

type HasAddress = Pick<Account, 'email'>;

/** An address that an administrator typed is confirmed by nobody. */
function confirmationOf(before: HasAddress, after: HasAddress) {
  return after.email === before.email ? {} : unconfirmed;
}

async function tellIfLeft(
  tx: Tx,
  before: Account,
  after: HasAddress,
  admin: Admin,
  now: Date,
): Promise<void> {
  if (after.email !== before.email) await tellLeftAddress(tx, before, admin.fullName, now);
}

/** Signs the account out everywhere and keeps it out. Conflict for the last administrator, or a stale version. */
export function deactivateAccount(
  db: Db,
  managed: ManagedAccount,
  version: number,
  now: Date,
  release: ReleaseWork,
): Promise<void> {
  return db.$transaction(async (tx) => {
    if (await isLastRootAdmin(tx, managed.account)) throw new NotPossible(LAST_ADMIN);
    await changeAccount(tx, managed, { version, deactivatedAt: null }, closedAccount(now));
    await endAccess(tx, [managed.account.id]);
    await tellOf(tx, managed, 'account-deactivated', now);
    await release(tx, leftBy(managed.account, managed.admin, now));
  });
}

/** Signs an account out everywhere, but for the session `except`; in how many places it was signed in. */
export function signOutEverywhere(
  db: Db,
  managed: ManagedAccount,
  except: string,
  now: Date,
): Promise<number> {
  return db.$transaction(async (tx) => {
    const sessions = await endSessions(tx, managed.account.id, except);
    if (sessions > 0) await tellOf(tx, managed, 'account-signed-out', now, { sessions });
    return sessions;
  });
}

/** Conflict where its unit has ended, or a stale version. */
export function reactivateAccount(
  db: Db,
  managed: ManagedAccount<Admin | Operator>,
  version: number,
  now: Date,
  why: Why = {},
): Promise<void> {
  return db.$transaction(async (tx) => {
    if (!isWorkedFor(managed.account.unit, now)) throw new Conflict(MOVE_FIRST);
    await changeAccount(tx, managed, { version, deactivatedAt: { not: null } }, { deactivatedAt: null });
    await tellOf(tx, managed, 'account-reactivated', now, why);
  });
}

/**
 * Makes a new one-time link, and answers with its token. An earlier link, the password and every session end at once: who
 * asks for it may have lost the account to somebody else. NotPossible for the own account.
 */
export function makeActivationLink(
  db: Db,
  managed: ManagedAccount<Admin | Operator>,
  version: number,
  now: Date,
  why: Why = {},
): Promise<string> {
  const { token, hash } = newToken();
  if (managed.admin.accountId === managed.account.id) throw new NotPossible(OWN_LINK);
  return db.$transaction(async (tx) => {
    const ended = { passwordHash: null, ...noLink };
    const data = { ...ended, ...activation(hash, now) };
    await changeAccount(tx, managed, { version, deactivatedAt: null }, data);
    await endSessions(tx, managed.account.id);
    await tellOf(tx, managed, 'activation-link-made', now, why);
    return token;
  });
}

/** What one account left. */
export function leftBy(account: { id: number; fullName: string }, actor: Admin, now: Date): LeftWork {
  return { accountIds: [account.id], actor, why: `${account.fullName} không còn xét duyệt ở đơn vị`, now };
}

const MOVE_FIRST =
  'Đơn vị của tài khoản này đã kết thúc hoạt động. Hãy chuyển tài khoản sang đơn vị khác, hoặc cho đơn vị dùng tiếp tài khoản, rồi cho hoạt động lại.';
const OWN_LINK =
  'Đây là tài khoản của chính bạn. Hãy đổi mật khẩu ở trang “Tài khoản của tôi”, hoặc nhờ một người quản trị khác tạo liên kết.';
const LAST_ADMIN =
  'Đây là người quản trị cuối cùng của Liên đoàn Lao động tỉnh. Hãy giao vai trò Quản trị cho một tài khoản khác của Liên đoàn trước.';

/** Whether without this account nobody who can sign in would administer the root. Waits for others who ask. */
async function isLastRootAdmin(tx: Tx, account: ManagedAccount['account']): Promise<boolean> {
  if (account.unit.parentId !== null || !account.roles.includes('ADMIN')) return false;
  await tx.$queryRaw`SELECT id FROM units WHERE parent_id IS NULL FOR UPDATE`;
  const others = await tx.account.count({
    where: {
      id: { not: account.id },
      unit: { parentId: null },
      roles: { has: 'ADMIN' },
      deactivatedAt: null,
      passwordHash: { not: null },
    },
  });
  return others === 0;
}

function changesBetween(before: ManagedAccount['account'], after: ManagedAccount['account']): string[] {
  const facts: [label: string, before: string, after: string][] = [
    ['họ và tên', before.fullName, after.fullName],
    ['chức vụ', before.position || '–', after.position || '–'],
    ['đơn vị', before.unit.name, after.unit.name],
    ['vai trò', rolesInWords(before.roles), rolesInWords(after.roles)],
  ];
  // What reaches a person stands in no history: there nobody could erase it.
  const contacts: typeof facts = [
    ['thư điện tử', before.email, after.email],
    ['điện thoại', phoneInWords(before), phoneInWords(after)],
  ];
  return [
    ...changed(facts).map(([label, a, b]) => `${label}: ${a} → ${b}`),
    ...changed(contacts).map(([label]) => `${label}: đã đổi`),
  ];
}

function changed<Fact extends readonly [string, string, string]>(facts: readonly Fact[]): Fact[] {
  return facts.filter(([, before, after]) => before !== after);
}

function activation(hash: string, now: Date) {
  return { activationHash: hash, activationExpiresAt: linkEnd(now) };
}
