import type { Reviewer } from '../../platform/actor.js';
import { formatDay } from '../../platform/text/format.js';
import type { ReportStatus } from '../lifecycle.js';

/** Who decides on a submission has opened it: whatever becomes of the decision, the unit cannot recall it any more. */
export function openedBy(
  { openedAt }: { readonly openedAt: Date | null },
  { actor }: { readonly actor: Reviewer },
  now: Date,
): { openedAt?: Date; openedByName?: string } {
  return openedAt ? {} : { openedAt: now, openedByName: actor.fullName };
}

/** Where the own report of the unit that receives stands: what comes after it is in no total. */
export interface ReceiverStanding {
  readonly status: ReportStatus;
  readonly dueBefore: Date;
}

/** Why an extension to `dueBefore` is thought over first, a sentence each; none where it harms nobody. */
export function extensionDoubts(
  dueBefore: Date,
  locks: readonly Date[],
  receiver: ReceiverStanding | null,
): string[] {
  const [lockOn] = locks.filter((lock) => lock < dueBefore);
  return [
    ...(lockOn
      ? [`Hạn mới muộn hơn ngày khóa ${formatDay(lockOn)}: cổng sẽ nhận báo cáo của đơn vị cả sau ngày khóa.`]
      : []),
    ...(receiver ? receiverDoubts(dueBefore, receiver) : []),
  ];
}

function receiverDoubts(dueBefore: Date, receiver: ReceiverStanding): string[] {
  if (receiver.status === 'SUBMITTED' || receiver.status === 'ACCEPTED')
    return [
      'Đơn vị bạn đã nộp hoặc đã gửi báo cáo năm này lên cấp trên: báo cáo đến sau không có trong báo cáo ấy.',
    ];
  if (receiver.status === 'EXEMPT' || dueBefore <= receiver.dueBefore) return [];
  return [
    `Hạn mới muộn hơn ngày đơn vị bạn phải báo cáo lên cấp trên (trước ngày ${formatDay(receiver.dueBefore)}): báo cáo có thể đến không kịp để tổng hợp.`,
  ];
}
