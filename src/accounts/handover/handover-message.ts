import { formatDay } from '../../platform/text/format.js';
import type { Account, Handover } from '../../platform/prisma/client.js';
import { letter } from '../../mail/letter.js';
import { accountAddress, SIGN_IN } from '../addresses.js';
import { rolesInWords } from '../rules.js';

type Leaving = Pick<Account, 'fullName' | 'username'> & { readonly unit: { readonly name: string } };
type Coming = Pick<Account, 'id' | 'fullName' | 'username' | 'roles' | 'passwordHash'>;

/** Tells whoever leaves that the own account has ended. */
export function leavingMessage({ username, unit }: Leaving, to: Pick<Coming, 'fullName'>) {
  return letter({
    subject: `Tài khoản ${username} đã được bàn giao`,
    before: [
      `Công việc của tài khoản ${username} tại ${unit.name} đã được bàn giao cho ${to.fullName}. Tài khoản này đã ngừng, không đăng nhập được nữa.`,
    ],
    after: ['Nếu bạn không biết việc bàn giao này, hãy báo ngay cho người quản trị của đơn vị.'],
  });
}

/** Tells whoever comes what is theirs now. No secret stands in it: a mailbox may be read by several. */
export function comingMessage(from: Leaving, to: Coming) {
  const isNew = to.passwordHash === null;
  return letter({
    subject: `Bạn nhận bàn giao công việc của ${from.fullName}`,
    before: [`Từ hôm nay bạn làm tiếp công việc của ${from.fullName} trên Cổng Nêu gương.`],
    facts: [
      ['Đơn vị', from.unit.name],
      ['Tên đăng nhập', to.username],
      ['Vai trò', rolesInWords(to.roles)],
    ],
    links: isNew ? [] : [{ text: 'Đăng nhập', path: SIGN_IN }],
    after: isNew
      ? [
          'Hãy hỏi người quản trị tài khoản liên kết kích hoạt hoặc mã một lần để đặt mật khẩu, nếu bạn chưa nhận được.',
        ]
      : [],
  });
}

/** Tells whoever set the day what came of it. `successorId`: the account that took over, null where nobody did. */
export function dayMessage(
  { fullName, username, effectiveOn, failure }: Handover,
  from: Leaving,
  successor: Coming | null,
) {
  const needsLink = successor !== null && successor.passwordHash === null;
  const day = formatDay(effectiveOn);
  return letter({
    subject: successor
      ? `Đã bàn giao tài khoản ${from.username} cho ${fullName}`
      : `Chưa bàn giao được tài khoản ${from.username}`,
    before: [
      successor
        ? `Cổng đã bàn giao công việc của ${from.fullName} (${from.unit.name}) cho ${fullName} (${successor.username}) theo hẹn ngày ${day}.`
        : `Cổng không bàn giao được công việc của ${from.fullName} (${from.unit.name}) cho ${fullName} (${username}) theo hẹn ngày ${day}: ${failure}`,
    ],
    links: successor ? [{ text: 'Mở tài khoản', path: accountAddress(successor.id) }] : [],
    after: [
      ...(needsLink ? ['Người mới chưa có mật khẩu: hãy tạo liên kết kích hoạt ở trang tài khoản.'] : []),
      ...(successor ? [] : ['Lịch hẹn này đã được hủy. Hãy xem lại tài khoản rồi bàn giao lại.']),
    ],
  });
}
