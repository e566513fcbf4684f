import type { Overseer } from '../../platform/actor.js';
import { ui } from '../../platform/components.js';
import type { SafeHtml } from '../../platform/render.js';
import type { FieldDefinition } from '../../periods/form-definition.js';
import type { Answer } from '../../reports/answers.js';
import { consolidatedWords, difference } from '../comparison.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame.js';
import { valueWords } from '../parts/pages.js';
import { partValue } from '../parts/rules.js';
import { drawnValue, type Consolidated } from '../rules.js';
import type { UnitRow } from './finders.js';

/** Units on a page. */
export const UNITS_A_PAGE = 50;

export interface YearsPage extends ConsolidationFrame {
  retired: string;
  chart: SafeHtml;
  totals: readonly { year: string; total: string; change: string; percent: string; counted: string }[];
  years: readonly string[];
  units: readonly { name: string; href: string; cells: readonly { year: string; value: string }[] }[];
  pager: SafeHtml;
  back: string;
}

declare module '../../platform/render.js' {
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
  const path = `/tong-hop/${String(open.period.year)}/cac-nam/${field.code}`;
  const shown = parts.units.slice(0, UNITS_A_PAGE);
  const last = shown.at(-1);
  return {
    ...consolidationFrame(open, 'figures', `${field.label} qua các năm`),
    retired:
      retiredAfter === undefined
        ? ''
        : `Biểu mẫu không còn hỏi chỉ tiêu này từ sau năm ${String(retiredAfter)}.`,
    chart: chartOf(parts),
    totals: years.map((one, at) => totalRow(one, years[at - 1])),
    years: years.map(({ year }) => String(year)),
    units: shown.map((unit) => unitRow(unit, parts)),
    pager: ui.pager({
      previous: parts.after ? { href: path, text: 'Trang đầu' } : undefined,
      next:
        parts.units.length > UNITS_A_PAGE && last
          ? { href: `${path}?sau=${String(last.reportId)}` }
          : undefined,
    }),
    back: `/tong-hop/${String(open.period.year)}`,
  };
}

function totalRow({ year, total, isOther }: YearOfField, previous: YearOfField | undefined) {
  const none = { change: '–', percent: '–', counted: '–' };
  if (!total) return { year: String(year), total: isOther ? 'hỏi theo cách khác' : 'không hỏi', ...none };
  return {
    year: String(year),
    total: consolidatedWords(total),
    ...difference(total, previous?.total),
    counted: 'counted' in total ? String(total.counted) : '–',
  };
}

function unitRow(
  { unitId, name, isBelow }: UnitRow,
  { years, figures }: YearsParts,
): YearsPage['units'][number] {
  return {
    name,
    href: isBelow ? `/theo-doi/don-vi/${String(unitId)}` : '',
    cells: years.map(({ year, periodId, field }) => {
      const said = figures(unitId, periodId);
      return { year: String(year), value: field && said ? valueWords(field, partValue(field, said)) : '–' };
    }),
  };
}

function chartOf({ field, years }: YearsParts): SafeHtml {
  const asked = years.flatMap(({ year, total }) => (total ? [{ year, total }] : []));
  if (asked.filter(({ total }) => drawnValue(total) !== null).length < 2) return '';
  return ui.bars({
    id: 'qua-cac-nam',
    title: `${field.label} qua các năm`,
    description: `${asked.map(({ year, total }) => `Năm ${String(year)}: ${consolidatedWords(total)}`).join('; ')}.`,
    bars: asked.map(({ year, total }) => ({
      label: `Năm ${String(year)}`,
      value: drawnValue(total),
      text: consolidatedWords(total),
    })),
  });
}
