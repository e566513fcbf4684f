import { ui } from '../../../platform/page/components.js';
import type { Form } from '../../../platform/page/forms.js';
import type { SafeHtml } from '../../../platform/page/render.js';
import { formatNumber } from '../../../platform/text/format.js';
import { NAMED } from '../../../reports/bulk/rules.js';
import { worklistReturn } from '../../addresses.js';
import { shortened } from '../../phrases/rules.js';
import { manyPage, type From, type Many, type ManyPage } from '../many-page.js';

export interface ReturnManyParts {
  readonly from: From;
  readonly many: Many;
  readonly accountId: number;
  /** How many notes are kept for the return of each report. */
  readonly notes: ReadonlyMap<number, number>;
  readonly phrases: readonly { readonly id: number; readonly text: string }[];
  /** The working days that the suggested day comes after. */
  readonly days: number;
}

/** One reason and one day for many returns. */
export function returnManyPage(parts: ReturnManyParts, form: Form): ManyPage {
  const { from, many, accountId } = parts;
  const count = formatNumber(many.rows.length);
  return manyPage(many, from, {
    title: `Trả lại ${count} báo cáo để sửa`,
    lead: 'Mỗi đơn vị nhận một thư trả lại với lý do và hạn sửa dưới đây. Trả lại không làm đơn vị thành nộp trễ hạn.',
    errors: form.errors,
    action: worklistReturn(from.year),
    wordsKey: `tra-lai:${accountId}:nam-${from.year}`,
    facts: noteFacts(parts),
    controls: [
      ui.field({ name: 'reason', label: 'Lý do chung', kind: 'textarea', rows: 4, form }),
      ...phrasePicker(parts.phrases, form),
      ui.field({
        name: 'correctBefore',
        label: 'Sửa và nộp lại trước ngày',
        hint: `Chậm nhất hết ngày hôm trước. Cổng gợi ý ${parts.days} ngày làm việc, không tính ngày nghỉ.`,
        kind: 'day',
        form,
      }),
    ],
    button: `Trả lại ${count} báo cáo`,
  });
}

/** Notes that were kept go along with the return of their own report. */
function noteFacts({ many, notes }: ReturnManyParts): string[] {
  const noted = many.rows.flatMap(({ id, unitName }) => {
    const count = notes.get(id);
    return count ? [`${unitName} (${formatNumber(count)})`] : [];
  });
  if (noted.length === 0) return [];
  const others = noted.length - NAMED;
  const more = others > 0 ? ` và ${formatNumber(others)} đơn vị khác` : '';
  return [`Ghi chú đã viết được gửi kèm cho từng đơn vị: ${noted.slice(0, NAMED).join(', ')}${more}.`];
}

function phrasePicker(phrases: ReturnManyParts['phrases'], form: Form): SafeHtml[] {
  if (phrases.length === 0) return [];
  const items = phrases.map(({ id, text }) => ({ value: String(id), text: shortened(text) }));
  return [
    ui.select({
      name: 'phrase',
      label: 'Câu mẫu',
      items: [{ value: '', text: 'Chọn câu mẫu' }, ...items],
      form,
    }),
    ui.button({ text: 'Chèn câu mẫu vào lý do', kind: 'secondary', name: 'insert', value: 'yes' }),
  ];
}
