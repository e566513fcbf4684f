import { formatDay, formatNumber, formatTime } from '../platform/text/format.js';
import { missingFrom, type ChildSums } from '../form/consolidated.js';
import type { Filed, Shown } from './finders.js';

type Covered = Pick<ChildSums, 'reports' | 'expected'>;

/** "4/10". */
export function partOf(part: number, whole: number): string {
  return `${formatNumber(part)}/${formatNumber(whole)}`;
}

/** "Năm 2025 (11 đơn vị)": the head of a column of figures says from how many units they are. */
export function headOfUnits(words: string, units: number | null): string {
  return units === null ? words : `${words} (${formatNumber(units)} đơn vị)`;
}

/** Which reports count, in words that stand after "báo cáo". */
export function countedWords({ withSubmitted }: Pick<Shown, 'withSubmitted'>): string {
  return withSubmitted ? 'đã chấp nhận hoặc đã nộp, chờ xét duyệt' : 'đã chấp nhận';
}

/** From how many of those that must report a total is: said wherever one stands. */
export function coverageWords(
  sums: Covered,
  shown: Pick<Shown, 'withSubmitted' | 'filed' | 'level'>,
): string {
  const from = `Số liệu từ báo cáo ${countedWords(shown)} của`;
  if (shown.level) return `${from} ${formatNumber(sums.reports)} đơn vị thuộc loại này.`;
  return `${from} ${coverageOf(sums)}${momentWords(shown.filed)}.`;
}

/** "4/10 đơn vị trực tiếp phải báo cáo (còn thiếu 6)". */
export function coverageOf(sums: Covered): string {
  const missing = missingFrom(sums);
  const left = missing > 0 ? ` (còn thiếu ${formatNumber(missing)})` : '';
  return `${partOf(sums.reports, sums.expected)} đơn vị trực tiếp phải báo cáo${left}`;
}

function momentWords(filed: Filed | null): string {
  return filed ? `, chốt khi nộp báo cáo lúc ${formatTime(filed.takenAt)}` : '';
}

/** The name of a filing's figures, where they are one of two choices. */
export function filedName({ number, takenAt }: Filed): string {
  return `Khi nộp báo cáo (lần ${number}, ngày ${formatDay(takenAt)})`;
}
