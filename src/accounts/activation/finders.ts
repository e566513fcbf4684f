import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import type { Account } from '../../platform/prisma/client.js';
import { findActor } from '../finders.js';
import { tokenHash } from './tokens.js';

declare const byLink: unique symbol;
/** An account opened by its activation link. Only the finder here makes it. */
export interface AccountByLink {
  readonly account: Account;
  readonly hash: string;
  readonly [byLink]: true;
}

/** The active account of a link that has not been used and has not run out; NotFound otherwise. */
export async function findByLink(db: Db, token: string, now: Date): Promise<AccountByLink> {
  const hash = tokenHash(token);
  const account = await db.account.findUnique({ where: { activationHash: hash } });
  const isGood = account?.activationExpiresAt && now < account.activationExpiresAt;
  if (!account || !isGood || !(await findActor(db, account.id, now)))
    throw new NotFound(
      'Liên kết kích hoạt này đã dùng rồi, đã quá hạn hoặc không đúng. Hãy đề nghị người quản trị tạo liên kết mới.',
    );
  return { account, hash } as AccountByLink;
}
