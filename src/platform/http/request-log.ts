import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the way Express lets its types be extended
  namespace Express {
    interface Request {
      /** Stands on every log line and error page of this request. */
      id: string;
    }
  }
}

/** Of a request that was answered; `ms` is how long that took. */
export interface Answered {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}
type OnAnswered = (answered: Answered) => void;

/**
 * Gives each request an id and writes one line when it is answered: no names, addresses, queries or bodies. The
 * address is that of the route (`/kich-hoat/:token`), since a path may hold a secret.
 */
export function requestLog(log: Logger, onAnswered: OnAnswered = () => undefined): RequestHandler {
  return (req, res, next) => {
    req.id = randomUUID();
    res.set('X-Request-Id', req.id);
    const start = performance.now();
    res.once('close', () => {
      const line = {
        requestId: req.id,
        method: req.method,
        route: routeOf(req),
        status: res.statusCode,
        ms: Math.round((performance.now() - start) * 10) / 10,
        ...(isCutOff(res) ? { cutOff: true } : {}),
      };
      log.info(line, 'request');
      onAnswered(line);
    });
    next();
  };
}

function routeOf(req: Request): string {
  const route = req.route as { path: unknown } | undefined;
  return typeof route?.path === 'string' ? req.baseUrl + route.path : '(none)';
}

/** "GET /xet-duyet/17/tep/5": the route, with the numbers that were asked for; whatever else stands in a path may be a secret. */
export function placeOf(req: Request): string {
  const asked = req.originalUrl.split(/[/?]/);
  const parts = routeOf(req)
    .split('/')
    .map((part, at) => (part.startsWith(':') && /^\d{1,10}$/.test(asked[at] ?? '') ? asked[at] : part));
  return `${req.method} ${parts.join('/')}`;
}

/** The visitor left before the whole answer was sent. */
function isCutOff(res: Response): boolean {
  return !res.writableFinished;
}
