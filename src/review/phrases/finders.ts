import type { Actor, Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import type { Phrase } from '../../platform/prisma/client.js';

declare const owned: unique symbol;
/** A phrase of the reviewer's own unit. Only the finder here makes it. */
export interface OwnPhrase {
  readonly actor: Reviewer;
  readonly phrase: Phrase;
  readonly [owned]: true;
}

/** The phrases of the reader's own unit, in their order. */
export function phrasesOf(db: Db, { unit }: Actor) {
  return db.phrase.findMany({ where: { unitId: unit.id }, orderBy: [{ position: 'asc' }, { id: 'asc' }] });
}
export type PhraseRow = Awaited<ReturnType<typeof phrasesOf>>[number];

/** A phrase of the own unit; NotFound for any other's. */
export async function openPhrase(db: Db, actor: Reviewer, id: number): Promise<OwnPhrase> {
  const phrase = await db.phrase.findFirst({ where: { id, unitId: actor.unit.id } });
  if (!phrase) throw new NotFound('Không có câu mẫu này.');
  return { actor, phrase } as OwnPhrase;
}
