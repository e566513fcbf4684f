import { numberKey } from '../../platform/text/document-numbers.js';
import { formatDay } from '../../platform/text/format.js';
import { isSame } from '../../platform/text/text.js';

/** What a filed report says of its own document; '' and null where it says nothing. */
export interface SaidOfItself {
  readonly number: string;
  readonly day: Date | null;
  readonly signerName: string;
  readonly signerPosition: string;
}

/** "Báo cáo đã nộp trên cổng ghi số 12/BC-LĐLĐ, ngày 15/9/2026, người ký Trần Văn Bình."; '' where it says nothing. */
export function saidWords({ number, day, signerName }: SaidOfItself): string {
  return wordsOf([
    number && `số ${number}`,
    day && `ngày ${formatDay(day)}`,
    signerName && `người ký ${signerName}`,
  ]);
}

/**
 * What of it is otherwise than what was recorded of its sending; '' where nothing is. A paper may go out days after the day
 * that it bears, but not before.
 */
export function differenceWords(
  { number, day, signerName }: SaidOfItself,
  sent: { readonly outgoingNumber: string; readonly sentOn: Date; readonly signerName: string },
): string {
  return wordsOf([
    number && numberKey(number) !== numberKey(sent.outgoingNumber) && `số ${number}`,
    day && sent.sentOn < day && `ngày ${formatDay(day)}, sau ngày gửi`,
    signerName && !isSame(signerName, sent.signerName) && `người ký ${signerName}`,
  ]);
}

function wordsOf(parts: readonly (string | false | null)[]): string {
  const said = parts.filter(Boolean);
  return said.length > 0 ? `Báo cáo đã nộp trên cổng ghi ${said.join(', ')}.` : '';
}
