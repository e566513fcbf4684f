import type { Db } from '../../platform/postgres/db.js';
import type { Account } from '../../platform/prisma/client.js';
import { digest } from '../../platform/text/digest.js';
import { findActor } from '../finders.js';
import { isCodeToken } from './tokens.js';

declare const byLink: unique symbol;
/** An account opened by its activation link, or by the link for a forgotten password. Only the finder here makes it. */
export interface AccountByLink {
  readonly account: Account;
  readonly unitName: string;
  readonly hash: string;
  /** It was mailed for a forgotten password (../forgotten). */
  readonly isReset: boolean;
  /** Its owner has typed a one-time code (../one-time-code). */
  readonly isByCode: boolean;
  readonly [byLink]: true;
}

/** The active account of a link that has not been used and has not run out; undefined otherwise. */
export async function findByLink(db: Db, token: string, now: Date): Promise<AccountByLink | undefined> {
  const hash = digest(token);
  const account = await db.account.findFirst({
    where: { OR: [{ activationHash: hash }, { resetHash: hash }] },
  });
  const isReset = account?.resetHash === hash;
  const end = isReset ? account.resetExpiresAt : account?.activationExpiresAt;
  const isGood = end && now < end;
  const actor = account && isGood ? await findActor(db, account.id, now) : undefined;
  const isByCode = isCodeToken(token);
  return actor && ({ account, unitName: actor.unit.name, hash, isReset, isByCode } as AccountByLink);
}
