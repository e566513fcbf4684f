import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { asAdmin, pathNumber } from '../platform/http/routing.js';
import { page } from '../platform/page/render.js';
import { unitAddress } from '../units/addresses.js';
import { seeUnit } from './unit-finders.js';
import { adminUnitPage } from './unit-pages.js';

/** The page of one unit: its accounts, its children, its contact, and what can be done with it. */
export function adminUnitRoutes({ db, clock }: AppDeps): Router {
  return Router().get(
    unitAddress(':id'),
    asAdmin(async (admin, req, res) => {
      const now = clock();
      page(
        res,
        'admin/unit',
        adminUnitPage(admin, await seeUnit(db, admin, pathNumber(req, 'id'), now), now),
      );
    }),
  );
}
