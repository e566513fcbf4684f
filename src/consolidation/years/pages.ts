import type { Overseer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber } from '../../platform/text/format.js';
import type { SafeHtml } from '../../platform/page/render.js';
import type { Column } from '../../platform/page/table.js';
import type { FieldDefinition } from '../../form/definition.js';
import type { Answer } from '../../form/answers.js';
import type { ChildSums } from '../../form/consolidated.js';
import { unitProfile } from '../../reports/addresses.js';
import { ownChildrenName } from '../../reports/unions-below-rules.js';
import { totalsOf, yearsOf } from '../addresses.js';
import { consolidatedWords, isTelling } from '../comparison.js';
import { partOf } from '../coverage.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, figuresCrumb, type ConsolidationFrame } from '../frame-pages.js';
import { valueWords } from '../breakdown/pages.js';
import { partValue } from '../breakdown/rules.js';
import { changeOf, inBothYears } from '../totals/rules.js';
import type { UnitRow } from './finders.js';
import { drawnValue, ownOf, type Consolidated } from '../../form/totals.js';

/** Units on a page. */
export const UNITS_A_PAGE = 50;

export interface YearsPage extends ConsolidationFrame {
  retired: string;
  chart: SafeHtml;
  totals: SafeHtml;
  /** '' where no unit shows. */
  units: SafeHtml;
  pager: SafeHtml;
  back: string;
}

interface TotalRow {
  year: number;
  total: string;
  coverage: string;
  change: string;
  percent: string;
  /** Over how many units the change is reckoned. */
  units: string;
}
/** `values`: one a year. */
interface YearsOfUnit {
  name: string;
  href: string;
  values: readonly string[];
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/years': YearsPage;
  }
}

/** The indicator in one year: its field as that year's form has it, undefined where it was not asked so. */
export interface YearOfField {
  readonly year: number;
  readonly periodId: number;
  readonly field: FieldDefinition | undefined;
  readonly total: Consolidated | undefined;
  /** All that the children's reports of the year add up to. */
  readonly sums: ChildSums;
  /** It has a field of the code, but of another kind or consolidated otherwise. */
  readonly isOther: boolean;
}

export interface YearsParts {
  readonly open: Consolidation<Overseer>;
  /** As the newest form that has it says. */
  readonly field: FieldDefinition;
  /** The last year that asked for it; undefined where it still is. */
  readonly retiredAfter: number | undefined;
  readonly years: readonly YearOfField[];
  readonly units: readonly UnitRow[];
  readonly figures: (unitId: number, periodId: number) => Readonly<Record<string, Answer>> | undefined;
  readonly after: number | undefined;
}

/** One indicator across the years, in all and by unit. */
export function yearsPage(parts: YearsParts): YearsPage {
  const { open, field, years, retiredAfter } = parts;
  const path = yearsOf(open.period.year, field.code);
  const shown = parts.units.slice(0, UNITS_A_PAGE);
  const last = shown.at(-1);
  return {
    ...consolidationFrame(open, 'figures', `${field.label} qua các năm`, figuresCrumb(open.period.year)),
    retired:
      retiredAfter === undefined ? '' : `Biểu mẫu không còn hỏi chỉ tiêu này từ sau năm ${retiredAfter}.`,
    chart: chartOf(parts),
    totals: totalTable(years.map((one, at) => totalRow(one, years[at - 1]))),
    units: unitTable(years, [
      ...(parts.after ? [] : ownRow(parts)),
      ...shown.map((unit) => unitRow(unit, parts)),
    ]),
    pager: ui.pager({
      previous: parts.after ? { href: path, text: 'Trang đầu' } : undefined,
      next: parts.units.length > UNITS_A_PAGE && last ? { href: `${path}?sau=${last.reportId}` } : undefined,
    }),
    back: totalsOf(open.period.year),
  };
}

function totalTable(rows: readonly TotalRow[]): SafeHtml {
  return ui.table({
    caption: 'Tổng qua các năm',
    rows,
    columns: [
      ['Năm', ({ year }) => `Năm ${year}`],
      ['Tổng', ({ total }) => total, 'num'],
      ['Đơn vị được tính', ({ coverage }) => coverage, 'num'],
      ['Tăng, giảm', ({ change }) => change, 'num'],
      ['Tỷ lệ', ({ percent }) => percent, 'num'],
      ['Đơn vị so sánh', ({ units }) => units, 'num'],
    ],
  });
}

function unitTable(years: readonly YearOfField[], rows: readonly YearsOfUnit[]): SafeHtml {
  return ui.table({
    caption: 'Từng đơn vị qua các năm',
    rows,
    columns: [
      ['Đơn vị', ({ name, href }) => ({ text: name, href })],
      ...years.map(({ year }, at): Column<YearsOfUnit> => [
        String(year),
        ({ values }) => values[at] ?? '',
        'num',
      ]),
    ],
  });
}

function totalRow(one: YearOfField, previous: YearOfField | undefined): TotalRow {
  const { year, total, sums, isOther } = one;
  const none = { change: '–', percent: '–', units: '–', coverage: '–' };
  if (!total) return { year, total: isOther ? 'hỏi theo cách khác' : 'không hỏi', ...none };
  return {
    year,
    total: consolidatedWords(total),
    ...changeSince(one, previous),
    coverage: partOf(sums.reports, sums.expected),
  };
}

/** Like with like: of the units that stand in this year and the one before. */
function changeSince({ year, field, sums }: YearOfField, previous: YearOfField | undefined) {
  const isNext = previous?.year === year - 1;
  if (!isNext || !field || !previous.field) return { change: '–', percent: '–', units: '–' };
  const { reports } = sums.both;
  const both = inBothYears(field, previous.field, sums.both);
  return { ...changeOf({ both }, isTelling(reports, previous.sums.reports)), units: formatNumber(reports) };
}

/** The own direct children of each year, before what their reports say. */
function ownRow({ open, years }: YearsParts): YearsOfUnit[] {
  if (!years.some(({ total }) => ownOf(total) !== undefined)) return [];
  const values = years.map(({ total }) => {
    const own = ownOf(total);
    return own === undefined ? '–' : formatNumber(own);
  });
  return [{ name: ownChildrenName(open.actor.unit.name), href: '', values }];
}

function unitRow({ unitId, name, isBelow }: UnitRow, { years, figures }: YearsParts): YearsOfUnit {
  return {
    name,
    href: isBelow ? unitProfile(unitId) : '',
    values: years.map(({ periodId, field }) => {
      const said = figures(unitId, periodId);
      return field && said ? valueWords(field, partValue(field, said)) : '–';
    }),
  };
}

function chartOf({ field, years }: YearsParts): SafeHtml {
  const asked = years.flatMap(({ year, total, sums }) => (total ? [{ year, total, sums }] : []));
  if (asked.filter(({ total }) => drawnValue(total) !== null).length < 2) return '';
  return ui.bars({
    id: 'qua-cac-nam',
    title: `${field.label} qua các năm`,
    description: `${asked.map(({ year, total, sums }) => `Năm ${year}: ${consolidatedWords(total)} (${partOf(sums.reports, sums.expected)} đơn vị)`).join('; ')}.`,
    bars: asked.map(({ year, total }) => ({
      label: `Năm ${year}`,
      value: drawnValue(total),
      text: consolidatedWords(total),
    })),
  });
}
