import type { Admin } from '../platform/actor.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';
import { ui, type Crumb } from '../platform/page/components.js';
import type { SummaryRow } from '../platform/page/blocks.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import { formatDay, formatNumber } from '../platform/text/format.js';
import { accountAddress, newAccountAddress, unitAccountsAddress } from '../accounts/addresses.js';
import type { AccountRow } from '../accounts/administration/list-finders.js';
import { accountNotes } from '../accounts/administration/notes.js';
import { rolesInWords } from '../accounts/rules.js';
import {
  HELP_CONTACT,
  newUnitAddress,
  UNITS,
  unitBranchAddress,
  unitEditAddress,
  unitEndingAddress,
} from '../units/addresses.js';
import type { UnitRecord } from '../units/finders.js';
import { endedWords, lacksContact, levelNames } from '../units/rules.js';
import { belowWords, type UnitCounts } from '../units/tree/counts.js';
import type { UnitSeen } from './unit-finders.js';

export interface AdminUnitPage extends Frame {
  lead: string;
  editHref: string;
  /** '' where it cannot be ended. */
  endingText: string;
  endingHref: string;
  facts: SafeHtml;
  accounts: SafeHtml;
  /** "Xem cả 24 tài khoản"; '' where all stand there. */
  allAccounts: string;
  allAccountsHref: string;
  newAccountHref: string;
  below: string;
  belowHref: string;
  /** '' of a unit that has none below. */
  newUnitHref: string;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'admin/unit': AdminUnitPage;
  }
}

export function adminUnitPage(admin: Admin, seen: UnitSeen, now: Date): AdminUnitPage {
  const { unit, counts, accounts } = seen;
  const isLowest = unit.level === 'GRASSROOTS';
  return {
    title: unit.name,
    crumbs: crumbsOf(seen),
    nav: 'administration',
    lead: [levelNames[unit.level], `mã ${unit.code}`].join(', '),
    editHref: unitEditAddress(unit.id),
    endingText:
      unit.parentId === null
        ? ''
        : unit.activeTo
          ? 'Sửa việc kết thúc hoạt động'
          : 'Kết thúc hoạt động của đơn vị',
    endingHref: unitEndingAddress(unit.id),
    facts: ui.summaryList(factsOf(admin, seen, now)),
    accounts: accountTable(accounts),
    allAccounts:
      counts.ownPeople > accounts.length ? `Xem cả ${formatNumber(counts.ownPeople)} tài khoản` : '',
    allAccountsHref: unitAccountsAddress(unit.code),
    newAccountHref: newAccountAddress(unit.code),
    below: isLowest ? '' : belowOf(counts),
    belowHref: unitBranchAddress(unit.id),
    newUnitHref: isLowest ? '' : newUnitAddress(unit.id),
  };
}

function accountTable(rows: readonly AccountRow[]): SafeHtml {
  const table = ui.table({
    caption: 'Tài khoản của đơn vị',
    rows,
    columns: [
      ['Họ và tên', (row) => ({ text: row.fullName, href: accountAddress(row.id) })],
      ['Tên đăng nhập', (row) => row.username],
      ['Vai trò', (row) => rolesInWords(row.roles)],
      ['Lưu ý', (row) => ({ html: accountNotes(row).map(ui.tag).join(' ') })],
    ],
    empty: 'Đơn vị chưa có tài khoản nào nên chưa ai lập được báo cáo.',
  });
  return `<div class="lines">${table}</div>`;
}

/** The way back leads to the branch in which the unit stands. */
function crumbsOf({ unit, above }: UnitSeen): Crumb[] {
  const branches = above.map(({ id, name }, at) => ({
    text: at === 0 ? 'Đơn vị' : name,
    href: at === 0 ? UNITS : unitBranchAddress(id),
  }));
  const start = branches.length === 0 ? [{ text: 'Đơn vị', href: UNITS }] : branches;
  return [{ text: 'Quản trị', href: ADMINISTRATION }, ...start, { text: unit.name }];
}

function factsOf(admin: Admin, { unit, above }: UnitSeen, now: Date): SummaryRow[] {
  const ended = endedWords(unit, now);
  const path = above.map(({ name }) => name).join(' › ');
  return [
    ...(path ? [{ key: 'Trực thuộc', value: path }] : []),
    {
      key: 'Hoạt động',
      value: ended ? `Đơn vị ${ended}` : `Từ ngày ${formatDay(unit.activeFrom)}`,
    },
    ...(unit.needsSignatory ? [{ key: 'Nộp báo cáo', value: 'Hai bước: lập, rồi ký duyệt' }] : []),
    ...(unit.level === 'GRASSROOTS' ? [] : [contactRow(admin, unit)]),
  ];
}

/** Whom the units below ask: each unit's administrator says it for the own unit. */
function contactRow(admin: Admin, unit: UnitRecord): SummaryRow {
  const { contactBoard, contactPhone, contactHours, contactEmail } = unit;
  const said = [contactBoard, contactPhone, contactHours, contactEmail].filter(Boolean).join(', ');
  const change = { text: lacksContact(unit) ? 'Ghi' : 'Sửa', href: HELP_CONTACT, hidden: 'liên hệ hỗ trợ' };
  return {
    key: 'Liên hệ hỗ trợ',
    value: lacksContact(unit) ? 'Chưa ghi điện thoại, thư điện tử' : said,
    ...(unit.id === admin.unit.id ? { actions: [change] } : {}),
  };
}

function belowOf(counts: UnitCounts): string {
  const { ended, people, ownPeople, waiting, ownWaiting } = counts;
  const words = belowWords(counts);
  if (words === '')
    return ended > 0 ? `${formatNumber(ended)} đơn vị đã ngừng.` : 'Chưa có đơn vị trực thuộc.';
  const accounts = `${formatNumber(people - ownPeople)} tài khoản`;
  const not = waiting > ownWaiting ? `, ${formatNumber(waiting - ownWaiting)} chưa kích hoạt` : '';
  return `${words}; ${accounts}${not}.`;
}
