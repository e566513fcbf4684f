import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { carriedRoutes } from './carried/routes.js';
import { consolidatedDocumentRoutes } from './document/routes.js';
import { exampleRoutes } from './examples/routes.js';
import { exportRoutes } from './exports/routes.js';
import { partsRoutes } from './breakdown/routes.js';
import { passageRoutes } from './passages/routes.js';
import { publicationRoutes } from './publication/routes.js';
import { sendingRoutes } from './sending/routes.js';
import { textRoutes } from './texts/routes.js';
import { taskRoutes } from './tasks/routes.js';
import { totalsRoutes } from './totals/routes.js';
import { yearsRoutes } from './years/routes.js';

/** /tong-hop/<year>: the direct children's reports made into one. */
export function consolidationRoutes(deps: AppDeps): Router {
  return Router().use(
    // Before the years: its schema has an address beside theirs.
    exportRoutes(deps),
    taskRoutes(deps),
    totalsRoutes(deps),
    carriedRoutes(deps),
    partsRoutes(deps),
    yearsRoutes(deps),
    textRoutes(deps),
    passageRoutes(deps),
    exampleRoutes(deps),
    consolidatedDocumentRoutes(deps),
    sendingRoutes(deps),
    publicationRoutes(deps),
  );
}
