import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { CannotStart } from '../../config.js';
import { keepingPace, type Pace } from './pace.js';

/** What one process lets strangers hold, in ms and bytes. */
export interface DoorLimits {
  /**
   * Longer than proxies keep an unused connection (nginx 60 s): the side that sends must be the one that closes, or a request
   * meets a closing door.
   */
  readonly keepAliveTimeout: number;
  /** From the first byte of a request, or of a connection, to the end of its headers. */
  readonly headersTimeout: number;
  readonly connectionsCheckingInterval: number;
  readonly maxHeaderSize: number;
  /** Beyond them new ones are closed at once. */
  readonly maxConnections: number;
  readonly pace?: Pace;
}

const LIMITS: DoorLimits = {
  ...{ keepAliveTimeout: 75_000, headersTimeout: 20_000, connectionsCheckingInterval: 5000 },
  ...{ maxHeaderSize: 16_384, maxConnections: 4000 },
};

/** Where to listen: port 0 for any, without a host on every address of the machine. */
export interface Door {
  readonly port: number;
  readonly host: string | undefined;
}

/** CannotStart where the port is taken or not allowed, or the host is no address of this machine. */
export async function listen(
  app: RequestListener,
  { port, host }: Door,
  { maxConnections, pace, ...limits } = LIMITS,
): Promise<Server> {
  // No request is over after a flat time: a photograph on a slow line takes what it takes (pace.ts).
  const server = createServer({ ...limits, requestTimeout: 0 }, keepingPace(app, pace));
  server.maxConnections = maxConnections;
  server.listen({ port, host });
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new CannotStart(`port ${port} is taken: set PORT to another one`);
    if (code === 'EADDRNOTAVAIL') throw new CannotStart(`HOST ${String(host)} is no address of this machine`);
    throw new CannotStart(`the portal cannot listen on port ${port} (${code})`);
  }
}

/** CannotStart where `listen` would throw it: to be known before anything else is begun. */
export async function tryPort(door: Door): Promise<void> {
  const server = await listen(() => undefined, door);
  server.close();
  await once(server, 'close');
}
