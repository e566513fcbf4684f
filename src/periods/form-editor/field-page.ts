import { ui } from '../../platform/page/components.js';
import type { FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { unionsCounted } from '../../form/meanings.js';
import { kinds, type FieldKind } from '../../form/kinds.js';
import { boxLabels } from './boxes.js';
import type { OpenedForm } from './finders.js';
import { editorAddress } from './pages.js';
import { boxes, figuresHint, number, partPage, type PartForm } from './part-pages.js';

/** `code`: of a field that is there, and whose kind may be changed; '' for one that is added. */
export function fieldPage(open: OpenedForm, part: PartForm, kind: FieldKind, code: string): FormPage {
  const { form } = part;
  const box = boxes(form);
  const own = kinds[kind].editor.boxes.map((name) => [name, kindBox(open, kind, name, form)] as const);
  return partPage(
    open,
    part,
    {
      label: box('label'),
      code: box('code', {
        hint: 'Chữ thường không dấu, chữ số, gạch dưới. Cùng mã với năm trước thì số liệu hai năm so sánh được.',
      }),
      section: ui.select({
        name: 'section',
        label: boxLabels['section'] ?? '',
        items: open.working.sections.map(({ code, letter, title }) => ({
          value: code,
          text: `${letter}. ${title}`,
        })),
        form,
      }),
      help: box('help', { optional: true, kind: 'textarea' }),
      ...Object.fromEntries(own),
    },
    {
      lead: `Kiểu: ${kinds[kind].editor.name}.${knownWords(kind, code)}`,
      before: code ? otherKinds(open, code, kind) : '',
    },
  );
}

/** Said of a field that units are not asked for while consolidation sums it. */
function knownWords(kind: FieldKind, code: string): string {
  return unionsCounted({ code, kind, sum: true })
    ? ' Cổng tự trả lời ô này từ các đơn vị có trên cổng, không hỏi đơn vị, miễn là ô được cộng khi tổng hợp.'
    : '';
}

/** Links to the same field as another kind. Nothing changes until that form is saved. */
function otherKinds(open: OpenedForm, code: string, kind: FieldKind): SafeHtml {
  const address = `${editorAddress(open.period)}/o?ma=${code}`;
  const links = Object.entries(kinds)
    .filter(([other]) => other !== kind)
    .map(([other, { editor }]) => ui.link({ text: editor.name, href: `${address}&kieu=${other}` }));
  return `<p class="row-actions">Đổi kiểu thành: ${links.join(' ')}</p>`;
}

function kindBox(open: OpenedForm, kind: FieldKind, name: string, form: Form): SafeHtml {
  const box = boxes(form);
  switch (name) {
    case 'options':
      return optionsBox(kind, form);
    case 'choices':
      return box(name, { kind: 'textarea', hint: 'Mỗi dòng một mục: mã | nhãn. Ví dụ: tot | Tốt' });
    case 'of':
      return ui.field({
        name,
        label: kinds[kind].editor.boxes.includes('over') ? 'Tử số: tổng các ô' : 'Cộng từ các ô',
        kind: 'textarea',
        hint: figuresHint(open),
        form,
      });
    case 'over':
      return box(name, { kind: 'textarea', hint: 'Mã ô, mỗi dòng một mã.' });
    case 'unit':
    case 'accept':
      return ui.select({ name, label: boxLabels[name] ?? '', items: ITEMS[name], form });
    case 'outline':
      return box(name, { kind: 'textarea', optional: true, hint: 'Đơn vị đọc được khi viết.' });
    case 'obligation':
      return box(name, { optional: true, hint: 'Mã nghĩa vụ trong Hướng dẫn. Ví dụ: worker-2' });
    default:
      return number(name, form);
  }
}

const ITEMS = {
  unit: [
    { value: '', text: 'Không ghi' },
    { value: 'đồng', text: 'đồng' },
  ],
  accept: [
    { value: 'pdf', text: 'Chỉ PDF' },
    { value: 'any', text: 'PDF, Word, Excel hoặc ảnh' },
  ],
};

const OPTIONS = {
  required: { value: 'required', text: 'Bắt buộc' },
  sum: { value: 'sum', text: 'Cộng khi tổng hợp' },
  average: { value: 'average', text: 'Lấy trung bình khi tổng hợp (nếu không cộng)' },
  prefill: { value: 'prefill', text: 'Điền sẵn câu trả lời của năm trước' },
};

function optionsBox(kind: FieldKind, form: Form): SafeHtml {
  const items = kinds[kind].editor.options.map((option) => OPTIONS[option]);
  return ui.checkboxes({ name: 'options', legend: 'Tính chất', items, form });
}
