import { formatNumber, formatTime } from '../../../platform/text/format.js';
import { followAddress, unfiltered, type FollowQuery } from '../forms.js';
import { progressOf, waitingOf, type FactCount, type Progress } from '../rules.js';

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
  soon: Date;
  /** A leader asks for the grassroots unions first. */
  isLeader: boolean;
}

/** "6/10 đơn vị đã nộp, 3 quá hạn, 3 chờ xét duyệt. Tất cả công đoàn cơ sở: 13/18 đã nộp, 4 quá hạn." */
export function headline(parts: HeadlineParts, now: Date): Headline {
  const { year, unit, children, grassroots, isDeep, isLeader } = parts;
  const direct = progressOf(children, now);
  const when = `Theo dõi báo cáo năm ${year}${unit && ` của các đơn vị thuộc ${unit} (chỉ xem)`}, lúc ${formatTime(now)}`;
  if (direct.expected === 0 && grassroots.expected === 0)
    return { when, first: 'Chưa có đơn vị nào phải báo cáo về đây trong kỳ này', pieces: [], second: '' };
  if (isLeader && isDeep)
    return {
      when,
      first: filed(grassroots, 'công đoàn cơ sở'),
      pieces:
        grassroots.overdue > 0
          ? [{ ...plain(`${formatNumber(grassroots.overdue)} quá hạn`), isLate: true }]
          : [],
      second: `Đơn vị báo cáo trực tiếp: ${[filed(direct), ...waits(parts, now).map(({ text }) => text)].join(', ')}.`,
    };
  return {
    when,
    first: filed(direct, 'đơn vị'),
    pieces: waits(parts, now),
    second: isDeep ? `Tất cả công đoàn cơ sở: ${[filed(grassroots), ...late(grassroots)].join(', ')}.` : '',
  };
}

/** "6/10 đơn vị đã nộp" */
function filed({ received, expected }: Progress, whose = ''): string {
  return `${formatNumber(received)}/${formatNumber(expected)} ${whose && `${whose} `}đã nộp`;
}

function late({ overdue }: Progress): string[] {
  return overdue > 0 ? [`${formatNumber(overdue)} quá hạn`] : [];
}

/** What waits of the direct children, each with the rows that it counts. */
function waits({ year, query, children, soon }: HeadlineParts, now: Date): Piece[] {
  const waiting = waitingOf(children, now, soon);
  const piece = (count: number, words: string, filter: Partial<FollowQuery>, isLate: boolean): Piece[] =>
    count === 0
      ? []
      : [
          {
            text: `${formatNumber(count)} ${words}`,
            href: `${followAddress(year, { ...unfiltered(query), ...filter })}#danh-sach`,
            isLate,
          },
        ];
  return [
    ...piece(waiting.overdue, 'quá hạn', { timeliness: 'overdue' }, true),
    ...piece(waiting.correctionsOverdue, 'quá hạn sửa', { timeliness: 'correction-overdue' }, true),
    ...piece(waiting.toReview, 'chờ xét duyệt', { status: 'SUBMITTED', sort: 'oldest' }, false),
  ];
}

function plain(text: string): Piece {
  return { text, href: '', isLate: false };
}
