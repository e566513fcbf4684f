import { ui } from '../../platform/page/components.js';
import type { SectionRail } from '../../platform/page/filing-blocks.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { markup } from '../../platform/page/table.js';
import type { CheckDefinition, FieldDefinition, SectionDefinition } from '../../form/definition.js';
import { kinds } from '../../form/kinds.js';
import { sectionHeading } from '../../form/sheet.js';
import { formEditorAddress, formPreviewAddress } from '../addresses.js';
import { checkSentence, checksOn, fieldNamed, severities } from './check-sentences.js';
import { differenceWords } from './difference.js';
import { fieldWords } from './field-words.js';
import type { OpenedForm } from './finders.js';
import { editorCrumbs } from './pages.js';
import { formProblems, type DraftProblem } from './problems.js';
import { editorRail, problemsIn, toldProblems, type ToldProblem } from './rail-pages.js';

export interface FormSectionPage extends Frame {
  heading: string;
  rail: SectionRail;
  toApply: ToApply;
  action: string;
  version: string;
  problems: readonly ToldProblem[];
  facts: readonly string[];
  /** What can be done with the section as a whole. */
  buttons: SafeHtml;
  previewHref: string;
  fields: SafeHtml;
  addHref: string;
  /** The checks in which its fields stand. */
  checks: readonly { text: string; href: string; hidden: string }[];
}

export interface FormChecksPage extends Frame {
  rail: SectionRail;
  toApply: ToApply;
  action: string;
  version: string;
  problems: readonly ToldProblem[];
  checks: SafeHtml;
  addHref: string;
}

/** What of the working copy is not applied yet, and where that is done; the words are '' where there is nothing. */
interface ToApply {
  readonly words: string;
  readonly href: string;
}

function toApplyOf({ period, applied, working }: OpenedForm): ToApply {
  return { words: differenceWords(applied, working), href: `${formEditorAddress(period.year)}/ap-dung` };
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'periods/form-section': FormSectionPage;
    'periods/form-checks': FormChecksPage;
  }
}

/** One section of the working copy, its fields a line each. `shown`: the code of the field that stands unfolded. */
export function formSectionPage(
  open: OpenedForm,
  section: SectionDefinition,
  shown: string,
): FormSectionPage {
  const { period, working } = open;
  const base = formEditorAddress(period.year);
  const problems = problemsIn(working, section.code, formProblems(working));
  return {
    title: `${sectionHeading(section)} – Biểu mẫu năm ${period.year}`,
    heading: sectionHeading(section),
    crumbs: editorCrumbs(period, section.title),
    nav: 'administration',
    rail: editorRail(open, section.code),
    toApply: toApplyOf(open),
    ...{ action: `${base}/thao-tac`, version: String(period.version) },
    problems: toldProblems(period.year, problems),
    facts: sectionFacts(open, section),
    buttons: sectionButtons(open, section),
    previewHref: `${formPreviewAddress(period.year)}?phan=${section.code}`,
    fields: ui.folds(section.fields.map((field) => fieldFold(open, section, { field, shown, problems }))),
    addHref: `${base}/o?phan=${section.code}`,
    checks: checksOn(working, section.fields).map((check) => checkLink(open, check)),
  };
}

function checkLink({ period, working }: OpenedForm, check: CheckDefinition) {
  const href = `${formEditorAddress(period.year)}/kiem-tra?ma=${check.code}`;
  return { text: checkSentence(working, check), href, hidden: check.code };
}

function sectionFacts({ working }: OpenedForm, section: SectionDefinition): string[] {
  const { help, guidance, notApplicable, evenIfNil } = section;
  return [
    ...(help ? [help] : []),
    ...(guidance ? [`Theo Hướng dẫn, mục ${guidance}.`] : []),
    ...(notApplicable
      ? [
          `Đơn vị có thể trả lời cả phần bằng câu “${notApplicable.statement}” khi ${fieldNamed(working, notApplicable.zeroField)} bằng 0.`,
        ]
      : []),
    ...(evenIfNil ? ['Vẫn hỏi khi đơn vị không phát sinh gì trong cả kỳ.'] : []),
  ];
}

function sectionButtons({ period, working }: OpenedForm, section: SectionDefinition): SafeHtml {
  const { code } = section;
  const href = `${formEditorAddress(period.year)}/phan?ma=${code}`;
  const edit = ui.link({ text: 'Sửa tên, lời hướng dẫn của phần', href });
  return rowOf([edit, ...partButtons('section', section, `phần ${section.letter}`, working.sections)]);
}

interface Folded {
  readonly field: FieldDefinition;
  readonly shown: string;
  readonly problems: readonly DraftProblem[];
}

function fieldFold(open: OpenedForm, section: SectionDefinition, { field, shown, problems }: Folded) {
  const { code, label } = field;
  const wrong = problems.filter(({ part }) => part?.kind === 'field' && part.code === code);
  const edit = ui.link({
    text: 'Sửa ô này',
    href: `${formEditorAddress(open.period.year)}/o?ma=${code}`,
    hidden: label,
  });
  const words = [...wrong.map(({ message }) => `Cần sửa: ${message}`), ...fieldWords(open.working, field)];
  return {
    ...{ id: `o-${code}`, group: 'o', heading: label, isOpen: code === shown },
    facts: wrong.length > 0 ? `${wrong.length} chỗ cần sửa` : factsOf(field),
    html: listOf(words) + rowOf([edit, ...partButtons('field', field, label, section.fields)]),
  };
}

/** "Số nguyên, bắt buộc" */
function factsOf({ kind, required }: FieldDefinition): string {
  return kinds[kind].editor.name + (required ? ', bắt buộc' : '');
}

interface Part {
  readonly code: string;
}

/** Up, down, a copy, away: only what can be done where it stands. */
function partButtons(kind: 'section' | 'field', part: Part, named: string, all: readonly Part[]): SafeHtml[] {
  const at = all.findIndex(({ code }) => code === part.code);
  return [
    at > 0 && doButton('Chuyển lên', named, `up ${kind} ${part.code}`),
    at < all.length - 1 && doButton('Chuyển xuống', named, `down ${kind} ${part.code}`),
    doButton('Chép', named, `copy ${kind} ${part.code}`),
    doButton('Bỏ', named, `remove ${kind} ${part.code}`),
  ].filter((button) => button !== false);
}

/** A button of the form that the whole page is. */
function doButton(text: string, hidden: string, value: string): SafeHtml {
  return ui.button({ text, hidden, kind: 'link', name: 'do', value });
}

function rowOf(actions: readonly SafeHtml[]): SafeHtml {
  return `<p class="row-actions">${actions.join(' ')}</p>`;
}

function listOf(sentences: readonly string[]): SafeHtml {
  const items = sentences.map((sentence) => markup`<li>${sentence}</li>`.html);
  return `<ul>${items.join('')}</ul>`;
}

/** Every check as a sentence; unfolded, what follows where it does not hold. */
export function formChecksPage(open: OpenedForm): FormChecksPage {
  const { period, working } = open;
  const base = formEditorAddress(period.year);
  const problems = formProblems(working).filter(({ part }) => part?.kind === 'check');
  return {
    title: `Các kiểm tra – Biểu mẫu năm ${period.year}`,
    crumbs: editorCrumbs(period, 'Các kiểm tra'),
    nav: 'administration',
    rail: editorRail(open, 'checks'),
    toApply: toApplyOf(open),
    ...{ action: `${base}/thao-tac`, version: String(period.version) },
    problems: toldProblems(period.year, problems),
    checks: ui.folds(working.checks.map((check) => checkFold(open, check, problems))),
    addHref: `${base}/kiem-tra`,
  };
}

function checkFold(open: OpenedForm, check: CheckDefinition, problems: readonly DraftProblem[]) {
  const { code } = check;
  const wrong = problems.filter(({ part }) => part?.code === code);
  const edit = ui.link({ text: 'Sửa kiểm tra này', href: checkLink(open, check).href, hidden: code });
  return {
    ...{ id: `kiem-tra-${code}`, group: 'kiem-tra', isOpen: false },
    heading: checkSentence(open.working, check),
    facts: wrong.length > 0 ? 'Cần sửa' : check.severity === 'error' ? 'Bắt buộc đúng' : 'Được giải thích',
    html:
      listOf([
        ...wrong.map(({ message }) => `Cần sửa: ${message}`),
        `${severities[check.severity]}.`,
        ...(check.kind === 'present' ? [`Lời nhắc: ${check.message}`] : []),
        `Mã: ${code}.`,
      ]) + rowOf([edit, doButton('Bỏ', code, `remove check ${code}`)]),
  };
}
