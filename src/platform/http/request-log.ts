import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
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

/** What is known of a request when it comes; `route`: read when it is over. */
interface Asked {
  readonly requestId: string;
  readonly method: string;
  readonly route: () => string;
}
/** Sees to the line of the request that `res` answers. */
export type NoteAnswer = (res: ServerResponse, asked: Asked) => void;

/**
 * Writes one line when a request has been answered: no names, addresses, queries or bodies. The address is that of the
 * route (`/kich-hoat/:token`), since a path may hold a secret.
 */
export function answerNoter(log: Logger, onAnswered: OnAnswered = () => undefined): NoteAnswer {
  // All that stands in the line is the portal's own: to look for secrets in it would cost more than to write it.
  const plain = log.child({}, { redact: [] });
  return (res, { requestId, method, route }) => {
    const start = performance.now();
    res.on('close', () => {
      const ms = Math.round((performance.now() - start) * 10) / 10;
      const line = { requestId, method, route: route(), status: res.statusCode, ms };
      plain.info(isCutOff(res) ? { ...line, cutOff: true } : line, 'request');
      onAnswered(line);
    });
  };
}

/** Gives each request an id, and has its line written. */
export function requestLog(note: NoteAnswer): RequestHandler {
  return (req, res, next) => {
    req.id = newRequestId();
    res.set(REQUEST_ID, req.id);
    note(res, { requestId: req.id, method: req.method, route: () => routeOf(req) });
    next();
  };
}

export const REQUEST_ID = 'X-Request-Id';

export function newRequestId(): string {
  return randomUUID();
}

/** The pattern under which Express answers: "/kich-hoat/:token"; '(none)' where there is none. */
export function routeOf(req: Request): string {
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
function isCutOff(res: ServerResponse): boolean {
  return !res.writableFinished;
}
