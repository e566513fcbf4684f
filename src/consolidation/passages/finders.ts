import type { Overseer, Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import type { Consolidation } from '../finders.js';

type Opened = Consolidation<Overseer> | Consolidation<Reviewer>;

/** Passages of one question on its page; more than anyone puts in order. */
export const MOST_SHOWN = 300;

const WITH_REPORT = {
  report: { select: { unitName: true, figures: { select: { number: true, status: true } } } },
} as const;

/** The passages that gather under a question, in their order, each with those merged into it. */
export function passagesUnder(db: Db, { actor, period }: Opened, target: string) {
  return db.passage.findMany({
    where: { parentId: actor.unit.id, periodId: period.id, target, mergedIntoId: null },
    include: { ...WITH_REPORT, merged: { include: WITH_REPORT, orderBy: { id: 'asc' } } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    take: MOST_SHOWN,
  });
}
export type PassageRow = Awaited<ReturnType<typeof passagesUnder>>[number];

declare const opened: unique symbol;
/** A passage of the own unit's consolidation. Only the finder here makes it. */
export interface OpenedPassage {
  readonly open: Consolidation<Reviewer>;
  readonly passage: PassageRow;
  readonly [opened]: true;
}

/** NotFound for another unit's or another year's. */
export async function openPassage(db: Db, open: Consolidation<Reviewer>, id: number): Promise<OpenedPassage> {
  const passage = await db.passage.findFirst({
    where: { id, parentId: open.actor.unit.id, periodId: open.period.id },
    include: { ...WITH_REPORT, merged: { include: WITH_REPORT, orderBy: { id: 'asc' } } },
  });
  if (!passage) throw new NotFound('Không có đoạn trích này, hoặc đã được bỏ.');
  return { open, passage } as unknown as OpenedPassage;
}

/** What the submissions that stand now say to the questions of passages whose own submission was replaced, by passage. */
export async function textsNow(db: Db, passages: readonly PassageRow[]): Promise<Map<number, string>> {
  const all = passages.flatMap((passage) => [passage, ...passage.merged]);
  const replaced = all.filter(({ report, submissionNumber }) => {
    const now = report.figures?.number;
    return now !== undefined && now !== submissionNumber;
  });
  if (replaced.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: number; text: string }[]>`
    SELECT g.id, answer.value #>> '{}' AS text
    FROM passages g
      JOIN report_figures f ON f.report_id = g.report_id
      JOIN submissions s ON s.report_id = f.report_id AND s.number = f.number,
      jsonb_each(s.content -> 'sections') section, jsonb_each(section.value -> 'answers') answer
    WHERE g.id = ANY (${replaced.map(({ id }) => id)}) AND answer.key = g.field AND jsonb_typeof(answer.value) = 'string'`;
  return new Map(rows.map(({ id, text }) => [id, text]));
}
