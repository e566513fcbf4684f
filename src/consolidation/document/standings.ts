import type { Annex, Block } from '../../platform/documents/content.js';
import { formatDay, formatNumber, formatTime } from '../../platform/text/format.js';
import { dayOwed, whatIsOwed, type Owed, type Timely } from '../../reports/deadlines.js';

/** Where a child's report stands: each in exactly one, the most pressing first. */
export const standingKinds = [
  ...(['overdue', 'correction-overdue', 'due', 'correction-due'] satisfies Owed[]),
  ...(['waiting', 'exempt', 'accepted'] as const),
] as const;
export type Standing = (typeof standingKinds)[number];

/** A child's report with what is known of its time. */
export interface StandingUnit extends Timely {
  readonly unitName: string;
  readonly isExtended: boolean;
}

/** How the children stood at a moment. `units`: those that are not accepted, by name; of each kind some, or all. */
export interface Standings {
  readonly at: Date;
  readonly counts: Readonly<Partial<Record<Standing, number>>>;
  readonly units: readonly StandingUnit[];
}

export function standingOf(report: Timely, at: Date): Standing {
  const owed = whatIsOwed(report, at);
  if (owed) return owed;
  if (report.status === 'EXEMPT') return 'exempt';
  return report.status === 'SUBMITTED' ? 'waiting' : 'accepted';
}

export const standingWords: Readonly<Record<Standing, string>> = {
  overdue: 'Chưa nộp, đã quá hạn',
  'correction-overdue': 'Đã nộp, được trả lại để sửa, quá hạn sửa',
  due: 'Chưa nộp, còn trong hạn',
  'correction-due': 'Đã nộp, đang sửa, còn trong hạn sửa',
  waiting: 'Đã nộp, chờ xét duyệt',
  exempt: 'Được miễn báo cáo',
  accepted: 'Đã chấp nhận',
};

/** Who is not in the figures, and why: a list for each standing. Reports that wait are in none where they count. */
export function standingsAnnex(standings: Standings, { withSubmitted }: { withSubmitted: boolean }): Annex {
  const listed = standingKinds.filter(
    (kind) => kind !== 'accepted' && !(kind === 'waiting' && withSubmitted),
  );
  return {
    title: 'Tình hình báo cáo của các đơn vị',
    blocks: [
      { kind: 'paragraph', text: `Tính đến ${formatTime(standings.at)}, ${standingsWords(standings)}` },
      ...listed.flatMap((kind) => listBlocks(kind, standings)),
    ],
  };
}

/** "5 đơn vị phải báo cáo: 2 đã chấp nhận; 3 chưa nộp (1 quá hạn). Ngoài ra 1 đơn vị được miễn báo cáo." */
export function standingsWords({ counts }: Standings): string {
  const count = (...kinds: Standing[]) => kinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
  const part = (number: number, words: string, late = 0, lateWords = '') => {
    if (number === 0) return [];
    return [`${formatNumber(number)} ${words}${late > 0 ? ` (${formatNumber(late)} ${lateWords})` : ''}`];
  };
  const exempt = count('exempt');
  const expected = count(...standingKinds) - exempt;
  const parts = [
    ...part(count('accepted'), 'đã chấp nhận'),
    ...part(count('waiting'), 'đã nộp, chờ xét duyệt'),
    ...part(
      count('correction-due', 'correction-overdue'),
      'đã nộp, đang sửa',
      count('correction-overdue'),
      'quá hạn sửa',
    ),
    ...part(count('due', 'overdue'), 'chưa nộp', count('overdue'), 'quá hạn nộp'),
  ];
  const must =
    expected > 0
      ? `${formatNumber(expected)} đơn vị phải báo cáo: ${parts.join('; ')}.`
      : 'không có đơn vị trực tiếp nào phải báo cáo.';
  return exempt > 0 ? `${must} Ngoài ra ${formatNumber(exempt)} đơn vị được miễn báo cáo.` : must;
}

function listBlocks(kind: Standing, { at, counts, units }: Standings): Block[] {
  const rows = units.filter((unit) => standingOf(unit, at) === kind);
  const count = counts[kind] ?? 0;
  if (count === 0) return [];
  const day = DAYS[kind];
  const more = count - rows.length;
  const rest = `và ${formatNumber(more)} đơn vị khác, xem trong tệp Excel của tổng hợp.`;
  return [
    { kind: 'heading', level: 1, text: `${standingWords[kind]} (${formatNumber(count)} đơn vị)` },
    {
      kind: 'table',
      widths: day ? [0.08, 0.46, 0.46] : [0.08, 0.92],
      header: ['TT', 'Đơn vị', ...(day ? [day.name] : [])],
      figures: 0,
      rows: rows.map((unit, place) => [String(place + 1), unit.unitName, ...(day ? [day.words(unit)] : [])]),
    },
    ...(more > 0 ? [{ kind: 'paragraph', text: rest } as const] : []),
  ];
}

interface Day {
  readonly name: string;
  readonly words: (unit: StandingUnit) => string;
}
const before = (unit: StandingUnit) =>
  `trước ngày ${formatDay(dayOwed(unit))}${unit.isExtended ? ' (được gia hạn)' : ''}`;
const TO_FILE: Day = { name: 'Hạn nộp', words: before };
const TO_CORRECT: Day = { name: 'Hạn sửa', words: before };

/** What a list says of its units beside their names. */
const DAYS: Readonly<Partial<Record<Standing, Day>>> = {
  overdue: TO_FILE,
  due: TO_FILE,
  'correction-overdue': TO_CORRECT,
  'correction-due': TO_CORRECT,
  waiting: {
    name: 'Ngày nộp',
    words: ({ firstSubmittedAt }) => (firstSubmittedAt ? formatDay(firstSubmittedAt) : ''),
  },
};
