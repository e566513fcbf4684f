import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long the link of a confirmation is good, in ms. */
const GOOD_FOR = 3 * 86_400_000;

/** How often an account may have a letter sent to an address that it gives. */
export const CONFIRMATIONS = { name: 'confirm-mail', attempts: 4, seconds: 3600 };

/**
 * The secret of the link that confirms an address. Nothing is kept of it: it names the account and its end, and is good for
 * that address alone.
 */
export function confirmationToken(accountId: number, email: string, secret: string, now: Date): string {
  const end = now.getTime() + GOOD_FOR;
  return `${accountId}-${end}-${mac(accountId, end, email, secret)}`;
}

/** The account that a token names, if it could be one; undefined where it has run out. */
export function accountNamedBy(token: string, now: Date): number | undefined {
  const [, id = '', end = ''] = /^(\d{1,9})-(\d{13})-[\w-]{43}$/.exec(token) ?? [];
  return id !== '' && now.getTime() < Number(end) ? Number(id) : undefined;
}

/** Whether the token is of that address of its account. */
export function isTokenOf(token: string, accountId: number, email: string, secret: string): boolean {
  const given = Buffer.from(token);
  const end = Number(token.split('-')[1]);
  const expected = Buffer.from(`${accountId}-${end}-${mac(accountId, end, email, secret)}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function mac(accountId: number, end: number, email: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(`confirm address ${accountId} ${end} ${email}`)
    .digest('base64url');
}
