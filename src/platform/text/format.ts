import { inZone } from './calendar.js';

// Intl would write "-0" for -0 and for negative numbers that round to 0.
const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 6, signDisplay: 'negative' });
const signed = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 6, signDisplay: 'exceptZero' });
const percentages = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1, signDisplay: 'negative' });

/** 1234.5 → "1.234,5" */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** With its sign where it is above 0: 12 → "+12" */
export function formatSigned(value: number): string {
  return signed.format(value);
}

/** A number in decimal digits, of any length and without rounding: "12345678901234567890.5" → "12.345.…890,5" */
export function formatExact(digits: string): string {
  const [whole = '', decimals = ''] = digits.replace('-', '').split('.');
  const significant = decimals.replace(/0+$/, '');
  const grouped = BigInt(whole).toLocaleString('vi-VN');
  const isNegative = digits.startsWith('-') && /[1-9]/.test(digits);
  return `${isNegative ? '-' : ''}${grouped}${significant ? `,${significant}` : ''}`;
}

/** The share as a percentage of one decimal, "66,7 %"; "–" where there is nothing to divide by. */
export function formatRate(part: number, whole: number): string {
  if (whole === 0) return '–';
  return `${percentages.format((100 * part) / whole)} %`;
}

/** "09/9/2026": days under 10 zero-padded, months 1 and 2 too (Decree 30/2020/NĐ-CP, Annex I). */
export function formatDay(at: Date): string {
  const there = inZone(at);
  return `${there.format('DD')}/${monthText(there.month() + 1)}/${there.format('YYYY')}`;
}

/** "14:05" */
export function formatClock(at: Date): string {
  return inZone(at).format('HH:mm');
}

/** "ngày 09 tháng 9 năm 2026", padded like formatDay. */
export function formatLongDay(at: Date): string {
  const there = inZone(at);
  return `ngày ${there.format('DD')} tháng ${monthText(there.month() + 1)} năm ${there.format('YYYY')}`;
}

/** "14:05 ngày 09/9/2026" */
export function formatTime(at: Date): string {
  return `${formatClock(at)} ngày ${formatDay(at)}`;
}

/** A strict "before": "trước ngày 10/9/2026 (chậm nhất hết ngày 09/9/2026)". */
export function formatDueBefore(dueBefore: Date): string {
  const lastDay = new Date(dueBefore.getTime() - 1);
  return `trước ngày ${formatDay(dueBefore)} (chậm nhất hết ngày ${formatDay(lastDay)})`;
}

/** 1536000 → "1,5 MB", 68300000000 → "68,3 GB" (decimal units) */
export function formatSize(bytes: number): string {
  if (bytes < 1_000_000) return `${formatNumber(Math.max(1, Math.round(bytes / 1000)))} kB`;
  if (bytes < 1_000_000_000) return `${formatNumber(Math.round(bytes / 100_000) / 10)} MB`;
  return `${formatNumber(Math.round(bytes / 100_000_000) / 10)} GB`;
}

function monthText(month: number): string {
  return month < 3 ? `0${month}` : String(month);
}
