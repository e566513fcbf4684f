import { randomInt } from 'node:crypto';
import { hashPassword, isPassword } from '../passwords.js';

// Twelve digits, since the field for a code brings up a telephone's keys of digits: 40 bits, hashed as a password is (OWASP ASVS
// 5.0, 6.5.2), and guessed only as often as codes are.

const COUNT = 10;
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

export const isRecoveryCode = (digits: string) => /^\d{12}$/.test(digits);
export const isAppCode = (digits: string) => /^\d{6}$/.test(digits);
