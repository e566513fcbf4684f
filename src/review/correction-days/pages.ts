import { FOLLOWING } from '../../platform/page/addresses.js';
import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import { CORRECTION_DAYS } from '../addresses.js';

/** `saved`: what stands now; `isStale`: a colleague saved it meanwhile. */
export function correctionDaysPage(saved: number, form: Form, isStale = false): FormPage {
  return formPage(
    {
      title: 'Hạn sửa gợi ý khi trả lại',
      nav: 'following',
      crumbs: [{ text: 'Theo dõi', href: FOLLOWING }, { text: 'Hạn sửa gợi ý' }],
      lead: 'Khi trả lại báo cáo, cổng điền sẵn hạn sửa theo số ngày này, không tính thứ bảy, chủ nhật và ngày nghỉ. Dùng chung cho người xét duyệt của đơn vị; mỗi lần trả lại vẫn sửa được ngày.',
      action: CORRECTION_DAYS,
      version: String(saved),
      submit: 'Lưu',
    },
    form,
    {
      days: ui.field({ name: 'days', label: 'Số ngày làm việc', kind: 'number', width: 3, form }),
    },
    isStale ? { days: String(saved) } : {},
  );
}
