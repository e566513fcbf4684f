import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { branchExtensionRoutes } from './branch-extension/routes.js';
import { bulkRoutes } from './bulk/routes.js';
import { correctionDaysRoutes } from './correction-days/routes.js';
import { documentRoutes } from './document/routes.js';
import { followingRoutes } from './following/routes.js';
import { noteRoutes } from './notes/routes.js';
import { phraseRoutes } from './phrases/routes.js';
import { reviewingRoutes } from './reviewing/routes.js';
import { summaryRoutes } from './summary/routes.js';
import { worklistRoutes } from './worklist/routes.js';

/** Following and reviewing the reports of the direct children. Fixed addresses stand before /:id. */
export function reviewRoutes(deps: AppDeps): Router {
  return Router().use(
    followingRoutes(deps),
    summaryRoutes(deps),
    phraseRoutes(deps),
    correctionDaysRoutes(deps),
    noteRoutes(deps),
    reviewingRoutes(deps),
    documentRoutes(deps),
    worklistRoutes(deps),
    bulkRoutes(deps),
    branchExtensionRoutes(deps),
  );
}
