import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { asAdmin } from '../../platform/http/routing.js';
import { page } from '../../platform/page/render.js';
import { readId } from '../../platform/text/numbers.js';
import { LOCKED_OUT } from '../addresses.js';
import { countLockedOut, lockedOutUnits } from './finders.js';
import { lockedOutPage } from './pages.js';

/** The units of the own branch for which nobody can sign in. */
export function lockedOutRoutes({ db, clock }: AppDeps): Router {
  return Router().get(
    LOCKED_OUT,
    asAdmin(async (admin, req, res) => {
      const [now, after] = [clock(), readId(req.query['sau'])];
      const [found, count] = await Promise.all([
        lockedOutUnits(db, admin, after, now),
        countLockedOut(db, admin, now),
      ]);
      page(res, 'list', lockedOutPage(found, count, after));
    }),
  );
}
