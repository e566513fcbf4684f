import type { ErrorRequestHandler, Request } from 'express';
import { Forbidden, ForeignRequest, NotFound, TooManyRequests } from '../errors.js';
import { placeOf } from './request-log.js';
import { noteSecurity } from './security-log.js';
import { StaleToken } from './security.js';

/**
 * Tells the security log of whatever was refused for the sake of security. Stands before all that answers errors, so that
 * no route has to think of it.
 */
export const noteRefusals: ErrorRequestHandler = (error: unknown, req, _res, next) => {
  const event = refusedFor(error, req);
  if (event !== undefined) noteSecurity(req, { event, outcome: 'refused', about: placeOf(req) });
  next(error);
};

/** 404 of who is signed in: outside of what they may know of, or not there; the two are not told apart. */
function refusedFor(error: unknown, req: Request): string | undefined {
  if (error instanceof ForeignRequest) return 'foreign-request';
  if (error instanceof StaleToken) return 'stale-token';
  if (error instanceof TooManyRequests) return 'rate-limit';
  const isAboutAccess = error instanceof Forbidden || error instanceof NotFound;
  return isAboutAccess && req.user ? 'access' : undefined;
}
