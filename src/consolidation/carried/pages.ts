import { hasRole, type Overseer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber } from '../../platform/text/format.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell } from '../../platform/page/table.js';
import { markingOf, reviewOf } from '../../reports/addresses.js';
import { neverCarried, textQuestions } from '../addresses.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import type { Uncarried } from './finders.js';
import { carriedWords, type Carried } from './rules.js';

/** Units on a page. */
export const UNITS_A_PAGE = 50;

export interface NeverCarriedPage extends ConsolidationFrame {
  coverage: string;
  switches: SafeHtml;
  table: SafeHtml;
  pager: SafeHtml;
  back: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/never-carried': NeverCarriedPage;
  }
}

interface NeverParts {
  readonly open: Consolidation<Overseer>;
  readonly carried: Carried;
  readonly units: readonly Uncarried[];
  /** Only those that were not carried the year before either. */
  readonly isNever: boolean;
}

/** The units none of whose words are carried, each with its texts. */
export function neverCarriedPage({ open, carried, units, isNever }: NeverParts): NeverCarriedPage {
  const { year } = open.period;
  const shown = units.slice(0, UNITS_A_PAGE);
  const last = shown.at(-1);
  return {
    ...consolidationFrame(open, 'texts', `Đơn vị chưa được trích, năm ${year}`),
    coverage: carriedWords(carried),
    switches: ui.tabs({
      label: 'Những năm được xét',
      items: [
        { text: `Cả năm ${year - 1} và năm ${year}`, href: neverCarried(year), isCurrent: isNever },
        { text: `Riêng năm ${year}`, href: addressOf(year, false), isCurrent: !isNever },
      ],
    }),
    table: ui.table({
      caption: 'Đơn vị chưa được trích',
      rows: shown,
      empty: 'Không có đơn vị nào như vậy.',
      columns: [
        ['Đơn vị', ({ unitName, reportId }) => ({ text: unitName, href: reviewOf(reportId) })],
        ['Lời văn', (unit) => textsCell(unit, open)],
        [`Năm ${year - 1}`, beforeWords],
      ],
    }),
    pager: ui.pager({
      next:
        units.length > UNITS_A_PAGE && last ? { href: addressOf(year, isNever, last.reportId) } : undefined,
    }),
    back: textQuestions(year),
  };
}

/** Who marks goes on to the unit's first text; who only looks reads it in its report. */
function textsCell(
  { fields, reportId, unitName }: Uncarried,
  { actor, period, frozen }: NeverParts['open'],
): Cell {
  const words = `${formatNumber(fields.length)} câu có viết`;
  const [first] = fields;
  if (!first || frozen || !hasRole(actor, 'REVIEWER')) return words;
  const href = markingOf(period.year, first, reportId);
  return markup`${words}. ${{ text: 'Đọc và đánh dấu', href, hidden: unitName }}`;
}

function beforeWords({ isBefore, hadReport }: Uncarried): string {
  if (isBefore) return 'Đã được trích';
  return hadReport ? 'Chưa được trích' : 'Không có báo cáo được chấp nhận';
}

function addressOf(year: number, isNever: boolean, after?: number): string {
  const asked = [...(isNever ? [] : ['nam=nay']), ...(after ? [`sau=${after}`] : [])];
  return asked.length > 0 ? `${neverCarried(year)}?${asked.join('&')}` : neverCarried(year);
}
