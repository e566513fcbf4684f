import { ui } from '../platform/page/components.js';
import { differing, formPage, type FormPage } from '../platform/page/form-page.js';
import type { Form, Values } from '../platform/page/forms.js';
import { REPORTS } from '../platform/page/addresses.js';
import { authorityQuestion, authorityWords, placeQuestion } from './wording-questions.js';

interface About {
  readonly unit: string;
  readonly year: number;
  /** What stands over the signature now. */
  readonly own: string;
  readonly action: string;
}

/** `saved`: what stands, where somebody else saved it meanwhile. */
export function placePage({ unit, year, own, action }: About, form: Form, saved?: Values): FormPage {
  const { version, authority = '', ...others } = saved ?? form.values;
  const theirs = saved ? differing({ authority, ...others }, form.values) : {};
  const report = `${REPORTS}/${year}`;
  return formPage(
    {
      title: 'Cách ghi trên văn bản',
      nav: 'reports',
      crumbs: [
        { text: 'Báo cáo', href: REPORTS },
        { text: `Báo cáo năm ${year}`, href: report },
        { text: 'Cách ghi trên văn bản' },
      ],
      lead: unit,
      before:
        '<p>Đơn vị ghi một lần, dùng cho mọi văn bản in từ cổng: báo cáo các năm, công văn, thông báo, kết luận.</p>',
      action,
      version: version ?? '',
      submit: 'Lưu',
    },
    form,
    {
      place: ui.field({ ...placeQuestion, form }),
      authority: ui.radios({ ...authorityQuestion(own), form }),
      board: ui.field({
        name: 'board',
        label: 'Bộ phận lưu',
        hint: 'Tên viết tắt của ban, bộ phận soạn thảo; ghi ở dòng cuối của nơi nhận: “Lưu: VT, …”',
        width: 20,
        optional: true,
        form,
      }),
    },
    theirs['authority'] ? { ...theirs, authority: authorityWords(theirs['authority']) } : theirs,
  );
}
