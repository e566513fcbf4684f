import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { activationRoutes } from './activation/routes.js';
import type { ReleaseWork } from './administration/commands.js';
import { accountAdminRoutes } from './administration/routes.js';
import type { Authentication, Greet } from './authentication.js';
import { ownEmailRoutes } from './own-email/routes.js';
import { ownAccountRoutes } from './own/routes.js';
import { setupRoutes } from './setup/routes.js';
import { forgottenRoutes } from './forgotten/routes.js';
import { noteSignIn } from './sign-in-commands.js';
import { signInRoutes } from './sign-in/routes.js';

/** What other features do: with the work of whoever leaves, and for whoever comes the first time. */
interface Others {
  readonly release: ReleaseWork;
  readonly greet: Greet;
}

/** Signing in, the own account, activation, the first run, and the administration of accounts. */
export function accountRoutes(
  deps: AppDeps,
  authentication: Authentication,
  { release, greet }: Others,
): Router {
  const arrive: Greet = async (actor) => {
    await noteSignIn(deps.db, actor, deps.clock());
    return greet(actor);
  };
  return Router().use(
    signInRoutes(deps, authentication, arrive),
    forgottenRoutes(deps),
    ownAccountRoutes(deps),
    ownEmailRoutes(deps),
    activationRoutes(deps, arrive),
    setupRoutes(deps, arrive),
    accountAdminRoutes(deps, release),
  );
}
