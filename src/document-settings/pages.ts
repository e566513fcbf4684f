import { ui } from '../platform/page/components.js';
import { differing, formPage, type FormPage } from '../platform/page/form-page.js';
import type { Form, Values } from '../platform/page/forms.js';
import { REPORTS } from '../platform/page/addresses.js';
import { documentPlaceAddress } from './addresses.js';

/** `saved`: what stands, where somebody else saved it meanwhile. */
export function placePage(unit: string, year: number, form: Form, saved?: Values): FormPage {
  const { version, ...values } = saved ?? form.values;
  const report = `${REPORTS}/${year}`;
  return formPage(
    {
      title: 'Địa danh trên văn bản',
      nav: 'reports',
      crumbs: [
        { text: 'Báo cáo', href: REPORTS },
        { text: `Năm ${year}`, href: report },
        { text: 'Địa danh trên văn bản' },
      ],
      lead: unit,
      before:
        '<p>Đơn vị ghi một lần, dùng cho mọi văn bản in từ cổng: báo cáo các năm, công văn, thông báo, kết luận.</p>',
      action: documentPlaceAddress(year),
      version: version ?? '',
      submit: 'Lưu',
    },
    form,
    {
      place: ui.field({
        name: 'place',
        label: 'Địa danh',
        hint: 'Tên tỉnh, thành phố hoặc xã, phường nơi đơn vị đóng; ghi trước ngày tháng của văn bản. Ví dụ: Hà Nội',
        width: 20,
        form,
      }),
      board: ui.field({
        name: 'board',
        label: 'Bộ phận lưu',
        hint: 'Tên viết tắt của ban, bộ phận soạn thảo; ghi ở dòng cuối của nơi nhận: “Lưu: VT, …”',
        width: 20,
        optional: true,
        form,
      }),
    },
    saved ? differing(values, form.values) : {},
  );
}
