import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

// A thread of `npm run bench -- beside`: visitors of their own core, so that what they do does not count as the portal's work.

/** What one stranger asks for over and over, from an address of its own. */
export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** A word is added to the path that nobody asked for before. */
  readonly isNew?: boolean;
}

export interface Given {
  readonly url: string;
  readonly seconds: number;
  /** Each stranger asks for one of these at once after the last answer; none: there is one visitor, who asks every so often. */
  readonly strangers?: readonly Asked[];
  readonly everyMs?: number;
}

/** By status, how many answers; the visitor's waits in ms. */
export interface Told {
  readonly answers: Readonly<Record<string, number>>;
  readonly waits: readonly number[];
}

const given = workerData as Given;
const answers: Record<string, number> = {};
const waits: number[] = [];
const agent = new Agent({ keepAlive: true });
const end = performance.now() + given.seconds * 1000;

await (given.strangers ? Promise.all(given.strangers.map(ask)) : visit(given.everyMs ?? 20));
agent.destroy();
parentPort?.postMessage({ answers, waits } satisfies Told);

async function ask({ method, path, body, isNew }: Asked, stranger: number): Promise<void> {
  for (let time = 0; performance.now() < end; time++)
    await send({
      method,
      path: isNew ? `${path}+tu${stranger}x${time}` : path,
      body,
      from: `10.9.${stranger}.1`,
    });
}

/** Asks whether the last answer has come or not: who waits long must not ask more seldom. */
async function visit(everyMs: number): Promise<void> {
  const asked: Promise<void>[] = [];
  for (let at = performance.now(); at < end; at += everyMs) {
    await wait(Math.max(0, at - performance.now()));
    asked.push(send({ method: 'GET', path: '/', from: '10.8.0.1', since: at }));
  }
  await Promise.all(asked);
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: string | undefined;
  readonly from: string;
  readonly since?: number;
}

function send({ method, path, body, from, since }: Sent): Promise<void> {
  return new Promise((resolve, reject) => {
    const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const headers = { 'accept-encoding': 'br', 'x-forwarded-for': from, ...form };
    const sent = request(`${given.url}${path}`, { agent, method, headers }, (res) => {
      res.resume().once('end', () => {
        const status = String(res.statusCode);
        answers[status] = (answers[status] ?? 0) + 1;
        if (since !== undefined) waits.push(performance.now() - since);
        resolve();
      });
    });
    sent.once('error', reject).end(body);
  });
}
