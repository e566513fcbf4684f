import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { ui } from '../../platform/page/components.js';
import { listPage, type ListPage } from '../../platform/page/list-page.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { markup } from '../../platform/page/table.js';
import { unitAddress } from '../../units/addresses.js';
import { ACCOUNTS, accountAddress, newAccountAddress } from '../addresses.js';
import { roleNames, roles, rolesInWords } from '../rules.js';
import type { AccountFilter, AccountRow } from './list-finders.js';
import { accountNotes } from './notes.js';

export function accountsPage(
  found: { rows: readonly AccountRow[]; next: number | undefined },
  filter: AccountFilter,
): ListPage {
  return listPage({
    title: filter.unit ? `Tài khoản của ${found.rows[0]?.unitName ?? filter.unit}` : 'Tài khoản',
    crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Tài khoản' }],
    nav: 'administration',
    button: { text: 'Thêm tài khoản', href: newAccountAddress(filter.unit) },
    filter: { action: ACCOUNTS, controls: filterControls(filter), clear: isFiltered(filter) ? ACCOUNTS : '' },
    table: accountTable(found.rows),
    pager: pagerOf(filter, found.next),
  });
}

function isFiltered({ search, role, state, unit }: AccountFilter): boolean {
  return search !== '' || role !== undefined || state !== undefined || unit !== '';
}

/** A line each; a unit is named at the first of those that follow each other. */
function accountTable(rows: readonly AccountRow[]): SafeHtml {
  const first = new Set(rows.filter(({ unitId }, at) => rows[at - 1]?.unitId !== unitId));
  const table = ui.table({
    caption: 'Các tài khoản',
    rows,
    columns: [
      [
        'Đơn vị',
        (row) => (first.has(row) ? { text: row.unitName, href: unitAddress(row.unitId), look: 'whole' } : ''),
      ],
      ['Họ và tên', (row) => ({ text: row.fullName, href: accountAddress(row.id) }), 'heading'],
      ['Tên đăng nhập', (row) => row.username],
      ['Vai trò', (row) => rolesInWords(row.roles)],
      ['Lưu ý', (row) => ({ html: accountNotes(row).map(ui.tag).join(' ') })],
    ],
    empty: 'Không có tài khoản nào khớp. Hãy bớt điều kiện lọc, hoặc thêm tài khoản.',
  });
  return `<div class="lines">${table}</div>`;
}

function filterControls({ search, role, state, unit }: AccountFilter): SafeHtml[] {
  return [
    ui.field({ name: 'q', label: 'Họ tên, tên đăng nhập, thư hoặc đơn vị (không cần dấu)', value: search }),
    ui.select({
      name: 'vai-tro',
      label: 'Vai trò',
      items: [
        { value: '', text: 'Mọi vai trò' },
        ...roles.map((value) => ({ value, text: roleNames[value] })),
      ],
      value: role,
    }),
    ui.select({
      name: 'tinh-trang',
      label: 'Tình trạng',
      items: [
        { value: '', text: 'Mọi tình trạng' },
        { value: 'chua-kich-hoat', text: 'Chưa kích hoạt' },
        { value: 'chua-dang-nhap', text: 'Chưa đăng nhập lần nào' },
        { value: 'khong-thu', text: 'Chưa có thư điện tử' },
        { value: 'thieu-xac-minh', text: 'Thiếu bước xác minh thứ hai' },
        { value: 'da-ngung', text: 'Đã ngừng' },
      ],
      value: state,
    }),
    ...(unit ? [markup`<input type="hidden" name="don-vi" value="${unit}">`.html] : []),
  ];
}

function pagerOf({ search, role, state, unit, after }: AccountFilter, next: number | undefined): SafeHtml {
  const query = new URLSearchParams({
    ...{ q: search, 'vai-tro': role ?? '', 'tinh-trang': state ?? '' },
    ...(unit ? { 'don-vi': unit } : {}),
  }).toString();
  return ui.pager({
    previous: after === undefined ? undefined : { href: `${ACCOUNTS}?${query}`, text: 'Về trang đầu' },
    next: next === undefined ? undefined : { href: `${ACCOUNTS}?${query}&sau=${next}` },
  });
}
