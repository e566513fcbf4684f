import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import { formatDay } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import type { Shown, ShownRecommendation } from '../finders.js';
import { visitCrumbs } from '../plan/pages.js';
import { OWN_INSPECTIONS, inspectionAddress, ownInspectionAddress } from '../addresses.js';

export interface AnswerPage extends Frame {
  errors: readonly FieldError[];
  lead: string;
  text: string;
  action: string;
  version: string;
  controls: readonly SafeHtml[];
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'inspections/answer': AnswerPage;
  }
}

export function answerPage(inspection: Shown, one: ShownRecommendation, form: Form): AnswerPage {
  const base = ownInspectionAddress(inspection.id);
  return {
    title: `Trả lời kiến nghị ${one.number}`,
    nav: 'inspections',
    crumbs: [
      { text: 'Kiểm tra, giám sát tại đơn vị', href: OWN_INSPECTIONS },
      { text: 'Cuộc kiểm tra, giám sát', href: base },
      { text: `Trả lời kiến nghị ${one.number}` },
    ],
    hasErrors: form.errors.length > 0,
    errors: form.errors,
    lead: `Thực hiện trước ngày ${formatDay(one.dueBefore)}`,
    text: one.text,
    action: `${base}/kien-nghi/${one.id}/tra-loi`,
    version: form.values['version'] ?? String(one.version),
    controls: [
      ui.field({
        name: 'text',
        label: 'Đơn vị đã thực hiện thế nào',
        kind: 'textarea',
        rows: 6,
        form,
      }),
      ui.file({
        name: 'files',
        label: 'Tệp kèm theo (không bắt buộc)',
        hint: 'PDF, ảnh, DOCX hoặc XLSX; nhiều nhất 5 tệp, mỗi tệp không quá 20 MB.',
        multiple: true,
        form,
      }),
    ],
  };
}

export function askAgainPage(inspection: Shown, one: ShownRecommendation, form: Form): FormPage {
  return formPage(
    {
      title: `Yêu cầu thực hiện tiếp kiến nghị ${one.number}`,
      nav: 'inspections',
      crumbs: visitCrumbs(inspection, 'Yêu cầu thực hiện tiếp'),
      before: `<blockquote class="quote">${ui.words(one.text)}</blockquote>`,
      action: `${inspectionAddress(inspection.id)}/kien-nghi/${one.id}/yeu-cau`,
      version: form.values['version'] ?? String(one.version),
      submit: 'Gửi yêu cầu',
    },
    form,
    {
      text: ui.field({ name: 'text', label: 'Còn phải làm gì', kind: 'textarea', rows: 5, form }),
      dueBefore: ui.field({ name: 'dueBefore', label: 'Trước ngày', kind: 'day', form }),
    },
  );
}

export function closePage(inspection: Shown, form: Form): FormPage {
  const left = inspection.recommendations.filter(({ status }) => status !== 'DONE').length;
  return formPage(
    {
      title: 'Kết thúc cuộc kiểm tra, giám sát',
      nav: 'inspections',
      crumbs: visitCrumbs(inspection, 'Kết thúc'),
      lead:
        left > 0
          ? `Còn ${left} kiến nghị chưa thực hiện xong, nên phải ghi lý do kết thúc.`
          : 'Không còn kiến nghị nào phải theo dõi.',
      action: `${inspectionAddress(inspection.id)}/dong`,
      version: form.values['version'] ?? String(inspection.version),
      submit: 'Kết thúc',
    },
    form,
    {
      reason: ui.field({
        name: 'reason',
        label: 'Lý do',
        kind: 'textarea',
        rows: 3,
        optional: left === 0,
        form,
      }),
    },
  );
}
