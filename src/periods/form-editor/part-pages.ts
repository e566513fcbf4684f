import { ui } from '../../platform/components.js';
import { differing, formPage, type FormPage } from '../../platform/form-page.js';
import type { Form, Values } from '../../platform/forms.js';
import type { SafeHtml } from '../../platform/render.js';
import { allFields, isFigure } from '../form-definition.js';
import { boxLabels, fieldKinds, kindBoxes, optionsOf, type CheckKind, type FieldKind } from './boxes.js';
import type { OpenedForm } from './finders.js';
import { editorAddress, editorCrumbs, STALE } from './pages.js';

/** The form of one part: what it shows and where it posts. `saved`: the part as it stands, after a conflict. */
export interface PartForm {
  readonly title: string;
  /** The address under the editor's own, with its query. */
  readonly path: string;
  readonly form: Form;
  readonly saved?: Values | undefined;
}

export function sectionPage(open: OpenedForm, part: PartForm, isNew: boolean): FormPage {
  const { form } = part;
  const box = boxes(form);
  return partPage(open, part, {
    ...(isNew
      ? { code: box('code', { hint: 'Là địa chỉ của trang, không đổi được về sau. Ví dụ: vien-chuc' }) }
      : {}),
    letter: ui.field({ name: 'letter', label: boxLabels['letter'] ?? '', width: 2, form }),
    title: box('title'),
    help: box('help', { optional: true, kind: 'textarea' }),
    guidance: box('guidance', { optional: true, hint: 'Ví dụ: II.1' }),
    statement: box('statement', {
      optional: true,
      hint: 'Đánh dấu câu này thì đơn vị không phải điền phần này. Ví dụ: Đơn vị không có viên chức.',
    }),
    zeroField: box('zeroField', {
      optional: true,
      hint: 'Mã ô số liệu phải bằng 0 thì mới dùng được câu trên. Ví dụ: members_worker',
    }),
    options: ui.checkboxes({
      name: 'options',
      legend: 'Khi cả kỳ không phát sinh',
      items: [{ value: 'evenIfNil', text: 'Vẫn hỏi phần này' }],
      form,
    }),
  });
}

/** `code`: of a field that is there, and whose kind may be changed; '' for one that is added. */
export function fieldPage(open: OpenedForm, part: PartForm, kind: FieldKind, code: string): FormPage {
  const { form } = part;
  const box = boxes(form);
  const own = kindBoxes[kind].map((name) => [name, kindBox(open, kind, name, form)] as const);
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
    { lead: `Kiểu: ${fieldKinds[kind]}.`, before: code ? otherKinds(open, code, kind) : '' },
  );
}

/** Links to the same field as another kind. Nothing changes until that form is saved. */
function otherKinds(open: OpenedForm, code: string, kind: FieldKind): SafeHtml {
  const address = `${editorAddress(open.period)}/o?ma=${code}`;
  const links = Object.entries(fieldKinds)
    .filter(([other]) => other !== kind)
    .map(([other, text]) => ui.link({ text, href: `${address}&kieu=${other}` }));
  return `<p class="row-actions">Đổi kiểu thành: ${links.join(' ')}</p>`;
}

export function checkPage(open: OpenedForm, part: PartForm, kind: CheckKind): FormPage {
  const { form } = part;
  const box = boxes(form);
  const code = box('code', { hint: 'Chữ thường không dấu, chữ số, gạch dưới.' });
  if (kind === 'present')
    return partPage(open, part, {
      code,
      field: box('field', { hint: 'Mã của ô.' }),
      message: box('message', { hint: 'Đơn vị để trống thì phải giải thích câu này.' }),
    });
  const side = (name: string) => box(name, { kind: 'textarea', hint: figuresHint(open) });
  return partPage(open, part, {
    code,
    left: side('left'),
    relation: ui.radios({
      name: 'relation',
      legend: 'Quan hệ',
      items: [
        { value: '=', text: 'Bằng (=)' },
        { value: '≤', text: 'Không vượt quá (≤)' },
      ],
      form,
    }),
    right: side('right'),
    severity: ui.radios({
      name: 'severity',
      legend: 'Khi không đúng',
      items: [
        { value: 'error', text: 'Không cho nộp' },
        { value: 'warning', text: 'Cho nộp, nhưng phải giải thích' },
      ],
      form,
    }),
  });
}

export function settingsPage(open: OpenedForm, part: PartForm): FormPage {
  const { form } = part;
  return partPage(open, part, {
    options: ui.checkboxes({
      name: 'options',
      legend: 'So với năm trước',
      items: [{ value: 'yearChange', text: 'Hỏi khi số liệu chênh nhiều so với năm trước' }],
      form,
    }),
    percent: number('percent', form, '%'),
    atLeast: number('atLeast', form),
    statement: boxes(form)('statement', {
      optional: true,
      hint: 'Đơn vị không có gì để báo cáo thì chọn câu này và ghi lý do. Để trống thì không cho báo như vậy.',
    }),
  });
}

type Controls = Readonly<Record<string, SafeHtml>>;

function partPage(
  { period }: OpenedForm,
  part: PartForm,
  controls: Controls,
  { lead = '', before = '' } = {},
): FormPage {
  const { title, path, form, saved } = part;
  const theirs = saved ? differing(saved, form.values) : {};
  return formPage(
    {
      title,
      lead,
      crumbs: editorCrumbs(period, title),
      nav: 'administration',
      action: `${editorAddress(period)}/${path}`,
      version: String(period.version),
      submit: 'Lưu vào bản đang sửa',
      // Where another part was changed meanwhile, no box of this one says so.
      before: (saved && Object.keys(theirs).length === 0 ? ui.warningText(STALE) : '') + before,
    },
    form,
    controls,
    theirs,
  );
}

interface BoxLooks {
  hint?: string;
  optional?: boolean;
  kind?: 'textarea';
}

function boxes(form: Form) {
  return (name: string, looks: BoxLooks = {}): SafeHtml =>
    ui.field({ name, label: boxLabels[name] ?? name, form, rows: 4, ...looks });
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
        label: kind === 'total' ? 'Cộng từ các ô' : 'Tử số: tổng các ô',
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
  prefill: { value: 'prefill', text: 'Điền sẵn câu trả lời của năm trước' },
};

function optionsBox(kind: FieldKind, form: Form): SafeHtml {
  const items = optionsOf(kind).map((option) => OPTIONS[option]);
  return ui.checkboxes({ name: 'options', legend: 'Tính chất', items, form });
}

function number(name: string, form: Form, suffix = ''): SafeHtml {
  return ui.field({ name, label: boxLabels[name] ?? name, kind: 'number', width: 20, suffix, form });
}

/** The codes to choose from: a form without JavaScript has them in its hint. */
function figuresHint({ working }: OpenedForm): string {
  const codes = allFields(working).filter(isFigure);
  return `Mã ô, mỗi dòng một mã. Các ô số liệu: ${codes.map(({ code }) => code).join(', ')}.`;
}
