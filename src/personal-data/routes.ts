import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import type { PageCache } from '../platform/http/page-cache.js';
import { renderPage } from '../platform/page/render.js';
import { PERSONAL_DATA } from './addresses.js';
import { keptPage } from './kept-pages.js';

/** What the portal keeps of persons, for anybody to read. */
export function personalDataRoutes({ config }: AppDeps, pages: PageCache): Router {
  return Router().get(
    PERSONAL_DATA,
    pages.page((chrome) =>
      Promise.resolve(renderPage('personal-data/kept', keptPage(chrome, config.accountYears), chrome)),
    ),
  );
}
