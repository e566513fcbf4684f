import { createHash } from 'node:crypto';
import { formatDay } from '../../platform/text/format.js';

/** Where a chain stands: its last link. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/** What the chain had come to when a day was over; `day`: the instant at which it begins. */
export interface NewRoot extends ChainEnd {
  readonly day: Date;
}

/** "Mã niêm đến hết ngày 20/8/2026": the same wherever a root is told. */
export const rootName = ({ day }: Pick<NewRoot, 'day'>) => `Mã niêm đến hết ngày ${formatDay(day)}`;

/** In groups of eight, to be read aloud and compared; as such `verify-record` takes it, too. */
export const hashInWords = (hash: string) => hash.replace(/.{8}(?=.)/g, '$& ');

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
