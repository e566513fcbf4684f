import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Overseer } from '../../platform/actor.js';
import { page } from '../../platform/page/render.js';
import { asOverseer, pathNumber } from '../../platform/http/routing.js';
import { findWorkingCalendar } from '../../holidays/finders.js';
import { currentPeriod } from '../../periods/finders.js';
import { FOLLOWING } from '../../platform/page/addresses.js';
import { following } from '../../reports/addresses.js';
import { changesFor } from '../../reports/dates/finders.js';
import { branchesOf } from './branches/finders.js';
import { countedFacts } from './counts/finders.js';
import { exportRoutes } from './export/routes.js';
import { childReports, followedPeriods, openFollowedUnit, waitingAt } from './finders.js';
import { readFollowQuery } from './forms.js';
import { followPage } from './pages.js';

/** /theo-doi/<year>: where the reports of the direct children stand. */
export function followingRoutes(deps: AppDeps): Router {
  return Router()
    .get(FOLLOWING, toCurrentYear(deps))
    .get(
      following(':year'),
      asOverseer((overseer, req, res) => follow(deps, overseer, req, res)),
    )
    .use(exportRoutes(deps));
}

function toCurrentYear({ db }: AppDeps): RequestHandler[] {
  return asOverseer(async (_overseer, _req, res) => {
    const period = await currentPeriod(db);
    if (period) return res.redirect(303, following(period.year));
    page(res, 'review/no-period', { title: 'Theo dõi', nav: 'following' });
  });
}

async function follow({ db, clock }: AppDeps, actor: Overseer, req: Request, res: Response): Promise<void> {
  const { query, unknown } = readFollowQuery(req.query);
  const [{ period, before, own, hasMoved }, unit, calendar] = await Promise.all([
    followedPeriods(db, actor, pathNumber(req, 'year')),
    openFollowedUnit(db, actor, query.unitId),
    findWorkingCalendar(db),
  ]);
  const now = clock();
  const soon = calendar.dueSoonUntil(now, query.days);
  const scope = { periodId: period.id, parentId: unit.id };
  const [factsOf, { oldest, endings }, branches, list, changes] = await Promise.all([
    countedFacts(db, unit.id, [period.id, ...(before ? [before.id] : [])]),
    waitingAt(db, scope, now),
    branchesOf(db, scope, now, query),
    childReports(db, scope, { query, now, soon }),
    hasMoved ? changesFor(db, period.id, unit.id) : [],
  ]);
  const counted = { facts: factsOf(period.id), before: before && factsOf(before.id) };
  const asked = { actor, period, unit, query, unknown, soon };
  const found = { ...asked, ...counted, oldest, endings, branches, list, changes, own };
  page(res, 'review/follow', followPage(found, now), unknown.length > 0 ? 422 : 200);
}
