import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';

const PUBLIC = new URL('../../public/', import.meta.url);

/** Files of public/. Those under /assets carry a hash of their content in the name, so browsers keep them. */
export function publicFiles(): Router {
  const root = fileURLToPath(PUBLIC);
  return Router()
    .use('/assets', express.static(`${root}assets`, { index: false, immutable: true, maxAge: '365d' }))
    .use(express.static(root, { index: false, maxAge: '1d' }));
}
