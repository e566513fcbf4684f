import { randomInt } from 'node:crypto';
import { hashPassword, isPassword } from '../passwords.js';

// Twelve digits, since the field for a code brings up a telephone's keys of digits: 40 bits, hashed as a password is (OWASP ASVS
// 5.0, 6.5.2), and guessed only as often as codes are.

const COUNT = 10;
const [APP_DIGITS, RECOVERY_DIGITS] = [6, 12];
/** From so few on its owner is asked to make new ones. */
export const FEW = 3;

/** "1234 5678 9012", ten of them. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const groups = Array.from({ length: 3 }, () => String(randomInt(10_000)).padStart(4, '0'));
    return groups.join(' ');
  });
}

export function hashRecoveryCodes(codes: readonly string[]): Promise<string[]> {
  return Promise.all(codes.map((code) => hashPassword(digitsOf(code))));
}

/** The one of `kept` that was typed; undefined where none was. */
export async function findTyped<Kept extends { codeHash: string }>(
  kept: readonly Kept[],
  typed: string,
): Promise<Kept | undefined> {
  const matches = await Promise.all(kept.map(({ codeHash }) => isPassword(codeHash, typed)));
  return kept[matches.indexOf(true)];
}

/** What of a typed code counts: people put blanks and dashes between the digits. */
export function digitsOf(typed: string): string {
  return typed.replace(/[\s.-]/g, '');
}

export const isRecoveryCode = (digits: string) => isOf(digits, RECOVERY_DIGITS);
export const isAppCode = (digits: string) => isOf(digits, APP_DIGITS);
const isOf = (digits: string, count: number) => digits.length === count && /^\d+$/.test(digits);

/** Why what was typed was not taken: it is told by its length which of the two codes it should have been. */
export function wrongCodeWords(typed: string, { app }: { readonly app: object | null }): string {
  const digits = digitsOf(typed);
  const isRecovery = app === null || digits.length > APP_DIGITS;
  if (!isRecovery) return wrongAppCodeWords(digits);
  if (isRecoveryCode(digits)) return 'Mã khôi phục này không đúng hoặc đã dùng. Hãy nhập mã khác.';
  return misshapen('Mã khôi phục', digits, RECOVERY_DIGITS);
}

export function wrongAppCodeWords(typed: string): string {
  const digits = digitsOf(typed);
  if (!isAppCode(digits)) return misshapen('Mã của ứng dụng', digits, APP_DIGITS);
  return 'Mã không đúng, hoặc đã dùng rồi. Hãy đợi ứng dụng hiện mã mới rồi nhập lại; kiểm tra giờ trên điện thoại có đúng không.';
}

/** "Mã khôi phục có 12 chữ số; bạn đã nhập 11." */
function misshapen(what: string, typed: string, count: number): string {
  const isOfDigits = /^\d+$/.test(typed);
  return isOfDigits
    ? `${what} có ${count} chữ số; bạn đã nhập ${typed.length}.`
    : `${what} chỉ gồm ${count} chữ số. Hãy nhập lại.`;
}
