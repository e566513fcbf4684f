import { formatNumber } from '../text/format.js';
import { ui } from './components.js';
import type { Form } from './forms.js';
import { SELECTION_LIMIT } from './selection.js';
import type { SafeHtml } from './templates.js';

interface SelectionProps {
  /** How many match the filter now; more than can be chosen at once need not be counted. */
  readonly count: number;
  /** What is chosen: "đơn vị", "báo cáo". */
  readonly noun: string;
  readonly form: Form;
  /** The most that are taken at once. */
  readonly limit?: number;
}

/** The box for all that match, and the box for codes; the ticks stand in the list itself. */
export function selectionControls({ count, noun, form, limit = SELECTION_LIMIT }: SelectionProps): SafeHtml {
  const isOver = count > limit;
  const label = isOver
    ? `Chọn ${formatNumber(limit)} ${noun} đầu khớp bộ lọc, theo tên (nhiều nhất mỗi lần)`
    : `Chọn tất cả ${formatNumber(count)} ${noun} khớp bộ lọc`;
  const matched = `<input type="hidden" name="matched" value="${Math.min(count, limit + 1)}">`;
  return `<div class="selection">${matched}${count > 0 ? allBox(label, noun, form) : ''}${codesBox(form)}</div>`;
}

function allBox(label: string, noun: string, form: Form): SafeHtml {
  const items = [{ value: 'all', text: label }];
  return ui.checkboxes({ name: 'whom', legend: `Chọn ${noun} trong bảng, hoặc`, items, form });
}

function codesBox(form: Form): SafeHtml {
  const box = ui.field({
    name: 'codes',
    label: 'Mã đơn vị',
    hint: 'Dán một cột từ Excel hoặc gõ, cách nhau bằng dấu phẩy, dấu chấm phẩy, dấu cách hay xuống dòng. Chữ hoa, chữ thường như nhau.',
    kind: 'textarea',
    rows: 4,
    form,
  });
  const isOpen = (form.values['codes'] ?? '') !== '' || form.errors.some(({ field }) => field === 'codes');
  return ui.details({ text: 'Dán danh sách mã đơn vị', html: box, isOpen });
}
