import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { sendAttachment } from '../../platform/downloads.js';
import { page } from '../../platform/render.js';
import { asOwnReader, pathNumber } from '../../platform/routing.js';
import {
  historyOf,
  openOwnReport,
  ownAttachment,
  ownReading,
  ownReports,
  submissionsOf,
} from '../finders.js';
import { overviewPage, ownReportsPage } from './pages.js';

/** /bao-cao and /bao-cao/<year>: the own unit's reports, read by its filer, signatory and leader. */
export function ownReportRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    '/bao-cao',
    asOwnReader(async (reader, _req, res) => {
      page(res, 'reports/index', ownReportsPage(reader, await ownReports(db, reader), clock()));
    }),
  );

  router.get(
    '/bao-cao/:year',
    asOwnReader(async (reader, req, res) => {
      const own = await openOwnReport(db, reader, pathNumber(req, 'year'));
      const { open, draft } = await ownReading(db, own);
      const [submissions, events] = await Promise.all([submissionsOf(db, own), historyOf(db, open)]);
      page(res, 'reports/overview', overviewPage({ open, draft, submissions, events }, clock()));
    }),
  );

  router.get(
    '/bao-cao/:year/tep/:id',
    asOwnReader(async (reader, req, res) => {
      const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
      sendAttachment(res, await ownAttachment(db, open, pathNumber(req, 'id')));
    }),
  );

  return router;
}
