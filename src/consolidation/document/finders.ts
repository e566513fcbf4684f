import { actAsConsolidator, type Overseer, type Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import { obligationTexts } from '../../guidance/finders.js';
import { documentSettingsOf } from '../../document-settings/finders.js';
import type { DocumentSettings } from '../../document-settings/rules.js';
import { openOwnReport, ownReading, type OwnDraft } from '../../reports/finders.js';
import { owed, TIMED } from '../../reports/deadline-finders.js';
import { ownReportContent } from '../../reports/document/report-document.js';
import { answersIn } from '../../form/report-answers.js';
import { isFiled } from '../../reports/lifecycle.js';
import { stalePassages } from '../carried/finders.js';
import { toFill } from '../fill/rules.js';
import { shownExamples } from '../examples/finders.js';
import { childReports, countedReports, shownTotals, type Consolidation, type Shown } from '../finders.js';
import { totalsOfYear, yearBefore } from '../totals/finders.js';
import type { YearBefore } from '../totals/rules.js';
import { MOST_UNITS, type ConsolidatedParts, type OwnContent, type UnitFigures } from './content.js';
import type { Standing, Standings, StandingUnit } from './standings.js';

/** All that the consolidated document says. */
export async function consolidatedParts(
  db: Db,
  open: Consolidation<Overseer>,
  shown: Shown,
  now: Date,
): Promise<ConsolidatedParts> {
  const [own, parent, sums, before, units, standings, examples] = await Promise.all([
    ownContent(db, open),
    parentOf(db, open),
    shownTotals(db, open, shown),
    comparedYear(db, open),
    unitFigures(db, open, shown),
    standingsOf(db, open, shown, now),
    shownExamples(db, open, shown, MOST_UNITS),
  ]);
  return {
    year: open.period.year,
    unit: own?.content.unit ?? open.actor.unit.name,
    form: open.form,
    ...{ parent, own, shown, filed: open.filed, sums, before, units, standings, examples },
  };
}

/** What the own report says now: what was filed, while that stands, else the draft; null where the unit has none. */
async function ownContent(db: Db, consolidation: Consolidation<Overseer>): Promise<OwnContent | null> {
  const { actor, period } = consolidation;
  if ((await db.report.count({ where: { unitId: actor.unit.id, periodId: period.id } })) === 0) return null;
  const { open, draft } = await ownReading(
    db,
    await openOwnReport(db, actAsConsolidator(actor), period.year),
  );
  const { report } = open;
  const obligations = await obligationTexts(db, report.period.guidanceVersionId);
  return {
    form: report.form,
    isBegun: draft.sections.size > 0,
    old: isFiled(report.status) ? { figures: 0, passages: 0 } : await oldParts(db, consolidation, draft),
    content: { ...ownReportContent(open, draft, obligations), lastYear: draft.lastYear },
  };
}

async function oldParts(
  db: Db,
  open: Consolidation<Overseer>,
  { form, answers, filled, children, nilReason }: OwnDraft,
): Promise<OwnContent['old']> {
  const stale = await stalePassages(db, open);
  const given = { form, composed: new Map<string, never>(), written: answersIn(answers.sections), filled };
  return {
    figures: children && nilReason === '' ? toFill({ ...given, sums: children.sums }).stale : 0,
    passages: [...stale.values()].reduce((sum, count) => sum + count, 0),
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

/** How the children stand now, or stood when that was filed which shows; of each kind the first by name. */
async function standingsOf(
  db: Db,
  open: Consolidation<Overseer>,
  shown: Shown,
  now: Date,
): Promise<Standings> {
  const at = shown.filed?.takenAt ?? now;
  const standing = Prisma.sql`coalesce(${owed(at)}, CASE report.status
    WHEN 'EXEMPT' THEN 'exempt' WHEN 'SUBMITTED' THEN 'waiting' ELSE 'accepted' END)`;
  const reports = childReports(open, shown);
  const [counts, units] = await Promise.all([
    db.$queryRaw<{ standing: Standing; count: number }[]>`
      SELECT ${standing} AS standing, count(*)::integer AS count FROM ${reports} report GROUP BY 1`,
    db.$queryRaw<StandingUnit[]>`
      SELECT unit_name AS "unitName", is_extended AS "isExtended", ${TIMED} FROM (
        SELECT report.*, row_number() OVER (PARTITION BY ${standing} ORDER BY unit_name, id) AS place
        FROM ${reports} report WHERE status <> 'ACCEPTED'
      ) report
      WHERE place <= ${MOST_UNITS} ORDER BY unit_name, id`,
  ]);
  return { at, units, counts: Object.fromEntries(counts.map((row) => [row.standing, row.count])) };
}

/** How the own unit's documents are worded and measured. */
export function ownSettings(
  db: Db,
  { actor }: Consolidation<Overseer | Reviewer>,
): Promise<{ settings: DocumentSettings; version: number }> {
  return documentSettingsOf(db, actor.unit.id);
}
