import type { Overseer, Reviewer } from '../../platform/actor.js';
import { hasRole } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import type { Cell } from '../../platform/page/table.js';
import type { FieldDefinition, SectionDefinition } from '../../form/definition.js';
import { obligationOf, sectionHeading } from '../../form/sheet.js';
import { markingOf, reviewOf } from '../../reports/addresses.js';
import { statusTag } from '../../reports/status-tags.js';
import { answersTo, neverCarried, passagesOf, textQuestions } from '../addresses.js';
import { carriedWords, neverWords, type Carried, type Question } from '../carried/rules.js';
import { partOf } from '../coverage.js';
import { lowerLevelItems } from '../../units/rules.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import { passageKindNames, passageKinds } from '../passages/rules.js';
import { questionCell } from '../question-pages.js';
import type { ChildText } from './finders.js';
import { textsAddress, type TextsQuery } from './forms.js';
import { pieces, searchTerms, sentences, placeOf, type Piece } from './rules.js';

/** Texts on a page. */
export const TEXTS_A_PAGE = 10;

export interface QuestionsPage extends ConsolidationFrame {
  coverage: string;
  /** How many questions lack a passage; '' where none does. */
  left: string;
  /** How many units were carried in neither year; '' where none is. */
  neverText: string;
  neverHref: string;
  sections: readonly { heading: string; table: SafeHtml }[];
}
export interface TextsPage extends ConsolidationFrame {
  section: string;
  obligation: string;
  action: string;
  controls: readonly SafeHtml[];
  submitted: string;
  found: string;
  texts: readonly {
    unit: string;
    href: string;
    tag: string;
    pieces: readonly Piece[];
    markHref: string;
    marks: string;
  }[];
  pager: SafeHtml;
  passagesHref: string;
  back: string;
}
export interface MarkingPage extends ConsolidationFrame {
  errors: readonly FieldError[];
  lead: string;
  obligation: string;
  action: string;
  number: string;
  sentences: readonly { number: string; text: string; isTicked: boolean; isMarked: boolean }[];
  kind: SafeHtml;
  excerpt: SafeHtml;
  back: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/questions': QuestionsPage;
    'consolidation/texts': TextsPage;
    'consolidation/marking': MarkingPage;
  }
}

interface QuestionParts {
  readonly open: Consolidation<Overseer>;
  readonly questions: readonly Question[];
  readonly carried: Carried;
  readonly obligations: ReadonlyMap<string, string>;
}

/** The narrative questions, with how many children wrote something, and of how many words are carried. */
export function questionsPage({ open, questions, carried, obligations }: QuestionParts): QuestionsPage {
  const { year } = open.period;
  const left = questions.filter(({ isOpen }) => isOpen).length;
  return {
    ...consolidationFrame(open, 'texts', `Lời văn của các đơn vị, năm ${year}`),
    coverage: carriedWords(carried),
    left: left > 0 ? `Còn ${formatNumber(left)} câu chưa có đoạn nào.` : '',
    neverText: neverWords(carried, year),
    neverHref: neverCarried(year),
    sections: open.form.sections.flatMap((section) => {
      const heading = sectionHeading(section);
      const table = ui.table({
        caption: `Câu hỏi: ${heading}`,
        rows: questions.filter((question) => question.section === section),
        columns: [
          [
            'Câu hỏi',
            ({ field }) => questionCell(field, answersTo(year, field.code), obligationOf(field, obligations)),
          ],
          ['Đơn vị có viết', ({ written }) => formatNumber(written), 'num'],
          [{ text: 'Đã trích của', label: 'Đã trích' }, carriedCell, 'num'],
          ['Đoạn trích', passagesCell, 'num'],
        ],
      });
      return table ? [{ heading, table }] : [];
    }),
  };
}

function carriedCell({ written, carried }: Question): Cell {
  return written === 0 ? '–' : `${partOf(carried, written)} đơn vị`;
}

function passagesCell({ passages, isOpen }: Question): Cell {
  return isOpen ? { html: ui.tag({ text: 'Chưa có đoạn', tone: 'grey' }) } : formatNumber(passages);
}

interface TextsParts {
  readonly open: Consolidation<Overseer>;
  readonly section: SectionDefinition;
  readonly field: FieldDefinition;
  readonly query: TextsQuery;
  readonly texts: readonly ChildText[];
  readonly marks: ReadonlyMap<number, readonly string[]>;
  readonly obligations: ReadonlyMap<string, string>;
}

/** The texts of one question, one after another. */
export function textsPage(parts: TextsParts): TextsPage {
  const { open, section, field, query, texts, marks, obligations } = parts;
  const year = String(open.period.year);
  const path = answersTo(year, field.code);
  const shown = texts.slice(0, TEXTS_A_PAGE);
  const last = shown.at(-1);
  const terms = searchTerms(query.search);
  const mayMark = hasRole(open.actor, 'REVIEWER');
  return {
    ...consolidationFrame(open, 'texts', field.label, {
      text: 'Lời văn',
      href: textQuestions(open.period.year),
    }),
    section: sectionHeading(section),
    obligation: obligationOf(field, obligations),
    action: path,
    controls: textsControls(query),
    submitted: query.withSubmitted ? '1' : '',
    found: shown.length === 0 ? nothingFound(query) : '',
    texts: shown.map((one) => {
      const marked = marks.get(one.reportId) ?? [];
      return {
        unit: one.unitName,
        href: reviewOf(one.reportId),
        tag: one.status === 'ACCEPTED' ? '' : statusTag(one.status),
        pieces: pieces(one.text, terms, marked),
        markHref: mayMark && !open.frozen ? markingOf(year, field.code, one.reportId) : '',
        marks: marked.length > 0 ? `${formatNumber(marked.length)} đoạn đã đánh dấu` : '',
      };
    }),
    pager: ui.pager({
      previous: query.after ? { href: textsAddress(path, query), text: 'Trang đầu' } : undefined,
      next:
        texts.length > TEXTS_A_PAGE && last ? { href: textsAddress(path, query, last.reportId) } : undefined,
    }),
    passagesHref: passagesOf(year, field.code),
    back: textQuestions(year),
  };
}

function nothingFound({ search, marked, level, after }: TextsQuery): string {
  if (search)
    return `Không có đoạn nào có đủ các chữ “${search}”. Thử ít chữ hơn; không cần gõ dấu, cụm từ đặt trong ngoặc kép.`;
  return marked || level || after
    ? 'Không có đơn vị nào trong phạm vi này.'
    : 'Chưa có đơn vị nào viết ở câu này.';
}

function textsControls(query: TextsQuery): SafeHtml[] {
  return [
    ui.field({
      name: 'tim',
      label: 'Tìm chữ',
      hint: 'Không cần dấu. Cụm từ đặt trong ngoặc kép: "giờ làm việc".',
      value: query.search,
    }),
    ui.select({
      name: 'cap',
      label: 'Loại đơn vị',
      items: [{ value: '', text: 'Mọi đơn vị' }, ...lowerLevelItems],
      value: query.level ?? '',
    }),
    ui.select({
      name: 'trich',
      label: 'Đoạn trích',
      items: [
        { value: '', text: 'Tất cả' },
        { value: 'co', text: 'Đã có đoạn đánh dấu' },
        { value: 'chua', text: 'Chưa có đoạn đánh dấu' },
      ],
      value: query.marked ?? '',
    }),
    ui.select({
      name: 'ca-cho-duyet',
      label: 'Báo cáo',
      items: [
        { value: '', text: 'Đã chấp nhận' },
        { value: '1', text: 'Cả chờ xét duyệt' },
      ],
      value: query.withSubmitted ? '1' : '',
    }),
  ];
}

interface MarkingParts {
  readonly open: Consolidation<Reviewer>;
  readonly field: FieldDefinition;
  readonly said: ChildText;
  readonly marked: readonly string[];
  readonly obligations: ReadonlyMap<string, string>;
  readonly form?: Form | undefined;
}

/** One text in sentences, to be marked. */
export function markingPage({ open, field, said, marked, obligations, form }: MarkingParts): MarkingPage {
  const address = answersTo(open.period.year, field.code);
  const places = marked.flatMap((original) => placeOf(said.text, original) ?? []);
  const shown = form ?? { values: {}, errors: [] };
  // Of another submission, the same numbers are other sentences.
  const isSame = shown.values['number'] === String(said.number);
  const ticked = isSame ? (shown.values['sentences'] ?? '').split('\n') : [];
  return {
    ...consolidationFrame(open, 'texts', `Đánh dấu đoạn đáng dùng: ${said.unitName}`, {
      text: 'Lời văn',
      href: answersTo(open.period.year, field.code),
    }),
    hasErrors: form !== undefined,
    errors: shown.errors,
    lead: `${field.label}. Lần nộp ${said.number}.`,
    obligation: obligationOf(field, obligations),
    action: markingOf(open.period.year, field.code, said.reportId),
    number: String(said.number),
    sentences: sentences(said.text).map(({ from, to, text }, at) => ({
      number: String(at),
      text,
      isTicked: ticked.includes(String(at)),
      isMarked: places.some((place) => place.from < to && from < place.to),
    })),
    kind: ui.radios({
      name: 'kind',
      legend: 'Đoạn này là',
      items: passageKinds.map((kind) => ({ value: kind, text: passageKindNames[kind] })),
      form: shown,
    }),
    excerpt: ui.field({
      name: 'excerpt',
      label: 'Hoặc dán đúng nguyên văn một đoạn',
      hint: 'Khi cần ít hơn một câu. Đoạn phải có trong bài, đúng từng chữ.',
      kind: 'textarea',
      rows: 3,
      form: shown,
    }),
    back: address,
  };
}
