import type { FieldError, Form } from '../../platform/page/forms.js';
import { ui, type Crumb } from '../../platform/page/components.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { markup } from '../../platform/page/table.js';
import type { Row } from '../../platform/page/blocks.js';
import type { SectionDefinition } from '../../form/definition.js';
import { kinds } from '../../form/kinds.js';
import { periodCrumbs } from '../crumbs.js';
import { consequencesOf } from './consequences.js';
import { changesBetween } from './form-changes.js';
import { differenceWords } from './difference.js';
import type { OpenedForm } from './finders.js';
import { formProblems, type DraftProblem } from './problems.js';
import { problemsIn, toldProblems, type ToldProblem } from './rail-pages.js';
import { formChecksAddress, formEditorAddress, formSectionAddress } from '../addresses.js';
import { sectionHeading } from '../../form/sheet.js';

export interface FormEditorPage extends Frame {
  lead: string;
  version: string;
  base: string;
  /** "Thêm 2 ô, bỏ 1 ô": how the working copy differs from the form in force; '' where it does not. */
  difference: string;
  changes: SafeHtml;
  breaks: readonly string[];
  problems: readonly ToldProblem[];
  /** Sections, checks and settings, each with what is in it and what is wrong there. */
  parts: SafeHtml;
  /** The year whose form can be copied; '' where there is none before. */
  lastYear: string;
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
  const problems = formProblems(working);
  const changes = changesBetween(applied, working).map(({ text }) => text);
  return {
    title: `Biểu mẫu báo cáo năm ${period.year}`,
    crumbs: editorCrumbs(period),
    nav: 'administration',
    lead: period.openedAt ? LEAD_OPENED : LEAD,
    version: String(period.version),
    base: formEditorAddress(period.year),
    difference: differenceWords(applied, working),
    changes: changeList(changes),
    breaks: consequencesOf(applied, working, {
      lastYear: last?.form,
      begun: period.openedAt !== null,
    }).filter(
      // What must be mended is told above, with the place.
      (sentence) => !problems.some(({ message }) => message === sentence),
    ),
    problems: toldProblems(period.year, problems),
    parts: ui.rows([
      ...working.sections.map((section) => sectionRow(open, section, problems)),
      checksRow(open, problems),
      settingsRow(open),
    ]),
    lastYear: last ? String(last.year) : '',
  };
}

/** Few changes stand there, many fold to a line. */
function changeList(changes: readonly string[]): SafeHtml {
  const list = `<ul>${changes.map((change) => markup`<li>${change}</li>`.html).join('')}</ul>`;
  if (changes.length <= FEW) return list;
  return ui.details({ text: `Từng thay đổi (${changes.length})`, html: list, isOpen: false });
}
const FEW = 5;

const LEAD =
  'Bạn đang sửa một bản riêng. Các đơn vị chỉ thấy biểu mẫu mới sau khi bạn bấm “Áp dụng các thay đổi”.';
const LEAD_OPENED =
  'Kỳ này đã mở. Bạn đang sửa một bản riêng: đổi câu chữ thì áp dụng thẳng; đổi nhiều hơn câu chữ thì biểu mẫu thành phiên bản mới, và bạn được xem trước các báo cáo đã lập sẽ ra sao.';

export function fieldKindPage(open: OpenedForm, section: SectionDefinition): KindPage {
  const base = formEditorAddress(open.period.year);
  const above = sectionCrumb(open, section);
  return {
    title: `Thêm ô vào phần ${section.letter}`,
    crumbs: editorCrumbs(open.period, 'Thêm ô', above),
    nav: 'administration',
    kinds: Object.entries(kinds).map(([kind, { editor }]) => ({
      text: editor.name,
      href: `${base}/o?phan=${section.code}&kieu=${kind}`,
    })),
    back: above.href,
  };
}

/** The page of a section, as the way back to it. */
export function sectionCrumb({ period }: OpenedForm, section: SectionDefinition) {
  return { text: sectionHeading(section), href: formSectionAddress(period.year, section.code) };
}

export function checksCrumb({ period }: OpenedForm) {
  return { text: 'Các kiểm tra', href: formChecksAddress(period.year) };
}

export function checkKindPage(open: OpenedForm): KindPage {
  const base = formEditorAddress(open.period.year);
  return {
    title: 'Thêm kiểm tra',
    crumbs: editorCrumbs(open.period, 'Thêm kiểm tra', checksCrumb(open)),
    nav: 'administration',
    kinds: [
      {
        text: 'Số liệu này không được lớn hơn, hoặc phải bằng số liệu kia',
        href: `${base}/kiem-tra?kieu=compare`,
      },
      {
        text: 'Một ô phải có câu trả lời, để trống thì phải giải thích',
        href: `${base}/kiem-tra?kieu=present`,
      },
    ],
    back: formChecksAddress(open.period.year),
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

/** `last`: the page itself, where it is not the overview of the form; `above`: the part to which it belongs. */
export function editorCrumbs({ year }: { year: number }, last = '', above?: Crumb): Crumb[] {
  const form = last ? { text: 'Biểu mẫu', href: formEditorAddress(year) } : { text: 'Biểu mẫu' };
  return periodCrumbs(year, form, ...(above ? [above] : []), ...(last ? [{ text: last }] : []));
}

function sectionRow(open: OpenedForm, section: SectionDefinition, problems: readonly DraftProblem[]): Row {
  const { code, letter, title, fields } = section;
  const wrong = problemsIn(open.working, code, problems).length;
  return {
    ...{ mark: letter, before: 'Phần', text: title, note: `${fields.length} ô` },
    ...{ href: formSectionAddress(open.period.year, code), ...judged(wrong) },
  };
}

function checksRow({ period, working }: OpenedForm, problems: readonly DraftProblem[]): Row {
  const wrong = problems.filter(({ part }) => part?.kind === 'check').length;
  return {
    ...{ mark: '≤', text: 'Các kiểm tra', note: `${working.checks.length} điều phải đúng khi nộp` },
    ...{ href: formChecksAddress(period.year), ...judged(wrong) },
  };
}

function settingsRow(open: OpenedForm): Row {
  return {
    ...{ mark: '%', text: 'Cài đặt', note: settingsWords(open).join(' ') },
    ...{ href: `${formEditorAddress(open.period.year)}/cai-dat`, ...judged(0) },
  };
}

function judged(wrong: number): Pick<Row, 'state' | 'tag'> {
  if (wrong === 0) return { state: 'open', tag: '' };
  return { state: 'wrong', tag: ui.tag({ text: `${wrong} chỗ cần sửa`, tone: 'red' }) };
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
