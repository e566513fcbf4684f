import { createHash } from 'node:crypto';

/** Where a chain stands: its last link. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first link. */
export const BEGINNING: ChainEnd = { seq: 0, hash: '0'.repeat(64) };

/** A row as the chain holds it; `digest`: SHA-256 of what it says. Hashes are hexadecimal. */
export interface SealedRow {
  readonly source: string;
  readonly rowId: number;
  readonly digest: string;
}

/** The hash of the link that follows `before`. */
export function linkHash(before: string, { source, rowId, digest }: SealedRow): string {
  return createHash('sha256').update(`${before} ${source} ${rowId} ${digest}`).digest('hex');
}
