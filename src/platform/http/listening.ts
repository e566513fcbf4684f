import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { CannotStart } from '../../config.js';

/**
 * Longer than proxies keep an unused connection (nginx 60 s): the side that sends must be the one that closes, or a request
 * meets a closing door. In ms.
 */
const KEPT_OPEN = { keepAliveTimeout: 75_000, headersTimeout: 80_000 };

/** Serves on `port`, 0 for any. CannotStart where that is taken or not allowed. */
export async function listen(app: RequestListener, port: number): Promise<Server> {
  const server = createServer(KEPT_OPEN, app).listen(port);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new CannotStart(`port ${port} is taken: set PORT to another one`);
    throw new CannotStart(`the portal cannot listen on port ${port} (${code})`);
  }
}

/** CannotStart where `listen` would throw it: to be known before anything else is begun. */
export async function tryPort(port: number): Promise<void> {
  const server = await listen(() => undefined, port);
  server.close();
  await once(server, 'close');
}
