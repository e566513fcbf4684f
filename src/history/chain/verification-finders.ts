import type { Tx } from '../../platform/postgres/db.js';
import { addDays } from '../../platform/text/calendar.js';
import { linksAfter, SOURCES, unlinkedOf, type FoundLink } from './finders.js';
import { BEGINNING, linkHash, type ChainEnd } from './rules.js';

/** What of the record is not as it was sealed; the first by its place in the chain. */
export type Fault =
  | { readonly kind: 'changed' | 'removed'; readonly source: string; readonly rowId: number }
  /** `afterRoot`: it says that it was written on a day whose root was given before it came. */
  | { readonly kind: 'put-in'; readonly source: string; readonly rowId: number; readonly afterRoot?: Date }
  | { readonly kind: 'link-missing'; readonly seq: number }
  | { readonly kind: 'root-changed'; readonly day: Date };

export interface Verification {
  readonly fault: Fault | undefined;
  /** Rows that were found as they were sealed, before the fault if there is one. */
  readonly sealed: number;
  /** Rows that were written moments ago, and are not sealed yet. */
  readonly waiting: number;
  /** The day whose root was asked for; undefined where the chain never came to it. */
  readonly rootDay: Date | undefined;
}

/** How many links are read at once. */
const AT_ONCE = 5000;

type Root = ChainEnd & { readonly day: Date };

/**
 * Goes through the whole record. `asked`: a root that somebody kept outside, in hexadecimal; only with one is it seen when
 * the end of the record was removed, or the whole of it written anew.
 */
export async function verifyRecord(db: Tx, asked?: string): Promise<Verification> {
  const roots = await db.recordRoot.findMany({ orderBy: { day: 'asc' } });
  const walked = await walk(db, roots);
  let { fault } = walked;
  let waiting = 0;
  for (const source of SOURCES) {
    const unlinked = await unlinkedOf(db, source);
    if (unlinked.putIn !== null) fault ??= { kind: 'put-in', source: source.name, rowId: unlinked.putIn };
    waiting += unlinked.waiting;
  }
  const rootDay = roots.find(({ hash }) => hash === asked)?.day;
  return { fault, sealed: walked.end.seq, waiting, rootDay };
}

/** `end`: the last link that was right. */
async function walk(
  db: Tx,
  roots: readonly Root[],
): Promise<{ readonly end: ChainEnd; readonly fault?: Fault }> {
  let end = BEGINNING;
  const left = [...roots];
  let given: Root | undefined;
  for (;;) {
    const links = await linksAfter(db, end.seq, AT_ONCE);
    for (const link of links) {
      const fault = faultOf(link, end, given);
      if (fault) return { end, fault };
      end = link;
      if (left[0]?.seq !== link.seq) continue;
      given = left.shift()!;
      if (given.hash !== link.hash) return { end, fault: { kind: 'root-changed', day: given.day } };
    }
    if (links.length < AT_ONCE) break;
  }
  // A root of a link that is not there.
  return left[0] ? { end, fault: { kind: 'link-missing', seq: end.seq + 1 } } : { end };
}

/** `given`: the last root before the link. */
function faultOf(link: FoundLink, before: ChainEnd, given: Root | undefined): Fault | undefined {
  const { seq, source, rowId, digest, at, hash } = link;
  if (seq !== before.seq + 1) return { kind: 'link-missing', seq: before.seq + 1 };
  if (digest === null || at === null) return { kind: 'removed', source, rowId };
  if (linkHash(before.hash, { source, rowId, digest }) !== hash) return { kind: 'changed', source, rowId };
  if (given && at < addDays(given.day, 1)) return { kind: 'put-in', source, rowId, afterRoot: given.day };
  return undefined;
}
