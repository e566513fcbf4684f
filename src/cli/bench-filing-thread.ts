import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

// A thread of `npm run bench -- filing`: the filers' own, so that what their browsers do does not count as the portal's work.

export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly cookie: string;
  /** The fields of a form, as a browser posts them. */
  readonly body?: string;
}

export interface Given {
  readonly url: string;
  /** How many are under way at a time. */
  readonly connections: number;
  readonly requests: readonly Sent[];
}

/** `statuses` and `bodies` in the order of the requests; `seconds` for all of them. */
export interface Told {
  readonly seconds: number;
  readonly statuses: readonly number[];
  readonly bodies: readonly string[];
}

const { url, connections, requests } = workerData as Given;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const statuses: number[] = [];
const bodies: string[] = [];
let next = 0;

const began = performance.now();
await Promise.all(Array.from({ length: connections }, sendInTurn));
const seconds = (performance.now() - began) / 1000;
agent.destroy();
parentPort?.postMessage({ seconds, statuses, bodies } satisfies Told);

async function sendInTurn(): Promise<void> {
  for (let at = next++; at < requests.length; at = next++) await send(requests[at]!, at);
}

function send({ method, path, cookie, body }: Sent, at: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const headers = { accept: 'text/html', cookie, ...type };
    const sent = request(url + path, { agent, method, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.once('end', () => {
        statuses[at] = res.statusCode ?? 0;
        bodies[at] = Buffer.concat(chunks).toString();
        resolve();
      });
    });
    sent.once('error', reject).end(body);
  });
}
