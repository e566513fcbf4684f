import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Arrivals } from './arrival-routes.js';
import { ownFactorRoutes } from './own-routes.js';
import { requirementRoutes } from './requirement-routes.js';
import { factorResetRoutes } from './reset-routes.js';
import { secondStepRoutes } from './step-routes.js';

/** What sign-in asks for besides the password: asking for it, setting it up, who must have it, and taking it off an account. */
export function secondFactorRoutes(deps: AppDeps, arriving: Arrivals): Router {
  return Router().use(
    secondStepRoutes(deps, arriving),
    ownFactorRoutes(deps),
    requirementRoutes(deps),
    factorResetRoutes(deps),
  );
}
