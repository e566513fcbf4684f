import { hasRole, type Actor } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatRate, formatTime } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import type { Column } from '../../platform/page/table.js';
import { allFields } from '../../form/definition.js';
import { suffixOf } from '../../form/answers.js';
import { sectionHeading } from '../../form/sheet.js';
import { publicationOf, publicationPreview, publicationWithdrawal, resultsOf } from '../addresses.js';
import { consolidatedWords } from '../comparison.js';
import { headOfUnits, partOf } from '../coverage.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import type { Publishable, PublicYear } from './finders.js';
import type { PublicContent, PublicExample } from './public-content.js';
import { isPublic, mayBePublic } from './rules.js';
import { consolidated, consolidatedFields } from '../../form/consolidated.js';
import { audiences, audienceNames } from '../../form/audiences.js';

export interface PublicationPage extends ConsolidationFrame {
  errors: readonly FieldError[];
  state: string;
  /** Whom the public page names without a recorded consent, and what to do; '' where nobody. */
  unasked: string;
  source: string;
  publicHref: string;
  canPublish: boolean;
  action: string;
  previewAction: string;
  withdrawalAction: string;
  version: string;
  introduction: SafeHtml;
  sections: readonly {
    heading: string;
    figures: readonly { code: string; label: string; text: string; isChosen: boolean }[];
  }[];
  passages: readonly { id: string; label: string; isChosen: boolean }[];
  passagesNote: string;
  examples: readonly { id: string; label: string; isChosen: boolean }[];
  /** That not all of them are listed; '' where they are. */
  examplesNote: string;
  names: SafeHtml;
  button: string;
  canWithdraw: boolean;
}

/** The results of a year, as anybody reads them; `isPreview`: they are not public so. */
export interface ResultsPage extends Frame {
  isPreview: boolean;
  lead: string;
  introduction: string;
  /** From how many units the figures of the year before are; '' where it is not public. */
  beforeSource: string;
  /** "98 % đơn vị đã báo cáo, 91 % đúng hạn."; '' where that was not published. */
  rateWords: string;
  rates: readonly { label: string; value: string; of: string; before: string }[];
  /** Rates by audience, all on the scale from 0 to 100. */
  shares: readonly { heading: string; bars: readonly ShareView[] }[];
  charts: readonly SafeHtml[];
  sections: readonly { heading: string; table: SafeHtml }[];
  works: PublicContent['works'];
  examples: readonly { heading: string; items: readonly ExampleView[] }[];
  otherYears: readonly { text: string; href: string }[];
  /** Where the page is found, for who reads it on paper. */
  address: string;
}
interface ShareView {
  readonly label: string;
  /** In percent, as it is drawn. */
  readonly width: string;
  readonly text: string;
  readonly before: string;
}
interface ExampleView {
  name: string;
  about: string;
  deed: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/publication': PublicationPage;
    'consolidation/results': ResultsPage;
    'consolidation/no-results': Frame;
  }
}

/** What becomes public is chosen here. `form`: what was refused. */
export function publicationPage(
  open: Consolidation<Actor>,
  given: Publishable,
  form?: Form,
): PublicationPage {
  const { source, published } = given;
  const isShown = isPublic(given);
  const year = String(open.period.year);
  const canPublish = hasRole(open.actor, 'REVIEWER');
  return {
    ...consolidationFrame(open, 'publication', `Công bố kết quả năm ${year}`),
    hasErrors: form !== undefined && form.errors.length > 0,
    errors: form?.errors ?? [],
    state: stateOf(published),
    unasked: unasked(given),
    source,
    publicHref: isShown ? resultsOf(year) : '',
    canPublish,
    action: publicationOf(year),
    previewAction: publicationPreview(year),
    withdrawalAction: publicationWithdrawal(year),
    version: String(published?.version ?? 0),
    ...boxes(form ?? publishedForm(published)),
    examplesNote: given.isCut ? 'Danh sách chỉ có 200 gương đầu.' : '',
    passagesNote: given.arePassagesCut ? 'Danh sách chỉ có 200 đoạn đầu.' : '',
    passages: passageChoices(open, given, form),
    sections: figureChoices(open, given, form),
    examples: exampleChoices(given, form),
    button: isShown ? 'Công bố lại' : 'Công bố',
    canWithdraw: isShown && canPublish,
  };
}

function boxes(form: Form): Pick<PublicationPage, 'introduction' | 'names'> {
  return {
    introduction: ui.field({
      name: 'introduction',
      label: 'Lời giới thiệu (không bắt buộc)',
      kind: 'textarea',
      rows: 5,
      form,
    }),
    names: ui.checkboxes({
      name: 'namesExamples',
      legend: 'Tên người và đơn vị',
      items: [{ value: 'yes', text: 'Nêu tên người, tập thể và đơn vị của những gương được phép nêu tên' }],
      values: [form.values['namesExamples'] ?? ''],
    }),
  };
}

/** What is public now, as the form says it. */
function publishedForm(published: Publishable['published']): Form {
  const introduction = published?.content.introduction ?? '';
  const namesExamples = published?.content.chosen.namesExamples ? 'yes' : '';
  return { values: { introduction, namesExamples }, errors: [] };
}

/** Ticked as they were posted, as they are public, or all that are summed. */
function figureChoices(
  { form: definition }: Consolidation<Actor>,
  { totals, published }: Publishable,
  form?: Form,
): PublicationPage['sections'] {
  const chosen = form ? listOf(form, 'figures') : published && codesOf(published.content);
  return definition.sections.flatMap((section) => {
    const figures = consolidatedFields(definition).flatMap(({ section: of, field }) => {
      const value = consolidated(field, totals);
      if (of !== section || !value) return [];
      const isChosen = chosen?.includes(field.code) ?? field.sum;
      const suffix = suffixOf(field);
      const label = suffix ? `${field.label} (${suffix})` : field.label;
      return [{ code: field.code, label, text: consolidatedWords(value), isChosen }];
    });
    return figures.length > 0 ? [{ heading: sectionHeading(section), figures }] : [];
  });
}

function exampleChoices({ examples, published }: Publishable, form?: Form): PublicationPage['examples'] {
  const chosen = form ? listOf(form, 'examples') : published?.content.chosen.examples.map(String);
  return examples.map((row) => ({
    id: String(row.id),
    label: `${row.name}, ${row.unitName}${namingNote(row)}`,
    isChosen: chosen?.includes(String(row.id)) ?? row.mayBeNamed,
  }));
}

function namingNote(row: Publishable['examples'][number]): string {
  if (mayBePublic(row)) return '';
  return row.mayBeNamed
    ? ' (chưa ghi sự đồng ý của người này: chỉ công bố việc làm)'
    : ' (không được nêu tên: chỉ công bố việc làm)';
}

/** Persons whom the public page names since before consent was recorded: they are to be asked. */
function unasked({ examples, published }: Publishable): string {
  if (!published || published.withdrawnAt) return '';
  const named = published.content.examples.filter(({ name, isCollective }) => name !== '' && !isCollective);
  const agreed = examples.filter((row) => row.consentAt !== null);
  const missing = named.filter(
    (one) => !agreed.some(({ id, name }) => (one.id > 0 ? id === one.id : name === one.name)),
  );
  if (missing.length === 0) return '';
  const names = missing.map(({ name }) => name).join('; ');
  return `Trang công khai đang nêu tên người chưa ghi sự đồng ý: ${names}. Hãy hỏi rồi ghi sự đồng ý hoặc rút tên, ở mục Gương điển hình.`;
}

/** None is ticked before somebody has read it for this. */
function passageChoices(
  { form: definition }: Consolidation<Actor>,
  { passages, published }: Publishable,
  form?: Form,
): PublicationPage['passages'] {
  const chosen = form ? listOf(form, 'passages') : (published?.content.chosen.passages.map(String) ?? []);
  const labels = new Map(allFields(definition).map(({ code, label }) => [code, label]));
  return passages.map(({ id, target, text }) => ({
    id: String(id),
    label: `${labels.get(target) ?? target}: ${text}`,
    isChosen: chosen.includes(String(id)),
  }));
}

const listOf = (form: Form, name: string) => (form.values[name] ?? '').split('\n');
const codesOf = ({ sections }: PublicContent) =>
  sections.flatMap(({ figures }) => figures.map(({ code }) => code));

function stateOf(published: Publishable['published']): string {
  if (!published) return 'Kết quả của năm chưa được công bố.';
  if (published.withdrawnAt) return `Đã rút lúc ${formatTime(published.withdrawnAt)}; hiện không công khai.`;
  return `Đang công khai: ${published.publishedByName} công bố lúc ${formatTime(published.publishedAt)}.`;
}

type Shown = Pick<PublicYear, 'year' | 'content' | 'before'> & { publishedAt: Date | null };

/** `publishedAt` null: a preview. `publicUrl`: the portal's own address, where it is known. */
export function resultsPage(
  { year, content, before, publishedAt }: Shown,
  years: readonly number[],
  publicUrl = '',
): ResultsPage {
  const label = String(year);
  const columns = [
    { year, reports: content.reports, texts: figureTexts(content) },
    ...(before
      ? [{ year: before.year, reports: before.content.reports, texts: figureTexts(before.content) }]
      : []),
  ];
  return {
    title: `Kết quả nêu gương năm ${label}`,
    nav: 'results',
    isPreview: publishedAt === null,
    lead: `${content.source}${publishedAt ? ` Công bố lúc ${formatTime(publishedAt)}.` : ''}`,
    introduction: content.introduction,
    beforeSource: before ? `Năm ${before.year}: ${before.content.source}` : '',
    ...rateParts(content, before),
    shares: shareViews(content, before),
    charts: content.shares.length > 0 ? [] : chartsOf(content, label),
    works: content.works,
    sections: content.sections.map((section) => ({
      heading: section.heading,
      table: figureTable(section, columns),
    })),
    examples: examplesOf(content.examples),
    otherYears: years
      .filter((other) => other !== year)
      .map((other) => ({ text: `Năm ${other}`, href: resultsOf(other) })),
    address: `${publicUrl}${resultsOf(year)}`,
  };
}

type Before = Shown['before'];

function rateParts({ rates }: PublicContent, before: Before): Pick<ResultsPage, 'rateWords' | 'rates'> {
  const [received, onTime] = rates;
  const words = (rate: PublicContent['rates'][number]) => formatRate(rate.part, rate.whole);
  return {
    rateWords: received && onTime ? `${words(received)} đơn vị đã báo cáo, ${words(onTime)} đúng hạn.` : '',
    rates: rates.map((rate) => {
      const then = before?.content.rates.find(({ name }) => name === rate.name);
      return {
        label: rate.name,
        value: words(rate),
        of: `${partOf(rate.part, rate.whole)} đơn vị`,
        before: then && before ? `Năm ${before.year}: ${words(then)}` : '',
      };
    }),
  };
}

function shareViews({ shares }: PublicContent, before: Before): ResultsPage['shares'] {
  return shares.map(({ code, name, bars }) => {
    const then = before?.content.shares.find((one) => one.code === code)?.bars ?? [];
    return {
      heading: name,
      bars: bars.map(({ label, value, text }) => {
        const old = then.find((bar) => bar.label === label);
        return {
          label,
          text,
          width: Math.min(100, Math.max(0, value ?? 0)).toFixed(1),
          before: old && before ? `Năm ${before.year}: ${old.text}` : '',
        };
      }),
    };
  });
}

/** What was published before rates were: numbers, all on one scale. */
function chartsOf({ charts }: PublicContent, year: string): SafeHtml[] {
  const most = Math.max(0, ...charts.flatMap(({ bars }) => bars.map(({ value }) => value ?? 0)));
  return charts.map(({ code, name, bars }) =>
    ui.bars({
      id: `bieu-do-${code}`,
      title: `${name}, năm ${year}`,
      description: `${bars.map((bar) => `${bar.label}: ${bar.text}`).join('; ')}.`,
      bars,
      most,
    }),
  );
}

const figureTexts = ({ sections }: PublicContent) =>
  new Map(sections.flatMap(({ figures }) => figures.map(({ code, text }) => [code, text])));

function figureTable(
  { heading, figures }: PublicContent['sections'][number],
  years: readonly { year: number; reports: number | null; texts: ReadonlyMap<string, string> }[],
): SafeHtml {
  return ui.table({
    caption: heading,
    rows: figures,
    columns: [
      ['Chỉ tiêu', ({ label }) => label],
      ...years.map(({ year, reports, texts }): Column<{ readonly code: string; readonly label: string }> => [
        headOfUnits(`Năm ${year}`, reports),
        ({ code }) => texts.get(code) ?? '–',
        'num',
      ]),
    ],
  });
}

function examplesOf(examples: readonly PublicExample[]): ResultsPage['examples'] {
  const of = (audience: string) => examples.filter((one) => one.audience === audience).map(exampleView);
  const groups = [
    ...audiences.map((audience) => ({ heading: audienceNames[audience], items: of(audience) })),
    { heading: 'Chung', items: of('') },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function exampleView({ name, position, unitName, isCollective, deed }: PublicExample): ExampleView {
  const kind = isCollective ? 'Một tập thể' : 'Một cá nhân';
  return { name: name || kind, about: [position, unitName].filter(Boolean).join(', '), deed };
}
