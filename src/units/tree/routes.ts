import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import { asAdmin } from '../../platform/http/routing.js';
import { page } from '../../platform/page/render.js';
import { readId } from '../../platform/text/numbers.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import { UNITS } from '../addresses.js';
import { findUnits, unitStates, unitTree, type TreePlace, type UnitFilter } from './finders.js';
import { foundPage, treePage } from './pages.js';

/** The units as a tree that opens branch by branch (?nhanh= where it starts, ?mo= what stands open), or those looked for. */
export function treeRoutes({ db, clock }: AppDeps): Router {
  return Router().get(
    UNITS,
    asAdmin(async (admin, req, res) => {
      const now = clock();
      const filter = filterOf(req);
      if (filter.search !== '' || filter.level || filter.state)
        return page(res, 'list', foundPage(admin, await findUnits(db, admin, filter, now), filter, now));
      const place = placeOf(req);
      page(res, 'list', treePage(admin, await unitTree(db, admin, place, now), place, now));
    }),
  );
}

function filterOf(req: Request): UnitFilter {
  const { q, cap, sau, 'tinh-trang': state } = req.query;
  return {
    search: typeof q === 'string' ? clip(cleanLine(q), 200) : '',
    level: cap === 'UPPER_LEVEL' || cap === 'GRASSROOTS' ? cap : undefined,
    state: unitStates.find((one) => one === state),
    after: readId(sau),
  };
}

function placeOf({ query }: Request): TreePlace {
  return { branch: readId(query['nhanh']), open: readId(query['mo']), after: readId(query['sau']) };
}
