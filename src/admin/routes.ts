import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { calendarGaps } from '../holidays/finders.js';
import { gapWords } from '../holidays/rules.js';
import { page } from '../platform/page/render.js';
import { asAdmin } from '../platform/http/routing.js';
import { ownUnit } from '../units/finders.js';
import { isRootAdmin, lacksContact } from '../units/rules.js';
import { componentsPage } from './components-page.js';
import { adminPage } from './pages.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';

/** Where an administrator begins. */
export function adminRoutes({ db, clock }: AppDeps): Router {
  return Router()
    .get(
      ADMINISTRATION,
      asAdmin(async (admin, _req, res) => {
        const calendar = isRootAdmin(admin) ? gapWords(await calendarGaps(db, clock())) : '';
        page(
          res,
          'admin/index',
          adminPage(admin, { calendar, contact: lacksContact(await ownUnit(db, admin)) }),
        );
      }),
    )
    .get(
      `${ADMINISTRATION}/giao-dien`,
      asAdmin((_admin, _req, res) => {
        page(res, 'admin/components', componentsPage());
      }),
    );
}
