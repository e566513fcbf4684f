import type { Admin } from '../../platform/actor.js';
import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { ui } from '../../platform/page/components.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form, Values } from '../../platform/page/forms.js';
import type { UnitRecord } from '../finders.js';
import { isRootAdmin } from '../rules.js';
import { HELP_CONTACT } from '../addresses.js';

export function helpContactValues(unit: UnitRecord): Values {
  const { version, contactBoard, contactPhone, contactHours, contactEmail } = unit;
  return { version: String(version), contactBoard, contactPhone, contactHours, contactEmail };
}

/** `saved`: what stands, where somebody else saved it meanwhile. */
export function helpContactPage(admin: Admin, form: Form, saved?: Values): FormPage {
  const { version, ...values } = saved ?? form.values;
  return formPage(
    {
      title: 'Liên hệ hỗ trợ',
      nav: 'administration',
      crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Liên hệ hỗ trợ' }],
      lead: isRootAdmin(admin)
        ? 'Ghi ở cuối mỗi trang, cho mọi người đọc và mọi đơn vị.'
        : 'Ghi ở cuối mỗi trang cho các đơn vị gửi báo cáo về đơn vị bạn. Để trống cả điện thoại và thư thì ghi liên hệ của Liên đoàn.',
      action: HELP_CONTACT,
      version: version ?? '',
      submit: 'Lưu',
    },
    form,
    controls(form),
    saved ? differing(values, form.values) : {},
  );
}

function controls(form: Form) {
  const field = (name: string, label: string, hint: string, width: 20 | 'full' = 20) =>
    ui.field({ name, label, hint, width, optional: true, form });
  return {
    contactBoard: field('contactBoard', 'Bộ phận tiếp nhận', 'Ví dụ: Ban Tuyên giáo – Nữ công', 'full'),
    contactPhone: field('contactPhone', 'Điện thoại hỗ trợ', 'Một số gọi được, ví dụ: 024 3942 1181'),
    contactHours: field('contactHours', 'Giờ trực', 'Ví dụ: giờ hành chính'),
    contactEmail: field('contactEmail', 'Thư điện tử hỗ trợ', 'Ví dụ: ten@congdoan.vn', 'full'),
  };
}
