import type { Actor, Overseer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import type { ExportJob, Prisma } from '../../platform/prisma/client.js';
import { findActor } from '../../accounts/finders.js';
import { allFields, readForm, type FormDefinition } from '../../form/definition.js';
import { quotientOf } from '../../form/kinds.js';
import { countedStatuses } from '../../reports/child-sums-finders.js';
import { TIMED } from '../../reports/deadline-finders.js';
import type { Example } from '../document/content.js';
import type { StandingUnit } from '../document/standings.js';
import { asAgreed, examplesThen } from '../examples/finders.js';
import {
  childReports,
  countedReports,
  shownOf,
  shownTotals,
  type Consolidation,
  type Shown,
} from '../finders.js';
import { batchesOf } from './batches.js';
import type { ExportedReport, ExportSource } from './source.js';
import { exportState, type ExportOptions } from './rules.js';

const JOBS_SHOWN = 30;

/** The exports of the year that the own account asked for, newest first. */
export function ownExports(db: Db, open: Consolidation<Overseer>): Promise<ExportJob[]> {
  return db.exportJob.findMany({ where: ownJobs(open), orderBy: { id: 'desc' }, take: JOBS_SHOWN });
}

declare const opened: unique symbol;
/** An export of the own account, of the unit that it oversees. */
export interface OpenedExport {
  readonly actor: Overseer;
  readonly job: ExportJob;
  readonly [opened]: true;
}

export async function openExport(db: Db, open: Consolidation<Overseer>, id: number): Promise<OpenedExport> {
  const job = await db.exportJob.findFirst({ where: { ...ownJobs(open), id } });
  if (!job) throw new NotFound('Không có tệp này, hoặc tệp không do tài khoản của bạn yêu cầu.');
  return { actor: open.actor, job } as unknown as OpenedExport;
}

function ownJobs({ actor, period }: Consolidation<Overseer>): Prisma.ExportJobWhereInput {
  return { accountId: actor.accountId, unitId: actor.unit.id, periodId: period.id };
}

/** The parts of a finished file, one after the other; NotFound once it is gone. */
export function fileParts(db: Db, { job }: OpenedExport, now: Date): AsyncGenerator<Buffer> {
  if (exportState(job, now) !== 'ready')
    throw new NotFound('Tệp này chưa lập xong, hoặc không còn được giữ.');
  return parts(db, job.id);
}

async function* parts(db: Db, jobId: number): AsyncGenerator<Buffer> {
  for (let number = 0; ; number++) {
    const part = await db.exportPart.findUnique({ where: { jobId_number: { jobId, number } } });
    if (!part) return;
    yield Buffer.from(part.content);
  }
}

/** Who asked for an export, where that account still is active; undefined where not. */
export function askerOf(db: Db, job: ExportJob, now: Date): Promise<Actor | undefined> {
  return findActor(db, job.accountId, now);
}

export async function yearOf(db: Db, { periodId }: ExportJob): Promise<number> {
  return (await db.period.findUniqueOrThrow({ where: { id: periodId }, select: { year: true } })).year;
}

const HOUR = 3_600_000;

/** Reads in one snapshot, so that what a file says adds up whatever is filed meanwhile. */
export function inSnapshot<T>(db: Db, read: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(read, { isolationLevel: 'RepeatableRead', maxWait: 30_000, timeout: 6 * HOUR });
}

/** All that an export reads, a batch at a time. */
export async function exportSource(
  tx: Tx,
  open: Consolidation<Overseer>,
  options: ExportOptions,
  madeAt: Date,
): Promise<ExportSource> {
  const { actor, period, form } = open;
  const unit = await tx.unit.findUniqueOrThrow({ where: { id: actor.unit.id }, select: { code: true } });
  const versions = await tx.formVersion.findMany({ where: { periodId: period.id } });
  const shown: Shown = shownOf(open, options);
  return {
    ...{ year: period.year, form, formVersion: period.formVersion, shown, madeAt },
    unit: { code: unit.code, name: actor.unit.name },
    forms: new Map([
      ...versions.map(({ number, form: old }) => [number, readForm(old)] as const),
      [period.formVersion, form],
    ]),
    sums: await shownTotals(tx, open, shown),
    rated: await ratedReports(tx, form, countedReports(open, shown)),
    reports: () => batchesOf((after, take) => reportRows(tx, countedReports(open, shown), after, take)),
    uncounted: () => uncountedUnits(tx, childReports(open, shown), countedStatuses(shown)),
    examples: () => modelExamples(tx, open, shown),
  };
}

/** A report that has one part only says nothing to the rate. */
async function ratedReports(tx: Tx, form: FormDefinition, counted: Prisma.Sql): Promise<Map<string, number>> {
  const asked = allFields(form).flatMap((field) => {
    const { of, over } = quotientOf(field) ?? {};
    return of && over ? [{ code: field.code, part: of, whole: over }] : [];
  });
  const rows = await tx.$queryRaw<{ code: string; count: number }[]>`
    SELECT r.code, count(*)::int AS count
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS r (code text, part text[], whole text[])
      JOIN ${counted} c ON jsonb_exists_any(c.figures, r.part) AND jsonb_exists_any(c.figures, r.whole)
    GROUP BY r.code`;
  return new Map(rows.map(({ code, count }) => [code, count]));
}

/**
 * A page of the index first, and only then what belongs to it: joined at once, every page would be cut out of all rows.
 * The content as text, since it is parsed one at a time.
 */
function reportRows(
  tx: Tx,
  counted: Prisma.Sql,
  after: ExportedReport | undefined,
  take: number,
): Promise<ExportedReport[]> {
  return tx.$queryRaw<ExportedReport[]>`
    WITH page AS MATERIALIZED (
      SELECT report_id, unit_name, unit_level, status, number FROM ${counted} c
      WHERE (unit_name, report_id) > (${after?.unitName ?? ''}, ${after?.id ?? 0})
      ORDER BY unit_name, report_id LIMIT ${take}
    )
    SELECT r.id, u.code AS "unitCode", p.unit_name AS "unitName", p.unit_level::text AS level, p.status::text AS status,
      p.number, s.form_version AS "formVersion", s.submitted_at AS "submittedAt", s.content::text AS content
    FROM page p
      JOIN reports r ON r.id = p.report_id
      JOIN submissions s ON s.report_id = p.report_id AND s.number = p.number
      JOIN units u ON u.id = r.unit_id
    ORDER BY p.unit_name, p.report_id`;
}

/** Rows of a list that are not long. */
const LIST_BATCH = 500;

/** Those that must report and are not counted, as the pages count them: an exempt unit is not missing. */
async function* uncountedUnits(
  tx: Tx,
  reports: Prisma.Sql,
  counted: readonly string[],
): AsyncGenerator<StandingUnit> {
  for (let after = { id: 0, unitName: '' }; ;) {
    const rows = await tx.$queryRaw<(StandingUnit & { id: number })[]>`
      SELECT id, unit_name AS "unitName", is_extended AS "isExtended", ${TIMED} FROM ${reports} report
      WHERE status <> 'EXEMPT' AND status::text <> ALL (${counted}) AND (unit_name, id) > (${after.unitName}, ${after.id})
      ORDER BY unit_name, id LIMIT ${LIST_BATCH}`;
    yield* rows;
    after = rows.at(-1) ?? after;
    if (rows.length < LIST_BATCH) return;
  }
}

async function* modelExamples(
  tx: Tx,
  open: Consolidation<Overseer>,
  { filed }: Shown,
): AsyncGenerator<Example> {
  if (filed) {
    yield* await examplesThen(tx, filed);
    return;
  }
  const where = { parentId: open.actor.unit.id, periodId: open.period.id };
  for (let after = 0; ;) {
    const rows = await tx.modelExample.findMany({
      where: { ...where, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: LIST_BATCH,
    });
    yield* rows.map(asAgreed);
    after = rows.at(-1)?.id ?? after;
    if (rows.length < LIST_BATCH) return;
  }
}
