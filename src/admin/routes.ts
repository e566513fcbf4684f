import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { yearOf } from '../platform/text/calendar.js';
import { actAsAdmin, actAsPublisher, hasRole } from '../platform/actor.js';
import { page } from '../platform/page/render.js';
import { asAdmin, asMember } from '../platform/http/routing.js';
import { caresOf } from './cares.js';
import { whatIsFound } from './finders.js';
import { componentsPage } from './components-page.js';
import { adminPage, publishingPage } from './pages.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';

/** Where an administrator begins, and who else publishes. */
export function adminRoutes({ db, clock, config }: AppDeps): Router {
  return Router()
    .get(
      ADMINISTRATION,
      asMember(async (actor, _req, res) => {
        if (!hasRole(actor, 'ADMIN') && hasRole(actor, 'REVIEWER'))
          return page(res, 'admin/index', publishingPage(actAsPublisher(actor)));
        const admin = actAsAdmin(actor);
        const now = clock();
        const found = await whatIsFound(db, config, admin, now);
        page(res, 'admin/index', adminPage(admin, caresOf(found, yearOf(now), now), found.asksContacts));
      }),
    )
    .get(
      `${ADMINISTRATION}/giao-dien`,
      asAdmin((_admin, _req, res) => {
        page(res, 'admin/components', componentsPage());
      }),
    );
}
