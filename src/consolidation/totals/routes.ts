import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Overseer } from '../../platform/actor.js';
import { sendListCsv } from '../../platform/page/list-file.js';
import { page } from '../../platform/page/render.js';
import { asOverseer, pathNumber } from '../../platform/http/routing.js';
import { totalsCsv, totalsOf } from '../addresses.js';
import { readFigureQuery } from '../figure-query.js';
import { childTotals, openConsolidation, shownOf } from '../finders.js';
import { childrenByState, missingChildren, retiredFields, totalsOfYear, yearBefore } from './finders.js';
import { totalsFile } from './file.js';
import { totalsPage } from './pages.js';
import { isSame, type TotalsParts } from './rules.js';

/** /tong-hop/<year>/so-lieu: what the direct children's reports add up to. */
export function totalsRoutes(deps: AppDeps): Router {
  const router = Router();

  router.get(
    totalsOf(':year'),
    asOverseer(async (overseer, req, res) => {
      page(res, 'consolidation/totals', totalsPage(await partsOf(deps, overseer, req)));
    }),
  );

  router.get(
    totalsCsv(':year'),
    asOverseer(async (overseer, req, res) => {
      await sendListCsv(res, totalsFile(await partsOf(deps, overseer, req)));
    }),
  );

  return router;
}

async function partsOf({ db }: AppDeps, overseer: Overseer, req: Request): Promise<TotalsParts> {
  const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
  const query = shownOf(open, readFigureQuery(req.query));
  const [live, other, missing, states, retired] = await Promise.all([
    childTotals(db, open, query),
    yearBefore(db, open),
    missingChildren(db, open, query),
    childrenByState(db, open, query),
    retiredFields(db, open),
  ]);
  const before = other && { ...other, sums: await totalsOfYear(db, open, other, query.level) };
  const sums = query.filed?.sums ?? live;
  const differs = query.filed !== null && !isSame(query.filed.sums.totals, live.totals);
  return { open, query, sums, before, missing, states, retired, differs };
}
