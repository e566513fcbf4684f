import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { asAdmin } from '../platform/http/routing.js';
import { page } from '../platform/page/render.js';
import { RETENTION } from './addresses.js';
import { prunings } from './commands.js';
import { retentionOf } from './finders.js';
import { retentionPage } from './pages.js';

/** What is kept how long, and what goes next, for the federation's administrator. */
export function retentionRoutes({ db, clock, config: { accountYears } }: AppDeps): Router {
  return Router().get(
    RETENTION,
    asAdmin(async (admin, _req, res) => {
      const retention = await retentionOf(db, admin, prunings, { now: clock(), accountYears });
      page(res, 'list', retentionPage(retention, accountYears));
    }),
  );
}
