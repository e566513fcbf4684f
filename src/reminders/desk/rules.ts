import { deliveryOf } from '../../mail/rules.js';

/** Which of the units that owe something. */
export const owingKinds = [
  'all',
  'not-filed',
  'due-soon',
  'overdue',
  'to-correct',
  'correction-overdue',
] as const;
export type OwingKind = (typeof owingKinds)[number];

export const owingWords: Readonly<Record<OwingKind, string>> = {
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
}

export const fates = ['sent', 'waiting', 'failed', 'no-address', 'skipped'] as const;
export type Fate = (typeof fates)[number];

export const fateWords: Readonly<Record<Fate, string>> = {
  sent: 'Đã gửi',
  waiting: 'Đang chờ gửi',
  failed: 'Không gửi được',
  'no-address': 'Không có địa chỉ nhận',
  skipped: 'Bỏ qua (đã có lần nhắc sau)',
};

/** What became of a reminder: of its latest messages, the best. */
export function fateOf({
  isSkipped,
  messages,
}: {
  isSkipped: boolean;
  messages: readonly { sentAt: Date | null; failedAt: Date | null }[];
}): Fate {
  if (isSkipped) return 'skipped';
  if (messages.length === 0) return 'no-address';
  const deliveries = messages.map(deliveryOf);
  if (deliveries.includes('sent')) return 'sent';
  return deliveries.includes('waiting') ? 'waiting' : 'failed';
}
