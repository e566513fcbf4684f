import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The browsers that signed in with an account before, as their own cookie says it: for each account its id, the browser's
 * and a proof that ends with the password. Such a browser is counted by itself, so that nobody else can keep it out
 * (docs/decisions/0071). A shared computer has several accounts.
 */
export interface KnownAccount {
  readonly id: number;
  readonly passwordHash: string | null;
}

/** For how many accounts one browser is known. */
const MOST = 8;

/** The browser's id where it is known for the account; undefined otherwise. */
export function browserIn(
  kept: string | undefined,
  account: KnownAccount,
  secret: string,
): string | undefined {
  if (account.passwordHash === null) return undefined;
  const [, browser, proof = ''] = entries(kept).find(([id]) => id === String(account.id)) ?? [];
  if (browser === undefined) return undefined;
  const [given, expected] = [proof, proofOf(account, browser, secret)].map((text) => Buffer.from(text));
  return given!.length === expected!.length && timingSafeEqual(given!, expected!) ? browser : undefined;
}

/** What the cookie holds once the browser has signed in with the account; the latest account stands first. */
export function withBrowser(kept: string | undefined, account: KnownAccount, secret: string): string {
  const browser = browserIn(kept, account, secret) ?? randomBytes(12).toString('base64url');
  const others = entries(kept).filter(([id]) => id !== String(account.id));
  const entry = [String(account.id), browser, proofOf(account, browser, secret)];
  return [entry, ...others]
    .slice(0, MOST)
    .map((parts) => parts.join(':'))
    .join('~');
}

function entries(kept: string | undefined): string[][] {
  return (kept ?? '')
    .split('~')
    .filter((entry) => entry !== '')
    .map((entry) => entry.split(':'));
}

function proofOf({ id, passwordHash }: KnownAccount, browser: string, secret: string): string {
  const words = `known browser ${id} ${browser} ${passwordHash ?? ''}`;
  return createHmac('sha256', secret).update(words).digest('base64url');
}
