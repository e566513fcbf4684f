import { ui } from '../../platform/page/components.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form, Values } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { allFields, isFigure } from '../../form/definition.js';
import { boxLabels, type CheckKind } from './boxes.js';
import type { OpenedForm } from './finders.js';
import { editorCrumbs, STALE } from './pages.js';
import { formEditorAddress } from '../addresses.js';

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

/** The page of any part, with its controls. */
export function partPage(
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
      action: `${formEditorAddress(period.year)}/${path}`,
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

/** Text boxes by their names. */
export function boxes(form: Form) {
  return (name: string, looks: BoxLooks = {}): SafeHtml =>
    ui.field({ name, label: boxLabels[name] ?? name, form, rows: 4, ...looks });
}

export function number(name: string, form: Form, suffix = ''): SafeHtml {
  return ui.field({ name, label: boxLabels[name] ?? name, kind: 'number', width: 20, suffix, form });
}

/** The codes to choose from: a form without JavaScript has them in its hint. */
export function figuresHint({ working }: OpenedForm): string {
  const codes = allFields(working).filter(isFigure);
  return `Mã ô, mỗi dòng một mã. Các ô số liệu: ${codes.map(({ code }) => code).join(', ')}.`;
}
