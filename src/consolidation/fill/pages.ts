import { hasRole, type Filer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber, formatTime } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell } from '../../platform/page/table.js';
import { type FieldDefinition, type SectionDefinition, isNarrative } from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { sectionHeading } from '../../form/sheet.js';
import { suffixOf, type Answer } from '../../form/answers.js';
import { ownFill, ownFillSources, reviewOf } from '../../reports/addresses.js';
import type { ComposedText } from '../../reports/consolidated/commands.js';
import type { LastFill } from '../../reports/consolidated/finders.js';
import {
  consolidatedCode,
  fromChildren,
  standing,
  type ChildSums,
  type Standing,
  consolidated,
} from '../../form/consolidated.js';
import type { Opened, OwnDraft } from '../../reports/finders.js';
import { answersIn } from '../../form/report-answers.js';
import { draftVersion } from '../../reports/draft-answers.js';
import { reportCrumbs } from '../../reports/crumbs.js';
import { statusWords } from '../../reports/lifecycle.js';
import { coverageWords } from '../coverage.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import { consolidatedWords } from '../comparison.js';
import { textName } from './forms.js';
import { textStanding, toFill, toFillWords } from './rules.js';

export interface FillPage extends ConsolidationFrame {
  errors: readonly FieldError[];
  /** Why nothing can be put in now; '' where it can. */
  whyNot: string;
  action: string;
  draftVersion: string;
  submitted: string;
  scope: SafeHtml;
  coverage: string;
  /** How much of it is still to be put in; '' where nothing is, or can be. */
  left: string;
  last: string;
  /** What came of the children's reports since the last time; empty where nothing did. */
  changes: readonly { text: string; href: string }[];
  changesMore: boolean;
  sections: readonly FillSection[];
}
interface FillSection {
  heading: string;
  /** Said where the section was said not to apply, and would apply then. */
  care: string;
  /** Of its figures; '' where it has none. */
  table: SafeHtml;
  texts: readonly FillText[];
}
interface FillRow {
  code: string;
  label: string;
  now: string;
  own: string;
  tag: SafeHtml;
  isChosen: boolean;
  canChoose: boolean;
  sources: string;
  explanation: string;
}
interface FillText {
  label: string;
  words: string;
  own: string;
  state: string;
  choice: SafeHtml;
  sources: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/fill': FillPage;
  }
}

export interface FillParts {
  readonly open: Consolidation<Filer>;
  readonly own: Opened<Filer>;
  readonly draft: OwnDraft;
  readonly sums: ChildSums;
  readonly composed: ReadonlyMap<string, ComposedText>;
  readonly last: LastFill | null;
  readonly withSubmitted: boolean;
  /** Why nothing can be put in now; '' where it can. */
  readonly whyNot: string;
  readonly form?: Form | undefined;
}

/** What the children's reports make of each answer, beside what stands in the own draft. */
export function fillPage(parts: FillParts): FillPage {
  const { open, draft, sums, last, withSubmitted, form } = parts;
  const year = String(open.period.year);
  const action = ownFill(year);
  return {
    ...consolidationFrame(open, 'fill', `Đưa số liệu tổng hợp vào báo cáo năm ${year}`),
    crumbs: reportCrumbs(year, { text: 'Đưa số liệu tổng hợp vào báo cáo' }),
    hasErrors: form !== undefined,
    errors: form?.errors ?? [],
    whyNot: parts.whyNot,
    action,
    draftVersion: String(draftVersion(draft)),
    submitted: withSubmitted ? 'yes' : '',
    scope: ui.tabs({
      label: 'Báo cáo được cộng',
      items: [
        { text: 'Báo cáo đã chấp nhận', href: `${action}?ca-cho-duyet=0`, isCurrent: !withSubmitted },
        { text: 'Cả báo cáo chờ xét duyệt', href: `${action}?ca-cho-duyet=1`, isCurrent: withSubmitted },
      ],
    }),
    coverage: coverageWords(sums, { withSubmitted, filed: null }),
    left: parts.whyNot === '' ? leftWords(parts) : '',
    last: last
      ? `Lần đưa vào gần nhất: ${formatTime(last.filledAt)}, ${last.filledByName}, từ ${formatNumber(last.reports)} báo cáo.`
      : '',
    changes: (last?.changes ?? []).map((one) => changeLine(one, hasRole(open.actor, 'REVIEWER', 'LEADER'))),
    changesMore: last?.hasMore ?? false,
    sections: sums.reports + parts.composed.size > 0 ? sectionsOf(parts) : [],
  };
}

function leftWords({ open, sums, composed, draft }: FillParts): string {
  const written = answersIn(draft.answers.sections);
  return toFillWords(toFill({ form: open.form, sums, composed, written, filled: draft.filled }));
}

function changeLine({ report, before, now }: LastFill['changes'][number], mayOpen: boolean) {
  const became =
    now === null
      ? `lần nộp ${String(before)} không còn được tính`
      : before === null
        ? `lần nộp ${now} mới được tính`
        : `nay là lần nộp ${now}, trước là lần ${before}`;
  return {
    text: `${report.unitName}: ${became} (báo cáo ${statusWords[report.status].toLowerCase()})`,
    href: mayOpen ? reviewOf(report.id) : '',
  };
}

/** `written`: what stands in the own draft, by field. */
interface Filling extends FillParts {
  readonly written: ReadonlyMap<string, Answer>;
}

function sectionsOf(parts: FillParts): FillSection[] {
  const written = answersIn(parts.draft.answers.sections);
  const sections = parts.open.form.sections.map((section) => sectionOf(section, { ...parts, written }));
  return sections.filter(({ table, texts }) => table !== '' || texts.length > 0);
}

function sectionOf(section: SectionDefinition, parts: Filling): FillSection {
  const { draft } = parts;
  const isAway = draft.sections.get(section.code)?.notApplicable ?? false;
  const heading = sectionHeading(section);
  const rows = section.fields.flatMap((field) =>
    unionsCounted(field) ? [knownRow(field, parts)] : figureRow(field, parts),
  );
  return {
    heading,
    care: isAway
      ? `Báo cáo đang khai “${section.notApplicable?.statement ?? 'không phát sinh'}”; đưa số liệu vào thì phần này không còn khai như vậy.`
      : '',
    table: fillTable(heading, rows),
    texts: section.fields.flatMap((field) => textRow(field, parts)),
  };
}

function fillTable(heading: string, rows: readonly FillRow[]): SafeHtml {
  return ui.table({
    caption: `Số liệu: ${heading}`,
    rows,
    columns: [
      ['Đưa vào', choiceCell],
      ['Chỉ tiêu', labelCell, 'heading'],
      ['Các đơn vị', ({ now }) => now, 'num'],
      ['Trong báo cáo', ({ own }) => own, 'num'],
      ['Tình trạng', stateCell],
    ],
  });
}

function choiceCell({ code, label, canChoose, isChosen }: FillRow): Cell {
  if (!canChoose) return '–';
  return { html: ui.tick({ name: 'figures', value: code, label, isTicked: isChosen, isLabelHidden: true }) };
}

function labelCell({ label, explanation }: FillRow): Cell {
  return markup`${label}${explanation && markup`<p class="hint prewrap">Giải thích: ${explanation}</p>`}`;
}

function stateCell({ tag, sources, label }: FillRow): Cell {
  return markup`${{ html: tag }}${sources && markup` ${{ text: 'Nguồn', href: sources, hidden: label }}`}`;
}

const STANDING: Record<Standing, { text: string; tone: 'grey' | 'green' | 'orange' | 'blue' }> = {
  missing: { text: 'Chưa ghi', tone: 'grey' },
  equal: { text: 'Đã khớp', tone: 'green' },
  stale: { text: 'Đã cũ', tone: 'orange' },
  'by-hand': { text: 'Sửa tay', tone: 'blue' },
};

/** What the portal answers itself stands here too, and is put in by nobody. */
function knownRow(field: FieldDefinition, parts: Filling): FillRow {
  const written = parts.written.get(field.code);
  const now = consolidated(field, parts.sums.totals);
  return {
    ...{ code: field.code, label: field.label, isChosen: false, canChoose: false, explanation: '' },
    now: now ? consolidatedWords(now) : '–',
    own: inWords(written),
    tag: ui.tag({ text: 'Cổng tự tính', tone: 'grey' }),
    sources: sourcesHref(parts, field),
  };
}

function figureRow(field: FieldDefinition, parts: Filling): FillRow[] {
  const { sums, draft, own, form } = parts;
  const now = fromChildren(field, sums);
  if (now === undefined) return [];
  const written = parts.written.get(field.code);
  const filled = draft.filled.get(field.code);
  const how = standing(written, filled?.value, now);
  const chosen = form && (form.values['figures'] ?? '').split('\n');
  const suffix = suffixOf(field);
  const explanations = own.report.explanations as Record<string, string>;
  return [
    {
      code: field.code,
      label: suffix ? `${field.label} (${suffix})` : field.label,
      now: formatNumber(now),
      own: inWords(written),
      tag: ui.tag(STANDING[how]),
      isChosen: chosen ? chosen.includes(field.code) : how === 'missing' || how === 'stale',
      canChoose: isChoosable(parts, field, how),
      sources: filled ? sourcesHref(parts, field) : '',
      explanation: how === 'by-hand' ? (explanations[consolidatedCode(field.code)] ?? '') : '',
    },
  ];
}

function isChoosable({ whyNot, draft }: FillParts, { code }: FieldDefinition, how: Standing): boolean {
  return whyNot === '' && (how !== 'equal' || !draft.filled.has(code));
}

function textRow(field: FieldDefinition, parts: Filling): FillText[] {
  const { composed, draft, form } = parts;
  const made = composed.get(field.code);
  if (!isNarrative(field) || !made) return [];
  const written = parts.written.get(field.code);
  const filled = draft.filled.get(field.code);
  const state = textStanding(written, filled?.value, made.text);
  const isAppended = state === 'stale' && written !== filled?.value;
  const ready = isAppended ? 'append' : state === 'missing' || state === 'stale' ? 'replace' : 'keep';
  return [
    {
      label: field.label,
      words: made.text,
      own: inWords(written),
      state: TEXT_STATE[state],
      choice: parts.whyNot ? '' : textChoice(field, ready, form),
      sources: filled ? sourcesHref(parts, field) : '',
    },
  ];
}

function textChoice({ code, label }: FieldDefinition, ready: string, form: Form | undefined): SafeHtml {
  const name = textName(code);
  return ui.select({
    name,
    label: `Làm gì với đoạn này: ${label}`,
    items: TEXT_ITEMS,
    value: form?.values[name] ?? ready,
    ...errorOf(form, name),
  });
}

const TEXT_STATE: Record<Standing, string> = {
  missing: 'Báo cáo chưa ghi gì ở câu này.',
  equal: 'Báo cáo đã ghi đúng như vậy.',
  stale: 'Đoạn trích đã thay đổi từ lần đưa vào trước.',
  'by-hand': 'Báo cáo đang ghi nội dung khác, do đơn vị viết hoặc sửa.',
};
const TEXT_ITEMS = [
  { value: 'keep', text: 'Giữ nguyên nội dung trong báo cáo' },
  { value: 'replace', text: 'Thay nội dung trong báo cáo bằng đoạn này' },
  { value: 'append', text: 'Nối đoạn này vào cuối nội dung trong báo cáo' },
];

function errorOf(form: Form | undefined, name: string): { error?: string } {
  const error = form?.errors.find(({ field }) => field === name)?.message;
  return error ? { error } : {};
}

function sourcesHref({ open }: FillParts, { code }: FieldDefinition): string {
  return ownFillSources(open.period.year, code);
}

function inWords(answer: Answer | undefined): string {
  if (answer === undefined) return '–';
  return typeof answer === 'number' ? formatNumber(answer) : String(answer);
}
