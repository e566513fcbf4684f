import type { Overseer } from '../../platform/actor.js';
import { connectionsOf, type Db, type Tx } from '../../platform/postgres/db.js';
import { NotPossible } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import type { ExportJob } from '../../platform/prisma/client.js';
import { record } from '../../history/commands.js';
import type { Consolidation } from '../finders.js';
import type { OpenedExport } from './finders.js';
import { DEAD_AFTER, LEASE, MOST_ATTEMPTS, MOST_UNFINISHED, RETRY_AFTER } from './limits.js';
import {
  ExportLost,
  GIVEN_UP,
  keptSince,
  TO_BE_TRIED_AGAIN,
  type ExportKind,
  type ExportOptions,
} from './rules.js';

const UNFINISHED = { finishedAt: null, failedAt: null, cancelledAt: null };

/** Puts an export in the queue; refused where the account has as many unfinished ones as it may. */
export function askForExport(
  db: Db,
  { actor, period }: Consolidation<Overseer>,
  { kind, options }: { kind: ExportKind; options: ExportOptions },
  now: Date,
): Promise<Outcome> {
  return db.$transaction(async (tx) => {
    const { accountId } = actor;
    // Two requests at once are counted one after the other.
    await tx.$queryRaw`SELECT id FROM accounts WHERE id = ${accountId} FOR UPDATE`;
    const unfinished = await tx.exportJob.count({ where: { accountId, ...UNFINISHED } });
    if (unfinished >= MOST_UNFINISHED) return { problems: [TOO_MANY] };
    const about = { accountId, unitId: actor.unit.id, periodId: period.id };
    await tx.exportJob.create({ data: { ...about, kind, options: { ...options }, askedAt: now } });
    const detail = { year: period.year, format: kind.toUpperCase() };
    await record(tx, { at: now, action: 'export-asked', actor, unitId: actor.unit.id, detail });
    return { done: true };
  });
}

const TOO_MANY = {
  field: '',
  message: `Bạn đang có ${MOST_UNFINISHED} tệp chưa lập xong. Hãy đợi một tệp xong, hoặc hủy bớt, rồi yêu cầu lại.`,
};

/** Stops an export, wherever it is. Conflict where it came to its end meanwhile. */
export function cancelExport(db: Db, { job }: OpenedExport, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.exportJob.updateMany({
      where: { id: job.id, ...UNFINISHED },
      data: { cancelledAt: now, takenUntil: null },
    });
    if (count === 0) throw new NotPossible('Tệp này đã lập xong, đã lỗi hoặc đã hủy. Hãy tải lại trang.');
    await removeParts(tx, job.id);
  });
}

/**
 * Takes the export that waits longest; undefined where there is none. It is nobody else's for LEASE, and begins anew:
 * one that died in between leaves nothing behind. Gives up what was tried often enough.
 */
export async function takeExport(db: Db, now: Date): Promise<ExportJob | undefined> {
  for (;;) {
    const taken = await db.$transaction((tx) => takeNext(tx, now));
    if (taken === undefined || taken.failedAt === null) return taken;
  }
}

async function takeNext(tx: Tx, now: Date): Promise<ExportJob | undefined> {
  const dead = new Date(now.getTime() + LEASE - DEAD_AFTER);
  const [next] = await tx.$queryRaw<{ id: number; attempts: number }[]>`
    SELECT id, attempts FROM export_jobs
    WHERE finished_at IS NULL AND failed_at IS NULL AND cancelled_at IS NULL
      AND (taken_until IS NULL OR taken_until <= ${now} OR (error = '' AND taken_until <= ${dead} AND NOT is_export_held(id)))
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (!next) return undefined;
  await removeParts(tx, next.id);
  const data =
    next.attempts >= MOST_ATTEMPTS
      ? { failedAt: now, error: GIVEN_UP, takenUntil: null }
      : { attempts: { increment: 1 }, error: '', takenUntil: leaseFrom(now), done: 0, total: 0, size: 0 };
  return tx.exportJob.update({ where: { id: next.id }, data });
}

/** For as long as the transaction lasts, others see that the export is being made, however long the lease was not renewed. */
export async function holdExport(tx: Tx, { id }: ExportJob): Promise<void> {
  await tx.$queryRaw`SELECT try_export(${id})`;
}

/** Says how far it is and holds the export longer; ExportLost where it is cancelled, or somebody else's by now. */
export async function keepExport(
  db: Db | Tx,
  job: ExportJob,
  progress: { done: number; total: number },
  now: Date,
): Promise<void> {
  await settle(db, job, { ...progress, takenUntil: leaseFrom(now) });
}

/** Keeps the next part of the file, only while the export is this worker's. */
export async function savePart(
  db: Db,
  { id, attempts }: ExportJob,
  { number, content }: { number: number; content: Uint8Array },
  now: Date,
): Promise<void> {
  const values = [id, attempts, leaseFrom(now), number, content];
  const { rowCount } = await connectionsOf(db).query(SAVE_PART, values);
  if (rowCount === 0) throw new ExportLost();
}

const SAVE_PART = `
  WITH held AS (
    UPDATE export_jobs SET taken_until = $3
    WHERE id = $1 AND attempts = $2 AND finished_at IS NULL AND failed_at IS NULL AND cancelled_at IS NULL
    RETURNING id
  )
  INSERT INTO export_parts (job_id, number, content) SELECT id, $4, $5 FROM held`;

export async function finishExport(
  db: Db,
  job: ExportJob,
  file: { fileName: string; mediaType: string; size: number; done: number; total: number },
  now: Date,
): Promise<void> {
  await settle(db, job, { ...file, finishedAt: now, takenUntil: null });
}

/** Ends the export with a reason, or leaves it to another attempt. */
export function failExport(db: Db, job: ExportJob, reason: string | undefined, now: Date): Promise<void> {
  const isOver = reason !== undefined || job.attempts >= MOST_ATTEMPTS;
  return db.$transaction(async (tx) => {
    // Nobody is at it, which is not to be taken for a worker that died.
    const again = { error: TO_BE_TRIED_AGAIN, takenUntil: new Date(now.getTime() + RETRY_AFTER) };
    await settle(tx, job, isOver ? { failedAt: now, error: reason ?? GIVEN_UP, takenUntil: null } : again);
    await removeParts(tx, job.id);
  });
}

/** The process stops: the export is there for another one at once, and the attempt did not count. */
export async function giveBack(db: Db, job: ExportJob): Promise<void> {
  await settle(db, job, { takenUntil: null, attempts: job.attempts - 1 });
}

/** Removes the files that were kept long enough, of so many exports at most; the rows stay, and say so. Answers with how many. */
export async function removeOldExports(db: Db, now: Date, most = 1000): Promise<number> {
  const old = await db.exportJob.findMany({
    where: { finishedAt: { lte: keptSince(now) }, removedAt: null },
    select: { id: true },
    take: most,
  });
  for (const { id } of old)
    await db.$transaction(async (tx) => {
      await removeParts(tx, id);
      await tx.exportJob.update({ where: { id }, data: { removedAt: now } });
    });
  return old.length;
}

/** Only while this attempt is the one that holds it: `attempts` tells workers apart, whatever their clocks say. */
async function settle(db: Db | Tx, { id, attempts }: ExportJob, data: SettledData): Promise<void> {
  const { count } = await db.exportJob.updateMany({ where: { id, attempts, ...UNFINISHED }, data });
  if (count === 0) throw new ExportLost();
}
type SettledData = Partial<Omit<ExportJob, 'id' | 'options'>>;

async function removeParts(tx: Tx, jobId: number): Promise<void> {
  await tx.exportPart.deleteMany({ where: { jobId } });
}

function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE);
}
