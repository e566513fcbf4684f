import { get } from 'node:http';
import autocannon from 'autocannon';
import { median, ratio, startBareServer, type BenchPortal } from './bench-portal.js';

const ROUNDS = 9;
const SECONDS = 1;

const PAGES = [
  ['home page', '/'],
  ['full text', '/huong-dan'],
  ['search', '/tim-kiem?q=neu+guong'],
] as const;

/** Requests a second of public pages against a bare server that sends the same bytes, plain and compressed. */
export async function measurePublic({ url }: BenchPortal): Promise<string[]> {
  const lines: string[] = [];
  for (const [name, path] of PAGES)
    for (const encoding of ['identity', 'br'] as const)
      lines.push(`${name}, ${await measure(`${url}${path}`, encoding)}`);
  return lines;
}

async function measure(page: string, encoding: 'identity' | 'br'): Promise<string> {
  const body = await bytesOf(page, encoding);
  const bare = await startBareServer(body, encoding);
  const rates: { portal: number; bare: number }[] = [];
  // The first round warms both up; they alternate, so that what disturbs one disturbs the other.
  for (let round = 0; round <= ROUNDS; round++) {
    const portal = await requestsPerSecond(page, encoding);
    rates.push({ portal, bare: await requestsPerSecond(bare.url, encoding) });
  }
  bare.close();
  const portal = median(rates.slice(1).map((rate) => rate.portal));
  const least = median(rates.slice(1).map((rate) => rate.bare));
  const figures = `${portal.toFixed(0)} of ${least.toFixed(0)} requests/s, ${body.length} bytes`;
  return `${encoding}: ${ratio(portal, least)} of a bare server (${figures})`;
}

async function requestsPerSecond(url: string, encoding: string): Promise<number> {
  const headers = { 'accept-encoding': encoding };
  // In a thread of its own: else its work would count as the server's.
  const result = await autocannon({ url, headers, connections: 10, duration: SECONDS, workers: 1 });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url} does not always answer`);
  return result['2xx'] / result.duration;
}

/** The body as it comes over the wire. */
function bytesOf(url: string, encoding: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': encoding } }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        resolve(Buffer.concat(chunks));
      });
    }).once('error', reject);
  });
}
