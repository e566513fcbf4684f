import { hashInWords, rootName, type NewRoot } from '../../history/chain/rules.js';
import { letter } from '../../mail/letter.js';
import { leavingSummary, summaryOf as summaryAddress } from '../addresses.js';
import type { Summary } from './rules.js';

interface SentTo {
  readonly accountId: number;
  readonly year: number;
  /** Lets its reader leave the weekly summary. */
  readonly key: string;
  /** What the record had come to; null on its first day. */
  readonly root: NewRoot | null;
}

/** The summary as a letter: subject, text and HTML. */
export function summaryMessage(
  { title, unit, when, ...summary }: Summary,
  { accountId, year, key, root }: SentTo,
) {
  const { sentences, rates, branches } = summary;
  return letter({
    subject: `${title}: ${sentences[0] ?? ''}`,
    before: [unit, ...sentences],
    facts: [
      ...rates.map(({ label, value, of, before, change }): [string, string] => [
        label,
        `${value} (${of})${before && `. ${before}${change}`}`,
      ]),
      ...branches.map(([name = '', , filed = '', received = '', , , overdue = '']): [string, string] => [
        name,
        `${filed} CĐCS đã nộp (${received}), ${overdue} quá hạn`,
      ]),
      ...(root ? [[rootName(root), hashInWords(root.hash)] as const] : []),
    ],
    links: [
      { text: 'Xem trên cổng, hoặc tải bản PDF', path: summaryAddress(year) },
      { text: 'Không nhận bản tóm tắt hằng tuần nữa', path: leavingSummary(accountId, key) },
    ],
    after: [`${when}. Bạn nhận thư này vì đã chọn nhận bản tóm tắt hằng tuần trong “Tài khoản của tôi”.`],
  });
}
