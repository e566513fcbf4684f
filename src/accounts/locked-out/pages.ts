import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { ui } from '../../platform/page/components.js';
import { listPage, type ListPage } from '../../platform/page/list-page.js';
import { markup, type Cell } from '../../platform/page/table.js';
import { formatNumber } from '../../platform/text/format.js';
import { phoneHref } from '../../platform/text/phone-href.js';
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
    caption: 'Các đơn vị chưa có ai đăng nhập được',
    rows: found.rows,
    columns: [
      ['Đơn vị', ({ id, name }) => ({ text: name, href: unitAddress(id) }), 'heading'],
      ['Vì sao', (row) => why(row)],
      ['Liên hệ', contact],
      ['Việc nên làm', (row) => remedy(row)],
    ],
    empty: 'Đơn vị nào cũng có người đăng nhập được.',
  });
  return listPage({
    title: TITLE,
    crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: TITLE }],
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
  return `${many} không có tài khoản nào đăng nhập được. Đơn vị nào còn nợ báo cáo thì chưa lập, chưa nộp được; báo cáo đã nộp không bị ảnh hưởng.`;
}

const TITLE = 'Đơn vị chưa có ai đăng nhập được';

function why({ accounts, nearest }: LockedOutRow): string {
  if (accounts === 0) return 'Chưa có tài khoản';
  if (!nearest) return 'Mọi tài khoản đã ngừng';
  return nearest.bounced ? 'Chưa đặt mật khẩu; thư gửi đến không tới được' : 'Chưa ai đặt mật khẩu';
}

/** Whom one rings up: who is to come in, else who did the work last; and the unit's own number. */
function contact({ nearest, last, board, boardPhone }: LockedOutRow): Cell {
  const people = nearest
    ? [called(nearest.fullName, formatPhone(nearest.phone), nearest.email)]
    : last
      ? [called(`${last.fullName} (người cũ, đã ngừng)`, formatPhone(last.phone))]
      : [];
  const office = boardPhone === '' ? [] : [called(board || 'Văn phòng', boardPhone)];
  const lines = [...people, ...office].map(({ html }) => html);
  return lines.length > 0 ? { html: lines.join('<br>') } : 'Cổng chưa có số liên hệ';
}

function called(name: string, phone: string, email = '') {
  const number = phone === '' ? 'chưa ghi điện thoại' : { text: phone, href: phoneHref(phone) };
  return email === '' ? markup`${name}, ${number}` : markup`${name}, ${number}, ${email}`;
}

/** The one action that helps: whoever is there is called, or written to; who cannot be reached at all hands over. */
function remedy({ code, nearest }: LockedOutRow): { text: string; href: string } {
  if (!nearest) return { text: 'Thêm tài khoản', href: newAccountAddress(code) };
  if (nearest.phone !== '') return { text: 'Gọi, đọc mã một lần', href: newCodeAddress(nearest.id) };
  if (nearest.email === '' || nearest.bounced)
    return { text: 'Bàn giao cho người khác', href: handoverAddress(nearest.id) };
  return { text: 'Gửi liên kết kích hoạt', href: accountAddress(nearest.id) };
}
