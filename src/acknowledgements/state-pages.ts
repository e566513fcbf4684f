import { ui } from '../platform/page/components.js';
import type { SafeHtml } from '../platform/page/render.js';
import { receiptState, type Receipt, type ReceiptState } from './rules.js';

const STATES: Record<ReceiptState, { text: string; tone: 'green' | 'orange' | 'blue' | 'grey' | 'red' }> = {
  confirmed: { text: 'Đã xác nhận', tone: 'green' },
  late: { text: 'Đã xác nhận, trễ hạn', tone: 'orange' },
  opened: { text: 'Đã mở, chưa xác nhận', tone: 'blue' },
  unopened: { text: 'Chưa mở', tone: 'grey' },
  overdue: { text: 'Quá hạn, chưa xác nhận', tone: 'red' },
};

export function receiptWords(receipt: Receipt, confirmBefore: Date, now: Date): string {
  return STATES[receiptState(receipt, confirmBefore, now)].text;
}

/** The state as a tag, in HTML. */
export function receiptTag(receipt: Receipt, confirmBefore: Date, now: Date): SafeHtml {
  return ui.tag(STATES[receiptState(receipt, confirmBefore, now)]);
}
