import type { FieldError, Form } from '../../platform/page/forms.js';
import { ui, type Crumb } from '../../platform/page/components.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell } from '../../platform/page/table.js';
import type { CheckDefinition, FieldDefinition, SectionDefinition } from '../../form/definition.js';
import { kinds } from '../../form/kinds.js';
import { periodCrumbs } from '../crumbs.js';
import { consequencesOf } from './consequences.js';
import { changesBetween } from './form-changes.js';
import type { OpenedForm } from './finders.js';
import { formProblems } from './problems.js';
import { formEditorAddress } from '../addresses.js';
import { sectionHeading } from '../../form/sheet.js';

export interface FormEditorPage extends Frame {
  lead: string;
  version: string;
  base: string;
  changes: readonly string[];
  breaks: readonly string[];
  /** Each with the page on which to mend it; '' where that is this one. */
  problems: readonly { text: string; message: string; href: string }[];
  sections: readonly EditedSection[];
  checks: SafeHtml;
  checkCount: number;
  settings: readonly string[];
  /** The year whose form can be copied; '' where there is none before. */
  lastYear: string;
}

interface EditedSection {
  heading: string;
  /** "9 ô" */
  facts: string;
  code: string;
  statement: string;
  editHref: string;
  addHref: string;
  up: string;
  down: string;
  remove: string;
  fields: SafeHtml;
}

/** The choice that comes before a form: of which kind the new part is. */
export interface KindPage extends Frame {
  kinds: readonly { text: string; href: string }[];
  back: string;
}

export interface FormImportPage extends Frame {
  errors: readonly FieldError[];
  /** Said where the form was changed meanwhile. */
  stale: string;
  action: string;
  version: string;
  form: Form;
  back: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'periods/form-editor': FormEditorPage;
    'periods/form-kind': KindPage;
    'periods/form-import': FormImportPage;
  }
}

/** The working copy part by part, with what it changes and what that breaks. */
export function formEditorPage(open: OpenedForm): FormEditorPage {
  const { period, applied, working, last } = open;
  const base = formEditorAddress(period.year);
  const problems = formProblems(working);
  return {
    title: `Biểu mẫu báo cáo năm ${period.year}`,
    crumbs: editorCrumbs(period),
    nav: 'administration',
    lead: period.openedAt ? LEAD_OPENED : LEAD,
    version: String(period.version),
    base,
    changes: changesBetween(applied, working).map(({ text }) => text),
    breaks: consequencesOf(applied, working, {
      lastYear: last?.form,
      begun: period.openedAt !== null,
    }).filter(
      // What must be mended is told above, with the place.
      (sentence) => !problems.some(({ message }) => message === sentence),
    ),
    problems: problems.map(({ part, message }) => ({
      text: part?.label ?? '',
      message,
      href: part ? `${base}/${PART_PATHS[part.kind]}?ma=${part.code}` : '',
    })),
    sections: working.sections.map((section) => editedSection(base, section)),
    checks: checkTable(base, working.checks),
    checkCount: working.checks.length,
    settings: settingsWords(open),
    lastYear: last ? String(last.year) : '',
  };
}

const PART_PATHS = { section: 'phan', field: 'o', check: 'kiem-tra' } as const;

const LEAD =
  'Bạn đang sửa một bản riêng. Các đơn vị chỉ thấy biểu mẫu mới sau khi bạn bấm “Áp dụng các thay đổi”.';
const LEAD_OPENED =
  'Kỳ này đã mở. Bạn đang sửa một bản riêng: đổi câu chữ thì áp dụng thẳng; đổi nhiều hơn câu chữ thì biểu mẫu thành phiên bản mới, và bạn được xem trước các báo cáo đã lập sẽ ra sao.';

export function fieldKindPage(open: OpenedForm, section: SectionDefinition): KindPage {
  const base = formEditorAddress(open.period.year);
  return {
    title: `Thêm ô vào phần ${section.letter}`,
    crumbs: editorCrumbs(open.period, 'Thêm ô'),
    nav: 'administration',
    kinds: Object.entries(kinds).map(([kind, { editor }]) => ({
      text: editor.name,
      href: `${base}/o?phan=${section.code}&kieu=${kind}`,
    })),
    back: base,
  };
}

export function checkKindPage(open: OpenedForm): KindPage {
  const base = formEditorAddress(open.period.year);
  return {
    title: 'Thêm kiểm tra',
    crumbs: editorCrumbs(open.period, 'Thêm kiểm tra'),
    nav: 'administration',
    kinds: [
      { text: 'So sánh hai tổng số liệu (bằng, hoặc không vượt quá)', href: `${base}/kiem-tra?kieu=compare` },
      { text: 'Nhắc khi một ô còn trống', href: `${base}/kiem-tra?kieu=present` },
    ],
    back: base,
  };
}

export function formImportPage({ period }: OpenedForm, form: Form, isStale = false): FormImportPage {
  const base = formEditorAddress(period.year);
  return {
    title: 'Nhập biểu mẫu từ JSON',
    crumbs: editorCrumbs(period, 'Nhập từ JSON'),
    nav: 'administration',
    hasErrors: form.errors.length > 0,
    errors: form.errors,
    stale: isStale ? STALE : '',
    action: `${base}/nhap`,
    version: String(period.version),
    form,
    back: base,
  };
}

export const STALE =
  'Có người vừa sửa biểu mẫu này sau khi bạn mở trang. Chưa có gì của bạn được lưu, và không có gì bị mất: hãy xem lại nội dung bạn đã ghi rồi bấm lưu lần nữa.';

/** `last`: the page itself, where it is not the overview of the form. */
export function editorCrumbs({ year }: { year: number }, last = ''): Crumb[] {
  const form = last ? { text: 'Biểu mẫu', href: formEditorAddress(year) } : { text: 'Biểu mẫu' };
  return periodCrumbs(year, form, ...(last ? [{ text: last }] : []));
}

function editedSection(base: string, section: SectionDefinition): EditedSection {
  const { code, notApplicable } = section;
  return {
    heading: sectionHeading(section),
    facts: `${section.fields.length} ô`,
    code,
    statement: notApplicable
      ? `Có thể trả lời bằng câu “${notApplicable.statement}” khi ${notApplicable.zeroField} bằng 0.`
      : '',
    editHref: `${base}/phan?ma=${code}`,
    addHref: `${base}/o?phan=${code}`,
    ...buttonsOf('section', code),
    fields: fieldTable(base, section),
  };
}

function fieldTable(base: string, section: SectionDefinition): SafeHtml {
  return ui.table({
    caption: sectionHeading(section),
    rows: section.fields,
    rowId: ({ code }) => `o-${code}`,
    columns: [
      ['Nội dung', ({ label }) => label],
      ['Mã', ({ code }) => markup`<span class="code">${code}</span>`],
      ['Kiểu', kindWords],
      ['Yêu cầu', ({ required }) => (required ? 'Bắt buộc' : 'Không bắt buộc')],
      [
        'Thao tác',
        ({ code, label }) => {
          const { up, down, remove } = buttonsOf('field', code);
          const buttons = [
            doButton('Lên', label, up),
            doButton('Xuống', label, down),
            doButton('Bỏ', label, remove),
          ];
          return actions({ text: 'Sửa', href: `${base}/o?ma=${code}`, hidden: label }, buttons);
        },
      ],
    ],
  });
}

function checkTable(base: string, checks: readonly CheckDefinition[]): SafeHtml {
  return ui.table({
    caption: 'Các kiểm tra',
    rows: checks,
    columns: [
      ['Mã', ({ code }) => markup`<span class="code">${code}</span>`],
      ['Phải đúng', checkWords],
      ['Khi không đúng', ({ severity }) => (severity === 'error' ? 'Không cho nộp' : 'Phải giải thích')],
      [
        'Thao tác',
        ({ code }) =>
          actions({ text: 'Sửa', href: `${base}/kiem-tra?ma=${code}`, hidden: code }, [
            doButton('Bỏ', code, `remove check ${code}`),
          ]),
      ],
    ],
  });
}

function actions(edit: Cell, buttons: readonly SafeHtml[]): Cell {
  return markup`<span class="row-actions">${edit} ${{ html: buttons.join(' ') }}</span>`;
}

/** A button of the form that the whole page is. */
function doButton(text: string, hidden: string, value: string): SafeHtml {
  return ui.button({ text, hidden, kind: 'link', name: 'do', value });
}

function kindWords(field: FieldDefinition): string {
  if (field.sum) return `${kinds[field.kind].editor.name}, được cộng khi tổng hợp`;
  return kinds[field.kind].editor.name + (field.average ? ', lấy trung bình khi tổng hợp' : '');
}

function buttonsOf(part: 'section' | 'field', code: string) {
  return { up: `up ${part} ${code}`, down: `down ${part} ${code}`, remove: `remove ${part} ${code}` };
}

function checkWords(check: CheckDefinition): string {
  if (check.kind === 'present') return `${check.field} phải có: ${check.message}`;
  return `${check.left.join(' + ')} ${check.relation} ${check.right.join(' + ')}`;
}

function settingsWords({ working: { yearChange, nil } }: OpenedForm): string[] {
  return [
    yearChange
      ? `Số liệu chênh so với năm trước từ ${yearChange.percent} % và từ ${yearChange.atLeast} trở lên thì phải giải thích.`
      : 'Không hỏi khi số liệu chênh so với năm trước.',
    nil
      ? `Đơn vị có thể báo cả kỳ bằng câu “${nil.statement}”.`
      : 'Không cho báo cả kỳ bằng một câu không phát sinh.',
  ];
}
