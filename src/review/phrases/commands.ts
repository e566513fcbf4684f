import type { Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Outcome } from '../../platform/outcome.js';
import { moved } from '../../platform/page/order.js';
import type { HistoryAction } from '../../history/actions.js';
import { record } from '../../history/commands.js';
import type { OwnPhrase } from './finders.js';
import { MOST_PHRASES } from './rules.js';

/** Adds a phrase after the unit's others; refused where there are as many as may be. */
export function addPhrase(db: Db, actor: Reviewer, text: string, now: Date): Promise<Outcome> {
  return db.$transaction(async (tx) => {
    const rows = await inOrder(tx, actor);
    if (rows.length >= MOST_PHRASES) return { problems: [TOO_MANY] };
    const position = (rows.at(-1)?.position ?? 0) + 1;
    await tx.phrase.create({ data: { unitId: actor.unit.id, text, position } });
    await tell(tx, actor, 'phrase-added', text, now);
    return { done: true };
  });
}

const TOO_MANY = {
  field: 'phrase',
  message: `Đã có ${MOST_PHRASES} câu mẫu. Hãy bỏ bớt câu không dùng rồi thêm câu mới.`,
};

/** Stale where somebody else has changed or removed it meanwhile. */
export function editPhrase(
  db: Db,
  { actor, phrase }: OwnPhrase,
  { version, phrase: text }: { version: number; phrase: string },
  now: Date,
): Promise<Outcome<true, true>> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.phrase.updateMany({
      where: { id: phrase.id, version },
      data: { text, version: { increment: 1 } },
    });
    if (count === 0) return { stale: true, problems: [CHANGED] };
    await tell(tx, actor, 'phrase-edited', text, now);
    return { done: true };
  });
}

const CHANGED = { field: 'phrase', message: 'Câu mẫu này vừa được người khác sửa hoặc bỏ.' };

/** A phrase that is gone already stays gone. */
export function removePhrase(db: Db, { actor, phrase }: OwnPhrase, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.phrase.deleteMany({ where: { id: phrase.id } });
    if (count > 0) await tell(tx, actor, 'phrase-removed', phrase.text, now);
  });
}

export function movePhrase(
  db: Db,
  { actor, phrase }: OwnPhrase,
  direction: 'up' | 'down',
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const rows = await inOrder(tx, actor);
    const ids = rows.map(({ id }) => id);
    const order = moved(ids, phrase.id, direction);
    if (order.join() === ids.join()) return;
    for (const [at, id] of order.entries()) {
      const position = at + 1;
      await tx.phrase.updateMany({ where: { id, position: { not: position } }, data: { position } });
    }
    await tell(tx, actor, 'phrase-moved', phrase.text, now);
  });
}

/** The unit's phrases; whoever else adds or moves one waits until this transaction ends. */
async function inOrder(tx: Tx, { unit }: Reviewer) {
  await tx.$queryRaw`SELECT id FROM units WHERE id = ${unit.id} FOR NO KEY UPDATE`;
  return tx.phrase.findMany({ where: { unitId: unit.id }, orderBy: [{ position: 'asc' }, { id: 'asc' }] });
}

function tell(tx: Tx, actor: Reviewer, action: HistoryAction, phrase: string, at: Date): Promise<void> {
  return record(tx, { at, action, actor, unitId: actor.unit.id, detail: { phrase } });
}
