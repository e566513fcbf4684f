import { formatDueBefore, formatNumber, formatTime } from '../../platform/text/format.js';
import { dayOwed, whatIsAsked, type Owed, type Timed } from '../../reports/deadlines.js';
import { COUNTED } from '../overview/rules.js';

/** So many names a message has: a longer one nobody reads on a phone. */
export const MOST_NAMES = 30;

/** What a message for the group in Zalo is made of. `units`: the latest first, MOST_NAMES at most; `count` has all. */
export interface GroupMessage {
  readonly sender: string;
  readonly year: number;
  readonly units: readonly (Timed & { readonly unit: string })[];
  readonly count: number;
  /** Where units file, and where those who remind see all that owe. */
  readonly links: { readonly own: string; readonly all: string };
  /** Whom to ask; '' where the sender says no number. */
  readonly help: string;
}

/** The message as plain text, with each unit under what it owes and by when; '' where nobody owes anything. */
export function groupMessage(message: GroupMessage, now: Date): string {
  const { sender, year, units, count, links, help } = message;
  if (count === 0) return '';
  const more = count - units.length;
  const all = count > COUNTED ? `hơn ${formatNumber(COUNTED - units.length)}` : formatNumber(more);
  return [
    `${sender}: báo cáo nêu gương năm ${year}`,
    `Đến ${formatTime(now)}, các đơn vị sau còn phải làm:`,
    ...groupsOf(units, now),
    ...(more > 0 ? [`và ${all} đơn vị khác. Người theo dõi xem đủ danh sách tại: ${links.all}`] : []),
    `Nộp báo cáo tại: ${links.own}`,
    ...(help === '' ? [] : [`Cần giúp, gọi ${help}.`]),
  ].join('\n\n');
}

const HEADS: Readonly<Record<Owed, string>> = {
  overdue: 'Đã quá hạn nộp',
  'correction-overdue': 'Đã quá hạn sửa và nộp lại',
  due: 'Chưa nộp, cần nộp',
  'correction-due': 'Bị trả lại, cần sửa và nộp lại',
};

/** Units that owe the same by the same day stand together, in the order in which the first of them stands. */
function groupsOf(units: GroupMessage['units'], now: Date): string[] {
  const groups = new Map<string, string[]>();
  for (const unit of units) {
    const owed = whatIsAsked(unit, now);
    if (!owed) continue;
    const head = `${HEADS[owed]} ${formatDueBefore(dayOwed(unit))}:`;
    groups.set(head, [...(groups.get(head) ?? []), `– ${unit.unit}`]);
  }
  return [...groups].map(([head, names]) => [head, ...names].join('\n'));
}
