import { formatNumber } from '../../../platform/text/format.js';
import { progressOf, waitingOf, type FactCount, type Progress } from '../rules.js';

/** "6/10 đơn vị đã nộp"; without `whose`, "6/10 đã nộp". */
export function filedWords({ received, expected }: Progress, whose = ''): string {
  return `${formatNumber(received)}/${formatNumber(expected)} ${whose && `${whose} `}đã nộp`;
}

/** "4 quá hạn"; nothing where none is. */
export function lateWords({ overdue }: Progress): string[] {
  return overdue > 0 ? [`${formatNumber(overdue)} quá hạn`] : [];
}

/** What waits of reports, with how many they are; nothing of what there is none of. */
export function waitingWords(children: readonly FactCount[], now: Date) {
  const waiting = waitingOf(children, now, now);
  const all = [
    { which: 'overdue', count: waiting.overdue, words: 'quá hạn' },
    { which: 'correction-overdue', count: waiting.correctionsOverdue, words: 'quá hạn sửa' },
    { which: 'to-review', count: waiting.toReview, words: 'chờ xét duyệt' },
  ] as const;
  return all
    .filter(({ count }) => count > 0)
    .map(({ which, count, words }) => ({ which, text: `${formatNumber(count)} ${words}` }));
}

/** "Tất cả công đoàn cơ sở: 13/18 đã nộp, 4 quá hạn." */
export function grassrootsSentence(grassroots: Progress): string {
  return `Tất cả công đoàn cơ sở: ${[filedWords(grassroots), ...lateWords(grassroots)].join(', ')}.`;
}

/** "Đơn vị báo cáo trực tiếp: 6/10 đã nộp, 3 quá hạn, 3 chờ xét duyệt." */
export function childrenSentence(children: readonly FactCount[], now: Date): string {
  const waits = waitingWords(children, now).map(({ text }) => text);
  return `Đơn vị báo cáo trực tiếp: ${[filedWords(progressOf(children, now)), ...waits].join(', ')}.`;
}
