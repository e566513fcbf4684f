import { actAsConsolidator, type Overseer, type Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/db.js';
import { documentSettingsOf } from '../../reports/document/finders.js';
import type { DocumentSettings } from '../../reports/document/settings.js';
import { countedStatuses } from '../../reports/consolidated/sums/finders.js';
import { openOwnReport, ownReading } from '../../reports/finders.js';
import { isFiled } from '../../reports/lifecycle.js';
import { draftAnswers } from '../../reports/rules.js';
import { examplesOf } from '../examples/finders.js';
import { childTotals, type Consolidation } from '../finders.js';
import { MOST_UNITS, type ConsolidatedParts, type OwnContent, type UnitFigures } from './parts.js';

/** All that the consolidated document says. `withSubmitted`: reports that wait for review count too. */
export async function consolidatedParts(
  db: Db,
  open: Consolidation<Overseer>,
  { withSubmitted }: { withSubmitted: boolean },
): Promise<ConsolidatedParts> {
  const [own, parent, sums, units, waiting, missing, examples] = await Promise.all([
    ownContent(db, open),
    parentOf(db, open),
    childTotals(db, open, { withSubmitted }),
    unitFigures(db, open, withSubmitted),
    db.report.count({ where: { ...childrenOf(open), status: 'SUBMITTED' } }),
    missingUnits(db, open),
    examplesOf(db, open, { name: '' }, MOST_UNITS),
  ]);
  const { year } = open.period;
  return {
    year,
    unit: open.actor.unit.name,
    form: open.form,
    parent,
    own,
    withSubmitted,
    sums,
    units,
    waiting,
    ...missing,
    examples,
  };
}

/** What the own report says now: what was filed, while that stands, else the draft; null where the unit has none. */
async function ownContent(db: Db, { actor, period }: Consolidation<Overseer>): Promise<OwnContent | null> {
  if ((await db.report.count({ where: { unitId: actor.unit.id, periodId: period.id } })) === 0) return null;
  const { open, draft } = await ownReading(
    db,
    await openOwnReport(db, actAsConsolidator(actor), period.year),
  );
  const { report } = open;
  return {
    form: report.form,
    isBegun: draft.sections.size > 0,
    content: {
      unit: report.unitName,
      sections: draftAnswers(draft).sections,
      files: draft.attachments,
      nilReason: draft.nilReason,
      draft: !isFiled(report.status),
      lastYear: draft.lastYear,
    },
  };
}

function parentOf(db: Db, { actor }: Consolidation<Overseer>) {
  const { parentId } = actor.unit;
  return parentId === null
    ? null
    : db.unit.findUniqueOrThrow({ where: { id: parentId }, select: { name: true } });
}

function unitFigures(db: Db, { actor, period }: Consolidation<Overseer>, withSubmitted: boolean) {
  const statuses = countedStatuses({ withSubmitted });
  return db.$queryRaw<UnitFigures[]>`
    SELECT unit_name AS "unitName", figures FROM report_figures
    WHERE parent_id = ${actor.unit.id} AND period_id = ${period.id} AND status::text = ANY (${statuses})
    ORDER BY unit_name, report_id LIMIT ${MOST_UNITS}`;
}

async function missingUnits(db: Db, open: Consolidation<Overseer>) {
  const where = { ...childrenOf(open), status: { in: ['NOT_STARTED', 'IN_PROGRESS', 'RETURNED'] as const } };
  const select = { unitName: true, status: true, dueBefore: true, correctBefore: true } as const;
  const orderBy = [{ unitName: 'asc' as const }, { id: 'asc' as const }];
  const query = { ...where, status: { in: [...where.status.in] } };
  const [missingCount, missing] = await Promise.all([
    db.report.count({ where: query }),
    db.report.findMany({ where: query, select, orderBy, take: MOST_UNITS }),
  ]);
  return { missingCount, missing };
}

function childrenOf({ actor, period }: Consolidation<Overseer>) {
  return { parentId: actor.unit.id, periodId: period.id };
}

/** How the own unit's documents are worded and measured. */
export function ownSettings(
  db: Db,
  { actor }: Consolidation<Overseer | Reviewer>,
): Promise<{ settings: DocumentSettings; version: number }> {
  return documentSettingsOf(db, actor.unit.id);
}
