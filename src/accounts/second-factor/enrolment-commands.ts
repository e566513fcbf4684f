import type { Actor } from '../../platform/actor.js';
import { NotPossible } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { asTaken } from '../../platform/postgres/taken.js';
import { endSessions } from '../commands.js';
import { findStanding, type OwnPasskey } from './finders.js';
import type { KeptPasskey } from './passkeys.js';
import { hashRecoveryCodes, newRecoveryCodes } from './recovery-codes.js';
import { mustNow } from './rules.js';
import { tell, type Told } from './telling-commands.js';

/** Who changes the own second factor, and in which session: the others end where something is taken away. */
export interface Owner {
  readonly actor: Actor;
  readonly sessionId: string;
}

/**
 * Takes an app whose first code was typed: `secret` as it was sealed, `step` the half minute of that code. It takes the place of
 * an earlier one. Answers with the recovery codes, where the account had none; they are nowhere kept.
 */
export function addApp(
  db: Db,
  owner: Owner,
  { secret, step }: { secret: string; step: number },
  now: Date,
): Promise<readonly string[]> {
  const { accountId } = owner.actor;
  return add(db, owner, ADDED_APP, now, async (tx) => {
    const { count } = await tx.authenticatorApp.deleteMany({ where: { accountId } });
    await tx.authenticatorApp.create({ data: { accountId, secret, lastStep: step, addedAt: now } });
    if (count > 0) await endSessions(tx, accountId, owner.sessionId);
  });
}

/** The same of a passkey, beside those that there are. */
export function addPasskey(
  db: Db,
  owner: Owner,
  { name, ...made }: KeptPasskey & { name: string },
  now: Date,
): Promise<Outcome<readonly string[]>> {
  const { accountId } = owner.actor;
  const added = add(db, owner, addedPasskey(name), now, async (tx) => {
    if ((await tx.passkey.count({ where: { accountId } })) >= MOST_PASSKEYS) throw new NotPossible(TOO_MANY);
    const data = { ...made, transports: [...made.transports], name, accountId, addedAt: now };
    await tx.passkey.create({ data });
  });
  return added.then((codes): Outcome<readonly string[]> => ({ done: codes })).catch(asTaken(KNOWN));
}

const MOST_PASSKEYS = 20;
const TOO_MANY = `Mỗi tài khoản có nhiều nhất ${MOST_PASSKEYS} khóa truy cập. Hãy bỏ khóa không dùng nữa.`;
const KNOWN = { field: 'name', message: 'Khóa truy cập này đã được thêm rồi.' };

/** NotPossible for the only one of somebody who must have one. */
export function removeApp(db: Db, owner: Owner, now: Date): Promise<void> {
  const { accountId } = owner.actor;
  return remove(db, owner, REMOVED_APP, now, (tx) =>
    tx.authenticatorApp.deleteMany({ where: { accountId } }),
  );
}

export function removePasskey(
  db: Db,
  { actor, id, name }: OwnPasskey,
  sessionId: string,
  now: Date,
): Promise<void> {
  return remove(db, { actor, sessionId }, removedPasskey(name), now, (tx) =>
    tx.passkey.deleteMany({ where: { id, accountId: actor.accountId } }),
  );
}

/** Ten new ones in the place of all that there were. NotPossible without a second factor, for which they stand in. */
export async function renewRecoveryCodes(db: Db, actor: Actor, now: Date): Promise<readonly string[]> {
  const fresh = await freshCodes();
  await db.$transaction(async (tx) => {
    await lockAccount(tx, actor);
    if (!(await hasFactor(tx, actor))) throw new NotPossible(NONE_YET);
    await keepCodes(tx, actor, fresh.hashes);
    await tell(tx, actor, RENEWED_CODES, now);
  });
  return fresh.codes;
}

async function add(
  db: Db,
  { actor }: Owner,
  told: Told,
  now: Date,
  write: (tx: Tx) => Promise<void>,
): Promise<readonly string[]> {
  const fresh = await freshCodes();
  return db.$transaction(async (tx) => {
    await lockAccount(tx, actor);
    await write(tx);
    await tx.account.updateMany({
      where: { id: actor.accountId, secondFactorAt: null },
      data: { secondFactorAt: now },
    });
    const hasCodes = (await tx.recoveryCode.count({ where: { accountId: actor.accountId } })) > 0;
    if (!hasCodes) await keepCodes(tx, actor, fresh.hashes);
    await tell(tx, actor, told, now);
    return hasCodes ? [] : fresh.codes;
  });
}

function remove(
  db: Db,
  { actor, sessionId }: Owner,
  told: Told,
  now: Date,
  write: (tx: Tx) => Promise<{ count: number }>,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await lockAccount(tx, actor);
    const { count } = await write(tx);
    if (count === 0) return;
    if (!(await hasFactor(tx, actor))) await forgetFactor(tx, actor, now);
    await endSessions(tx, actor.accountId, sessionId);
    await tell(tx, actor, told, now);
  });
}

async function forgetFactor(tx: Tx, actor: Actor, now: Date): Promise<void> {
  const { mustFrom } = await findStanding(tx, actor);
  if (mustNow(mustFrom, now)) throw new NotPossible(THE_ONLY_ONE);
  await tx.recoveryCode.deleteMany({ where: { accountId: actor.accountId } });
  await tx.account.update({ where: { id: actor.accountId }, data: { secondFactorAt: null } });
}

const THE_ONLY_ONE =
  'Vai trò của bạn phải có bước xác minh thứ hai, và đây là cách duy nhất bạn đang có. Hãy thêm một cách khác trước, rồi bỏ cách này.';
const NONE_YET = 'Tài khoản của bạn chưa có bước xác minh thứ hai, nên chưa cần mã khôi phục.';

async function hasFactor(tx: Tx, { accountId }: Actor): Promise<boolean> {
  const where = { where: { accountId } };
  return (await tx.authenticatorApp.count(where)) + (await tx.passkey.count(where)) > 0;
}

/** Two who change it at once would each not see what the other took away. */
async function lockAccount(tx: Tx, { accountId }: Actor): Promise<void> {
  await tx.$queryRaw`SELECT id FROM accounts WHERE id = ${accountId} FOR UPDATE`;
}

async function freshCodes() {
  const codes = newRecoveryCodes();
  return { codes, hashes: await hashRecoveryCodes(codes) };
}

async function keepCodes(tx: Tx, { accountId }: Actor, hashes: readonly string[]): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { accountId } });
  await tx.recoveryCode.createMany({ data: hashes.map((codeHash) => ({ accountId, codeHash })) });
}

const APP = 'ứng dụng xác thực';
const ADDED_APP: Told = {
  action: 'second-factor-added',
  what: APP,
  sentence: 'Tài khoản trên Cổng Nêu gương vừa được thêm một ứng dụng xác thực.',
};
const REMOVED_APP: Told = {
  action: 'second-factor-removed',
  what: APP,
  sentence: 'Ứng dụng xác thực của tài khoản trên Cổng Nêu gương vừa bị bỏ.',
};
const addedPasskey = (name: string): Told => ({
  action: 'second-factor-added',
  what: `khóa truy cập “${name}”`,
  sentence: `Tài khoản trên Cổng Nêu gương vừa được thêm khóa truy cập “${name}”.`,
});
const removedPasskey = (name: string): Told => ({
  action: 'second-factor-removed',
  what: `khóa truy cập “${name}”`,
  sentence: `Khóa truy cập “${name}” của tài khoản trên Cổng Nêu gương vừa bị bỏ.`,
});
const RENEWED_CODES: Told = {
  action: 'recovery-codes-made',
  what: '',
  sentence:
    'Mười mã khôi phục mới vừa được tạo cho tài khoản trên Cổng Nêu gương; mã cũ không dùng được nữa.',
};
