import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.js';
import { startPortal } from '../main.js';
import type { AppDeps } from '../deps.js';
import { openDb } from '../platform/postgres/db.js';
import { runningEmbedded } from '../platform/postgres/embedded-postgres.js';

/** A portal of its own for measuring, on a fresh database in a temporary directory that goes with it. */
export interface BenchPortal {
  readonly url: string;
  /** Its `db` is the owner's, who may set triggers aside while a province is made. */
  readonly deps: AppDeps;
  /** The owner's. */
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** The clock starts at a moment when a period of that year is open and not yet due. */
export const BENCH_NOW = '2026-08-20T08:00:00+07:00';

export async function startBenchPortal(): Promise<BenchPortal> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-bench-'));
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    await chmod(dataDir, 0o755);
    return await startIn(dataDir, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

async function startIn(dataDir: string, remove: () => Promise<void>): Promise<BenchPortal> {
  // A visitor's address is what the bench says it is: many come from one machine.
  const proxied = { TRUST_PROXY: '1' };
  const settings = { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', PORTAL_NOW: BENCH_NOW };
  const config = readConfig({ ...settings, ...proxied });
  let deps: AppDeps | undefined;
  const keep = (opened: AppDeps) => {
    deps = opened;
    return Promise.resolve();
  };
  const portal = await startPortal(config, { prepare: keep });
  if (!deps) throw new Error('the portal has not been prepared');
  const { ownerUrl: databaseUrl = '' } = (await runningEmbedded(dataDir)) ?? {};
  const { db, close } = openDb(databaseUrl);
  const stop = () =>
    close()
      .then(() => portal.stop())
      .finally(remove);
  return { url: portal.url, deps: { ...deps, db }, databaseUrl, stop };
}

/** A server that does nothing but send these bytes, or that nothing has changed: the least that an answer can cost. */
export async function startBareServer(body: Buffer, sent: IncomingHttpHeaders, status: 200 | 304) {
  const type = { 'Content-Type': sent['content-type'] };
  const encoding = sent['content-encoding'];
  const headers = encoding === undefined ? type : { ...type, 'Content-Encoding': encoding };
  const whole = { ...headers, 'Content-Length': body.length };
  const server = createServer((_req, res) => {
    if (status === 304) res.writeHead(304, { ETag: sent.etag }).end();
    else res.writeHead(200, whole).end(body);
  }).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}

/** The middle one of the values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value under which that share of them lies; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

/** How long `work` takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** 0.6234 → "0.62" */
export function ratio(a: number, b: number): string {
  return (a / b).toFixed(2);
}
