import type { AppDeps } from '../deps.js';
import { actAsOverseer } from '../platform/actor.js';
import { askForExport } from '../consolidation/exports/commands.js';
import { makeAllWaiting } from '../consolidation/exports/job.js';
import { exportKinds, type ExportKind } from '../consolidation/exports/rules.js';
import { openConsolidation } from '../consolidation/finders.js';
import { numberOption } from './bench-options.js';
import { timed, type BenchPortal } from './bench-portal.js';
import { consolidatedProvince } from './bench-province.js';

const SIZES = [
  { size: 100, year: 2201 },
  { size: 10_000, year: 2202 },
  { size: 100_000, year: 2203 },
];

/** The most seconds, by how many reports. */
const GOALS: Readonly<Record<ExportKind, Readonly<Partial<Record<number, number>>>>> = {
  xlsx: { 10_000: 8, 100_000: 60 },
  csv: { 100_000: 25 },
  json: { 100_000: 25 },
};
/** The most MB beyond what the process had before. */
const MORE_MEMORY = 150;

/**
 * Everything as a workbook, a CSV and a JSON, of 100, 10,000 and 100,000 accepted reports: time, of which on the processor,
 * size and memory. `--reports=10000`: no more than so many; 100,000 take minutes to be made.
 */
export async function measureExports({ deps }: BenchPortal): Promise<string[]> {
  const lines: string[] = [];
  const most = numberOption('reports', Infinity);
  for (const { size, year } of SIZES.filter((each) => each.size <= most)) {
    const actor = actAsOverseer(await consolidatedProvince(deps, size, year));
    const open = await openConsolidation(deps.db, actor, year);
    for (const kind of exportKinds) {
      const asked = await askForExport(
        deps.db,
        open,
        { kind, options: { withSubmitted: false, live: true } },
        deps.clock(),
      );
      if (!('done' in asked)) throw new Error('an export before has not come to its end');
      lines.push(await exportLine(deps, kind, size));
    }
  }
  return lines;
}

async function exportLine(deps: AppDeps, kind: ExportKind, size: number): Promise<string> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const cpuBefore = process.cpuUsage();
  const time = await timed(() => untilFinished(deps));
  const { user, system } = process.cpuUsage(cpuBefore);
  clearInterval(watch);
  const { size: bytes } = await latest(deps);
  const goal = GOALS[kind][size];
  const cpu = `${((user + system) / 1e6).toFixed(1)} s of Node`;
  const took = `${(time / 1000).toFixed(1)} s${goal === undefined ? '' : ` (goal ${goal} s)`}, ${cpu}`;
  const more = `${megabytes(peak - before)} MB more memory (goal ${MORE_MEMORY} MB)`;
  return `${kind.toUpperCase()} of ${size} reports: ${took}, ${more}, a file of ${megabytes(bytes)} MB`;
}

/** The portal that is measured has a worker of its own, which may be the faster. */
async function untilFinished(deps: AppDeps): Promise<void> {
  for (;;) {
    await makeAllWaiting(deps);
    const { finishedAt, failedAt, error } = await latest(deps);
    if (finishedAt) return;
    if (failedAt) throw new Error(error);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function latest({ db }: AppDeps) {
  return db.exportJob.findFirstOrThrow({ orderBy: { id: 'desc' } });
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
