import { actAsConsolidator, type Overseer, type Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/db.js';
import { documentSettingsOf } from '../../reports/document/finders.js';
import type { DocumentSettings } from '../../reports/document/settings.js';
import { openOwnReport, ownReading } from '../../reports/finders.js';
import { isFiled } from '../../reports/lifecycle.js';
import { draftAnswers } from '../../reports/rules.js';
import { shownExamples } from '../examples/finders.js';
import { childReports, countedReports, shownTotals, type Consolidation, type Shown } from '../finders.js';
import { totalsOfYear, yearBefore } from '../totals/finders.js';
import type { YearBefore } from '../totals/rules.js';
import {
  MOST_UNITS,
  type ConsolidatedParts,
  type MissingUnit,
  type OwnContent,
  type UnitFigures,
} from './parts.js';

/** All that the consolidated document says. */
export async function consolidatedParts(
  db: Db,
  open: Consolidation<Overseer>,
  shown: Shown,
): Promise<ConsolidatedParts> {
  const [own, parent, sums, before, units, missing, examples] = await Promise.all([
    ownContent(db, open),
    parentOf(db, open),
    shownTotals(db, open, shown),
    comparedYear(db, open),
    unitFigures(db, open, shown),
    missingUnits(db, open, shown),
    shownExamples(db, open, shown, MOST_UNITS),
  ]);
  return {
    year: open.period.year,
    unit: own?.content.unit ?? open.actor.unit.name,
    form: open.form,
    ...{ parent, own, shown, sums, before, units, examples },
    ...missing,
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

async function comparedYear(db: Db, open: Consolidation<Overseer>): Promise<YearBefore | null> {
  const other = await yearBefore(db, open);
  return other && { ...other, sums: await totalsOfYear(db, open, other, undefined) };
}

function unitFigures(db: Db, open: Consolidation<Overseer>, shown: Shown) {
  return db.$queryRaw<UnitFigures[]>`
    SELECT unit_name AS "unitName", figures FROM ${countedReports(open, shown)} c
    ORDER BY unit_name, report_id LIMIT ${MOST_UNITS}`;
}

async function missingUnits(db: Db, open: Consolidation<Overseer>, shown: Shown) {
  const reports = childReports(open, shown);
  const [counts, missing] = await Promise.all([
    db.$queryRaw<{ missing: number; waiting: number }[]>`
      SELECT count(*) FILTER (WHERE status IN ('NOT_STARTED', 'IN_PROGRESS', 'RETURNED'))::integer AS missing,
        count(*) FILTER (WHERE status = 'SUBMITTED')::integer AS waiting
      FROM ${reports} r`,
    db.$queryRaw<MissingUnit[]>`
      SELECT unit_name AS "unitName", status::text AS status, due_before AS "dueBefore", correct_before AS "correctBefore"
      FROM ${reports} r WHERE status IN ('NOT_STARTED', 'IN_PROGRESS', 'RETURNED')
      ORDER BY unit_name, id LIMIT ${MOST_UNITS}`,
  ]);
  const { missing: missingCount, waiting } = counts[0]!;
  return { missing, missingCount, waiting };
}

/** How the own unit's documents are worded and measured. */
export function ownSettings(
  db: Db,
  { actor }: Consolidation<Overseer | Reviewer>,
): Promise<{ settings: DocumentSettings; version: number }> {
  return documentSettingsOf(db, actor.unit.id);
}
