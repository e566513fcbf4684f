import type { AppDeps } from '../../deps.js';
import { actAsOverseer, hasRole } from '../../platform/actor.js';
import { repeat, type Job } from '../../platform/jobs/jobs.js';
import { PartTooLong } from '../../platform/files/zip-stream.js';
import type { ExportJob } from '../../platform/prisma/client.js';
import { openConsolidation } from '../finders.js';
import {
  failExport,
  finishExport,
  giveBack,
  holdExport,
  keepExport,
  savePart,
  takeExport,
} from './commands.js';
import { askerOf, exportSource, inSnapshot, yearOf } from './finders.js';
import { MOST_SIZE, PART_SIZE } from './limits.js';
import type { ExportSource } from './source.js';
import {
  ExportInterrupted,
  ExportLost,
  ExportRefused,
  fileNameOf,
  mediaTypes,
  NO_LONGER_ALLOWED,
  TOO_LARGE,
  type ExportKind,
  type ExportOptions,
} from './rules.js';
import { writeCsv } from './csv.js';
import { writeJson } from './json.js';
import { writeWorkbook } from './workbook.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'log' | 'config' | 'storage' | 'uploads'>;

/** How often the queue is looked into, in ms. */
const EVERY = 3000;

/** Makes the exports that were asked for until it is stopped; any number of processes may. */
export function startExportJob(deps: Deps, every = EVERY): Job {
  return repeat(async (isStopping) => {
    if (!deps.storage?.isFull()) await makeAllWaiting(deps, isStopping);
  }, every);
}

/** One after the other, until none waits. A database that fails is tried again in the next round. */
export async function makeAllWaiting(deps: Deps, isStopping = () => false): Promise<void> {
  try {
    while (!isStopping()) {
      const job = await takeExport(deps.db, deps.clock());
      if (!job) return;
      await attempt(deps, job, isStopping);
    }
  } catch (error) {
    deps.log.error({ err: error }, 'the exports could not be worked off');
  }
}

async function attempt(deps: Deps, job: ExportJob, isStopping: () => boolean): Promise<void> {
  const { db, clock, log } = deps;
  try {
    await make(deps, job, isStopping);
  } catch (error) {
    // Cancelled, or somebody else's: nothing is left to be said.
    if (error instanceof ExportLost) return;
    if (error instanceof ExportInterrupted) return giveBack(db, job).catch(ignoreLost);
    log.warn({ err: error, export: job.id, attempt: job.attempts }, 'an export could not be made');
    await failExport(db, job, reasonOf(error), clock()).catch(ignoreLost);
  }
}

/** Undefined where another attempt may help. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof PartTooLong) return TOO_LARGE;
  return error instanceof ExportRefused ? error.message : undefined;
}

function ignoreLost(error: unknown): void {
  if (!(error instanceof ExportLost)) throw error;
}

async function make(deps: Deps, job: ExportJob, isStopping: () => boolean): Promise<void> {
  const { db, clock } = deps;
  const actor = await askerOf(db, job, clock());
  if (!actor || actor.unit.id !== job.unitId || !hasRole(actor, 'REVIEWER', 'LEADER'))
    throw new ExportRefused(NO_LONGER_ALLOWED);
  const open = await openConsolidation(db, actAsOverseer(actor), await yearOf(db, job));
  const kind = job.kind as ExportKind;
  const watch = {
    isStopping,
    keep: (done: number, total: number) => keepExport(db, job, { done, total }, clock()),
  };
  const made = await inSnapshot(db, async (tx) => {
    await holdExport(tx, job);
    const source = await exportSource(tx, open, job.options as unknown as ExportOptions, clock());
    const { watched, progress } = watchedSource(source, watch);
    const size = await keepParts(deps, job, contentOf(kind, watched, deps));
    return { size, done: progress.total, total: progress.total, fileName: fileNameOf(kind, source) };
  });
  await finishExport(db, job, { ...made, mediaType: mediaTypes[kind] }, clock());
}

function contentOf(
  kind: ExportKind,
  source: ExportSource,
  { config, uploads }: Deps,
): AsyncGenerator<Buffer> {
  if (kind === 'xlsx') return writeWorkbook(source, uploads);
  return kind === 'csv' ? writeCsv(source) : writeJson(source, config.publicUrl ?? '');
}

interface Watch {
  readonly isStopping: () => boolean;
  readonly keep: (done: number, total: number) => Promise<void>;
}
/** Reports between two looks at whether it was cancelled, and two steps of progress. */
const A_STEP = 200;

/** The source, whose reports are counted as they are read: between batches the export may be ended. */
function watchedSource(source: ExportSource, { isStopping, keep }: Watch) {
  const progress = { done: 0, total: source.sums.reports };
  const look = async () => {
    if (isStopping()) throw new ExportInterrupted();
    await keep(progress.done, progress.total);
  };
  async function* counted() {
    await look();
    for await (const report of source.reports()) {
      yield report;
      progress.done += 1;
      if (progress.done % A_STEP === 0) await look();
    }
  }
  return { watched: { ...source, reports: counted }, progress };
}

/** Keeps the file in parts as it is written; gives its length. */
async function keepParts(
  { db, clock }: Deps,
  job: ExportJob,
  content: AsyncIterable<Buffer>,
): Promise<number> {
  let waiting: Buffer[] = [];
  let [length, size, number] = [0, 0, 0];
  const save = async () => {
    await savePart(db, job, { number, content: Buffer.concat(waiting) }, clock());
    [waiting, length, number] = [[], 0, number + 1];
  };
  for await (const chunk of content) {
    waiting.push(chunk);
    length += chunk.length;
    size += chunk.length;
    if (size > MOST_SIZE) throw new ExportRefused(TOO_LARGE);
    if (length >= PART_SIZE) await save();
  }
  if (length > 0) await save();
  return size;
}
