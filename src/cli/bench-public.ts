import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { get, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { createApp } from '../app.js';
import type { AppDeps } from '../deps.js';
import { Drain } from '../platform/http/drain.js';
import { listen } from '../platform/http/listening.js';
import { createLog } from '../platform/log.js';
import { logStream } from '../platform/log-stream.js';
import { median, startBareServer, type BenchPortal } from './bench-portal.js';

const ROUNDS = 9;
const SECONDS = 1;
const GOAL = 0.75;

const PAGES = [
  ['home page', '/'],
  ['full text', '/huong-dan'],
  ['search', '/tim-kiem?q=neu+guong'],
] as const;
const WAYS = ['identity', 'br', '304'] as const;
type Way = (typeof WAYS)[number];

/**
 * Requests a second of public pages, with a line in the log for each, against a bare server that sends the same bytes: plain,
 * compressed, and to whoever has them already.
 */
export async function measurePublic({ deps }: BenchPortal): Promise<string[]> {
  const { url, close } = await serve(deps);
  const lines: string[] = [];
  for (const [name, path] of PAGES)
    for (const way of WAYS) lines.push(`${name}, ${way}: ${await measure(`${url}${path}`, way)}`);
  await close();
  return lines;
}

/** As `npm start` serves, its log in a file. */
async function serve(deps: AppDeps) {
  const path = join(tmpdir(), `portal-bench-${process.pid}.log`);
  const file = openSync(path, 'w');
  const drain = new Drain();
  const app = createApp({ ...deps, log: createLog('info', logStream(file)) });
  const server = await listen(drain.around(app), { port: 0, host: undefined });
  const close = async () => {
    await drain.finish(server, { idle: 0, running: 0 });
    closeSync(file);
    await rm(path);
  };
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, close };
}

async function measure(page: string, way: Way): Promise<string> {
  const headers: Record<string, string> = { 'accept-encoding': way === '304' ? 'br' : way };
  // The first search also makes the index; then the page warms up, and is compressed thoroughly meanwhile.
  await ask(page, headers);
  await requestsPerSecond(page, headers);
  const first = await ask(page, headers);
  if (way === '304') headers['if-none-match'] = first.headers.etag ?? '';
  const bare = await startBareServer(first.body, first.headers, way === '304' ? 304 : 200);
  await requestsPerSecond(bare.url, headers);
  const rates: { portal: number; bare: number }[] = [];
  // They alternate, so that what disturbs one disturbs the other.
  for (let round = 0; round < ROUNDS; round++) {
    const portal = await requestsPerSecond(page, headers);
    rates.push({ portal, bare: await requestsPerSecond(bare.url, headers) });
  }
  bare.close();
  const portal = median(rates.map((rate) => rate.portal));
  const least = median(rates.map((rate) => rate.bare));
  const share = median(rates.map((rate) => rate.portal / rate.bare));
  const figures = `${portal.toFixed(0)} of ${least.toFixed(0)} requests/s, ${first.body.length} bytes`;
  return `${share.toFixed(2)} of a bare server (goal ${GOAL}; ${figures})`;
}

async function requestsPerSecond(url: string, headers: Record<string, string>): Promise<number> {
  // In a thread of its own: else its work would count as the server's.
  const result = await autocannon({ url, headers, connections: 10, duration: SECONDS, workers: 1 });
  const status = 'if-none-match' in headers ? '304' : '200';
  const { count = 0 } = result.statusCodeStats?.[status] ?? {};
  if (count === 0 || count < result.requests.total || result.errors > 0)
    throw new Error(`${url} does not always answer ${status}`);
  return count / result.duration;
}

/** The answer as it comes over the wire. */
function ask(
  url: string,
  headers: Record<string, string>,
): Promise<{ body: Buffer; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        resolve({ body: Buffer.concat(chunks), headers: res.headers });
      });
    }).once('error', reject);
  });
}
