import type { Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import { record } from '../../history/commands.js';
import { refuseFrozen, type Consolidation } from '../finders.js';
import { placeOf, passagesOf } from './rules.js';
import { openText } from './finders.js';
import type { Marking } from './forms.js';

/**
 * Marks passages of a direct child's text as worth carrying, each with its original words; they gather under the same
 * question, after those that are there; done: how many. Refused where nothing was ticked or copied, the excerpt is not in the
 * text, or all of it is marked already. Conflict where the unit's submission is another one meanwhile.
 */
export function markPassages(
  db: Db,
  open: Consolidation<Reviewer>,
  { field, reportId }: { field: string; reportId: number },
  marking: Marking,
  now: Date,
): Promise<Outcome<number>> {
  return db.$transaction(async (tx) => {
    await refuseFrozen(tx, open);
    const { actor, period } = open;
    // Whoever else marks for this unit waits: positions follow each other.
    await tx.$queryRaw`SELECT id FROM units WHERE id = ${actor.unit.id} FOR NO KEY UPDATE`;
    const said = await openText(tx, open, field, reportId);
    if (said.number !== marking.number)
      throw new Conflict('Đơn vị vừa nộp lại: nội dung dưới đây là của lần nộp mới. Hãy chọn lại.');
    const wanted = wantedPassages(said.text, marking);
    if (!wanted) return refused('Đoạn đã dán không có trong bài. Hãy chép lại đúng từng chữ.');
    if (wanted.length === 0) return refused('Hãy chọn ít nhất một câu, hoặc dán một đoạn nguyên văn.');
    const where = { parentId: actor.unit.id, periodId: period.id };
    const there = await tx.passage.findMany({
      where: { ...where, reportId, field },
      select: { original: true },
    });
    const originals = [...new Set(wanted)].filter((text) => !there.some(({ original }) => original === text));
    if (originals.length === 0) return refused('Đoạn này đã được đánh dấu.');
    const last = await tx.passage.aggregate({ where: { ...where, target: field }, _max: { position: true } });
    const first = (last._max.position ?? 0) + 1;
    await tx.passage.createMany({
      data: originals.map((original, at) => ({
        ...{ ...where, reportId, submissionNumber: said.number, field, target: field, kind: marking.kind },
        ...{ original, text: original, position: first + at },
        ...{ markedAt: now, markedById: actor.accountId, markedByName: actor.fullName },
      })),
    });
    const detail = { unit: said.unitName, count: originals.length, year: period.year };
    await record(tx, { at: now, action: 'passages-marked', actor, unitId: actor.unit.id, detail });
    return { done: originals.length };
  });
}

const refused = (message: string) => ({ problems: [{ field: 'excerpt', message }] });

/** Undefined where the excerpt is not in the text. */
function wantedPassages(text: string, { excerpt, sentences }: Marking): string[] | undefined {
  if (excerpt === '') return passagesOf(text, sentences);
  const place = placeOf(text, excerpt);
  return place && [text.slice(place.from, place.to), ...passagesOf(text, sentences)];
}
