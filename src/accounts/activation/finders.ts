import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import type { Account } from '../../platform/prisma/client.js';
import { findActor } from '../finders.js';
import { isCodeToken, tokenHash } from './tokens.js';

declare const byLink: unique symbol;
/** An account opened by its activation link, or by the link for a forgotten password. Only the finder here makes it. */
export interface AccountByLink {
  readonly account: Account;
  readonly hash: string;
  /** It was mailed for a forgotten password (../forgotten). */
  readonly isReset: boolean;
  /** Its owner has typed a one-time code (../one-time-code). */
  readonly isByCode: boolean;
  readonly [byLink]: true;
}

/** The active account of a link that has not been used and has not run out; NotFound otherwise. */
export async function findByLink(db: Db, token: string, now: Date): Promise<AccountByLink> {
  const hash = tokenHash(token);
  const account = await db.account.findFirst({
    where: { OR: [{ activationHash: hash }, { resetHash: hash }] },
  });
  const isReset = account?.resetHash === hash;
  const end = isReset ? account.resetExpiresAt : account?.activationExpiresAt;
  const isGood = end && now < end;
  if (!account || !isGood || !(await findActor(db, account.id, now)))
    throw new NotFound(
      'Liên kết này đã dùng rồi, đã quá hạn hoặc không đúng. Hãy đề nghị người quản trị tạo liên kết kích hoạt mới, hoặc vào “Quên mật khẩu” ở trang đăng nhập.',
    );
  return { account, hash, isReset, isByCode: isCodeToken(token) } as AccountByLink;
}
