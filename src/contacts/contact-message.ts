import type { Actor } from '../platform/actor.js';
import { letter } from '../mail/letter.js';
import { CONTACTS } from '../accounts/addresses.js';
import { CONFIRMATIONS } from './addresses.js';

/** Asks the people of a unit to confirm who works on its report this year. */
export function askingMessage({ unit }: Actor, year: number) {
  return letter({
    subject: `Đề nghị xác nhận đầu mối năm ${year}`,
    before: [
      `${unit.name} đề nghị đơn vị xác nhận ai lập, ai ký báo cáo năm ${year}, cùng thư điện tử và điện thoại của họ. Nếu vẫn đúng, chỉ cần bấm một nút.`,
    ],
    links: [{ text: 'Xem và xác nhận', path: CONTACTS }],
  });
}

/** Tells the administrators above what a unit says has changed. */
export function changeMessage({ unit, fullName }: Actor, year: number, note: string) {
  return letter({
    subject: `${unit.name} báo thay đổi đầu mối năm ${year}`,
    before: [`${fullName} (${unit.name}) báo:`, note],
    links: [{ text: 'Xem các đơn vị đã xác nhận', path: CONFIRMATIONS }],
    after: ['Hãy mở tài khoản của người đã thôi việc và bàn giao cho người mới.'],
  });
}
