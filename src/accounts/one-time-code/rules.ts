import { randomInt } from 'node:crypto';

/** How long a code is good, and how often one may be typed for it, right or wrong. */
export const CODE_MINUTES = 30;
export const CODE_TRIES = 5;

/** How often one name may be tried from one address, and one address may try at all. */
export const CODE_BY_NAME = { name: 'code-name', attempts: 10, seconds: 900 };
export const CODE_BY_ADDRESS = { name: 'code-address', attempts: 50, seconds: 900 };

/** Digits, and of the letters those whose Vietnamese names nobody takes for another's: "xê, tê, bê, pê, dê" are left out. */
const ALPHABET = '0123456789EHKMQRVX';
const LENGTH = 8;

/** As one types it: it could be a code, and says nothing of any. */
export const EXAMPLE = '4KX2 9M7R';
/** What is in none: people hear a digit and write the letter. */
export const LEFT_OUT = 'không có chữ O, chữ I, chữ L';
export const LETTERS = 'E, H, K, M, Q, R, V, X';

/** "4KX20M7R" */
export function newCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** As it is read aloud: "4KX2 0M7R". */
export function spokenCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)} ${code.slice(LENGTH / 2)}`;
}

/** What was typed as a code is kept; letters that look like digits are meant as those. */
export function codeKey(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s.–-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

export function codeEnd(now: Date): Date {
  return new Date(now.getTime() + CODE_MINUTES * 60_000);
}
