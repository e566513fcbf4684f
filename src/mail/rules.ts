import { formatNumber, formatTime } from '../platform/text/format.js';
import { messageKinds, type MessageKind } from './names.js';

/**
 * Nobody can choose not to get these: a receipt is a proof, a return asks for work by a day, a new password or factor may be a
 * stranger's, and who leaves an account has no choice of mail any more.
 */
export const unmutable: readonly MessageKind[] = [
  ...(['receipt', 'returned', 'reopened'] as const),
  ...(['activated', 'second-factor', 'security', 'contacts'] as const),
];

/** Whether its words are for their reader alone: a link in it lets in whoever has it. Nobody else is shown them, and they are not kept once sent. */
export function isSecret(kind: string): boolean {
  return kind === 'security';
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** After the first, second … attempt that failed. */
const BACK_OFF = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 12 * HOUR];

/** Longer than any attempt lasts: by then a worker that took a message is gone. */
export const LEASE = 10 * MINUTE;

/** When to try again after so many attempts; undefined: given up. */
export function nextAttempt(attempts: number, now: Date): Date | undefined {
  const wait = BACK_OFF[attempts - 1];
  return wait === undefined ? undefined : new Date(now.getTime() + wait);
}

const STALE = 7 * 24 * HOUR;

/** A message that has been due for more than a week, since mail was not set up, is old news: a person decides. */
export function isStale({ dueAt }: { dueAt: Date }, now: Date): boolean {
  return now.getTime() - dueAt.getTime() > STALE;
}

/** Said to the owner of an address that nothing reaches, and to who looks after the account; '' where it is reached. */
export function bounceWords(bounce: { reason: string; at: Date } | undefined): string {
  if (!bounce) return '';
  return `Thư gửi đến địa chỉ này không đến được (lúc ${formatTime(bounce.at)}: ${bounce.reason}). Hãy sửa lại địa chỉ cho đúng.`;
}

const KEPT = 90 * 24 * HOUR;

/** What was sent before has lost its words by now (docs/decisions/0011). */
export function wordsKeptSince(now: Date): Date {
  return new Date(now.getTime() - KEPT);
}

/** The kinds that a person can choose not to get, in the order of `messageKinds`; the summary comes to who asks for it. */
export const mutableKinds: readonly MessageKind[] = (Object.keys(messageKinds) as MessageKind[]).filter(
  (kind) => !unmutable.includes(kind) && kind !== 'summary',
);

/** What a notice adds about the message that goes with what was done, so that nobody waits for what will not come. */
export function mailedWords(messages: number, isMailSet: boolean): string {
  // Where the portal sends none, that is why, whoever has an address.
  if (messages === 0 && isMailSet)
    return ' Không có thư báo: đơn vị chưa có ai khai địa chỉ thư điện tử, hoặc không ai chọn nhận loại thư này.';
  return isMailSet
    ? ` Thư báo đang được gửi đến ${messages} người của đơn vị.`
    : ' Thư báo chưa được gửi: cổng chưa cấu hình thư điện tử.';
}

/** The same of what was done for many units: to how many a letter goes, and to how many none. */
export function mailedUnitsWords(
  { units, unmailed }: { units: number; unmailed: number },
  isMailSet: boolean,
): string {
  if (units === 0) return '';
  if (!isMailSet) return 'Thư báo chưa được gửi: cổng chưa cấu hình thư điện tử.';
  const mailed = units - unmailed;
  const sent = mailed > 0 ? [`Thư báo đang được gửi đến ${formatNumber(mailed)} đơn vị.`] : [];
  const none = `${formatNumber(unmailed)} đơn vị không có thư báo: chưa ai khai địa chỉ thư điện tử, hoặc không ai chọn nhận loại thư này.`;
  return [...sent, ...(unmailed > 0 ? [none] : [])].join(' ');
}

export type Delivery = 'sent' | 'waiting' | 'failed';

export function deliveryOf({ sentAt, failedAt }: { sentAt: Date | null; failedAt: Date | null }): Delivery {
  if (sentAt) return 'sent';
  return failedAt ? 'failed' : 'waiting';
}
