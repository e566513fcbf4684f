import type { Admin, Operator } from '../../platform/actor.js';
import { NotPossible } from '../../platform/errors.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { changeAccount, tellOf } from '../administration/change-commands.js';
import type { ManagedAccount } from '../administration/finders.js';
import { endSessions } from '../commands.js';
import { writeTo } from './telling-commands.js';

/**
 * Takes the second factor off an account whose owner has lost it, and signs it out everywhere; its address is told. NotPossible
 * where there is none, and for the own account, which shows the password first.
 */
export function resetFactor(
  db: Db,
  managed: ManagedAccount<Admin | Operator>,
  reason: string,
  now: Date,
): Promise<void> {
  const { admin, account } = managed;
  const accountId = account.id;
  if (admin.accountId === accountId) throw new NotPossible(OWN);
  return db.$transaction(async (tx) => {
    if (account.secondFactorAt === null) throw new NotPossible(NONE);
    await changeAccount(tx, managed, {}, { secondFactorAt: null });
    await forgetFactors(tx, accountId);
    await endSessions(tx, accountId);
    await tellOf(tx, managed, 'account-factor-reset', now, { reason });
    const sentence = `${admin.fullName} vừa đặt lại bước xác minh thứ hai của tài khoản trên Cổng Nêu gương. Lý do: ${reason}. Lần sau bạn đăng nhập bằng mật khẩu, rồi thiết lập lại bước thứ hai.`;
    await writeTo(tx, accountId, sentence, now);
  });
}

/** Whatever of a second factor is kept for the account. */
export async function forgetFactors(tx: Tx, accountId: number): Promise<void> {
  await tx.authenticatorApp.deleteMany({ where: { accountId } });
  await tx.passkey.deleteMany({ where: { accountId } });
  await tx.recoveryCode.deleteMany({ where: { accountId } });
}

const OWN =
  'Đây là tài khoản của chính bạn. Hãy thêm, bỏ cách xác minh ở mục “Tài khoản của tôi”; nếu đã mất cả, hãy nhờ người quản trị khác.';
const NONE = 'Tài khoản này chưa có bước xác minh thứ hai, nên không có gì để đặt lại.';
