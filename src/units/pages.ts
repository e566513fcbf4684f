import type { Admin, Level } from '../platform/actor.js';
import { ui } from '../platform/page/components.js';
import { formatDay } from '../platform/text/format.js';
import type { Form } from '../platform/page/forms.js';
import { differing, formPage, type FormPage } from '../platform/page/form-page.js';
import { listPage, type ListPage } from '../platform/page/list-page.js';
import type { SafeHtml } from '../platform/page/render.js';
import type { UnitFilter, UnitRecord, UnitRow } from './finders.js';
import { endedWords, isActive, isRootAdmin, levelNames, lowerLevelItems } from './rules.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';
import { HELP_CONTACT, UNITS, unitAddress, unitEndingAddress } from './addresses.js';

const HOME = { text: 'Quản trị', href: ADMINISTRATION };
const LIST = { text: 'Đơn vị', href: UNITS };

export function unitsPage(
  found: { rows: readonly UnitRow[]; next: number | undefined },
  filter: UnitFilter,
  now: Date,
): ListPage {
  return listPage({
    title: 'Đơn vị',
    crumbs: [HOME, { text: 'Đơn vị' }],
    nav: 'administration',
    button: { text: 'Thêm đơn vị', href: `${UNITS}/moi` },
    buttons: [{ text: 'Liên hệ hỗ trợ của đơn vị bạn', href: HELP_CONTACT }],
    filter: { action: UNITS, controls: filterControls(filter) },
    table: ui.table({
      caption: 'Các đơn vị',
      rows: found.rows,
      columns: [
        ['Tên', (row) => ({ text: row.name, href: unitAddress(row.id) })],
        ['Mã', (row) => row.code, 'short'],
        ['Cấp', (row) => levelNames[row.level], 'short'],
        ['Đơn vị cấp trên', (row) => row.parentName ?? ''],
        // What is as usual is silent.
        ['Lưu ý', (row) => ({ html: isActive(row, now) ? '' : ui.tag(ENDED) })],
      ],
      empty: 'Không có đơn vị nào khớp. Hãy bớt điều kiện lọc, hoặc thêm đơn vị.',
    }),
    pager: pagerOf(filter, found.next),
  });
}
const ENDED = { text: 'Đã ngừng', tone: 'grey' } as const;

function filterControls({ search, level }: UnitFilter): SafeHtml[] {
  return [
    ui.field({ name: 'q', label: 'Tên hoặc mã (không cần dấu)', value: search }),
    ui.select({
      name: 'cap',
      label: 'Cấp',
      items: [{ value: '', text: 'Mọi cấp' }, ...lowerLevelItems],
      value: level,
    }),
  ];
}

function pagerOf(filter: UnitFilter, next: number | undefined): SafeHtml {
  const query = new URLSearchParams({ q: filter.search, cap: filter.level ?? '' });
  const address = (after?: number) =>
    `${UNITS}?${query.toString()}${after === undefined ? '' : `&sau=${after}`}`;
  return ui.pager({
    previous: filter.after === undefined ? undefined : { href: address(), text: 'Về trang đầu' },
    next: next === undefined ? undefined : { href: address(next) },
  });
}

type Parents = readonly { id: number; name: string; level: Level }[];

export function newUnitPage(admin: Admin, parents: Parents, form: Form): FormPage {
  return formPage(
    {
      title: 'Thêm đơn vị',
      crumbs: [HOME, LIST, { text: 'Thêm đơn vị' }],
      nav: 'administration',
      action: `${UNITS}/moi`,
      submit: 'Thêm đơn vị',
    },
    form,
    { ...nameControls(form), ...placeControls(admin, parents, form), ...activeFromControl(form) },
  );
}

/** `saved` is the row as it is now; after a conflict what differs from it is shown under each field. */
export function unitPage(
  admin: Admin,
  saved: UnitRecord,
  parents: Parents,
  { form, isStale = false }: { form: Form; isStale?: boolean },
  now: Date,
): FormPage {
  const values = unitValues(saved);
  const isRoot = saved.parentId === null;
  const parentName = parents.find((parent) => parent.id === saved.parentId)?.name ?? '';
  return formPage(
    {
      title: saved.name,
      crumbs: [HOME, LIST, { text: saved.name }],
      nav: 'administration',
      action: unitAddress(saved.id),
      version: String(isStale ? saved.version : (form.values['version'] ?? saved.version)),
      submit: 'Lưu',
      before: besides(admin, saved, now),
    },
    form,
    isRoot
      ? { ...nameControls(form), ...signatoryControl(form) }
      : {
          ...nameControls(form),
          ...placeControls(admin, parents, form),
          ...activeFromControl(form),
          ...signatoryControl(form),
        },
    isStale
      ? differing(values, form.values, {
          parentId: parentName,
          level: levelNames[saved.level],
          needsSignatory: saved.needsSignatory ? 'Đã đánh dấu' : 'Không đánh dấu',
        })
      : {},
  );
}

/** The unit as its form shows it. */
export function unitValues(unit: UnitRecord): Record<string, string> {
  const names = { name: unit.name, code: unit.code, needsSignatory: unit.needsSignatory ? 'yes' : '' };
  if (unit.parentId === null) return names;
  return {
    ...names,
    level: unit.level,
    parentId: String(unit.parentId),
    activeFrom: formatDay(unit.activeFrom),
  };
}

function nameControls(form: Form) {
  return {
    name: ui.field({ name: 'name', label: 'Tên đơn vị', form }),
    code: ui.field({
      name: 'code',
      label: 'Mã đơn vị',
      hint: 'Ngắn, không trùng với đơn vị khác, ví dụ GD01. Dùng khi thêm tài khoản.',
      width: 10,
      form,
    }),
  };
}

function placeControls(admin: Admin, parents: Parents, form: Form) {
  const levels = lowerLevelItems.filter(({ value }) => isRootAdmin(admin) || value === 'GRASSROOTS');
  const items = [
    { value: '', text: 'Chọn đơn vị' },
    ...parents.map((parent) => ({ value: String(parent.id), text: parent.name })),
  ];
  return {
    level: ui.radios({
      name: 'level',
      legend: 'Cấp',
      items: levels,
      form,
    }),
    parentId: ui.select({
      name: 'parentId',
      label: 'Đơn vị cấp trên',
      hint: 'Đơn vị nộp báo cáo cho đơn vị này. Kỳ báo cáo đã mở không thay đổi theo.',
      items,
      form,
    }),
  };
}

function signatoryControl(form: Form) {
  return {
    needsSignatory: ui.checkboxes({
      name: 'needsSignatory',
      legend: 'Nộp báo cáo',
      items: [
        {
          value: 'yes',
          text: 'Hai bước: người lập chuyển báo cáo, người ký duyệt đọc và nộp',
          hint: 'Cần có tài khoản giữ vai trò ký duyệt ở đơn vị.',
        },
      ],
      form,
    }),
  };
}

function activeFromControl(form: Form) {
  return { activeFrom: ui.field({ name: 'activeFrom', label: 'Hoạt động từ ngày', kind: 'day', form }) };
}

/** What is done to the unit elsewhere, and that it has ended or is going to. */
function besides(admin: Admin, unit: UnitRecord, now: Date): SafeHtml {
  const ended = endedWords(unit, now);
  const isOwn = unit.id === admin.unit.id;
  const links = [
    ...(isOwn ? [{ text: contactText(unit), href: HELP_CONTACT }] : []),
    { text: 'Thêm tài khoản cho đơn vị này', href: accountHref(unit) },
    ...(unit.parentId === null ? [] : [{ text: endingText(unit), href: unitEndingAddress(unit.id) }]),
  ];
  return (
    (ended ? ui.summaryList([{ key: 'Hoạt động', value: `Đơn vị ${ended}` }]) : '') +
    `<p>${links.map((link) => ui.button({ ...link, kind: 'quiet' })).join(' ')}</p>`
  );
}

/** Whom the units below ask: each unit's administrator says it for the own unit. */
function contactText({ contactPhone, contactEmail }: UnitRecord): string {
  return contactPhone || contactEmail ? 'Sửa liên hệ hỗ trợ' : 'Ghi liên hệ hỗ trợ (chưa có)';
}

function endingText({ activeTo }: UnitRecord): string {
  return activeTo ? 'Sửa việc kết thúc hoạt động' : 'Kết thúc hoạt động của đơn vị';
}

function accountHref(unit: UnitRecord): string {
  return `/quan-tri/tai-khoan/moi?don-vi=${encodeURIComponent(unit.code)}`;
}
