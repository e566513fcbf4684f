import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { ReviewNote } from '../../reports/review-notes/rules.js';
import type { NoteBox } from '../reviewing/forms.js';
import { writtenWords } from '../reviewing/points-page.js';

export interface NoteParts {
  readonly unitName: string;
  /** Of the report as it is now. */
  readonly reportVersion: number;
  readonly box: NoteBox;
  /** "C. Kết quả nêu gương của cán bộ, công chức: Số người …" */
  readonly about: string;
  /** What the unit answered there; '' for a section. */
  readonly answer: string;
  readonly note: ReviewNote | undefined;
  readonly action: string;
  readonly back: string;
}

/** A note by itself: where the answer it is about stands folded in its section, and where two wrote at once. */
export function notePage(parts: NoteParts, form: Form, isStale = false): FormPage {
  const { unitName, box, about, answer, note, action, back } = parts;
  const label = 'Ghi chú cho đơn vị';
  return formPage(
    {
      title: 'Ghi chú khi trả lại',
      nav: 'review',
      crumbs: [{ text: unitName, href: back }, { text: 'Ghi chú' }],
      lead: about,
      before: answer === '' ? '' : ui.summaryList([{ key: 'Đơn vị ghi', html: ui.words(answer) }]),
      action,
      version: String(note?.version ?? 0),
      submit: 'Lưu ghi chú',
    },
    form,
    {
      report: `<input type="hidden" name="report" value="${parts.reportVersion}">`,
      [box.name]: ui.field({
        name: box.name,
        label,
        hint: `Đơn vị chỉ thấy khi báo cáo được trả lại. Xóa hết chữ để bỏ ghi chú.${note ? ` ${writtenWords(note)}` : ''}`,
        kind: 'textarea',
        rows: 4,
        form,
      }),
    },
    isStale ? { [box.name]: note?.text || '(đã bỏ ghi chú)' } : {},
  );
}
