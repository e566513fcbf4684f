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
}

/** The box for all that match, and the box for codes; the ticks stand in the list itself. */
export function selectionControls({ count, noun, form }: SelectionProps): SafeHtml {
  const isOver = count > SELECTION_LIMIT;
  const label = isOver
    ? `Chọn ${formatNumber(SELECTION_LIMIT)} ${noun} đầu khớp bộ lọc, theo tên (nhiều nhất mỗi lần)`
    : `Chọn tất cả ${formatNumber(count)} ${noun} khớp bộ lọc`;
  const matched = `<input type="hidden" name="matched" value="${Math.min(count, SELECTION_LIMIT + 1)}">`;
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
    hint: 'Dán một cột từ Excel hoặc gõ, cách nhau bằng dấu phẩy, dấu cách hay xuống dòng. Chữ hoa, chữ thường như nhau.',
    kind: 'textarea',
    rows: 4,
    form,
  });
  const isOpen = (form.values['codes'] ?? '') !== '' || form.errors.some(({ field }) => field === 'codes');
  return ui.details({ text: 'Dán danh sách mã đơn vị', html: box, isOpen });
}
