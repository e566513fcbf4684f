import { daysBetween } from '../../../platform/text/calendar.js';
import { formatDay, formatDueBefore, formatNumber } from '../../../platform/text/format.js';
import { ownReport } from '../../../reports/addresses.js';
import { dayOwed, whatIsAsked, type Timed } from '../../../reports/deadlines.js';
import { worklistOf } from '../../addresses.js';
import type { Endings } from '../finders.js';
import { followAddress, unfiltered, type FollowQuery } from '../forms.js';
import { CORRECTION_OVERDUE, nearestDeadline, waitingOf, type FactCount } from '../rules.js';

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
  /** The own report, for who files or signs it, at the own unit only. */
  own: Timed | null;
}

/** What needs doing now, the most pressing first; nothing of what there is none of. */
export function tasks(
  { year, query, facts, oldest, soon, reviews, left, own }: TaskParts,
  now: Date,
): Task[] {
  const waiting = waitingOf(facts, now, soon);
  const rows = (filter: Partial<FollowQuery>) =>
    `${followAddress(year, { ...unfiltered(query), ...filter })}#danh-sach`;
  const toReview = reviews ? worklistOf(year) : rows({ status: 'SUBMITTED', sort: 'oldest' });
  const days = formatNumber(query.days);
  const nearest = nearestDeadline(facts, now, soon);
  const all = [
    ...ownTask(own, year, now),
    task(waiting.toReview, 'Chờ xét duyệt', toReview, oldest ? ageWords(oldest, now) : ''),
    ...left.map(({ unitId, name, count }) =>
      task(
        count,
        `Chờ xét duyệt thay ${name}`,
        rows({ unitId, status: 'SUBMITTED', sort: 'oldest' }),
        'Công đoàn này đã kết thúc hoạt động',
      ),
    ),
    task(waiting.correctionsOverdue, CORRECTION_OVERDUE, rows({ timeliness: 'correction-overdue' })),
    task(waiting.overdue, 'Quá hạn, chưa nộp', rows({ timeliness: 'overdue' })),
    task(
      waiting.dueSoon,
      `Còn không quá ${days} ngày làm việc, chưa nộp`,
      rows({ timeliness: 'due-soon' }),
      nearest ? `Hạn gần nhất: ${formatDueBefore(nearest)}` : '',
    ),
    task(
      waiting.noContact,
      'Chưa có địa chỉ thư điện tử',
      rows({ contact: 'NONE' }),
      'Chưa ai lập báo cáo hoặc ký duyệt khai địa chỉ; số điện thoại ở trang Gọi điện đôn đốc',
    ),
  ];
  return all.filter(({ count }) => count !== '0');
}

/** Those who review begin here, not at their own report: what is late or sent back is said here, too. */
function ownTask(own: Timed | null, year: string, now: Date): Task[] {
  const owed = own && whatIsAsked(own, now);
  if (!owed || owed === 'due') return [];
  const again = owed === 'overdue' ? 'Nộp' : 'Sửa và nộp lại';
  return [task(1, OWN_WORDS[owed], ownReport(year), `${again} ${formatDueBefore(dayOwed(own))}`)];
}

const OWN_WORDS = {
  overdue: 'Báo cáo của đơn vị bạn quá hạn nộp',
  'correction-due': 'Báo cáo của đơn vị bạn bị trả lại, chờ sửa',
  'correction-overdue': 'Báo cáo của đơn vị bạn quá hạn sửa',
};

function task(count: number, text: string, href: string, note = ''): Task {
  return { count: formatNumber(count), text, href, note };
}

/** "Lâu nhất: 12 ngày (từ 08/9/2026)"; "Nộp hôm nay" where none has waited longer. */
function ageWords(oldest: Date, now: Date): string {
  const days = daysBetween(oldest, now);
  return days < 1 ? 'Nộp hôm nay' : `Lâu nhất: ${formatNumber(days)} ngày (từ ${formatDay(oldest)})`;
}
