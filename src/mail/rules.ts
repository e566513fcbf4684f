/** Every kind of message, in words for the person who chooses which to get. */
export const messageKinds = {
  receipt: 'Biên nhận sau khi nộp báo cáo',
  returned: 'Báo cáo bị trả lại',
  reopened: 'Báo cáo đã chấp nhận được mở lại để sửa',
  accepted: 'Báo cáo được chấp nhận',
  extended: 'Báo cáo được gia hạn, được miễn',
  reminded: 'Đôn đốc trước và sau hạn',
  commented: 'Có trao đổi mới về báo cáo',
  announced: 'Văn bản mới cần xác nhận đã nhận',
  inspected: 'Kiểm tra, giám sát: kế hoạch, kết luận, kiến nghị',
  activated: 'Tài khoản được kích hoạt',
} as const satisfies Record<string, string>;
export type MessageKind = keyof typeof messageKinds;

/** Nobody can choose not to get these: a receipt is a proof, a return asks for work by a day, a new password may be a stranger's. */
export const unmutable: readonly MessageKind[] = ['receipt', 'returned', 'reopened', 'activated'];

/** Who gets a message: an active account with an address. */
export interface Mailbox {
  readonly accountId: number;
  readonly name: string;
  readonly address: string;
}

/** A message for the outbox. Name and subject are one line each; the address is one (platform/text.ts). */
export interface NewMessage {
  readonly kind: MessageKind;
  readonly to: Mailbox;
  readonly unitId: number;
  readonly reportId?: number;
  readonly submissionNumber?: number;
  /** The row of the reminder log that it is part of. */
  readonly deliveryId?: number;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
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

export type Delivery = 'sent' | 'waiting' | 'failed';

export function deliveryOf({ sentAt, failedAt }: { sentAt: Date | null; failedAt: Date | null }): Delivery {
  if (sentAt) return 'sent';
  return failedAt ? 'failed' : 'waiting';
}
