import { formatDay, formatNumber } from '../platform/text/format.js';
import type { ReceiptSubject } from '../platform/prisma/client.js';

/** What a unit is asked to confirm. */
export type { ReceiptSubject };

export interface Receipt {
  readonly openedAt: Date | null;
  readonly confirmedAt: Date | null;
}

/** Derived from dates, never stored. */
export type ReceiptState = 'confirmed' | 'late' | 'opened' | 'unopened' | 'overdue';

/** "Before" is strict, as with reports: confirmed on the day itself is late. */
export function receiptState(receipt: Receipt, confirmBefore: Date, now: Date): ReceiptState {
  const { openedAt, confirmedAt } = receipt;
  if (confirmedAt) return confirmedAt < confirmBefore ? 'confirmed' : 'late';
  if (now >= confirmBefore) return 'overdue';
  return openedAt ? 'opened' : 'unopened';
}

/** Within so many working days a period that was opened is to be confirmed. */
export const PERIOD_WORKING_DAYS = 10;

/** What is asked for when a period opens. */
export function periodAnnouncement(year: number): { title: string; text: string } {
  return {
    title: `Kỳ báo cáo năm ${year}`,
    text: `Kỳ báo cáo năm ${year} về công tác nêu gương đã mở. Đề nghị đơn vị xem thời hạn và biểu mẫu ở trang Báo cáo, và xác nhận đã nhận.`,
  };
}

/** Before units are asked: how many, by when, and that it is for good. `confirmBefore` null: the portal reckons the day. */
export function askingWords(units: number, confirmBefore: Date | null, isMailSet: boolean): string[] {
  const day = confirmBefore ? `, trước ngày ${formatDay(confirmBefore)}` : '';
  return [
    `${formatNumber(units)} đơn vị được đề nghị xác nhận đã nhận${day}. Đề nghị đã gửi không sửa và không rút lại được.`,
    isMailSet
      ? 'Người lập báo cáo, người ký duyệt và lãnh đạo của các đơn vị ấy nhận thư báo; thư đã gửi không lấy lại được.'
      : 'Không có thư nào được gửi: cổng chưa cấu hình thư điện tử.',
  ];
}
