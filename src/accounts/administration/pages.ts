import type { SummaryRow } from '../../platform/page/blocks.js';
import { ui } from '../../platform/page/components.js';
import { formatDay } from '../../platform/text/format.js';
import type { Form } from '../../platform/page/forms.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { emailControl } from '../email-pages.js';
import { phoneControls } from '../phone-pages.js';
import { formatPhone } from '../phones.js';
import { roleNames, roles, rolesInWords } from '../rules.js';
import type { Held } from '../sign-in-finders.js';
import type { LastHandover } from '../handover/finders.js';
import { isOpen } from '../handover/rules.js';
import { handoverRow, whom } from '../handover/seen-pages.js';
import { isRootAdmin } from '../../units/rules.js';
import type { ManagedAccount } from './finders.js';
import { handoverLink, heldWords, lettingIn } from './other-ways-pages.js';
import { ACCOUNTS, accountAddress, accountSessionsEnd, anonymisation, personCopy } from '../addresses.js';
import { ADMINISTRATION } from '../../platform/page/addresses.js';

export interface ActivationLinkPage extends Frame {
  lead: string;
  /** Ready to be passed on. */
  message: string;
  back: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'accounts/activation-link': ActivationLinkPage;
  }
}

const HOME = { text: 'Quản trị', href: ADMINISTRATION };
const LIST = { text: 'Tài khoản', href: ACCOUNTS };
const NAV = 'administration' as const;

/** `unitName`: of the unit for which it is made, where one came from there. */
export function newAccountPage(form: Form, unitName = ''): FormPage {
  return formPage(
    {
      title: 'Thêm tài khoản',
      crumbs: [HOME, LIST, { text: 'Thêm tài khoản' }],
      nav: NAV,
      lead: 'Sau khi thêm, hệ thống hiện một liên kết để chủ tài khoản tự đặt mật khẩu.',
      action: `${ACCOUNTS}/moi`,
      submit: 'Thêm tài khoản',
    },
    form,
    {
      fullName: fullNameControl(form),
      username: ui.field({
        name: 'username',
        label: 'Tên đăng nhập',
        hint: 'Chữ không dấu, chữ số và các dấu . _ @ - ; không phân biệt chữ hoa, chữ thường.',
        width: 20,
        form,
        attributes: { autocapitalize: 'none', spellcheck: 'false' },
      }),
      ...otherControls(form, unitName === '' ? CODE_HINT : `Mã của ${unitName}.`),
    },
  );
}

/**
 * `bounce`: why nothing reaches its address. `sessions`: in how many places it is signed in. `admin`: who looks; people ask the
 * federation's for their data, and nobody is let in anew by themselves. `handover`: the last one; null for none.
 */
export interface ShownAccount extends Pick<ManagedAccount, 'account' | 'admin'> {
  readonly bounce: string;
  readonly sessions: number;
  readonly held: Held;
  readonly handover: LastHandover | null;
}

/** After a conflict `form` holds what was typed, and what differs from `account` is shown under each field. */
export function accountPage(shown: ShownAccount, form: Form, isStale = false): FormPage {
  const { account, admin, bounce, sessions, held, handover } = shown;
  const values = accountValues(account);
  const isOwn = admin.accountId === account.id;
  return formPage(
    {
      title: account.fullName,
      crumbs: [HOME, LIST, { text: account.fullName }],
      nav: NAV,
      before:
        ui.summaryList(accountRows(shown)) +
        ui.warningText(bounce) +
        handoverLink(account, handover !== null && isOpen(handover)) +
        (isOwn ? '' : lettingIn(account, held)) +
        '<h2>Thông tin tài khoản</h2>',
      action: accountAddress(account.id),
      version: String(isStale ? account.version : (form.values['version'] ?? account.version)),
      submit: 'Lưu',
      buttons: account.deactivatedAt
        ? [reactivation(account, handover)]
        : [...(sessions > 0 ? [signingOut(account)] : []), deactivation(account)],
      after: isRootAdmin(admin) ? erasing(account) : '',
    },
    form,
    { fullName: fullNameControl(form), ...otherControls(form, MOVE_HINT) },
    isStale ? differing(values, form.values, { roles: rolesInWords(account.roles) }) : {},
  );
}

function accountRows({ account, admin, sessions, held, handover }: ShownAccount): SummaryRow[] {
  return [
    { key: 'Tên đăng nhập', value: account.username },
    { key: 'Đơn vị', value: `${account.unit.name} (mã ${account.unit.code})` },
    { key: 'Trạng thái', html: stateTags(account, held) },
    ...(handover ? [handoverRow(admin, handover)] : []),
    { key: 'Đang đăng nhập', value: sessions > 0 ? `Ở ${sessions} nơi` : 'Không ở nơi nào' },
    secondFactorRow(account),
    ...(isRootAdmin(admin) ? [personalData(account)] : []),
  ];
}

/** The account as its form shows it. */
export function accountValues(account: ManagedAccount['account']): Record<string, string> {
  return {
    fullName: account.fullName,
    position: account.position,
    email: account.email,
    phone: formatPhone(account.phone),
    zaloName: account.zaloName,
    unitCode: account.unit.code,
    roles: roles.filter((role) => account.roles.includes(role)).join('\n'),
  };
}

export function activationLinkPage(
  account: { id: number; fullName: string; username: string },
  link: string,
  expiresAt: Date,
): ActivationLinkPage {
  // It ends as a day ends, which is said by that day and not by the first moment of the next.
  const until = formatDay(new Date(expiresAt.getTime() - 1));
  return {
    title: 'Liên kết kích hoạt',
    crumbs: [
      HOME,
      LIST,
      { text: account.fullName, href: accountAddress(account.id) },
      { text: 'Liên kết kích hoạt' },
    ],
    nav: NAV,
    lead: `Hãy gửi tin nhắn này cho ${account.fullName} qua thư hoặc Zalo, để người ấy tự đặt mật khẩu.`,
    message: [
      `Kính gửi ${account.fullName},`,
      'Mở liên kết sau để đặt mật khẩu trên Cổng Nêu gương:',
      link,
      `Tên đăng nhập: ${account.username}`,
      `Liên kết dùng được một lần, đến hết ngày ${until}. Xin không chuyển cho người khác.`,
    ].join('\n'),
    back: accountAddress(account.id),
  };
}

function fullNameControl(form: Form): SafeHtml {
  return ui.field({ name: 'fullName', label: 'Họ và tên', form, autocomplete: 'off' });
}

const CODE_HINT = 'Xem mã ở danh sách đơn vị, ví dụ GD01.';
const MOVE_HINT = 'Chuyển người này sang đơn vị khác thì ghi mã đơn vị ấy; xem mã ở danh sách đơn vị.';

function otherControls(form: Form, codeHint: string) {
  return {
    position: ui.field({ name: 'position', label: 'Chức vụ', optional: true, form }),
    email: emailControl(form, 'off'),
    ...phoneControls(form, 'off'),
    unitCode: ui.field({
      name: 'unitCode',
      label: 'Mã đơn vị',
      hint: codeHint,
      width: 10,
      form,
    }),
    roles: ui.checkboxes({
      name: 'roles',
      legend: 'Vai trò',
      items: roles.map((role) => ({ value: role, text: roleNames[role], hint: ROLE_HINTS[role] })),
      form,
    }),
  };
}

/** What the federation does for somebody who asks by paper; erasing stands at the end of the page, where no hand slips. */
function personalData({ id, deactivatedAt, fullName: hidden }: Account): SummaryRow {
  return {
    key: 'Dữ liệu cá nhân',
    value: deactivatedAt
      ? 'Khi người đó yêu cầu; xóa ở cuối trang này'
      : 'Khi người đó yêu cầu; xóa được sau khi ngừng tài khoản',
    actions: [{ text: 'Tải bản sao', href: personCopy(id), hidden }],
  };
}

function erasing({ id, deactivatedAt, fullName: hidden }: Account): SafeHtml {
  if (!deactivatedAt) return '';
  const button = ui.button({ text: 'Xóa thông tin', hidden, href: anonymisation(id), kind: 'warning' });
  return `<hr><p>Chỉ dùng khi người này yêu cầu xóa thông tin cá nhân. Không lấy lại được; trang sau nói rõ điều gì mất, điều gì giữ lại.</p><p>${button}</p>`;
}

const ROLE_HINTS = {
  FILER: 'Nhập, nộp và thu hồi báo cáo của đơn vị.',
  SIGNATORY: 'Duyệt báo cáo của đơn vị trước khi nộp.',
  REVIEWER: 'Theo dõi, trả lại, chấp nhận báo cáo của các đơn vị trực thuộc.',
  LEADER: 'Xem báo cáo của đơn vị và các đơn vị cấp dưới.',
  ADMIN: 'Quản lý đơn vị và tài khoản.',
};

type Account = ManagedAccount['account'];

function secondFactorRow({ secondFactorAt }: Account): SummaryRow {
  const value = secondFactorAt === null ? 'Chưa thiết lập' : `Có từ ngày ${formatDay(secondFactorAt)}`;
  return { key: 'Bước xác minh thứ hai', value };
}

function signingOut(account: Account) {
  return {
    action: accountSessionsEnd(account.id),
    text: 'Đăng xuất ở mọi nơi',
    hint: 'Dùng khi nghi có người khác đang dùng tài khoản, hoặc máy bị mất. Mọi phiên kết thúc ngay; mật khẩu vẫn dùng được.',
    version: String(account.version),
    isWarning: false,
  };
}

function deactivation(account: Account) {
  return {
    action: `${accountAddress(account.id)}/ngung`,
    text: 'Ngừng tài khoản',
    hint: 'Người dùng bị đăng xuất ngay và không đăng nhập được nữa. Việc đã làm vẫn còn trong nhật ký. Có người thay thì hãy bàn giao: báo cáo được giao đi theo.',
    version: String(account.version),
    isWarning: true,
  };
}

function reactivation(account: Account, handover: LastHandover | null) {
  const doneAt = handover?.doneAt ?? null;
  const password = account.passwordHash
    ? 'Cho hoạt động lại thì người này đăng nhập được bằng mật khẩu cũ.'
    : 'Cho hoạt động lại rồi, người này còn cần mã một lần hoặc liên kết kích hoạt để đặt mật khẩu.';
  const successor =
    handover && doneAt
      ? `Công việc đã bàn giao cho ${whom(handover)} ngày ${formatDay(doneAt)}: cho hoạt động lại thì cả hai người cùng có vai trò này, báo cáo đã giao vẫn ở người nhận.`
      : '';
  return {
    action: `${accountAddress(account.id)}/mo-lai`,
    text: 'Cho hoạt động lại',
    hint: ['Tài khoản đang ngừng.', successor, password].filter(Boolean).join(' '),
    version: String(account.version),
    isWarning: doneAt !== null,
  };
}

/** Whoever waits is not simply active; whoever has no password yet may wait as well. */
function stateTags(account: Account, { wait }: Held): SafeHtml {
  if (account.deactivatedAt) return ui.tag({ text: 'Đã ngừng', tone: 'grey' });
  const tags = [
    account.passwordHash === null && ui.tag({ text: 'Chưa kích hoạt', tone: 'yellow' }),
    account.passwordHash !== null && !wait && ui.tag({ text: 'Đang hoạt động', tone: 'green' }),
    wait && ui.tag({ text: heldWords(wait), tone: 'orange' }),
  ];
  return tags.filter(Boolean).join(' ');
}
