import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { ui } from '../../platform/page/components.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Question } from '../../platform/page/confirm-page.js';
import type { Form, Values } from '../../platform/page/forms.js';
import { formatDay, formatNumber } from '../../platform/text/format.js';
import { FACTOR_RULE, lackingFactorAddress } from '../addresses.js';
import { roleNames, roles, rolesInWords } from '../rules.js';
import type { Reach } from './finders.js';
import { requirementInWords, type Requirement } from './rules.js';

const TITLE = 'Ai phải có bước xác minh thứ hai';
const FRAME = {
  title: TITLE,
  crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: TITLE }],
  nav: 'administration',
} as const;

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
      ...FRAME,
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
      hint: 'Từ hôm nay trở đi. Nên để mọi người vài tuần, và đừng trùng ngày hạn nộp báo cáo. Trước ngày ấy, cổng chỉ nhắc khi đăng nhập.',
      kind: 'day',
      form,
    }),
  };
}

const choices = roles.map((role) => ({ value: role, text: roleNames[role] }));

type Wanted = Requirement & { readonly startsOn: Date };

/** Whom the rule hits, before it is saved; `reach`: how many these are now. */
export function requirementQuestion(
  wanted: Wanted,
  saved: Requirement,
  reach: { readonly everywhere: Reach; readonly root: Reach },
  now: Date,
): Question {
  const from = wanted.startsOn > now ? `Từ ngày ${formatDay(wanted.startsOn)}` : 'Từ lần đăng nhập tới';
  const hits = [
    ...hit(wanted.roles, 'ở mọi đơn vị', reach.everywhere),
    ...hit(wanted.rootRoles, 'ở Liên đoàn Lao động tỉnh', reach.root),
  ];
  return {
    ...FRAME,
    crumbs: [...FRAME.crumbs.slice(0, 1), { text: TITLE, href: FACTOR_RULE }, { text: 'Lưu' }],
    title: hits.length > 0 ? 'Lưu ai phải có bước xác minh thứ hai?' : 'Không bắt buộc với ai nữa?',
    follows: [...hits.map((words) => `${from}, ${words}`), ...freed(wanted, saved), ...WHEN(hits.length)],
    submit: 'Lưu',
  };
}

/** "2 tài khoản vai trò Quản trị ở mọi đơn vị phải có bước xác minh thứ hai; 1 tài khoản chưa thiết lập." */
function hit(held: Requirement['roles'], where: string, { all, lacking }: Reach): string[] {
  if (held.length === 0) return [];
  const standing =
    lacking === 0 ? 'tất cả đã thiết lập' : `${formatNumber(lacking)} tài khoản chưa thiết lập`;
  const whose = `${formatNumber(all)} tài khoản vai trò ${rolesInWords(held)} ${where}`;
  return [`${whose} phải có bước xác minh thứ hai${all === 0 ? '' : `; ${standing}`}.`];
}

/** Which roles of the saved rule need it no more. */
function freed(wanted: Requirement, saved: Requirement): string[] {
  const gone = (now: Requirement['roles'], before: Requirement['roles'], where: string) => {
    const held = before.filter((role) => !now.includes(role));
    return held.length === 0 ? [] : [`Không còn bắt buộc với vai trò ${rolesInWords(held)} ${where}.`];
  };
  return [
    ...gone(wanted.roles, saved.roles, 'ở mọi đơn vị'),
    ...gone(wanted.rootRoles, saved.rootRoles, 'ở Liên đoàn Lao động tỉnh'),
  ];
}

const WHEN = (hits: number) =>
  hits === 0
    ? ['Ai đã thiết lập thì vẫn giữ và vẫn được hỏi khi đăng nhập.']
    : ['Ai chưa thiết lập thì phải làm ngay sau khi đăng nhập; người đang làm việc không bị ngắt.'];

/** What was saved, as the notice says it. */
export function savedWords(saved: Wanted): string {
  const isNone = saved.roles.length + saved.rootRoles.length === 0;
  return isNone
    ? 'Đã lưu: bước xác minh thứ hai không bắt buộc với ai.'
    : `Đã lưu. Phải có bước xác minh thứ hai: ${requirementInWords(saved)}.`;
}

/** As the form shows it. */
export function requirementValues({ roles: everywhere, rootRoles, startsOn }: Requirement): Values {
  const inOrder = (held: Requirement['roles']) => roles.filter((role) => held.includes(role)).join('\n');
  return {
    roles: inOrder(everywhere),
    rootRoles: inOrder(rootRoles),
    startsOn: startsOn ? formatDay(startsOn) : '',
  };
}
