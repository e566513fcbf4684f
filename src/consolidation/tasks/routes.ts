import { Router, type RequestHandler } from 'express';
import type { AppDeps } from '../../deps.js';
import { page } from '../../platform/page/render.js';
import { asOverseer, pathNumber } from '../../platform/http/routing.js';
import { currentPeriod } from '../../periods/finders.js';
import { CONSOLIDATION, consolidationOf } from '../../reports/addresses.js';
import { childTotals, findConsolidation } from '../finders.js';
import { isSame } from '../totals/rules.js';
import { opensOn, yearParts } from './finders.js';
import { tasksPage, tasksToComePage } from './pages.js';

/** /tong-hop/<year>: the steps of a year, what each lacks, and what comes next. */
export function taskRoutes({ db, clock }: AppDeps): Router {
  return Router().get(CONSOLIDATION, toCurrent(db)).get(consolidationOf(':year'), showTasks({ db, clock }));
}

function toCurrent(db: AppDeps['db']): RequestHandler[] {
  return asOverseer(async (_overseer, _req, res) => {
    const period = await currentPeriod(db);
    if (period) return res.redirect(303, consolidationOf(period.year));
    page(res, 'consolidation/no-period', { title: 'Tổng hợp', nav: 'consolidation' });
  });
}

function showTasks({ db, clock }: Pick<AppDeps, 'db' | 'clock'>): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const year = pathNumber(req, 'year');
    const open = await findConsolidation(db, overseer, year);
    if (!open) {
      const opens = await opensOn(db, year);
      return page(res, 'consolidation/tasks-to-come', tasksToComePage(overseer, year, opens));
    }
    const { filed } = open;
    const [parts, live] = await Promise.all([
      yearParts(db, open),
      filed && childTotals(db, open, { withSubmitted: filed.withSubmitted }),
    ]);
    const differs = filed !== null && live !== null && !isSame(filed.sums.totals, live.totals);
    page(res, 'consolidation/tasks', tasksPage(open, parts, differs, clock()));
  });
}
