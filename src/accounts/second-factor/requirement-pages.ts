import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { ui } from '../../platform/page/components.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form, Values } from '../../platform/page/forms.js';
import { formatDay } from '../../platform/text/format.js';
import { FACTOR_RULE, lackingFactorAddress } from '../addresses.js';
import { roleNames, roles, rolesInWords } from '../rules.js';
import type { Requirement } from './rules.js';

type Saved = Requirement & { readonly version: number };

/** `lacking`: how many who must have a second factor have none. */
export function requirementPage(
  { saved, lacking }: { saved: Saved; lacking: number },
  form: Form,
  isStale = false,
): FormPage {
  const inWords = { roles: rolesInWords(saved.roles), rootRoles: rolesInWords(saved.rootRoles) };
  return formPage(
    {
      title: 'Bước xác minh thứ hai',
      crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Bước xác minh thứ hai' }],
      nav: 'administration',
      lead: 'Ai có vai trò được chọn mà chưa có bước thứ hai thì từ ngày ấy phải thiết lập ngay sau khi đăng nhập. Người đang làm việc không bị ngắt.',
      before:
        lacking === 0
          ? ''
          : `<p>${ui.link({ text: `${lacking} tài khoản thuộc diện này chưa thiết lập`, href: lackingFactorAddress })}</p>`,
      action: FACTOR_RULE,
      version: isStale ? String(saved.version) : (form.values['version'] ?? String(saved.version)),
      submit: 'Lưu',
    },
    form,
    controls(form),
    isStale ? differing(requirementValues(saved), form.values, inWords) : {},
  );
}

function controls(form: Form) {
  return {
    roles: ui.checkboxes({
      name: 'roles',
      legend: 'Bắt buộc ở mọi đơn vị, với vai trò',
      items: choices,
      form,
    }),
    rootRoles: ui.checkboxes({
      name: 'rootRoles',
      legend: 'Chỉ bắt buộc ở Liên đoàn Lao động tỉnh, với vai trò',
      items: choices,
      form,
    }),
    startsOn: ui.field({
      name: 'startsOn',
      label: 'Bắt đầu từ ngày',
      hint: 'Nên để mọi người vài tuần, và đừng trùng ngày hạn nộp báo cáo. Trước ngày ấy, cổng chỉ nhắc khi đăng nhập.',
      kind: 'day',
      form,
    }),
  };
}

const choices = roles.map((role) => ({ value: role, text: roleNames[role] }));

/** As the form shows it. */
export function requirementValues({ roles: everywhere, rootRoles, startsOn }: Requirement): Values {
  const inOrder = (held: Requirement['roles']) => roles.filter((role) => held.includes(role)).join('\n');
  return {
    roles: inOrder(everywhere),
    rootRoles: inOrder(rootRoles),
    startsOn: startsOn ? formatDay(startsOn) : '',
  };
}
