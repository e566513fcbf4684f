import { formatDay, formatNumber } from '../../platform/text/format.js';
import { deliveryOf } from '../../mail/rules.js';
import { dayOwed, owedKinds, whatIsAsked, type Owed, type Timed } from '../../reports/deadlines.js';
import { callResults } from '../deliveries/rules.js';
import { wordingLabels, wordingNames } from '../wording.js';

/** Which of the units that owe something; the first is what stands ready. `late`: overdue with whatever they owe. */
export const owingKinds = [
  'late',
  'all',
  'not-filed',
  'due',
  'due-soon',
  'overdue',
  'to-correct',
  'correction-due',
  'correction-overdue',
] as const;
export type OwingKind = (typeof owingKinds)[number];

export const owingWords: Readonly<Record<OwingKind, string>> = {
  late: 'Quá hạn nộp hoặc quá hạn sửa',
  all: 'Mọi đơn vị còn nợ báo cáo',
  'not-filed': 'Chưa nộp',
  due: 'Chưa nộp, chưa đến hạn',
  'due-soon': 'Chưa nộp, sắp đến hạn (5 ngày làm việc)',
  overdue: 'Chưa nộp, quá hạn',
  'to-correct': 'Bị trả lại, chờ sửa',
  'correction-due': 'Bị trả lại, chưa đến hạn sửa',
  'correction-overdue': 'Quá hạn sửa',
};

/** What units are grouped by: each has a text of its own, and stands in one group alone. */
export const situations = [
  'overdue',
  'correction-overdue',
  'due',
  'correction-due',
] as const satisfies OwingKind[];

/**
 * Whom it is hard to reach: nobody can be written to now; no reminder reaches them by mail; and nobody signed in or answered
 * a call either.
 */
export const reaches = ['no-address', 'unmailed', 'unreached'] as const;
export type Reach = (typeof reaches)[number];
export const reachWords: Readonly<Record<Reach, string>> = {
  'no-address': 'Không có địa chỉ nhận',
  unmailed: 'Không gửi được thư',
  unreached: 'Chưa liên hệ được',
};

/** What each of these means, for who reads the list. */
export const reachHints: Readonly<Record<Reach, string>> = {
  'no-address':
    'Người lập báo cáo, người ký duyệt của đơn vị chưa có địa chỉ thư, hoặc không nhận thư đôn đốc.',
  unmailed: 'Đơn vị chưa có địa chỉ thư, hoặc thư đôn đốc gửi đi không tới. Nên gọi điện trước.',
  unreached:
    'Không gửi được thư, chưa gọi được ai, và từ khi mở kỳ chưa ai của đơn vị đăng nhập hay lập báo cáo; hoặc đơn vị không còn tài khoản nào.',
};

/** Working days within which a deadline is soon. */
export const SOON = 5;

export interface OwingFilter {
  readonly kind: OwingKind;
  readonly level?: 'UPPER_LEVEL' | 'GRASSROOTS';
  /** As typed; compared folded. */
  readonly name: string;
  /** Only those not reminded in so many days. */
  readonly quietDays?: number;
  readonly reach?: Reach;
}

/** What is counted up to and no further, so that no page costs more where there are more units. */
export const COUNTED = 1000;

/** "hơn 1.000" where there are more than were counted. */
export function countedWords(count: number): string {
  return count > COUNTED ? `hơn ${formatNumber(COUNTED)}` : formatNumber(count);
}

/** How many units owe just that. */
export interface OwingCount {
  readonly owed: Owed;
  readonly units: number;
}

export function unitsIn(counts: readonly OwingCount[]): number {
  return counts.reduce((sum, { units }) => sum + units, 0);
}

/** "quá hạn nộp 5, trước hạn sửa 2" */
export function countWords(counts: readonly OwingCount[]): string {
  return owedKinds
    .flatMap((kind) => counts.filter(({ owed, units }) => owed === kind && units > 0))
    .map(({ owed, units }) => `${wordingLabels[wordingNames[owed]].toLowerCase()} ${formatNumber(units)}`)
    .join(', ');
}

/** "nộp trước ngày 10/9/2026, đã quá hạn"; undefined where nothing can be asked for. */
export function dueWords(report: Timed, now: Date): string | undefined {
  const owed = whatIsAsked(report, now);
  if (!owed) return undefined;
  const what = owed === 'due' || owed === 'overdue' ? 'nộp' : 'sửa, nộp lại';
  const late = owed === 'overdue' || owed === 'correction-overdue' ? ', đã quá hạn' : '';
  return `${what} trước ngày ${formatDay(dayOwed(report))}${late}`;
}

export const deliveryOutcomes = [
  'sent',
  'waiting',
  'failed',
  'no-address',
  'skipped',
  ...callResults,
] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

export const deliveryOutcomeWords: Readonly<Record<DeliveryOutcome, string>> = {
  sent: 'Đã gửi',
  waiting: 'Đang chờ gửi',
  failed: 'Không gửi được',
  'no-address': 'Không có địa chỉ nhận',
  skipped: 'Bỏ qua (đã có lần nhắc sau)',
  answered: 'Gọi điện: gặp được',
  'no-answer': 'Gọi điện: không nghe máy',
  'wrong-number': 'Gọi điện: sai số',
};

/** What became of a reminder: of its latest messages, the best. */
export function deliveryOutcome({
  isSkipped,
  callResult,
  messages,
}: {
  isSkipped: boolean;
  /** null: no call. */
  callResult: string | null;
  messages: readonly { sentAt: Date | null; failedAt: Date | null }[];
}): DeliveryOutcome {
  if (isSkipped) return 'skipped';
  const called = callResults.find((result) => result === callResult);
  if (called) return called;
  if (messages.length === 0) return 'no-address';
  const deliveries = messages.map(deliveryOf);
  if (deliveries.includes('sent')) return 'sent';
  return deliveries.includes('waiting') ? 'waiting' : 'failed';
}

/** Beside the letters: on how many devices the reminder was shown; nothing where on none. */
export function pushedWords(pushes: readonly object[]): string[] {
  return pushes.length > 0 ? [`Đã báo trên ${formatNumber(pushes.length)} máy`] : [];
}
