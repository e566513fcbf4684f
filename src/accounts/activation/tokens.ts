import { createHash, randomBytes } from 'node:crypto';

/** A one-time secret for a link, and the hash of it, which alone is kept. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
