import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { page } from '../../platform/page/render.js';
import { asOwnReader, pathNumber } from '../../platform/http/routing.js';
import { ownRounds } from '../addresses.js';
import { extensionsOf, historyOf, openOwnReport, returnsOf, submissionsOf } from '../finders.js';
import { roundsPage } from './pages.js';

/** /bao-cao/<year>/cac-lan: every submission, return, reopening, extension and exemption of the own report. */
export function roundRoutes({ db, clock }: AppDeps): Router {
  return Router().get(
    ownRounds(':year'),
    asOwnReader(async (reader, req, res) => {
      const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
      const [submissions, returns, extensions, events] = await Promise.all([
        submissionsOf(db, open),
        returnsOf(db, open),
        extensionsOf(db, open),
        historyOf(db, open),
      ]);
      page(res, 'reports/rounds', roundsPage({ open, submissions, returns, extensions, events }, clock()));
    }),
  );
}
