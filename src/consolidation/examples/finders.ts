import type { Overseer, Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import type { ExampleKind, ModelExample } from '../../platform/prisma/client.js';
import { fold, literally } from '../../platform/text/text.js';
import type { Consolidation, Filed, Shown } from '../finders.js';
import { callingsOf, without } from '../publication/rules.js';

type Opened = Consolidation<Overseer> | Consolidation<Reviewer>;

/** What the list is asked for. */
export interface ExampleQuery {
  readonly kind?: ExampleKind | undefined;
  readonly audience?: string | undefined;
  /** As typed: a part of the unit's or the example's name. */
  readonly name: string;
  readonly after?: number | undefined;
}

/** Model examples by audience and the unit's name, those after one of them; at most `take`. */
export async function examplesOf(
  db: Db,
  { actor, period }: Opened,
  query: ExampleQuery,
  take: number,
): Promise<ModelExample[]> {
  const scope = { parentId: actor.unit.id, periodId: period.id };
  const last = query.after ? await db.modelExample.findFirst({ where: { id: query.after, ...scope } }) : null;
  const name = literally(fold(query.name));
  return db.modelExample.findMany({
    where: {
      AND: [
        scope,
        ...(query.kind ? [{ kind: query.kind }] : []),
        ...(query.audience === undefined ? [] : [{ audience: query.audience }]),
        ...(name ? [{ searchText: { contains: name } }] : []),
        ...(last ? [beyond(last)] : []),
      ],
    },
    orderBy: [{ audience: 'asc' }, { unitName: 'asc' }, { id: 'asc' }],
    take,
  });
}

function beyond({ audience, unitName, id }: ModelExample) {
  return {
    audience: { gte: audience },
    OR: [
      { audience: { gt: audience } },
      { audience, unitName: { gt: unitName } },
      { audience, unitName, id: { gt: id } },
    ],
  };
}

/** What a document says of an example. */
export type ShownExample = Pick<
  ModelExample,
  'unitName' | 'kind' | 'name' | 'position' | 'audience' | 'deed'
>;

/** The first examples that a document names: those of now, or those that were chosen when the own report was filed. */
export async function shownExamples(
  db: Db,
  open: Consolidation<Overseer>,
  { filed }: Shown,
  take: number,
): Promise<readonly ShownExample[]> {
  if (!filed) return (await examplesOf(db, open, { name: '' }, take)).map(asAgreed);
  return (await examplesThen(db, filed)).slice(0, take);
}

/** All examples as they were chosen when the own report was filed. */
export async function examplesThen(
  db: Db | Tx,
  { reportId, number }: Filed,
): Promise<readonly ShownExample[]> {
  const { examples } = await db.consolidationSnapshot.findUniqueOrThrow({
    where: { reportId_number: { reportId, number } },
    select: { examples: true },
  });
  const shown = examples as unknown as ShownExample[];
  const withdrawn = await withdrawnOf(db, reportId);
  return shown.map((row) => (isWithdrawn(row, withdrawn) ? withoutName(row) : row));
}

/** Whom the unit's examples of the period named that a report is of, and who agree to it no longer. */
function withdrawnOf(db: Db | Tx, reportId: number) {
  return db.$queryRaw<{ name: string; unitName: string }[]>`
    SELECT example.name, example.unit_name AS "unitName" FROM reports report
    JOIN model_examples example ON example.parent_id = report.unit_id AND example.period_id = report.period_id
    WHERE report.id = ${reportId} AND example.consent_withdrawn_at IS NOT NULL`;
}

function isWithdrawn(
  { kind, name, unitName }: ShownExample,
  withdrawn: Awaited<ReturnType<typeof withdrawnOf>>,
) {
  return kind === 'INDIVIDUAL' && withdrawn.some((one) => one.name === name && one.unitName === unitName);
}

/** An example as it leaves the portal: without the name of whoever does not agree to it any more. */
export function asAgreed(row: ModelExample): ModelExample {
  return row.consentWithdrawnAt ? withoutName(row) : row;
}

function withoutName<Row extends ShownExample>(row: Row): Row {
  return { ...row, name: NOT_NAMED, position: '', deed: without(row.deed, callingsOf(row.name)) };
}
const NOT_NAMED = 'Không nêu tên (người này đã rút đồng ý)';

const BATCH = 500;

/** All of them, batch by batch. */
export async function* exampleBatches(
  db: Db,
  open: Opened,
  query: ExampleQuery = { name: '' },
): AsyncIterable<readonly ModelExample[]> {
  for (let after = query.after; ;) {
    const rows = await examplesOf(db, open, { ...query, after }, BATCH);
    if (rows.length > 0) yield rows.map(asAgreed);
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id;
  }
}

declare const opened: unique symbol;
/** A model example of the own unit's consolidation. Only the finder here makes it. */
export interface OpenedExample {
  readonly open: Consolidation<Reviewer>;
  readonly example: ModelExample;
  readonly [opened]: true;
}

export async function openExample(db: Db, open: Consolidation<Reviewer>, id: number): Promise<OpenedExample> {
  const example = await db.modelExample.findFirst({
    where: { id, parentId: open.actor.unit.id, periodId: open.period.id },
  });
  if (!example) throw new NotFound('Không có gương điển hình này, hoặc đã được bỏ.');
  return { open, example } as unknown as OpenedExample;
}

/** The passage that an example is made from; null where it is not the own unit's. */
export function passageFor(db: Db, { actor, period }: Opened, id: number) {
  return db.passage.findFirst({
    where: { id, parentId: actor.unit.id, periodId: period.id },
    select: { id: true, text: true, target: true, reportId: true, report: { select: { unitName: true } } },
  });
}
