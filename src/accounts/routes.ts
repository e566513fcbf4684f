import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import type { Authentication } from './authentication.js';
import { signInRoutes } from './sign-in/routes.js';

/** Signing in and out. */
export function accountRoutes(deps: AppDeps, authentication: Authentication): Router {
  return Router().use(signInRoutes(deps, authentication));
}
