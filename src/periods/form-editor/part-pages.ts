import { ui, type Crumb } from '../../platform/page/components.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form, Values } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { isFigure, type FieldDefinition } from '../../form/definition.js';
import { boxAt, boxLabels, codesIn, type CheckKind } from './boxes.js';
import { relations, severities } from './check-sentences.js';
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
  /** The page to which it leads back, where that is not the overview of the form. */
  readonly above?: Crumb | undefined;
  readonly lead?: string;
}

export function sectionPage(open: OpenedForm, part: PartForm, isNew: boolean): FormPage {
  const { form } = part;
  const box = boxes(form);
  return partPage(open, part, {
    letter: ui.field({ name: 'letter', label: boxLabels['letter'] ?? '', width: 2, form }),
    title: box('title'),
    help: box('help', { optional: true, kind: 'textarea' }),
    guidance: box('guidance', { optional: true, hint: 'Ví dụ: II.1' }),
    statement: box('statement', {
      optional: true,
      hint: 'Đánh dấu câu này thì đơn vị không phải điền phần này. Ví dụ: Đơn vị không có viên chức.',
    }),
    zeroField: ui.select({
      name: 'zeroField',
      label: boxLabels['zeroField'] ?? '',
      hint: 'Số liệu ở ô này phải bằng 0 thì đơn vị mới dùng được câu trên.',
      items: fieldItems(open, isFigure, { none: 'Không chọn ô nào', chosen: form.values['zeroField'] }),
      form,
    }),
    options: ui.checkboxes({
      name: 'options',
      legend: 'Khi cả kỳ không phát sinh',
      items: [{ value: 'evenIfNil', text: 'Vẫn hỏi phần này' }],
      form,
    }),
    ...(isNew
      ? {
          code: box('code', {
            optional: true,
            hint: 'Là địa chỉ của trang, không đổi được về sau. Để trống thì cổng đặt theo tên phần. Ví dụ: vien-chuc',
          }),
        }
      : {}),
  });
}

/** The boxes stand in the order of the sentence that they make. */
export function checkPage(open: OpenedForm, part: PartForm, kind: CheckKind): FormPage {
  const { form } = part;
  const code = boxes(form)('code', {
    optional: true,
    hint: 'Chữ thường không dấu, chữ số, gạch dưới. Để trống thì cổng tự đặt.',
  });
  if (kind === 'present')
    return partPage(open, part, {
      field: ui.select({
        name: 'field',
        label: 'Ô này phải có câu trả lời',
        items: fieldItems(open, () => true, { none: 'Chọn ô', chosen: form.values['field'] }),
        form,
      }),
      message: boxes(form)('message', { hint: 'Đơn vị để trống thì đọc câu này và phải giải thích.' }),
      code,
    });
  return partPage(open, part, {
    left: fieldSlots(open, 'left', form, ['Số liệu ở ô', 'cộng với ô']),
    relation: ui.radios({
      name: 'relation',
      legend: 'thì',
      items: (['≤', '='] as const).map((value) => ({ value, text: `${relations[value]} (${value})` })),
      form,
    }),
    right: fieldSlots(open, 'right', form, ['số liệu ở ô', 'cộng với ô']),
    severity: ui.radios({
      name: 'severity',
      legend: 'Khi không đúng',
      items: (['error', 'warning'] as const).map((value) => ({ value, text: severities[value] })),
      form,
    }),
    code,
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
  { lead = part.lead ?? '', before = '' } = {},
): FormPage {
  const { title, path, form, saved, above } = part;
  const theirs = saved ? differing(saved, form.values) : {};
  return formPage(
    {
      title,
      lead,
      crumbs: editorCrumbs(period, title, above),
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

/** Boxes that each choose a figure to be added up, and one more than there are. `labels`: of the first, and of the others. */
export function fieldSlots(
  open: OpenedForm,
  name: string,
  form: Form,
  [first, further]: readonly [string, string],
): SafeHtml {
  const chosen = codesIn(form.values, name);
  const names = Array.from({ length: chosen.length + 1 }, (_, at) => boxAt(name, at));
  const values = Object.fromEntries(names.map((box, at) => [box, chosen[at] ?? '']));
  return names
    .map((box, at) =>
      ui.select({
        name: box,
        label: at === 0 ? first : further,
        items: fieldItems(open, isFigure, {
          none: at === 0 ? 'Chọn ô' : 'không cộng thêm',
          chosen: values[box],
        }),
        form: { values, errors: form.errors },
      }),
    )
    .join('');
}

/** The fields to choose from, with the one that is `chosen` even where the form has it no longer. `none`: of the choice of none. */
function fieldItems(
  { working }: OpenedForm,
  isFit: (field: FieldDefinition) => boolean,
  { none, chosen = '' }: { none: string; chosen?: string | undefined },
) {
  const items = working.sections.flatMap(({ letter, fields }) =>
    fields.filter(isFit).map(({ code, label }) => ({ value: code, text: `${letter}. ${label}` })),
  );
  const isThere = chosen === '' || items.some(({ value }) => value === chosen);
  const gone = isThere ? [] : [{ value: chosen, text: `${chosen} (không có trong biểu mẫu)` }];
  return [{ value: '', text: none }, ...items, ...gone];
}
