import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { calendarGaps } from '../holidays/finders.js';
import { gapWords } from '../holidays/rules.js';
import { actAsAdmin, actAsPublisher, hasRole } from '../platform/actor.js';
import { page } from '../platform/page/render.js';
import { asAdmin, asMember } from '../platform/http/routing.js';
import { ownUnit } from '../units/finders.js';
import { isRootAdmin, lacksContact } from '../units/rules.js';
import { componentsPage } from './components-page.js';
import { adminPage, publishingPage } from './pages.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';

/** Where an administrator begins, and who else publishes. */
export function adminRoutes({ db, clock }: AppDeps): Router {
  return Router()
    .get(
      ADMINISTRATION,
      asMember(async (actor, _req, res) => {
        if (!hasRole(actor, 'ADMIN') && hasRole(actor, 'REVIEWER'))
          return page(res, 'admin/index', publishingPage(actAsPublisher(actor)));
        const admin = actAsAdmin(actor);
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
