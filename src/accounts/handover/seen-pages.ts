import type { Admin } from '../../platform/actor.js';
import type { SummaryRow } from '../../platform/page/blocks.js';
import { formatDay, formatTime } from '../../platform/text/format.js';
import { accountAddress, handoverAddress } from '../addresses.js';
import type { LastHandover } from './finders.js';

/** What an account's page says of its handover. */
export function handoverRow(admin: Admin, last: LastHandover): SummaryRow {
  const key = 'Bàn giao';
  const { accountId, doneAt, failure, effectiveOn, successor } = last;
  const to = whom(last);
  if (failure !== '')
    return {
      key,
      value: `Không bàn giao được cho ${to} theo hẹn ngày ${formatDay(effectiveOn)}: ${failure}`,
    };
  if (doneAt === null) {
    const actions = [{ text: 'Xem, hủy', href: handoverAddress(accountId), hidden: 'lịch hẹn bàn giao' }];
    return { key, value: `Cho ${to}, 0 giờ ngày ${formatDay(effectiveOn)}`, actions };
  }
  const value = `Đã bàn giao cho ${to} lúc ${formatTime(doneAt)}`;
  const isSeen = successor?.anonymisedAt === null && successor.unit.path.startsWith(admin.unit.path);
  if (!isSeen) return { key, value };
  const actions = [
    { text: 'Mở tài khoản', href: accountAddress(successor.id), hidden: `của ${successor.fullName}` },
  ];
  return { key, value, actions };
}

/** "Lý Thu Thủy (daithang2)", as the account is called now. */
export function whom({ successor, ...written }: LastHandover): string {
  const { fullName, username } = successor ?? written;
  return `${fullName} (${username})`;
}
