import type { Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import { fold } from '../../platform/text/text.js';
import type { HistoryAction } from '../../history/actions.js';
import { record } from '../../history/commands.js';
import { refuseFrozen, type Consolidation } from '../finders.js';
import type { OpenedExample } from './finders.js';
import type { ExampleData } from './forms.js';

/** Adds a model example; made from a passage, it is that unit's; a passage that is gone by now leaves it by itself. */
export function addExample(
  db: Db,
  open: Consolidation<Reviewer>,
  { version: _seen, passageId, ...data }: ExampleData,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await refuseFrozen(tx, open);
    const scope = { parentId: open.actor.unit.id, periodId: open.period.id };
    const passage = passageId
      ? await tx.passage.findFirst({
          where: { id: passageId, ...scope },
          select: { id: true, reportId: true },
        })
      : null;
    const from = passage ? { passageId: passage.id, reportId: passage.reportId } : {};
    await tx.modelExample.create({
      data: {
        ...scope,
        ...data,
        ...from,
        searchText: searchText(data),
        addedAt: now,
        addedById: open.actor.accountId,
      },
    });
    await tell(tx, open, 'example-added', data.name, now);
  });
}

/** Conflict where somebody else has changed or removed it meanwhile. */
export function editExample(
  db: Db,
  { open, example }: OpenedExample,
  { version, passageId: _from, ...data }: ExampleData,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await refuseFrozen(tx, open);
    const { count } = await tx.modelExample.updateMany({
      where: { id: example.id, version },
      data: { ...data, searchText: searchText(data), version: { increment: 1 } },
    });
    if (count === 0) throw new Conflict('Gương điển hình này vừa được người khác sửa hoặc bỏ.');
    await tell(tx, open, 'example-edited', data.name, now);
  });
}

/** Conflict where somebody else has changed or removed it meanwhile. */
export function removeExample(
  db: Db,
  { open, example }: OpenedExample,
  version: number,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await refuseFrozen(tx, open);
    const { count } = await tx.modelExample.deleteMany({ where: { id: example.id, version } });
    if (count === 0) throw new Conflict('Gương điển hình này vừa được người khác sửa hoặc bỏ.');
    await tell(tx, open, 'example-removed', example.name, now);
  });
}

const searchText = ({ name, unitName }: { name: string; unitName: string }) => fold(`${name} ${unitName}`);

function tell(
  tx: Tx,
  { actor, period }: Consolidation<Reviewer>,
  action: HistoryAction,
  name: string,
  at: Date,
): Promise<void> {
  return record(tx, { at, action, actor, unitId: actor.unit.id, detail: { name, year: period.year } });
}
