import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { ui } from '../../platform/page/components.js';
import { listPage, type ListPage } from '../../platform/page/list-page.js';
import { formatNumber } from '../../platform/text/format.js';
import { unitAddress } from '../../units/addresses.js';
import {
  accountAddress,
  handoverAddress,
  LOCKED_OUT,
  newAccountAddress,
  newCodeAddress,
} from '../addresses.js';
import { formatPhone } from '../phones.js';
import type { LockedOutRow } from './finders.js';
import { MANY_LOCKED_OUT } from './rules.js';

export function lockedOutPage(
  found: { rows: readonly LockedOutRow[]; next: number | undefined },
  count: number,
  after: number | undefined,
): ListPage {
  const table = ui.table({
    caption: 'Các đơn vị không ai vào được',
    rows: found.rows,
    columns: [
      ['Đơn vị', ({ id, name }) => ({ text: name, href: unitAddress(id) }), 'heading'],
      ['Vì sao', (row) => why(row)],
      ['Người gần nhất', ({ nearest }) => (nearest ? contact(nearest) : '')],
      ['Việc nên làm', (row) => remedy(row)],
    ],
    empty: 'Đơn vị nào cũng có người đăng nhập được.',
  });
  return listPage({
    title: 'Đơn vị không ai vào được',
    crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Đơn vị không ai vào được' }],
    nav: 'administration',
    lead: countWords(count),
    table: `<div class="lines">${table}</div>`,
    pager: ui.pager({
      previous: after === undefined ? undefined : { href: LOCKED_OUT, text: 'Về trang đầu' },
      next: found.next === undefined ? undefined : { href: `${LOCKED_OUT}?sau=${found.next}` },
    }),
  });
}

function countWords(count: number): string {
  if (count === 0) return '';
  const many = count >= MANY_LOCKED_OUT ? `Từ ${formatNumber(count)} đơn vị trở lên` : `${count} đơn vị`;
  return `${many} không có tài khoản nào đăng nhập được, nên không lập được báo cáo.`;
}

function why({ accounts, nearest }: LockedOutRow): string {
  if (accounts === 0) return 'Chưa có tài khoản';
  if (!nearest) return 'Mọi tài khoản đã ngừng';
  return nearest.bounced ? 'Chưa đặt mật khẩu; thư gửi đến không tới được' : 'Chưa ai đặt mật khẩu';
}

function contact({ fullName, phone, email }: NonNullable<LockedOutRow['nearest']>): string {
  return [fullName, phone && formatPhone(phone), email].filter((part) => part !== '').join(', ');
}

/** The one action that helps: whoever is there is called, or written to; who cannot be reached at all hands over. */
function remedy({ code, nearest }: LockedOutRow): { text: string; href: string } {
  if (!nearest) return { text: 'Thêm tài khoản', href: newAccountAddress(code) };
  if (nearest.phone !== '') return { text: 'Gọi, đọc mã một lần', href: newCodeAddress(nearest.id) };
  if (nearest.email === '' || nearest.bounced)
    return { text: 'Bàn giao cho người khác', href: handoverAddress(nearest.id) };
  return { text: 'Gửi liên kết kích hoạt', href: accountAddress(nearest.id) };
}
