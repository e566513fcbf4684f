import { once } from 'node:events';
import type { RequestListener, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

/** How long a portal that stops waits, in ms. */
export interface StopPatience {
  /** For requests that are on their way on connections where none runs; then those connections are closed. */
  readonly idle: number;
  /** For requests that run; then they are cut off. */
  readonly running: number;
}

/** How a server stops without losing a request: it is announced, then nothing new is taken, then what runs is finished. */
export class Drain {
  private readonly unanswered = new Set<ServerResponse>();
  private isLeaving = false;
  private isLast = false;

  /** `app`, and before it what this needs to know and to say. */
  around(app: RequestListener): RequestListener {
    return (req, res) => {
      if (this.isLast) closeAfter(res);
      if (this.isLeaving && req.url === '/readyz') sayLeaving(res);
      else app(req, res);
      // What lay ready in memory has been answered by now.
      if (res.writableEnded) return;
      this.unanswered.add(res);
      res.once('close', () => this.unanswered.delete(res));
    };
  }

  /**
   * From now on `/readyz` is 503, so that a balancer sends nobody any more, and each answer is the last of its connection.
   * All else goes on.
   */
  leave(): void {
    this.isLeaving = true;
    this.lastAnswers();
  }

  /** Takes no more connections, and resolves when those there are have ended: with the answer to their next request. */
  async finish(server: Server, { idle, running }: StopPatience): Promise<void> {
    this.lastAnswers();
    const closed = once(server, 'close');
    // The close of an HTTP server would close at once what is idle, also where a request is on its way.
    NetServer.prototype.close.call(server);
    const impatient = setTimeout(() => {
      server.closeAllConnections();
    }, running);
    const over = new AbortController();
    void closeIdle(server, idle, over.signal);
    await closed;
    clearTimeout(impatient);
    over.abort();
  }

  private lastAnswers(): void {
    this.isLast = true;
    for (const res of this.unanswered) closeAfter(res);
  }
}

/** After `idle` ms, and then as their requests end. */
async function closeIdle(server: Server, idle: number, over: AbortSignal): Promise<void> {
  for (let pause = idle; ; pause = 50) {
    await sleep(pause, undefined, { signal: over }).catch(() => undefined);
    // What has arrived is read first: a process that was held up has not looked yet.
    await turn();
    if (over.aborted) return;
    server.closeIdleConnections();
  }
}

function closeAfter(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close');
}

function sayLeaving(res: ServerResponse): void {
  res.writeHead(503, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  res.end(JSON.stringify({ status: 'not ready', problem: 'the portal is being stopped' }));
}
