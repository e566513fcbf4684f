import type { IncomingMessage, RequestListener } from 'node:http';

/** How slowly a body may come: `grace` in ms, and from then on at least `rate` bytes a second, counted from its beginning. */
export interface Pace {
  readonly grace: number;
  readonly rate: number;
}

/** A fifth of what a telephone's slowest line carries (GPRS): 20 MB may take hours, and who sends a byte a second is gone soon. */
const SLOWEST: Pace = { grace: 30_000, rate: 500 };
/** In ms */
const LOOK_EVERY = 1000;

/**
 * Closes the connection of who sends a body too slowly. Only time in which the app reads counts: what waits for the portal
 * itself, unread, is nobody's fault.
 */
export function keepingPace(app: RequestListener, pace = SLOWEST): RequestListener {
  return (req, res) => {
    if (hasBody(req)) watch(req, pace);
    app(req, res);
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function watch(req: IncomingMessage, { grace, rate }: Pace): void {
  const every = Math.min(LOOK_EVERY, grace);
  const before = req.socket.bytesRead;
  let waited = 0;
  const timer = setInterval(() => {
    if (req.readableFlowing) waited += every;
    const received = req.socket.bytesRead - before;
    if (req.complete) clearInterval(timer);
    else if (waited > grace && received < (rate * waited) / 1000) req.socket.destroy();
  }, every).unref();
  req.once('close', () => clearInterval(timer));
}
