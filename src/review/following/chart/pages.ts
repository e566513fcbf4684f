import { ui } from '../../../platform/page/components.js';
import { template, type SafeHtml } from '../../../platform/page/templates.js';
import { addDays, inZone } from '../../../platform/text/calendar.js';
import { formatDay, formatNumber } from '../../../platform/text/format.js';
import { hasTrend, receivedByDay, type Counts, type FactCount } from '../rules.js';
import { CHART, chartDays, chartShapes } from './rules.js';

interface Chart {
  /** false: it has nothing to tell yet, and is folded. */
  isOpen: boolean;
  viewBox: string;
  title: string;
  description: string;
  line: string;
  before: string;
  deadline: string;
  deadlineWords: string;
  deadlineLabelAt: string;
  deadlineAnchor: string;
  left: string;
  right: string;
  top: string;
  bottom: string;
  counts: readonly { at: string; text: string; textAt: string }[];
  days: readonly { at: string; text: string; anchor: string }[];
  daysAt: string;
  thisYear: string;
  lastYear: string;
  /** Its figures, for those who do not see it. */
  table: string;
}

interface ChartParts {
  year: number;
  facts: readonly FactCount[];
  /** null: there was no period last year. */
  before: readonly FactCount[] | null;
  counts: Counts;
  dueBefore: Date;
}

const draw = template<Chart>('review/chart', 'chart');

/** The reports received by day, summed up, against the deadline; '' where nothing is expected. */
export function receivedChart(parts: ChartParts, now: Date): SafeHtml {
  return parts.counts.expected === 0 ? '' : draw(chartOf(parts, now));
}

function chartOf({ year, facts, before, counts, dueBefore }: ChartParts, now: Date): Chart {
  const received = receivedByDay(facts);
  const lastYear = before && receivedByDay(before);
  const shapes = chartShapes({ received, before: lastYear, expected: counts.expected, dueBefore, now });
  const isRight = Number(shapes.deadline) > CHART.width / 2;
  const title = `Số báo cáo đã nhận theo ngày, năm ${year}`;
  return {
    ...frame(),
    isOpen: hasTrend(facts),
    title,
    description: description(counts, received.length, dueBefore),
    line: shapes.line,
    before: shapes.before,
    deadline: shapes.deadline,
    deadlineWords: `Hạn: trước ${dayAndMonth(dueBefore)}`,
    deadlineLabelAt: String(Number(shapes.deadline) + (isRight ? -6 : 6)),
    deadlineAnchor: isRight ? 'end' : 'start',
    counts: shapes.counts.map(({ at, value }) => ({
      at,
      text: formatNumber(value),
      textAt: String(Number(at) + 5),
    })),
    days: shapes.days.map(({ at, day }, index, { length }) => ({
      at,
      text: dayAndMonth(day),
      anchor: index === length - 1 ? 'end' : 'middle',
    })),
    thisYear: `Năm ${year}`,
    lastYear: before ? `Năm ${year - 1}` : '',
    table: table(title, chartDays({ received, before: lastYear, now })),
  };
}

function table(caption: string, days: ReturnType<typeof chartDays>): string {
  return ui.table({
    caption,
    rows: days,
    columns: [
      ['Ngày', ({ day }) => formatDay(day)],
      ['Nhận trong ngày', ({ count }) => formatNumber(count), 'num'],
      ['Cộng dồn', ({ total }) => formatNumber(total), 'num'],
      ['Cùng ngày năm trước', ({ before }) => (before === null ? '–' : formatNumber(before)), 'num'],
    ],
    empty: 'Chưa nhận báo cáo nào.',
  });
}

function frame() {
  const { width, height, left, right, top, bottom } = CHART;
  return {
    viewBox: `0 0 ${width} ${height}`,
    left: String(left),
    right: String(width - right),
    top: String(top),
    bottom: String(height - bottom),
    daysAt: String(height - bottom + 24),
  };
}

function description({ expected, received, onTime }: Counts, days: number, dueBefore: Date): string {
  const lastDay = formatDay(addDays(dueBefore, -1));
  const deadline = `Hạn chung: trước ngày ${formatDay(dueBefore)} (chậm nhất hết ngày ${lastDay}).`;
  if (received === 0)
    return `Chưa nhận báo cáo nào trong ${formatNumber(expected)} báo cáo phải nộp. ${deadline}`;
  return (
    `Đã nhận ${formatNumber(received)} trong ${formatNumber(expected)} báo cáo phải nộp, vào ${formatNumber(days)} ngày; ` +
    `${formatNumber(onTime)} báo cáo đúng hạn. ${deadline} Số liệu từng ngày ở bảng dưới biểu đồ.`
  );
}

/** "10/9": the year stands above. */
function dayAndMonth(at: Date): string {
  return inZone(at).format('D/M');
}
