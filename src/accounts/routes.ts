import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { activationRoutes } from './activation/routes.js';
import type { ReleaseWork } from './administration/commands.js';
import { accountAdminRoutes } from './administration/routes.js';
import type { Authentication, Greet } from './authentication.js';
import type { Succession } from './handover/applying-commands.js';
import { handoverRoutes } from './handover/routes.js';
import { lockedOutRoutes } from './locked-out/routes.js';
import { oneTimeCodeRoutes } from './one-time-code/routes.js';
import { ownEmailRoutes } from './own-email/routes.js';
import { ownAccountRoutes } from './own/routes.js';
import { arrivals } from './second-factor/arrival-routes.js';
import { enrolmentGate } from './second-factor/gate-routes.js';
import { secondFactorRoutes } from './second-factor/routes.js';
import { sessionRoutes } from './sessions/routes.js';
import { setupRoutes } from './setup/routes.js';
import { forgottenRoutes } from './forgotten/routes.js';
import { noteSignIn } from './sign-in-commands.js';
import { signInRoutes } from './sign-in/routes.js';
import { signOnRoutes } from './sign-on/routes.js';

/** What other features do: with the work of whoever leaves, and for whoever comes the first time. */
interface Others {
  readonly release: ReleaseWork;
  readonly greet: Greet;
  readonly succession: Succession;
}

/** Signing in, here or at another system, the own account, activation, the first run, and the administration of accounts. */
export function accountRoutes(
  deps: AppDeps,
  authentication: Authentication,
  { release, greet, succession }: Others,
): Router {
  const arriving = arrivals(deps, async (actor) => {
    await noteSignIn(deps.db, actor, deps.clock());
    return greet(actor);
  });
  return Router().use(
    enrolmentGate,
    signInRoutes(deps, authentication, arriving),
    signOnRoutes(deps, arriving),
    secondFactorRoutes(deps, arriving),
    forgottenRoutes(deps),
    ownAccountRoutes(deps),
    ownEmailRoutes(deps),
    sessionRoutes(deps),
    activationRoutes(deps, arriving),
    setupRoutes(deps, arriving),
    accountAdminRoutes(deps, release),
    handoverRoutes(deps, succession),
    oneTimeCodeRoutes(deps),
    lockedOutRoutes(deps),
  );
}
