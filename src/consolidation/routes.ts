import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { exampleRoutes } from './examples/routes.js';
import { partsRoutes } from './parts/routes.js';
import { passageRoutes } from './passages/routes.js';
import { sendingRoutes } from './sending/routes.js';
import { textRoutes } from './texts/routes.js';
import { totalsRoutes } from './totals/routes.js';
import { yearsRoutes } from './years/routes.js';

/** /tong-hop/<year>: the direct children's reports made into one. */
export function consolidationRoutes(deps: AppDeps): Router {
  return Router().use(
    totalsRoutes(deps),
    partsRoutes(deps),
    yearsRoutes(deps),
    textRoutes(deps),
    passageRoutes(deps),
    exampleRoutes(deps),
    sendingRoutes(deps),
  );
}
