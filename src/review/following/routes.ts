import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { page } from '../../platform/render.js';
import { asOverseer, pathNumber } from '../../platform/routing.js';
import { currentPeriod } from '../../periods/finders.js';
import { childReports, countReports, openedPeriod, openFollowedUnit } from './finders.js';
import { readFollowQuery } from './forms.js';
import { followPage } from './pages.js';

/** /theo-doi/<year>: where the reports of the direct children stand. */
export function followingRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    '/theo-doi',
    asOverseer(async (_overseer, _req, res) => {
      const period = await currentPeriod(db);
      if (period) return res.redirect(303, `/theo-doi/${String(period.year)}`);
      page(res, 'review/no-period', { title: 'Theo dõi', nav: 'following' });
    }),
  );

  router.get(
    '/theo-doi/:year',
    asOverseer(async (overseer, req, res) => {
      const { query, unknown } = readFollowQuery(req.query);
      const [period, unit] = await Promise.all([
        openedPeriod(db, pathNumber(req, 'year')),
        openFollowedUnit(db, overseer, query.unitId),
      ]);
      const scope = { periodId: period.id, parentId: unit.id };
      const now = clock();
      const [counts, list] = await Promise.all([
        countReports(db, scope),
        childReports(db, scope, query, now),
      ]);
      const isOwn = unit.id === overseer.unit.id;
      const model = followPage({ year: period.year, unit, isOwn, query, unknown, counts, list }, now);
      page(res, 'review/follow', model, unknown.length > 0 ? 422 : 200);
    }),
  );

  return router;
}
