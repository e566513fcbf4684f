import type { Admin, Level } from '../platform/actor.js';
import { ui } from '../platform/page/components.js';
import { formatDay } from '../platform/text/format.js';
import type { Form } from '../platform/page/forms.js';
import { differing, formPage, type FormPage } from '../platform/page/form-page.js';
import type { UnitRecord } from './finders.js';
import { isRootAdmin, levelNames, lowerLevelItems } from './rules.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';
import { UNITS, unitAddress, unitEditAddress } from './addresses.js';

const HOME = { text: 'Quản trị', href: ADMINISTRATION };
const LIST = { text: 'Đơn vị', href: UNITS };

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
): FormPage {
  const values = unitValues(saved);
  const isRoot = saved.parentId === null;
  const parentName = parents.find((parent) => parent.id === saved.parentId)?.name ?? '';
  return formPage(
    {
      title: `Sửa ${saved.name}`,
      crumbs: [HOME, LIST, { text: saved.name, href: unitAddress(saved.id) }, { text: 'Sửa' }],
      nav: 'administration',
      action: unitEditAddress(saved.id),
      version: String(isStale ? saved.version : (form.values['version'] ?? saved.version)),
      submit: 'Lưu',
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
