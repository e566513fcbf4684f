import type { RequestHandler } from 'express';

/**
 * Stands before whatever knows who asks: nothing of that is kept by a browser or a proxy, be it a page, a file or a
 * refusal. A route may say otherwise of what is the same for everybody.
 */
export const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
