import { createHash } from 'node:crypto';

/** SHA-256 in base64url: what is kept of a name or a secret that is only ever compared, of one length whatever was typed. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
