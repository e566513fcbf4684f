import { formatPhone } from '../accounts/phones.js';
import { inZone } from '../platform/text/calendar.js';

/** What an account is called once it no longer says whose it was. */
export function anonymousName(id: number): string {
  return `Người dùng số ${id} (đã xóa thông tin)`;
}

/** No person's: usernames are chosen by administrators, who choose none like it. */
export function anonymousUsername(id: number): string {
  return `da-xoa-thong-tin-${id}`;
}

/** Why somebody's data go stands in the record for good: who asked, on which day, in which paper. */
export function reasonProblem(reason: string): string | undefined {
  const words = reason.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word));
  return reason.length < 10 || words.length < 3 ? NO_REASON : undefined;
}
const NO_REASON =
  'Hãy ghi rõ lý do, ít nhất 10 ký tự: ai yêu cầu, ngày nào, số văn bản nếu có. Ví dụ: Bà Lan gửi đơn ngày 01/8/2026.';

/** An account that ended before this instant is anonymised by itself at `now`. */
export function endedBefore(now: Date, years: number): Date {
  return inZone(now).subtract(years, 'year').toDate();
}

interface Reached {
  readonly email: string;
  readonly phone: string;
}

/** How a person is reached, in every way in which the portal or a person may have written it. */
export function contactsOf({ email, phone }: Reached): string[] {
  const phones = phone === '' ? [] : [phone, formatPhone(phone), formatPhone(phone).replaceAll(' ', '.')];
  return [...new Set([email, ...phones])].filter((one) => one !== '');
}

/** The text without any of `words`, whatever their case. */
export function without(text: string, words: readonly string[]): string {
  return words.reduce((said, word) => said.replaceAll(new RegExp(literal(word), 'giu'), '…'), text);
}

const literal = (word: string) => word.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
