import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import type { FieldError } from '../../platform/page/forms.js';
import { moved } from '../../platform/page/order.js';
import type { HistoryAction } from '../../history/actions.js';
import { record } from '../../history/commands.js';
import { refuseFrozen } from '../finders.js';
import type { OpenedPassage } from './finders.js';
import type { PassageEdit } from './forms.js';
import { LONGEST_PASSAGE } from './rules.js';

// Every change of a passage: nobody else of the unit changes the order meanwhile, the year has not gone out, and the
// passage is the one that was seen.

/** Its copy, what it is, and the question under which it gathers; the original stays. */
export function editPassage(
  db: Db,
  own: OpenedPassage,
  { version, text, kind, target }: PassageEdit,
  now: Date,
): Promise<void> {
  return change(db, own, 'passage-edited', now, async (tx) => {
    const { passage } = own;
    const position = target === passage.target ? passage.position : await nextPosition(tx, own, target);
    await claim(tx, own, version, { text, kind, target, position });
    return true;
  });
}

/** A place up or down among those under the same question. */
export function movePassage(db: Db, own: OpenedPassage, direction: 'up' | 'down', now: Date): Promise<void> {
  return change(db, own, 'passage-moved', now, async (tx) => {
    const rows = await tx.passage.findMany({
      where: { ...scope(own), target: own.passage.target, mergedIntoId: null },
      select: { id: true },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    const order = moved(
      rows.map(({ id }) => id),
      own.passage.id,
      direction,
    );
    for (const [at, id] of order.entries())
      await tx.passage.updateMany({
        where: { id, position: { not: at + 1 } },
        data: { position: at + 1 },
      });
    return true;
  });
}

/**
 * Others of the same question become part of it: their words come after its own. Refused where the text would be longer
 * than a passage may be. Conflict where one of them is no longer there by itself.
 */
export async function mergePassages(
  db: Db,
  own: OpenedPassage,
  { version, others }: { version: number; others: readonly number[] },
  now: Date,
): Promise<Outcome> {
  const problems: FieldError[] = [];
  await change(db, own, 'passages-merged', now, async (tx) => {
    const rows = await tx.passage.findMany({
      where: { ...scope(own), target: own.passage.target, mergedIntoId: null, id: { in: [...others] } },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    if (rows.length !== others.length || others.includes(own.passage.id))
      throw new Conflict('Có đoạn vừa được người khác gộp hoặc bỏ. Hãy chọn lại.');
    const text = [own.passage.text, ...rows.map((row) => row.text)].join('\n');
    if (text.length > LONGEST_PASSAGE) problems.push(TOO_LONG);
    if (problems.length > 0) return false;
    await claim(tx, own, version, { text });
    const ids = rows.map(({ id }) => id);
    // What was merged into those goes along.
    await tx.passage.updateMany({
      where: { OR: [{ id: { in: ids } }, { mergedIntoId: { in: ids } }] },
      data: { mergedIntoId: own.passage.id, version: { increment: 1 } },
    });
    return true;
  });
  return problems.length > 0 ? { problems } : { done: true };
}

const TOO_LONG = {
  field: '',
  message: `Gộp lại thì dài quá ${LONGEST_PASSAGE.toLocaleString('vi-VN')} ký tự. Hãy chọn ít đoạn hơn.`,
};

/** Those merged into it stand by themselves again, after the others; its own copy keeps the words that it has. */
export function separatePassages(db: Db, own: OpenedPassage, version: number, now: Date): Promise<void> {
  return change(db, own, 'passages-separated', now, async (tx) => {
    await claim(tx, own, version, {});
    let position = await nextPosition(tx, own, own.passage.target);
    for (const { id } of own.passage.merged) {
      await tx.passage.updateMany({
        where: { id, mergedIntoId: own.passage.id },
        data: { mergedIntoId: null, position, target: own.passage.target, version: { increment: 1 } },
      });
      position += 1;
    }
    return true;
  });
}

/** It goes, with what was merged into it. Conflict where it is not what was seen. */
export function removePassage(db: Db, own: OpenedPassage, version: number, now: Date): Promise<void> {
  return change(db, own, 'passage-removed', now, async (tx) => {
    const { id } = own.passage;
    await claim(tx, own, version, {});
    const { count } = await tx.passage.deleteMany({ where: { OR: [{ id }, { mergedIntoId: id }] } });
    return count > 0;
  });
}

/** `work` answers whether it changed anything. */
function change(
  db: Db,
  own: OpenedPassage,
  action: HistoryAction,
  at: Date,
  work: (tx: Tx) => Promise<boolean>,
): Promise<void> {
  const { open, passage } = own;
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM units WHERE id = ${open.actor.unit.id} FOR NO KEY UPDATE`;
    await refuseFrozen(tx, open);
    if (!(await work(tx))) return;
    const detail = { unit: passage.report.unitName, year: open.period.year };
    await record(tx, { at, action, actor: open.actor, unitId: open.actor.unit.id, detail });
  });
}

async function claim(
  tx: Tx,
  { passage }: OpenedPassage,
  version: number,
  data: { text?: string; kind?: OpenedPassage['passage']['kind']; target?: string; position?: number },
): Promise<void> {
  const { count } = await tx.passage.updateMany({
    where: { id: passage.id, version, mergedIntoId: null },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 0) throw new Conflict('Đoạn trích này vừa được người khác sửa, gộp hoặc bỏ.');
}

async function nextPosition(tx: Tx, own: OpenedPassage, target: string): Promise<number> {
  const last = await tx.passage.aggregate({ where: { ...scope(own), target }, _max: { position: true } });
  return (last._max.position ?? 0) + 1;
}

function scope({ open }: OpenedPassage) {
  return { parentId: open.actor.unit.id, periodId: open.period.id };
}

/** Takes the name of somebody from the passages that they marked and from what they filled in. */
export async function forgetMarker(
  tx: Tx,
  { id, anonymous }: { readonly id: number; readonly anonymous: string },
): Promise<void> {
  await tx.passage.updateMany({ where: { markedById: id }, data: { markedByName: anonymous } });
  await tx.fill.updateMany({ where: { filledById: id }, data: { filledByName: anonymous } });
}
