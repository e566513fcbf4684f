import { formatDay, formatDueBefore, formatTime } from '../../platform/text/format.js';
import type { LetterContent } from '../../mail/letter.js';
import { ownReport } from '../addresses.js';
import type { ChangeFor, LastMove } from './finders.js';
import { namedDates, type NewDates } from './rules.js';

/** What became of one unit's dates, by whom and why. */
export interface MovedReport {
  readonly unitName: string;
  readonly year: number;
  readonly dueWas: Date;
  readonly dueBefore: Date;
  readonly lockWas: Date;
  readonly lockOn: Date;
  readonly hasFiled: boolean;
  readonly reason: string;
  readonly by: { readonly name: string; readonly unit: string };
}

export function movedLetter(moved: MovedReport): LetterContent {
  const { unitName, year, reason, by } = moved;
  return {
    subject: `Thời hạn báo cáo năm ${year} thay đổi – ${unitName}`,
    before: [
      `${by.unit} đổi thời hạn báo cáo năm ${year} của đơn vị.`,
      ...movedWords(moved),
      `Lý do: ${reason}`,
    ],
    facts: [
      ['Đơn vị báo cáo', unitName],
      ['Kỳ báo cáo', `Năm ${year}`],
      ['Người quyết định', `${by.name}, ${by.unit}`],
    ],
    links: [{ text: 'Báo cáo của đơn vị trên cổng (cần đăng nhập)', path: ownReport(year) }],
  };
}

type Days = Pick<MovedReport, 'dueWas' | 'dueBefore' | 'lockWas' | 'lockOn' | 'hasFiled'>;

/** Sentences that say the new days beside the old ones. */
export function movedWords({ dueWas, dueBefore, lockWas, lockOn, hasFiled }: Days): string[] {
  const due = hasFiled
    ? `Hạn nộp để xét đúng hạn nay là ${formatDueBefore(dueBefore)}; trước đây là trước ngày ${formatDay(dueWas)}.`
    : `Đơn vị nộp ${formatDueBefore(dueBefore)}; trước đây là trước ngày ${formatDay(dueWas)}.`;
  const lock = `Từ ngày ${formatDay(lockOn)} cổng không nhận báo cáo nữa; trước đây là từ ngày ${formatDay(lockWas)}.`;
  return [
    ...(dueBefore.getTime() === dueWas.getTime() ? [] : [due]),
    ...(lockOn.getTime() === lockWas.getTime() ? [] : [lock]),
  ];
}

/** What a page of following says of the changes: one sentence each, the latest first. */
export function changeNotes(changes: readonly ChangeFor[]): string[] {
  return [...changes].reverse().map((change) => {
    const whose = change.unitId === null ? 'cả kỳ' : `nhánh ${change.unitName}`;
    return `Thời hạn của ${whose} đã đổi lúc ${formatTime(change.changedAt)}: ${datesWords(change)}. Lý do: ${change.reason}`;
  });
}

/** What a unit is shown on its own report: the latest change, and how its days were before. */
export function movedNote(latest: LastMove, hasFiled: boolean): string {
  if (!latest) return '';
  const { reason, changedAt, changedByName } = latest.change;
  const words = movedWords({ ...latest, hasFiled }).join(' ');
  return `Thời hạn đã đổi lúc ${formatTime(changedAt)} (${changedByName}). ${words} Lý do: ${reason}`;
}

/** "Nộp cho LĐLĐ tỉnh trước ngày 20/9/2026; Khóa từ ngày 15/11/2026" */
export function datesWords(dates: NewDates): string {
  return namedDates(dates)
    .map(({ label, date }) => `${label} ${formatDay(date)}`)
    .join('; ');
}
