import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { page } from '../platform/page/render.js';
import { asOverseer, pathNumber } from '../platform/http/routing.js';
import { acknowledgementsOf } from '../acknowledgements/finders.js';
import { remindersOf } from '../reminders/own/finders.js';
import { inspectionsOf } from '../inspections/finders.js';
import { unitProfile } from '../reports/addresses.js';
import { answersOverYears, calleesOfUnit, latestEvents, openUnitBelow, reportsOverYears } from './finders.js';
import { ofReaders, unitPage } from './pages.js';

/** /theo-doi/don-vi/<unit>: one unit below the reader's own, over the years. */
export function unitPageRoutes({ db, clock }: AppDeps): Router {
  return Router().get(
    unitProfile(':id'),
    asOverseer(async (overseer, req, res) => {
      const seen = await openUnitBelow(db, overseer, pathNumber(req, 'id'));
      const [callees, reports] = await Promise.all([calleesOfUnit(db, seen), reportsOverYears(db, seen)]);
      const { contacts, unit } = seen;
      const { id } = unit;
      const events = latestEvents(reports);
      const [answers, reminders, receipts, inspections] = await Promise.all([
        answersOverYears(db, reports),
        remindersOf(db, id),
        acknowledgementsOf(db, id),
        inspectionsOf(db, id),
      ]);
      const found = { answers, events, reminders, receipts, inspections };
      const parts = { seen, contacts, callees, reports, ...found };
      page(res, 'unit-page/unit', unitPage(seen.isBelow ? parts : ofReaders(parts), clock()));
    }),
  );
}
