import { formatDay, formatNumber } from '../../platform/text/format.js';
import { deliveryOf } from '../../mail/rules.js';
import { dayOwed, owedKinds, whatIsAsked, type Owed, type Timed } from '../../reports/deadlines.js';
import { wordingLabels, wordingNames } from '../wording.js';

/** Which of the units that owe something; the first is what stands ready. `late`: overdue with whatever they owe. */
export const owingKinds = [
  'late',
  'all',
  'not-filed',
  'due-soon',
  'overdue',
  'to-correct',
  'correction-overdue',
] as const;
export type OwingKind = (typeof owingKinds)[number];

export const owingWords: Readonly<Record<OwingKind, string>> = {
  late: 'Quá hạn nộp hoặc quá hạn sửa',
  all: 'Mọi đơn vị còn nợ báo cáo',
  'not-filed': 'Chưa nộp',
  'due-soon': 'Chưa nộp, sắp đến hạn (5 ngày làm việc)',
  overdue: 'Chưa nộp, quá hạn',
  'to-correct': 'Bị trả lại, chờ sửa',
  'correction-overdue': 'Quá hạn sửa',
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
  /** Only those that nobody can be written to. */
  readonly isWithoutAddress?: true;
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

export const deliveryOutcomes = ['sent', 'waiting', 'failed', 'no-address', 'skipped'] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

export const deliveryOutcomeWords: Readonly<Record<DeliveryOutcome, string>> = {
  sent: 'Đã gửi',
  waiting: 'Đang chờ gửi',
  failed: 'Không gửi được',
  'no-address': 'Không có địa chỉ nhận',
  skipped: 'Bỏ qua (đã có lần nhắc sau)',
};

/** What became of a reminder: of its latest messages, the best. */
export function deliveryOutcome({
  isSkipped,
  messages,
}: {
  isSkipped: boolean;
  messages: readonly { sentAt: Date | null; failedAt: Date | null }[];
}): DeliveryOutcome {
  if (isSkipped) return 'skipped';
  if (messages.length === 0) return 'no-address';
  const deliveries = messages.map(deliveryOf);
  if (deliveries.includes('sent')) return 'sent';
  return deliveries.includes('waiting') ? 'waiting' : 'failed';
}
