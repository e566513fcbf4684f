import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { Router, type RequestHandler, type Response } from 'express';
import staticGzip from 'express-static-gzip';

const PUBLIC = new URL('../../../public/', import.meta.url);

/**
 * Files of public/. Those under /assets carry a hash of their content in the name, so browsers keep them; what
 * compresses was compressed when it was built.
 */
export function publicFiles(): Router {
  const root = fileURLToPath(PUBLIC);
  const files = express.static(root, { index: false, maxAge: '1d', setHeaders: askForWorker });
  // Read once: else every page would be looked for among the files first.
  const names = new Set(readdirSync(root));
  return Router()
    .use(
      '/assets',
      staticGzip(`${root}assets`, {
        index: false,
        enableBrotli: true,
        orderPreference: ['br', 'gz'],
        serveStatic: { immutable: true, maxAge: '365d' },
      }) as RequestHandler,
    )
    .use((req, res, next) => (names.has(req.path.split('/')[1] ?? '') ? files(req, res, next) : next()));
}

/** A browser that keeps the service worker asks each time whether it has changed. */
function askForWorker(res: Response, path: string): void {
  if (path.endsWith('/sw.js')) res.set('Cache-Control', 'no-cache');
}
