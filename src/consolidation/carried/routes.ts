import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { asOverseer, pathNumber } from '../../platform/http/routing.js';
import { page } from '../../platform/page/render.js';
import { readId } from '../../platform/text/numbers.js';
import { neverCarried } from '../addresses.js';
import { openConsolidation } from '../finders.js';
import { carriedOverall, uncarried } from './finders.js';
import { neverCarriedPage, UNITS_A_PAGE } from './pages.js';

/** The units none of whose words are carried. */
export function carriedRoutes({ db }: AppDeps): Router {
  return Router().get(
    neverCarried(':year'),
    asOverseer(async (overseer, req, res) => {
      const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
      const isNever = req.query['nam'] !== 'nay';
      const asked = { isNever, after: readId(req.query['sau']), size: UNITS_A_PAGE };
      const [carried, units] = await Promise.all([carriedOverall(db, open), uncarried(db, open, asked)]);
      page(res, 'consolidation/never-carried', neverCarriedPage({ open, carried, units, isNever }));
    }),
  );
}
