import { addDays, daysBetween } from '../../../platform/text/calendar.js';
import { formatDay, formatNumber, formatRate } from '../../../platform/text/format.js';
import { worklistOf } from '../../addresses.js';
import type { Endings } from '../finders.js';
import { followAddress, unfiltered, type FollowQuery } from '../forms.js';
import { countsOf, pointsBetween, sameDayIn, waitingOf, type Counts, type FactCount } from '../rules.js';

/** One thing that needs doing: how many, what, and the rows that they are. */
export interface Task {
  count: string;
  text: string;
  href: string;
  note: string;
}

interface TaskParts {
  year: string;
  query: FollowQuery;
  facts: readonly FactCount[];
  /** When the submission that has waited longest came in. */
  oldest: Date | null;
  soon: Date;
  /** Whether the person reviews these very reports: the work list is theirs then. */
  reviews: boolean;
  /** What waits at units right below that have ended. */
  left: Endings['left'];
}

/** What needs doing now, the most pressing first; nothing of what there is none of. */
export function tasks({ year, query, facts, oldest, soon, reviews, left }: TaskParts, now: Date): Task[] {
  const waiting = waitingOf(facts, now, soon);
  const rows = (filter: Partial<FollowQuery>) =>
    `${followAddress(year, { ...unfiltered(query), ...filter })}#danh-sach`;
  const toReview = reviews ? worklistOf(year) : rows({ status: 'SUBMITTED', sort: 'oldest' });
  const days = formatNumber(query.days);
  const lastDay = formatDay(addDays(soon, -1));
  const all = [
    task(waiting.toReview, 'Chờ xét duyệt', toReview, oldest ? ageWords(oldest, now) : ''),
    ...left.map(({ unitId, name, count }) =>
      task(
        count,
        `Chờ xét duyệt thay ${name}`,
        rows({ unitId, status: 'SUBMITTED', sort: 'oldest' }),
        'Công đoàn này đã kết thúc hoạt động',
      ),
    ),
    task(waiting.correctionsOverdue, 'Quá hạn sửa', rows({ timeliness: 'correction-overdue' })),
    task(waiting.overdue, 'Quá hạn, chưa nộp', rows({ timeliness: 'overdue' })),
    task(
      waiting.dueSoon,
      `Còn không quá ${days} ngày làm việc, chưa nộp`,
      rows({ timeliness: 'due-soon' }),
      `Hạn đến hết ngày ${lastDay}`,
    ),
    task(
      waiting.noContact,
      'Không có người liên hệ',
      rows({ contact: 'NONE' }),
      'Không ai lập báo cáo hoặc ký duyệt có địa chỉ thư điện tử',
    ),
  ];
  return all.filter(({ count }) => count !== '0');
}

function task(count: number, text: string, href: string, note = ''): Task {
  return { count: formatNumber(count), text, href, note };
}

/** "Lâu nhất: 12 ngày (từ 08/9/2026)" */
function ageWords(oldest: Date, now: Date): string {
  const days = daysBetween(oldest, now);
  const age = days < 1 ? 'nộp hôm nay' : `${formatNumber(days)} ngày`;
  return `Lâu nhất: ${age} (từ ${formatDay(oldest)})`;
}

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
