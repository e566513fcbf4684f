import { randomBytes } from 'node:crypto';
import { digest } from '../../platform/text/digest.js';

/** A one-time secret for a link, and the hash of it, which alone is kept. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: digest(token) };
}

/** The same for whoever has typed a one-time code: the secret itself says so, in nothing that anybody could add to another. */
export function newCodeToken(): { token: string; hash: string } {
  const token = BY_CODE + newToken().token;
  return { token, hash: digest(token) };
}

export function isCodeToken(token: string): boolean {
  return token.startsWith(BY_CODE);
}

/** A full stop is no sign of base64url: no other token begins with it. */
const BY_CODE = 'ma.';
