import { ui } from '../../platform/page/components.js';
import type { FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { markup } from '../../platform/page/table.js';
import { audienceNames, audiences } from '../../form/audiences.js';
import { aboutMeaning, meaningsFor, unionsCounted } from '../../form/meanings.js';
import { kinds, type FieldKind } from '../../form/kinds.js';
import { boxesOf, boxLabels } from './boxes.js';
import type { OpenedForm } from './finders.js';
import { boxes, fieldSlots, number, partPage, type PartForm } from './part-pages.js';
import { formEditorAddress } from '../addresses.js';

/** `code`: of a field that is there, and whose kind may be changed; '' for one that is added. */
export function fieldPage(open: OpenedForm, part: PartForm, kind: FieldKind, code: string): FormPage {
  const { form } = part;
  const box = boxes(form);
  const own = boxesOf(kind).map((name) => [name, kindBox(open, kind, name, form)] as const);
  return partPage(
    open,
    part,
    {
      label: box('label'),
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
      code: box('code', {
        optional: true,
        hint: 'Chữ thường không dấu, chữ số, gạch dưới. Để trống thì cổng đặt theo câu hỏi. Cùng mã với năm trước thì số liệu hai năm so sánh được.',
      }),
    },
    {
      lead: `Kiểu: ${kinds[kind].editor.name}.${knownWords(kind, form)}`,
      before: code ? otherKinds(open, code, kind) : '',
    },
  );
}

/** Said of a field that units are not asked for while consolidation sums it. */
function knownWords(kind: FieldKind, { values }: Form): string {
  const meaning = meaningsFor(kind).find((name) => name === values['meaning']);
  return unionsCounted({ meaning, sum: true })
    ? ' Cổng tự trả lời ô này từ các đơn vị có trên cổng, không hỏi đơn vị, miễn là ô được cộng khi tổng hợp.'
    : '';
}

/** Links to the same field as another kind. Nothing changes until that form is saved. */
function otherKinds(open: OpenedForm, code: string, kind: FieldKind): SafeHtml {
  const address = `${formEditorAddress(open.period.year)}/o?ma=${code}`;
  const links = Object.entries(kinds)
    .filter(([other]) => other !== kind)
    .map(([other, { editor }]) => ui.link({ text: editor.name, href: `${address}&kieu=${other}` }));
  return `<p class="row-actions">Đổi kiểu thành: ${links.join(' ')}</p>`;
}

function kindBox(open: OpenedForm, kind: FieldKind, name: string, form: Form): SafeHtml {
  return BOXES[name]?.({ open, kind, name, form }) ?? number(name, form);
}

interface Box {
  readonly open: OpenedForm;
  readonly kind: FieldKind;
  readonly name: string;
  readonly form: Form;
}

/** By name; the others take a number. */
const BOXES: Readonly<Record<string, (box: Box) => SafeHtml>> = {
  options: optionsBox,
  meaning: meaningBox,
  audience: audienceBox,
  choices: ({ name, form }) =>
    boxes(form)(name, { kind: 'textarea', hint: 'Mỗi dòng một mục: mã | nhãn. Ví dụ: tot | Tốt' }),
  of: partsBox,
  over: ({ open, name, form }) => fieldSlots(open, name, form, ['Chia cho số liệu ở ô', 'cộng với ô']),
  unit: listBox,
  accept: listBox,
  outline: ({ name, form }) =>
    boxes(form)(name, { kind: 'textarea', optional: true, hint: 'Đơn vị đọc được khi viết.' }),
  obligation: ({ name, form }) =>
    boxes(form)(name, { optional: true, hint: 'Mã nội dung nêu gương trong Hướng dẫn. Ví dụ: worker-2' }),
};

function partsBox({ open, kind, name, form }: Box): SafeHtml {
  const isQuotient = boxesOf(kind).includes('over');
  return fieldSlots(open, name, form, [isQuotient ? 'Lấy số liệu ở ô' : 'Cộng số liệu ở ô', 'cộng với ô']);
}

function listBox({ name, form }: Box): SafeHtml {
  return ui.select({ name, label: boxLabels[name] ?? '', items: ITEMS[name] ?? [], form });
}

/** What the portal takes the field for, and what each choice is good for. */
function meaningBox({ kind, form }: Box): SafeHtml {
  const meanings = meaningsFor(kind).map((meaning) => ({ meaning, ...aboutMeaning(meaning) }));
  const items = meanings.map(({ meaning, name }) => ({ value: meaning, text: name }));
  const explained = meanings.filter(({ without }) => without !== '');
  const select = ui.select({
    name: 'meaning',
    label: boxLabels['meaning'] ?? '',
    hint: 'Cổng dựa vào đây để điền văn bản, tự tính và so sánh. Mỗi ý nghĩa chỉ dùng cho một ô; ý nghĩa theo đối tượng thì mỗi đối tượng một ô.',
    items: [{ value: '', text: 'Không có ý nghĩa riêng' }, ...items],
    form,
  });
  if (explained.length === 0) return select;
  const lines = explained.map(
    ({ name, without }) => markup`<li>${name}: thiếu ô này thì ${without}.</li>`.html,
  );
  const html = `<ul>${lines.join('')}</ul>`;
  return select + ui.details({ text: 'Mỗi ý nghĩa dùng để làm gì', html, isOpen: false });
}

/** A narrative is about one audience as the obligation that it asks for is; a figure where its meaning is of one. */
function audienceBox({ form }: Box): SafeHtml {
  const items = audiences.map((audience) => ({ value: audience, text: audienceNames[audience] }));
  return ui.select({
    name: 'audience',
    label: boxLabels['audience'] ?? '',
    items: [{ value: '', text: 'Chung cho mọi đối tượng' }, ...items],
    form,
  });
}

const ITEMS: Readonly<Record<string, readonly { value: string; text: string }[]>> = {
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

function optionsBox({ kind, form }: Box): SafeHtml {
  const items = kinds[kind].editor.options.map((option) => OPTIONS[option]);
  return ui.checkboxes({ name: 'options', legend: 'Tính chất', items, form });
}
