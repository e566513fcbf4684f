import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router, type Request } from 'express';
import type { AppDeps } from '../deps.js';
import type { Overseer } from '../platform/actor.js';
import { csvStream } from '../platform/csv.js';
import { contentDisposition } from '../platform/downloads.js';
import { page } from '../platform/render.js';
import { asOverseer, pathNumber } from '../platform/routing.js';
import { currentPeriod } from '../periods/finders.js';
import { consolidatedDocumentRoutes } from './document/routes.js';
import { exportRoutes } from './exports/routes.js';
import { childrenIn, childTotals, openConsolidation } from './finders.js';
import { consolidationPage, consolidationRows } from './pages.js';

const COLUMNS = ['Mã', 'Phần', 'Chỉ tiêu', 'Tổng', 'Số đơn vị có số liệu', 'Số đơn vị phải báo cáo'];

/** /tong-hop/<year>: the figures of the direct children, summed. */
export function consolidationRoutes(deps: AppDeps): Router {
  const { db } = deps;
  const router = Router();

  // Before the years, which have any address.
  router.use(exportRoutes(deps), consolidatedDocumentRoutes(deps));

  router.get(
    '/tong-hop',
    asOverseer(async (_overseer, _req, res) => {
      const period = await currentPeriod(db);
      if (period) return res.redirect(303, `/tong-hop/${String(period.year)}`);
      page(res, 'consolidation/no-period', { title: 'Tổng hợp', nav: 'consolidation' });
    }),
  );

  router.get(
    '/tong-hop/:year',
    asOverseer(async (overseer, req, res) => {
      page(res, 'consolidation/totals', consolidationPage(await consolidated(overseer, req)));
    }),
  );

  router.get(
    '/tong-hop/:year/csv',
    asOverseer(async (overseer, req, res) => {
      const parts = await consolidated(overseer, req);
      const name = `tong-hop-${String(parts.open.period.year)}.csv`;
      res.set({ 'Content-Disposition': contentDisposition(name), 'Cache-Control': 'private, no-store' });
      res.type('text/csv; charset=utf-8');
      await pipeline(Readable.from(consolidationRows(parts)), csvStream(COLUMNS), res);
    }),
  );

  async function consolidated(overseer: Overseer, req: Request) {
    const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
    const [{ totals }, children] = await Promise.all([
      childTotals(db, open, { withSubmitted: false }),
      childrenIn(db, open),
    ]);
    return { open, form: open.form, totals, children };
  }

  return router;
}
