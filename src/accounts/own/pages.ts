import { hasRole, OWN_ROLES, type Actor } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { formatDay } from '../../platform/text/format.js';
import { messageKinds } from '../../mail/names.js';
import { OWN_HISTORY } from '../../history/addresses.js';
import { mutableKinds, unmutable } from '../../mail/rules.js';
import { currentPasswordControl, passwordControls } from '../chosen-password-pages.js';
import type { OwnMail } from '../finders.js';
import { phoneControls } from '../phone-pages.js';
import { formatPhone, phoneInWords } from '../phones.js';
import { rolesInWords } from '../rules.js';
import { hasSummary, summaryDayName, summaryDays } from '../summary-days.js';
import {
  OWN_ACCOUNT,
  OWN_CALENDAR,
  OWN_COPY,
  OWN_DEVICES,
  OWN_EMAIL,
  OWN_FACTOR,
  OWN_PHONE,
  OWN_SESSIONS,
  WANTED_MAIL,
} from '../addresses.js';

/** What the own account's mail stands at. `bounce`: why nothing reaches its address, '' where it does. */
export interface MailStanding extends OwnMail {
  readonly bounce: string;
  readonly isMailSet: boolean;
  /** The portal can tell devices of reminders. */
  readonly isPushed: boolean;
}

export function ownAccountPage(actor: Actor, mail: MailStanding, form: Form): FormPage {
  return formPage(
    {
      title: 'Tài khoản của tôi',
      nav: 'account',
      action: OWN_ACCOUNT,
      submit: 'Đổi mật khẩu',
      before: facts(actor, mail) + ui.warningText(mail.bounce) + '<h2>Đổi mật khẩu</h2>',
    },
    form,
    {
      currentPassword: currentPasswordControl(form),
      ...passwordControls(form.errors),
    },
  );
}

function facts(actor: Actor, mail: MailStanding): SafeHtml {
  return ui.summaryList([
    { key: 'Họ và tên', value: actor.fullName },
    { key: 'Tên đăng nhập', value: actor.username },
    {
      key: 'Đơn vị',
      value: actor.unit.name,
      actions: [{ text: 'Xem nhật ký', href: OWN_HISTORY, hidden: 'của đơn vị' }],
    },
    { key: 'Vai trò', value: rolesInWords(actor.roles) },
    {
      key: 'Bước xác minh thứ hai',
      value: mail.secondFactorAt ? `Có từ ngày ${formatDay(mail.secondFactorAt)}` : 'Chưa có',
      actions: [
        {
          text: mail.secondFactorAt ? 'Xem' : 'Thiết lập',
          href: OWN_FACTOR,
          hidden: 'bước xác minh thứ hai',
        },
      ],
    },
    {
      key: 'Thư điện tử',
      value: addressInWords(mail),
      actions: [{ text: 'Sửa', href: OWN_EMAIL, hidden: 'địa chỉ thư điện tử' }, ...confirming(mail)],
    },
    {
      key: 'Điện thoại, Zalo',
      value: mail.phone || mail.zaloName ? phoneInWords(mail) : 'Chưa có',
      actions: [{ text: 'Sửa', href: OWN_PHONE, hidden: 'điện thoại và tên Zalo' }],
    },
    {
      key: 'Thư muốn nhận',
      value: choiceInWords(mail),
      actions: [{ text: 'Chọn', href: WANTED_MAIL, hidden: 'thư muốn nhận' }],
    },
    {
      key: 'Thời hạn trên lịch',
      value: 'Xem hạn nộp, hạn sửa trong lịch của điện thoại hoặc máy tính',
      actions: [{ text: 'Thêm vào lịch', href: OWN_CALENDAR }],
    },
    {
      key: 'Phiên đăng nhập',
      value: 'Những nơi đang đăng nhập bằng tài khoản này',
      actions: [{ text: 'Xem', href: OWN_SESSIONS, hidden: 'các phiên đăng nhập' }],
    },
    ...(mail.isPushed && hasRole(actor, ...OWN_ROLES) ? [DEVICES] : []),
    {
      key: 'Dữ liệu của tôi',
      value: 'Mọi điều cổng giữ về bạn, trong một tệp nén',
      actions: [{ text: 'Tải bản sao', href: OWN_COPY, hidden: 'dữ liệu của tôi' }],
    },
  ]);
}

function addressInWords({ email, emailConfirmedAt }: MailStanding): string {
  if (email === '') return 'Chưa có';
  return emailConfirmedAt ? email : `${email} (chưa xác nhận)`;
}

function confirming({ email, emailConfirmedAt, isMailSet }: MailStanding) {
  const isOpen = email !== '' && emailConfirmedAt === null && isMailSet;
  return isOpen ? [{ text: 'Xác nhận', href: OWN_EMAIL, hidden: 'địa chỉ thư điện tử' }] : [];
}

const DEVICES = {
  key: 'Báo trên máy',
  value: 'Hiện lời đôn đốc trên điện thoại hoặc máy tính, cả khi không mở cổng',
  actions: [{ text: 'Chọn máy', href: OWN_DEVICES }],
};

function choiceInWords({ email, mutedMessages, isMailSet }: MailStanding): string {
  const muted = mutableKinds.filter((kind) => mutedMessages.includes(kind)).map((kind) => messageKinds[kind]);
  const choice = muted.length === 0 ? 'Mọi loại thư' : `Mọi loại thư, trừ: ${muted.join('; ')}`;
  if (!isMailSet) return `${choice}. Cổng hiện chưa gửi được thư điện tử.`;
  return email === '' ? `${choice}. Hiện không gửi được: chưa có địa chỉ.` : `${choice}.`;
}

/** The kinds of messages as check boxes; those that cannot be left out are named, with the reason. */
export function messageChoicePage(
  form: Form,
  { version, mutedMessages, summaryDay }: OwnMail,
  actor: Actor,
): FormPage {
  const wanted = mutableKinds.filter((kind) => !mutedMessages.includes(kind));
  const always = unmutable.map((kind) => `“${messageKinds[kind]}”`).join(', ');
  return formPage(
    {
      title: 'Thư muốn nhận',
      crumbs: [{ text: 'Tài khoản của tôi', href: OWN_ACCOUNT }, { text: 'Thư muốn nhận' }],
      nav: 'account',
      lead: `Thư ${always} luôn được gửi: biên nhận là bằng chứng đã nộp, còn báo cáo bị trả lại hoặc mở lại phải sửa trước một ngày nhất định.`,
      action: WANTED_MAIL,
      version: String(version),
      submit: 'Lưu',
    },
    form,
    {
      kinds: ui.checkboxes({
        name: 'kinds',
        legend: 'Tôi muốn nhận',
        hint: 'Bỏ dấu ở thư không muốn nhận. Việc vẫn hiện trên cổng.',
        items: mutableKinds.map((kind) => ({ value: kind, text: messageKinds[kind] })),
        form,
        values: (form.values['kinds'] ?? wanted.join('\n')).split('\n'),
      }),
      ...(hasSummary(actor) ? { summaryDay: summaryControl(form, summaryDay) } : {}),
    },
  );
}

/** On which day of the week the summary of the units below comes, or that it does not. */
function summaryControl(form: Form, chosen: number | null): SafeHtml {
  return ui.select({
    name: 'summaryDay',
    label: 'Bản tóm tắt hằng tuần về các đơn vị cấp dưới',
    hint: 'Gửi từ 6 giờ sáng ngày bạn chọn, mỗi tuần một lần, đến khi khóa kỳ báo cáo.',
    items: [
      { value: '', text: 'Không nhận' },
      ...summaryDays.map((day) => ({ value: String(day), text: `Gửi vào ${summaryDayName(day)}` })),
    ],
    value: form.values['summaryDay'] ?? String(chosen ?? ''),
    error: form.errors.find(({ field }) => field === 'summaryDay')?.message ?? '',
  });
}

export function ownPhonePage(form: Form): FormPage {
  const title = 'Điện thoại và Zalo';
  return formPage(
    {
      title,
      crumbs: [{ text: 'Tài khoản của tôi', href: OWN_ACCOUNT }, { text: title }],
      nav: 'account',
      lead: 'Công đoàn cấp trên gọi số này khi thư không đến được. Chỉ công đoàn cấp trên và người quản trị tài khoản xem được.',
      action: OWN_PHONE,
      submit: 'Lưu',
    },
    form,
    phoneControls(form, 'tel'),
  );
}

/** The own telephone and Zalo as their form shows them. */
export function phoneValues({ phone, zaloName }: { phone: string; zaloName: string }): Form['values'] {
  return { phone: formatPhone(phone), zaloName };
}
