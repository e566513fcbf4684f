import { addDays } from '../../../platform/text/calendar.js';
import { formatDay, formatNumber, formatRate } from '../../../platform/text/format.js';
import { countsOf, pointsBetween, sameDayIn, type Counts, type FactCount } from '../rules.js';

export interface Stat {
  label: string;
  value: string;
  of: string;
  /** Last year's; '' where there is none to compare with. */
  before: string;
  change: string;
}

/** The three rates, each with last year's of the same day where there are any. */
export function rates(facts: readonly FactCount[], before: readonly FactCount[] | null, now: Date): Stat[] {
  const counts = countsOf(facts);
  const day = sameDayIn(-1, now);
  const then = before && countsOf(before, addDays(day, 1));
  const stat = (label: string, part: (of: Counts) => number): Stat => ({
    label,
    value: formatRate(part(counts), counts.expected),
    of: `${formatNumber(part(counts))} / ${formatNumber(counts.expected)} đơn vị`,
    ...(then && then.expected > 0 ? comparison(counts, then, part, day) : { before: '', change: '' }),
  });
  return [
    stat('Đã nộp', (of) => of.received),
    stat('Nộp đúng hạn', (of) => of.onTime),
    stat('Đã chấp nhận', (of) => of.accepted),
  ];
}

function comparison(now: Counts, then: Counts, part: (of: Counts) => number, day: Date) {
  const points = pointsBetween([part(now), now.expected], [part(then), then.expected]);
  return {
    before: `Đến ${formatDay(day)}: ${formatRate(part(then), then.expected)}`,
    change: points === undefined ? '' : changeWords(points),
  };
}

function changeWords(points: number): string {
  if (points === 0) return ', nay bằng năm trước';
  return `, nay ${points > 0 ? 'tăng' : 'giảm'} ${formatNumber(Math.abs(points))} điểm phần trăm`;
}

/** What the comparison is with, or why there is none. */
export function comparedWith(year: number, before: readonly FactCount[] | null, now: Date): string {
  const last = String(year - 1);
  if (!before) return `Không có kỳ báo cáo năm ${last} để so sánh.`;
  if (countsOf(before).expected === 0)
    return `Kỳ báo cáo năm ${last} không có đơn vị nào phải báo cáo về đây, nên không so sánh.`;
  return `So với kỳ năm ${last}, tính đến hết cùng ngày này năm trước (${formatDay(sameDayIn(-1, now))}).`;
}
