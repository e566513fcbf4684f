import type { Actor } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { messageKinds } from '../../mail/names.js';
import { mutableKinds, unmutable } from '../../mail/rules.js';
import { currentPasswordControl, passwordControls } from '../chosen-password-pages.js';
import type { OwnMail } from '../finders.js';
import { phoneControls } from '../phone-pages.js';
import { formatPhone } from '../phones.js';
import { hasSummary, summaryDayName, summaryDays } from '../summary-days.js';
import { OWN_ACCOUNT, OWN_PHONE, WANTED_MAIL } from '../addresses.js';
import { ownFacts, type MailStanding } from './facts-pages.js';

export function ownAccountPage(actor: Actor, mail: MailStanding, form: Form): FormPage {
  return formPage(
    {
      title: 'Tài khoản của tôi',
      nav: 'account',
      action: OWN_ACCOUNT,
      submit: 'Đổi mật khẩu',
      before: ownFacts(actor, mail) + '<h2>Đổi mật khẩu</h2>',
    },
    form,
    {
      currentPassword: currentPasswordControl(form),
      ...passwordControls(form.errors),
    },
  );
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
      lead: 'Công đoàn cấp trên gọi số này khi thư không đến được. Chỉ công đoàn cấp trên, người quản trị tài khoản và người cùng lập, ký báo cáo của đơn vị xem được.',
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
