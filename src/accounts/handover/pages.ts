import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { ui } from '../../platform/page/components.js';
import type { Question } from '../../platform/page/confirm-page.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { formatDay } from '../../platform/text/format.js';
import { ACCOUNTS, accountAddress, handoverAddress } from '../addresses.js';
import type { ManagedAccount } from '../administration/finders.js';
import { emailControl } from '../email-pages.js';
import { phoneControls } from '../phone-pages.js';
import { formatPhone } from '../phones.js';
import { rolesInWords } from '../rules.js';
import type { EndingWith, OpenHandover, Successors } from './finders.js';
import type { HeldWork } from './rules.js';

type Account = ManagedAccount['account'];

export function handoverPage(account: Account, successors: Successors, form: Form): FormPage {
  return formPage(
    {
      ...frame(account),
      title: `Bàn giao tài khoản của ${account.fullName}`,
      lead: `Vai trò ${rolesInWords(account.roles)}, báo cáo được giao và các việc đang làm dở ở ${account.unit.name} chuyển cho người mới; tài khoản cũ ngừng.`,
      action: handoverAddress(account.id),
      version: form.values['version'] ?? String(account.version),
      submit: 'Xem trước việc bàn giao',
    },
    form,
    {
      ...(successors.length > 0 ? { successor: successorControl(successors, form) } : {}),
      ...newPersonControls(form, successors.length > 0),
      day: ui.field({
        ...{ name: 'day', label: 'Ngày bàn giao', kind: 'day', form },
        hint: 'Để ngày hôm nay thì bàn giao ngay. Chọn ngày khác thì cổng tự bàn giao lúc 0 giờ ngày đó; trước lúc ấy còn hủy được.',
      }),
    },
  );
}

function frame(account: Account) {
  return {
    crumbs: [
      { text: 'Quản trị', href: ADMINISTRATION },
      { text: 'Tài khoản', href: ACCOUNTS },
      { text: account.fullName, href: accountAddress(account.id) },
      { text: 'Bàn giao' },
    ],
    nav: 'administration' as const,
  };
}

function successorControl(successors: Successors, form: Form): SafeHtml {
  return ui.select({
    name: 'successor',
    label: 'Người nhận bàn giao',
    hint: 'Người đã có tài khoản ở đơn vị: chỉ cần chọn ở đây.',
    items: [
      { value: '', text: 'Người mới, ghi bên dưới' },
      ...successors.map(({ id, fullName, username }) => ({
        value: String(id),
        text: `${fullName} (${username})`,
      })),
    ],
    value: form.values['successor'] ?? '',
    error: form.errors.find(({ field }) => field === 'successor')?.message ?? '',
  });
}

function newPersonControls(form: Form, isChoice: boolean): Record<string, SafeHtml> {
  const hint = isChoice ? 'Để trống nếu đã chọn người ở trên.' : '';
  return {
    fullName: ui.field({ name: 'fullName', label: 'Họ và tên người mới', hint, form, autocomplete: 'off' }),
    username: ui.field({
      name: 'username',
      label: 'Tên đăng nhập của người mới',
      hint: 'Chữ không dấu, chữ số và các dấu . _ @ - ; khác tên đăng nhập của người cũ.',
      width: 20,
      form,
      attributes: { autocapitalize: 'none', spellcheck: 'false' },
    }),
    position: ui.field({
      ...{ name: 'position', label: 'Chức vụ', optional: true, form },
      hint: 'Ghi sẵn chức vụ của người cũ; hãy sửa nếu người mới giữ chức vụ khác.',
    }),
    email: emailControl(form, 'off'),
    ...phoneControls(form, 'off'),
  };
}

/** Who takes over: the name, how one signs in, how one is reached; '' for what is not known. */
export interface Coming {
  readonly fullName: string;
  readonly username: string;
  readonly position: string;
  readonly email: string;
  readonly phone: string;
  readonly zaloName: string;
}

/** What is handed over, and how much of it. */
export interface Preview {
  readonly account: Account;
  readonly to: Coming;
  readonly isNew: boolean;
  readonly day: Date;
  readonly held: HeldWork;
  readonly ending: EndingWith;
}

/** What is asked before: everything that changes hands, everything that ends. */
export function handoverQuestion(preview: Preview, now: Date): Question {
  const { account, to, day } = preview;
  const toName = to.fullName;
  const isLater = day > now;
  return {
    ...frame(account),
    title: `Bàn giao công việc của ${account.fullName} cho ${toName}?`,
    follows: [
      comingWords(preview),
      `${toName} nhận vai trò ${rolesInWords(account.roles)} ở ${account.unit.name}.`,
      ...workWords(preview),
      ...endingWords(preview, isLater ? `từ 0 giờ ngày ${formatDay(day)}` : 'ngay'),
      ...linkWords(preview, isLater),
    ],
    submit: isLater ? `Hẹn bàn giao ngày ${formatDay(day)}` : 'Bàn giao ngay',
  };
}

/** All that was typed of the new person: a wrong number is seen here, before the code is told to somebody else. */
function comingWords({ to, isNew }: Preview): string {
  const { username, position, phone, zaloName, email } = to;
  const reached = [
    phone === '' ? 'chưa ghi điện thoại' : `điện thoại ${formatPhone(phone)}`,
    ...(zaloName === '' ? [] : [`tên trên Zalo ${zaloName}`]),
    email === '' ? 'chưa ghi thư điện tử' : `thư điện tử ${email}`,
  ];
  const post = position === '' ? [] : [`chức vụ ${position}`];
  const whose = isNew ? 'Tài khoản mới' : 'Tài khoản sẵn có';
  return `${whose} của ${to.fullName}: tên đăng nhập ${[username, ...post, ...reached].join('; ')}.`;
}

function workWords({ account, to, held, ending }: Preview): string[] {
  const { fullName } = account;
  const toName = to.fullName;
  const { assigned, drafts, planned, announced } = held;
  const lines: (string | false)[] = [
    assigned > 0 && `${assigned} báo cáo đang giao cho ${fullName} xét duyệt chuyển sang ${toName}.`,
    drafts > 0 && `${drafts} báo cáo đang lập là của đơn vị nên ở nguyên chỗ cũ; ${toName} làm tiếp.`,
    planned > 0 &&
      `${planned} cuộc kiểm tra, giám sát chưa thông báo: ${toName} thay ${fullName} trong đoàn.`,
    announced > 0 &&
      `${announced} cuộc đã thông báo giữ tên ${fullName} trong đoàn, vì đơn vị đã nhận thông báo; hãy sửa ở từng cuộc nếu ${toName} đi thay.`,
    account.summaryDay !== null && `Bản tóm tắt hằng tuần gửi cho ${toName}.`,
    ending.hasCalendar && `Địa chỉ lịch thời hạn của ${fullName} hết hiệu lực; ${toName} tự tạo địa chỉ mới.`,
    ending.devices > 0 && `${ending.devices} máy nhận báo việc của ${fullName} bị gỡ.`,
  ];
  return lines.filter((line) => line !== false);
}

function endingWords({ account }: Preview, when: string): string[] {
  const told = account.email === '' ? '' : ' và được báo bằng thư';
  return [
    `Nhật ký, các lần nộp và văn bản đã ký giữ nguyên tên ${account.fullName}. Ý kiến trao đổi, ghi chú cũng vậy, cho đến khi thông tin cá nhân của người này bị xóa.`,
    `Tài khoản ${account.username} ngừng ${when}: bị đăng xuất ở mọi nơi, không đăng nhập được nữa${told}.`,
  ];
}

function linkWords({ isNew, to, ending, account }: Preview, isLater: boolean): string[] {
  if (!isNew) return [];
  const toName = to.fullName;
  const link = isLater
    ? `Đến ngày ấy cổng mới tạo tài khoản của ${toName}; bạn tạo liên kết kích hoạt hoặc mã một lần sau đó.`
    : `Liên kết kích hoạt của ${toName} hiện ngay sau khi bàn giao, một lần.`;
  const last = `${account.fullName} là người quản trị duy nhất của Liên đoàn Lao động tỉnh. Hãy giữ kỹ liên kết: mất liên kết thì chỉ người vận hành máy chủ mở lại được.`;
  return ending.isLastAdmin ? [link, last] : [link];
}

/** What waits for its day, and the one thing that can be done with it. */
export function plannedHandoverPage(account: Account, open: OpenHandover): FormPage {
  const to = open.successor ?? open;
  return formPage(
    {
      ...frame(account),
      title: `Đã hẹn bàn giao tài khoản của ${account.fullName}`,
      before: ui.summaryList([
        { key: 'Người nhận', value: `${to.fullName} (${to.username})` },
        { key: 'Ngày bàn giao', value: `0 giờ ngày ${formatDay(open.effectiveOn)}` },
        { key: 'Người hẹn', value: open.askedByName },
      ]),
      action: `${handoverAddress(account.id)}/huy`,
      version: String(account.version),
      submit: 'Hủy lịch hẹn bàn giao',
      isRemoval: true,
    },
    { values: {}, errors: [] },
    {},
  );
}
