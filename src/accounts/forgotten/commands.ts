import type { Db, Tx } from '../../platform/postgres/db.js';
import { record } from '../../history/commands.js';
import { enqueue } from '../../mail/commands.js';
import { newToken } from '../activation/tokens.js';
import { findActor } from '../finders.js';
import { resetMessage } from './reset-message.js';
import { APART, MOST_A_DAY, resetEnd } from './rules.js';

const DAY = 86_400_000;

/** Keeps that the password of a name is forgotten: the same work whether there is such an account or not. */
export async function askForLink(db: Db, username: string, now: Date): Promise<void> {
  await db.passwordRequest.create({ data: { username, askedAt: now } });
}

/**
 * Settles the request that waits longest: a link goes to the account's confirmed address, where it has one and was not
 * mailed just now or often today. False where none waits.
 */
export function settleNext(db: Db, now: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const [request] = await tx.$queryRaw<{ id: number; username: string }[]>`
      SELECT id, username FROM password_requests
      WHERE settled_at IS NULL AND asked_at > ${new Date(now.getTime() - DAY)}
      ORDER BY asked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (!request) return false;
    const isMailed = await mailLink(tx, request.username, now);
    await tx.passwordRequest.update({ where: { id: request.id }, data: { settledAt: now, isMailed } });
    return true;
  });
}

async function mailLink(tx: Tx, username: string, now: Date): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ id: number; email: string }[]>`
    SELECT id, email FROM accounts
    WHERE username = ${username} AND email <> '' AND email_confirmed_at IS NOT NULL FOR UPDATE`;
  const owner = row && (await findActor(tx, row.id, now));
  if (!row || !owner || !(await mayBeMailed(tx, username, now))) return false;
  const { token, hash } = newToken();
  const end = resetEnd(now);
  await tx.account.update({ where: { id: row.id }, data: { resetHash: hash, resetExpiresAt: end } });
  const to = { accountId: row.id, name: owner.fullName, address: row.email };
  const message = resetMessage(owner, token, end);
  await enqueue(tx, [{ kind: 'security', to, unitId: owner.unit.id, ...message }], now);
  const detail = { account: username };
  await record(tx, { at: now, action: 'password-link-mailed', actor: null, unitId: owner.unit.id, detail });
  return true;
}

async function mayBeMailed(tx: Tx, username: string, now: Date): Promise<boolean> {
  const mailed = await tx.passwordRequest.findMany({
    where: { username, isMailed: true, settledAt: { gt: new Date(now.getTime() - DAY) } },
    select: { settledAt: true },
    take: MOST_A_DAY,
  });
  const recently = new Date(now.getTime() - APART);
  return mailed.length < MOST_A_DAY && mailed.every(({ settledAt }) => settledAt && settledAt <= recently);
}
