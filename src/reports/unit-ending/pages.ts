import { ui } from '../../platform/page/components.js';
import { formatDay, formatNumber } from '../../platform/text/format.js';
import type { Form } from '../../platform/page/forms.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { rolesInWords } from '../../accounts/rules.js';
import type { UnitRecord } from '../../units/finders.js';
import { lockedFrom } from '../deadlines.js';
import { statusWords } from '../lifecycle.js';
import type { LeftByUnit } from './finders.js';
import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { UNITS, unitAddress, unitEndingAddress } from '../../units/addresses.js';

/** Ending a unit: from when, and what becomes of what it leaves. `isStale`: somebody else saved the unit meanwhile. */
export function endingPage(
  unit: UnitRecord,
  left: LeftByUnit,
  { form, isStale = false }: { form: Form; isStale?: boolean },
): FormPage {
  const address = unitAddress(unit.id);
  const version = String(unit.version);
  return formPage(
    {
      title: `Kết thúc hoạt động: ${unit.name}`,
      crumbs: [
        { text: 'Quản trị', href: ADMINISTRATION },
        { text: 'Đơn vị', href: UNITS },
        { text: unit.name, href: address },
        { text: 'Kết thúc hoạt động' },
      ],
      nav: 'administration',
      lead: 'Báo cáo đã nộp và nhật ký của đơn vị được giữ nguyên. Báo cáo chưa xong và tài khoản của đơn vị do bạn quyết định ở đây.',
      before: (isStale ? ui.warningText(STALE) : '') + facts(left),
      action: unitEndingAddress(unit.id),
      version: isStale ? version : (form.values['version'] ?? version),
      submit: 'Ghi việc kết thúc hoạt động',
      buttons: unit.activeTo ? [goOn(address, version)] : [],
    },
    form,
    {
      ...dayControl(form),
      ...(left.reports.length > 0 ? reportControl(form) : {}),
      ...accountControls(form),
    },
  );
}

const STALE =
  'Có người vừa sửa đơn vị này sau khi bạn mở trang. Chưa có gì được ghi; hãy xem lại rồi bấm ghi lần nữa.';

/** The decisions that lose nothing: the report stays due, and its people can finish or correct it until its period is locked. */
export function endingValues(unit: UnitRecord, { reports, filed }: LeftByUnit): Record<string, string> {
  const last = [...reports, ...filed].map(lockedFrom).sort((a, b) => b.getTime() - a.getTime())[0];
  const until = unit.accountsUntil ?? last;
  return {
    activeTo: unit.activeTo ? formatDay(unit.activeTo) : '',
    reports: 'stay',
    accounts: until ? 'keep' : 'close',
    accountsUntil: until ? formatDay(until) : '',
    moveTo: '',
  };
}

function facts({ reports, filed, waiting, accounts }: LeftByUnit): SafeHtml {
  const more =
    accounts.count > accounts.rows.length
      ? `; và ${formatNumber(accounts.count - accounts.rows.length)} tài khoản khác`
      : '';
  const people = accounts.rows.map(({ fullName, roles }) => `${fullName} (${rolesInWords(roles)})`);
  return ui.summaryList([
    {
      key: 'Báo cáo chưa xong',
      value:
        reports
          .map(({ period, status }) => `Năm ${period.year}: ${statusWords[status].toLowerCase()}`)
          .join('; ') || 'Không có',
    },
    ...(filed.length > 0
      ? [
          {
            key: 'Đã nộp, chờ xét duyệt',
            value: `${filed.map(({ period }) => `Năm ${period.year}`).join('; ')}. Báo cáo có thể bị trả lại để sửa.`,
          },
        ]
      : []),
    { key: 'Tài khoản đang mở', value: people.join('; ') + more || 'Không có' },
    ...(waiting > 0
      ? [
          {
            key: 'Chờ đơn vị này xét duyệt',
            value: `${formatNumber(waiting)} báo cáo. Công đoàn cấp trên của đơn vị xét duyệt thay được.`,
          },
        ]
      : []),
  ]);
}

function dayControl(form: Form) {
  return {
    activeTo: ui.field({
      name: 'activeTo',
      label: 'Kết thúc hoạt động từ ngày',
      kind: 'day',
      hint: 'Ngày đầu tiên đơn vị không còn hoạt động. Ví dụ: 01/10/2026',
      form,
    }),
  };
}

function reportControl(form: Form) {
  return {
    reports: ui.radios({
      name: 'reports',
      legend: 'Báo cáo chưa xong',
      items: [
        {
          value: 'stay',
          text: 'Vẫn phải nộp',
          hint: 'Người của đơn vị lập và nộp tiếp khi tài khoản còn dùng được; đơn vị vẫn tính trong các tỷ lệ. Người xét duyệt miễn được về sau.',
        },
        {
          value: 'exempt',
          text: 'Miễn, vì đơn vị kết thúc hoạt động',
          hint: 'Miễn ngay khi ghi; đơn vị không còn tính trong các tỷ lệ của kỳ. Người xét duyệt bỏ miễn được về sau.',
        },
      ],
      form,
    }),
  };
}

function accountControls(form: Form) {
  return {
    accounts: ui.radios({
      name: 'accounts',
      legend: 'Tài khoản của đơn vị',
      items: [
        { value: 'keep', text: 'Dùng tiếp để làm xong việc, đến trước ngày ghi dưới đây' },
        { value: 'close', text: 'Thôi dùng từ ngày đơn vị kết thúc hoạt động' },
        {
          value: 'move',
          text: 'Chuyển ngay sang đơn vị khác',
          hint: 'Mỗi tài khoản giữ vai trò như cũ ở đơn vị mới.',
        },
      ],
      form,
    }),
    accountsUntil: ui.field({
      name: 'accountsUntil',
      label: 'Dùng tiếp đến trước ngày',
      kind: 'day',
      optional: true,
      hint: 'Chỉ điền khi cho dùng tiếp.',
      form,
    }),
    moveTo: ui.field({
      name: 'moveTo',
      label: 'Mã đơn vị nhận tài khoản',
      optional: true,
      width: 10,
      hint: 'Chỉ điền khi chuyển sang đơn vị khác. Xem mã ở danh sách đơn vị, ví dụ GD01.',
      form,
    }),
  };
}

function goOn(address: string, version: string) {
  return {
    action: `${address}/hoat-dong-lai`,
    text: 'Cho đơn vị hoạt động tiếp',
    hint: 'Bỏ ngày kết thúc hoạt động. Báo cáo đã miễn và tài khoản đã ngừng vẫn giữ như vậy cho đến khi được bỏ miễn, mở lại.',
    version,
    isWarning: false,
  };
}

/** What was done, in one line. */
export function endedNotice(unit: UnitRecord): string {
  const until = unit.accountsUntil
    ? ` Tài khoản dùng tiếp đến trước ngày ${formatDay(unit.accountsUntil)}.`
    : '';
  return `Đã ghi: ${unit.name} kết thúc hoạt động từ ngày ${formatDay(unit.activeTo ?? unit.activeFrom)}.${until}`;
}
