import type { Actor } from '../../platform/actor.js';
import { EndedLink } from '../../platform/errors.js';
import type { Db } from '../../platform/postgres/db.js';
import { findActor } from '../finders.js';
import { accountNamedBy, isTokenOf } from './rules.js';

declare const byToken: unique symbol;
/** The address of an account, opened by the link that was mailed to it. Only the finder here makes it. */
export interface AddressByLink {
  readonly owner: Actor;
  readonly email: string;
  readonly isConfirmed: boolean;
  readonly [byToken]: true;
}

/** EndedLink where the link has run out, or the account has another address by now. */
export async function findAddressByLink(
  db: Db,
  token: string,
  secret: string,
  now: Date,
): Promise<AddressByLink> {
  const id = accountNamedBy(token, now);
  const account = id === undefined ? null : await db.account.findUnique({ where: { id } });
  const owner = account && (await findActor(db, account.id, now));
  if (!account || !owner || !isTokenOf(token, account.id, account.email, secret))
    throw new EndedLink(
      'Liên kết xác nhận này đã quá hạn, hoặc tài khoản đã đổi sang địa chỉ khác. Hãy đăng nhập, mở “Tài khoản của tôi” và gửi lại thư xác nhận.',
    );
  return { owner, email: account.email, isConfirmed: account.emailConfirmedAt !== null } as AddressByLink;
}

/** The own address, and whether its owner has shown that it reaches them. */
export async function ownAddress(db: Db, { accountId: id }: Actor) {
  const select = { email: true, emailConfirmedAt: true };
  const { email, emailConfirmedAt } = await db.account.findUniqueOrThrow({ where: { id }, select });
  return { email, isConfirmed: emailConfirmedAt !== null };
}
