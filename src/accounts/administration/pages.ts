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
import type { ManagedAccount } from './finders.js';
import { otherWays } from './other-ways-pages.js';
import {
  ACCOUNTS,
  accountAddress,
  accountSessionsEnd,
  anonymisation,
  factorResetAddress,
  personCopy,
} from '../addresses.js';
import { ADMINISTRATION } from '../../platform/page/addresses.js';

export interface ActivationLinkPage extends Frame {
  lead: string;
  link: string;
  until: string;
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

export function newAccountPage(form: Form): FormPage {
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
      ...otherControls(form),
    },
  );
}

/**
 * `bounce`: why nothing reaches its address. `sessions`: in how many places it is signed in. `ofRoot`: the federation's
 * administrator looks, whom people ask for their data.
 */
interface ShownAccount extends Pick<ManagedAccount, 'account'> {
  readonly bounce?: string;
  readonly sessions: number;
  readonly ofRoot: boolean;
}

/** After a conflict `form` holds what was typed, and what differs from `account` is shown under each field. */
export function accountPage(
  { account, bounce = '', sessions, ofRoot }: ShownAccount,
  form: Form,
  isStale = false,
): FormPage {
  const values = accountValues(account);
  return formPage(
    {
      title: account.fullName,
      crumbs: [HOME, LIST, { text: account.fullName }],
      nav: NAV,
      before:
        ui.summaryList([
          { key: 'Tên đăng nhập', value: account.username },
          { key: 'Trạng thái', html: stateTag({ ...states(account) }) },
          { key: 'Đang đăng nhập', value: sessions > 0 ? `Ở ${sessions} nơi` : 'Không ở nơi nào' },
          secondFactorRow(account),
          ...(ofRoot ? [personalData(account)] : []),
        ]) +
        ui.warningText(bounce) +
        otherWays(account),
      action: accountAddress(account.id),
      version: String(isStale ? account.version : (form.values['version'] ?? account.version)),
      submit: 'Lưu',
      buttons: account.deactivatedAt
        ? [reactivation(account)]
        : [
            newLink(account),
            unlocking(account),
            ...(sessions > 0 ? [signingOut(account)] : []),
            deactivation(account),
          ],
    },
    form,
    { fullName: fullNameControl(form), ...otherControls(form) },
    isStale ? differing(values, form.values, { roles: rolesInWords(account.roles) }) : {},
  );
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
  return {
    title: 'Liên kết kích hoạt',
    crumbs: [
      HOME,
      LIST,
      { text: account.fullName, href: accountAddress(account.id) },
      { text: 'Liên kết kích hoạt' },
    ],
    nav: NAV,
    lead: `Hãy gửi liên kết này cho ${account.fullName} (tên đăng nhập: ${account.username}) để đặt mật khẩu.`,
    link,
    // It ends as a day ends, which is said by that day and not by the first moment of the next.
    until: formatDay(new Date(expiresAt.getTime() - 1)),
    back: accountAddress(account.id),
  };
}

function fullNameControl(form: Form): SafeHtml {
  return ui.field({ name: 'fullName', label: 'Họ và tên', form, autocomplete: 'off' });
}

function otherControls(form: Form) {
  return {
    position: ui.field({ name: 'position', label: 'Chức vụ', optional: true, form }),
    email: emailControl(form, 'off'),
    ...phoneControls(form, 'off'),
    unitCode: ui.field({
      name: 'unitCode',
      label: 'Mã đơn vị',
      hint: 'Xem mã ở danh sách đơn vị, ví dụ GD01.',
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

/** What the federation does for somebody who asks by paper. */
function personalData({ id, deactivatedAt, fullName: hidden }: Account) {
  const copy = { text: 'Tải bản sao', href: personCopy(id), hidden };
  const removal = { text: 'Xóa thông tin', href: anonymisation(id), hidden };
  return {
    key: 'Dữ liệu cá nhân',
    value: deactivatedAt ? 'Khi người đó yêu cầu' : 'Khi người đó yêu cầu; xóa được sau khi ngừng tài khoản',
    actions: deactivatedAt ? [copy, removal] : [copy],
  };
}

const ROLE_HINTS = {
  FILER: 'Nhập, nộp và thu hồi báo cáo của đơn vị.',
  SIGNATORY: 'Duyệt báo cáo của đơn vị trước khi nộp.',
  REVIEWER: 'Theo dõi, trả lại, chấp nhận báo cáo của các đơn vị trực thuộc.',
  LEADER: 'Xem báo cáo của đơn vị và các đơn vị cấp dưới.',
  ADMIN: 'Quản lý đơn vị và tài khoản.',
};

type Account = ManagedAccount['account'];

function secondFactorRow({ id, secondFactorAt }: Account): SummaryRow {
  const key = 'Bước xác minh thứ hai';
  if (secondFactorAt === null) return { key, value: 'Chưa thiết lập' };
  const actions = [{ text: 'Đặt lại', href: factorResetAddress(id), hidden: 'bước xác minh thứ hai' }];
  return { key, value: `Có từ ngày ${formatDay(secondFactorAt)}`, actions };
}

function newLink(account: Account) {
  return {
    action: `${accountAddress(account.id)}/lien-ket`,
    text: 'Tạo liên kết kích hoạt mới',
    hint: 'Dùng khi chưa kích hoạt hoặc quên mật khẩu. Mật khẩu cũ, liên kết cũ hết hiệu lực ngay; người ấy bị đăng xuất ở mọi nơi cho đến khi đặt mật khẩu mới.',
    version: String(account.version),
    isWarning: false,
  };
}

function unlocking(account: Account) {
  return {
    action: `${accountAddress(account.id)}/bo-khoa`,
    text: 'Bỏ khóa đăng nhập',
    hint: 'Dùng khi cổng bắt người này đợi vì nhập sai mật khẩu nhiều lần: người ấy thử lại được ngay. Mật khẩu không đổi.',
    version: String(account.version),
    isWarning: false,
  };
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
    hint: 'Người dùng bị đăng xuất ngay và không đăng nhập được nữa. Việc đã làm vẫn còn trong nhật ký.',
    version: String(account.version),
    isWarning: true,
  };
}

function reactivation(account: Account) {
  return {
    action: `${accountAddress(account.id)}/mo-lai`,
    text: 'Cho hoạt động lại',
    hint: 'Tài khoản đang ngừng. Cho hoạt động lại thì đăng nhập được bằng mật khẩu cũ.',
    version: String(account.version),
    isWarning: false,
  };
}

function states(account: Account) {
  return { isDeactivated: account.deactivatedAt !== null, isActivated: account.passwordHash !== null };
}

function stateTag({
  isDeactivated,
  isActivated,
}: {
  isDeactivated: boolean;
  isActivated: boolean;
}): SafeHtml {
  if (isDeactivated) return ui.tag({ text: 'Đã ngừng', tone: 'grey' });
  return isActivated
    ? ui.tag({ text: 'Đang hoạt động', tone: 'green' })
    : ui.tag({ text: 'Chưa kích hoạt', tone: 'yellow' });
}
