import type { Db, Tx } from '../platform/postgres/db.js';
import { NotFound } from '../platform/errors.js';
import { guidanceContent, type GuidanceContent } from './content.js';
import { obligationWords } from './rules.js';

export interface PublishedGuidance {
  readonly id: number;
  readonly number: number;
  readonly publishedAt: Date;
  readonly content: GuidanceContent;
}

/** The version in force: the newest of those published by now; NotFound before any has been. */
export async function currentGuidance(db: Db, now: Date): Promise<PublishedGuidance> {
  const row = await db.guidanceVersion.findFirst({
    where: { publishedAt: { lte: now } },
    orderBy: { number: 'desc' },
  });
  if (!row) throw new NotFound('Chưa có hướng dẫn nào được công bố.');
  return { ...row, content: guidanceContent.parse(row.content) };
}

/** The words of every obligation of a version, by its code. */
export async function obligationTexts(
  db: Db | Tx,
  guidanceVersionId: number,
): Promise<ReadonlyMap<string, string>> {
  const known = words.get(db)?.get(guidanceVersionId);
  if (known) return known;
  const row = await db.guidanceVersion.findUniqueOrThrow({ where: { id: guidanceVersionId } });
  const read = obligationWords(guidanceContent.parse(row.content));
  words.set(db, new Map([...(words.get(db) ?? []), [row.id, read]]));
  return read;
}

/** Kept by the client that read them: a version that was published never changes, and there is one in years. */
const words = new WeakMap<Db | Tx, Map<number, ReadonlyMap<string, string>>>();
