import type { Filer, Overseer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Prisma } from '../../platform/prisma/client.js';
import type { UnionsFact } from '../../form/meanings.js';
import type { SubmissionContent } from '../../reports/submission-content.js';
import type { Source } from '../../reports/consolidated/finders.js';
import { ofChildren } from '../../reports/child-sums-finders.js';
import { unionsBelow, type UnionsCount } from '../../reports/unions-below-rules.js';
import type { OpenedOwn } from '../../reports/finders.js';
import { isFiled } from '../../reports/lifecycle.js';
import { countedReports, filedBy, type Consolidation, type Filed } from '../finders.js';
import type { Gathered } from './rules.js';

/** The marked passages by the question under which they gather, in their order; of merged ones, whose they were. */
export async function gatheredPassages(
  db: Db | Tx,
  { actor, period }: Consolidation<Filer> | Consolidation<Overseer>,
): Promise<Map<string, Gathered[]>> {
  const rows = await db.passage.findMany({
    where: { parentId: actor.unit.id, periodId: period.id, mergedIntoId: null },
    select: {
      id: true,
      target: true,
      text: true,
      report: { select: { unitName: true } },
      merged: { select: { id: true, report: { select: { unitName: true } } }, orderBy: { id: 'asc' } },
    },
    orderBy: [{ target: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  });
  const gathered = new Map<string, Gathered[]>();
  for (const { id, target, text, report, merged } of rows) {
    const unitNames = [...new Set([report, ...merged.map((one) => one.report)].map((r) => r.unitName))];
    gathered.set(target, [
      ...(gathered.get(target) ?? []),
      { ids: [id, ...merged.map((one) => one.id)], text, unitNames },
    ]);
  }
  return gathered;
}

/** The passages that a text was composed of, with what they say and where they were marked; those that are gone are left out. */
export function passagesBehind(db: Db, { report }: OpenedOwn, ids: readonly number[]) {
  return db.passage.findMany({
    where: { id: { in: [...ids] }, parentId: report.unitId, periodId: report.periodId },
    select: {
      id: true,
      original: true,
      submissionNumber: true,
      report: { select: { id: true, unitName: true, figures: { select: { number: true, status: true } } } },
    },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
}
export type PassageBehind = Awaited<ReturnType<typeof passagesBehind>>[number];

/** A figure that counts unions below, with the reports it is made of: at this moment, or at that of the filing. */
export interface UnionsSources extends UnionsCount {
  readonly filed: Filed | null;
  readonly withSubmitted: boolean;
  /** By the units' names, those after one of them; one more than a page where there are. */
  readonly sources: readonly Source[];
}

export async function unionsSources(
  db: Db,
  { actor, report }: OpenedOwn,
  { field, fact }: { field: string; fact: UnionsFact },
  { size, after }: { size: number; after?: number | undefined },
): Promise<UnionsSources> {
  const filed = await filedBy(db, report.unitId, { id: report.periodId, form: report.form });
  const { sums, withSubmitted } = filed ?? (await ofChildren(db, report));
  const counted = countedReports({ actor, period: report.period }, { withSubmitted, filed });
  const rest = after
    ? Prisma.sql`WHERE (unit_name, report_id) > (SELECT unit_name, id FROM reports WHERE id = ${after})`
    : Prisma.empty;
  const sources = await db.$queryRaw<Source[]>`
    SELECT report_id AS "reportId", unit_name AS "unitName", number, number AS "numberNow", figures -> ${field}::text AS value
    FROM ${counted} c ${rest} ORDER BY unit_name, report_id LIMIT ${size + 1}`;
  return { ...unionsBelow(report.form, sums)[fact], filed, withSubmitted, sources };
}

/** What an older report says to a figure that its unit was still asked for; null where the portal knew it. */
export async function writtenByUnit(db: Db, { report }: OpenedOwn, section: string, field: string) {
  if (!isFiled(report.status)) return null;
  const filed = await db.submission.findFirstOrThrow({
    where: { reportId: report.id },
    select: { number: true, content: true },
    orderBy: { number: 'desc' },
  });
  const { sections, ownChildren } = filed.content as unknown as SubmissionContent;
  if (ownChildren) return null;
  const value = sections[section]?.answers[field];
  return { number: filed.number, value: typeof value === 'number' ? value : undefined };
}
