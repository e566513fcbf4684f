import type { Overseer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber, formatRate } from '../../platform/text/format.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell } from '../../platform/page/table.js';
import { type FieldDefinition, type SectionDefinition, isShownOnly, isShare } from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { sectionHeading } from '../../form/sheet.js';
import { answerWords, type Answer } from '../../form/answers.js';
import type { ChildSums } from '../../form/consolidated.js';
import { following, reviewOf } from '../../reports/addresses.js';
import { ownChildrenName } from '../../reports/unions-below-rules.js';
import { statusTag } from '../../reports/status-tags.js';
import { breakdownOf, totalsOf, yearsOf } from '../addresses.js';
import { figureAddress, type FigureQuery } from '../figure-query.js';
import { consolidatedWords, ofNumbers, ofShares, percentWords, suffixBeside } from '../comparison.js';
import { comparedColumns } from '../compared-pages.js';
import { coverageWords } from '../coverage.js';
import type { Consolidation, Shown } from '../finders.js';
import { consolidationFrame, figuresCrumb, type ConsolidationFrame } from '../frame-pages.js';
import { figureSwitches } from '../switch-pages.js';
import type { Part } from './finders.js';
import { partValue } from './rules.js';
import { ownOf, type Consolidated } from '../../form/totals.js';

/** Units on a page. */
export const PARTS_A_PAGE = 50;

export interface PartsPage extends ConsolidationFrame {
  section: string;
  total: string;
  coverage: string;
  switches: SafeHtml;
  chart: SafeHtml;
  table: SafeHtml;
  pager: SafeHtml;
  yearsHref: string;
  followHref: string;
  back: string;
}

interface PartRow {
  unit: string;
  href: string;
  tag: string;
  value: string;
  share: string;
  before: string;
  change: string;
  percent: string;
  note: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/parts': PartsPage;
  }
}

export interface PartsParts {
  readonly open: Consolidation<Overseer>;
  readonly section: SectionDefinition;
  readonly field: FieldDefinition;
  readonly query: FigureQuery & Shown;
  readonly sums: ChildSums;
  readonly total: Consolidated;
  readonly parts: readonly Part[];
  /** The year before, where it asks the same; `total`: of a figure that counts unions below. */
  readonly before: {
    readonly year: number;
    readonly field: FieldDefinition;
    readonly total: Consolidated | undefined;
  } | null;
}

/** The direct children behind one total. */
export function partsPage(given: PartsParts): PartsPage {
  const { open, section, field, query, sums, total } = given;
  const year = String(open.period.year);
  const path = breakdownOf(year, field.code);
  const shown = given.parts.slice(0, PARTS_A_PAGE);
  const last = shown.at(-1);
  const suffix = suffixBeside(field, total);
  return {
    ...consolidationFrame(open, 'figures', field.label, figuresCrumb(open.period.year)),
    section: sectionHeading(section),
    total: `${consolidatedWords(total)}${suffix ? ` ${suffix}` : ''}`,
    coverage: `${coverageWords(sums, query)}${query.level && unionsCounted(field) ? WITHOUT_OWN : ''}`,
    switches: figureSwitches(open, path, query),
    chart: chartOf(given, shown),
    table: partTable(given, [
      ...(query.after ? [] : ownRow(given)),
      ...shown.map((part) => rowOf(part, given)),
    ]),
    pager: ui.pager({
      previous: query.after ? { href: figureAddress(path, query), text: 'Trang đầu' } : undefined,
      next:
        given.parts.length > PARTS_A_PAGE && last
          ? { href: figureAddress(path, query, last.reportId) }
          : undefined,
    }),
    yearsHref: yearsOf(year, field.code),
    followHref: `${following(year)}?trang-thai=NOT_ACCEPTED`,
    back: figureAddress(totalsOf(year), query),
  };
}

const WITHOUT_OWN = ' Các đơn vị trực tiếp không được cộng thêm, vì không đếm riêng từng loại.';

function partTable({ field, total, before }: PartsParts, rows: readonly PartRow[]): SafeHtml {
  return ui.table({
    caption: `${field.label}, theo đơn vị`,
    rows,
    columns: [
      ['Đơn vị', unitCell],
      ['Số liệu', ({ value }) => value, 'num'],
      total.kind === 'sum' && ['Phần trong tổng', ({ share }) => share, 'num'],
      ...(before ? comparedColumns<PartRow>(before.year) : []),
    ],
    empty: 'Chưa có báo cáo nào trong phạm vi này.',
  });
}

function unitCell({ unit, href, tag, note }: PartRow): Cell {
  const hint = note && markup`<p class="hint">${note}</p>`;
  return markup`${{ text: unit, href }}${{ html: tag && ` ${tag}` }}${hint}`;
}

/** The own direct children, before their reports: what a figure that counts unions below has of them. */
function ownRow({ open, field, total, before }: PartsParts): PartRow[] {
  const own = ownOf(total);
  if (own === undefined) return [];
  const then = ownOf(before?.total);
  return [
    {
      ...{ unit: ownChildrenName(open.actor.unit.name), href: '', tag: '', note: '' },
      value: valueWords(field, own),
      share: total.kind === 'sum' ? formatRate(own, Number(total.sum)) : '–',
      before: before ? valueWords(before.field, then) : '',
      ...ofNumbers(own, asNumber(then)),
    },
  ];
}

function rowOf(part: Part, { open, field, total, before }: PartsParts): PartRow {
  const value = partValue(field, part.figures);
  const then = before && part.figuresBefore ? partValue(before.field, part.figuresBefore) : undefined;
  return {
    unit: part.unitName,
    href: reviewOf(part.reportId),
    tag: part.status === 'ACCEPTED' ? '' : statusTag(part.status),
    value: valueWords(field, value),
    share: total.kind === 'sum' && typeof value === 'number' ? formatRate(value, Number(total.sum)) : '–',
    before: before ? valueWords(before.field, then) : '',
    ...changeOf(part.isInBoth && total.kind === 'sum', field, asNumber(value), asNumber(then)),
    note: part.formVersion === open.period.formVersion ? '' : `Nộp theo biểu mẫu bản ${part.formVersion}`,
  };
}

/** `isAddend`: the total counts it in both years, with nothing where the unit says nothing. */
function changeOf(isAddend: boolean, field: FieldDefinition, now: number | null, before: number | null) {
  if (isAddend && (now ?? before) !== null) return ofNumbers(now ?? 0, before ?? 0);
  return (isShare(field) ? ofShares : ofNumbers)(now, before);
}

/** The units on this page, this year and the year before. */
function chartOf({ open, field, before }: PartsParts, parts: readonly Part[]): SafeHtml {
  const drawable = parts.filter(({ figures }) => asNumber(partValue(field, figures)) !== null);
  if (drawable.length < 2) return '';
  const year = String(open.period.year);
  return ui.bars({
    id: 'theo-don-vi',
    title: `${field.label}, theo đơn vị, năm ${year}`,
    description: `${formatNumber(drawable.length)} đơn vị; số liệu từng đơn vị ở bảng dưới biểu đồ.`,
    legend: before ? { now: `Năm ${year}`, before: `Năm ${before.year}` } : undefined,
    bars: drawable.map((part) => {
      const value = partValue(field, part.figures);
      const then = before && part.figuresBefore ? partValue(before.field, part.figuresBefore) : undefined;
      return {
        label: part.unitName,
        value: asNumber(value),
        text: valueWords(field, value),
        before: before ? { value: asNumber(then), text: valueWords(before.field, then) } : undefined,
      };
    }),
  });
}

function asNumber(value: Answer | null | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** "1.234", "12,5 %", "Có"; "–" where the unit says nothing to it. */
export function valueWords(field: FieldDefinition, value: Answer | null | undefined): string {
  if (value === undefined || value === null) return '–';
  if (isShownOnly(field)) return percentWords(typeof value === 'number' ? value : null);
  return typeof value === 'number' ? formatNumber(value) : answerWords(field, value);
}
