import type { MessageAbout } from '../../mail/finders.js';
import { deliveryOf, type Delivery } from '../../mail/rules.js';

/** One line for the receipt page on where the receipt went by mail, so that nobody waits for what will not come. */
export function receiptMailLine(messages: readonly MessageAbout[], isMailSet: boolean): string {
  if (messages.length === 0) return isMailSet ? NOBODY : NOT_SET;
  const to = (delivery: Delivery) =>
    messages.filter((message) => deliveryOf(message) === delivery).map(({ toAddress }) => toAddress);
  const waiting = isMailSet ? 'đang gửi đến' : 'chưa gửi đến';
  const why = isMailSet ? '' : ' (cổng hiện chưa gửi được thư điện tử)';
  const parts = [
    listed('đã gửi đến', to('sent')),
    listed(waiting, to('waiting'), why),
    listed('không gửi được đến', to('failed')),
  ];
  return `Biên nhận qua thư điện tử: ${parts.filter((part) => part !== '').join('; ')}.`;
}

const NOBODY =
  'Biên nhận không gửi qua thư điện tử, vì lúc nộp chưa ai lập hoặc ký duyệt báo cáo của đơn vị ghi địa chỉ ở trang Tài khoản của tôi.';
const NOT_SET = 'Cổng hiện chưa gửi được thư điện tử. Hãy tải biên nhận (PDF) về lưu.';

function listed(words: string, addresses: readonly string[], why = ''): string {
  return addresses.length === 0 ? '' : `${words} ${addresses.join(', ')}${why}`;
}
