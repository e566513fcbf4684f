import { createHash } from 'node:crypto';

/** Names and addresses of who failed to sign in do not stand in the table. */
export function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
