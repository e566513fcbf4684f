import { formatTime } from '../../../platform/text/format.js';
import { followAddress, unfiltered, type FollowQuery } from '../forms.js';
import { progressOf, type FactCount, type Progress } from '../rules.js';
import { childrenSentence, filedWords, grassrootsSentence, lateWords, waitingWords } from './rules.js';

/** A piece of the sentence: words, or a link to the units that it counts. `isLate`: it says that something is overdue. */
interface Piece {
  text: string;
  href: string;
  isLate: boolean;
}

/** How it stands, in one sentence; the second one is of others than the first, and '' where there are none. */
export interface Headline {
  when: string;
  first: string;
  pieces: readonly Piece[];
  second: string;
}

interface HeadlineParts {
  year: string;
  /** '' where it is the own one. */
  unit: string;
  query: FollowQuery;
  children: readonly FactCount[];
  /** All grassroots unions, and whether some of them stand deeper than right below. */
  grassroots: Progress;
  isDeep: boolean;
  /** A leader asks for the grassroots unions first. */
  isLeader: boolean;
}

const BY_THEIR_OWN =
  'Đơn vị quá hạn ở cấp dưới do công đoàn cấp trên trực tiếp đôn đốc; xem ở bảng theo nhánh.';

/** "6/10 đơn vị đã nộp, 3 quá hạn, 3 chờ xét duyệt. Tất cả công đoàn cơ sở: 13/18 đã nộp, 4 quá hạn." */
export function headline(parts: HeadlineParts, now: Date): Headline {
  const { year, unit, children, grassroots, isDeep, isLeader } = parts;
  const whose = unit && ` của các đơn vị thuộc ${unit} (chỉ xem)`;
  const when = `Theo dõi báo cáo năm ${year}${whose}, lúc ${formatTime(now)}`;
  const direct = progressOf(children, now);
  if (direct.expected === 0 && grassroots.expected === 0)
    return { when, first: 'Chưa có đơn vị nào phải báo cáo về đây trong kỳ này', pieces: [], second: '' };
  if (isLeader && isDeep) {
    const pieces = lateWords(grassroots).map((text) => ({ text, href: '', isLate: true }));
    const first = filedWords(grassroots, 'công đoàn cơ sở');
    return { when, first, pieces, second: childrenSentence(children, now) };
  }
  // Whoever reminds the units right below reminds none of those further down.
  const isLateBelow = unit === '' && grassroots.overdue > direct.overdue;
  const second = isDeep ? `${grassrootsSentence(grassroots)} ${isLateBelow ? BY_THEIR_OWN : ''}`.trim() : '';
  return { when, first: filedWords(direct, 'đơn vị'), pieces: waits(parts, now), second };
}

const ROWS = {
  overdue: { timeliness: 'overdue' },
  'correction-overdue': { timeliness: 'correction-overdue' },
  'to-review': { status: 'SUBMITTED', sort: 'oldest' },
} as const;

/** What waits of the direct children, each with the rows that it counts. */
function waits({ year, query, children }: HeadlineParts, now: Date): Piece[] {
  return waitingWords(children, now).map(({ which, text }) => ({
    text,
    href: `${followAddress(year, { ...unfiltered(query), ...ROWS[which] })}#danh-sach`,
    isLate: which !== 'to-review',
  }));
}
