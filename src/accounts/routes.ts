import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { activationRoutes } from './activation/routes.js';
import type { ReleaseWork } from './administration/commands.js';
import { accountAdminRoutes } from './administration/routes.js';
import type { Authentication } from './authentication.js';
import { ownAccountRoutes } from './own/routes.js';
import { setupRoutes } from './setup/routes.js';
import { signInRoutes } from './sign-in/routes.js';

/** Signing in, the own account, activation, the first run, and the administration of accounts (`release`: see there). */
export function accountRoutes(deps: AppDeps, authentication: Authentication, release: ReleaseWork): Router {
  return Router().use(
    signInRoutes(deps, authentication),
    ownAccountRoutes(deps),
    activationRoutes(deps),
    setupRoutes(deps),
    accountAdminRoutes(deps, release),
  );
}
