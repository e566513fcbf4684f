import { Router, type RequestHandler } from 'express';
import type { AppDeps } from '../../deps.js';
import { sendAttachment, sendPicture } from '../../platform/http/downloads.js';
import { actAsOwnReader, hasRole, OWN_ROLES } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { page } from '../../platform/page/render.js';
import { asAnyone, asOwnReader, pathNumber } from '../../platform/http/routing.js';
import { REPORTS } from '../../platform/page/addresses.js';
import { OWN_DEADLINE, ownChanges, ownFile, ownFileFirstPage, ownReport } from '../addresses.js';
import { currentAnnouncements } from '../../announcements/finders.js';
import { yearToConfirm } from '../../contacts/finders.js';
import { unconfirmedSummary } from '../../acknowledgements/finders.js';
import {
  historyOf,
  openListed,
  openOwnReport,
  ownAttachment,
  ownReports,
  submissionsOf,
} from '../finders.js';
import { leadingReport } from './leading.js';
import { comparisonPage, overviewPage, ownDeadlineLine, ownReportsPage } from './pages.js';
import { ownWork } from './work-finders.js';

/** How many announcements have room above the reports. */
const ANNOUNCEMENTS = 3;

/** /bao-cao and /bao-cao/<year>: the own unit's reports, read by its filer, signatory and leader. */
export function ownReportRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router().get(OWN_DEADLINE, showOwnDeadline(deps));

  router.get(
    REPORTS,
    asOwnReader(async (reader, _req, res) => {
      const now = clock();
      const [reports, asked, announcements, contactsYear] = await Promise.all([
        ownReports(db, reader),
        unconfirmedSummary(db, reader),
        currentAnnouncements(db, 'UNITS', now, ANNOUNCEMENTS),
        yearToConfirm(db, reader, now),
      ]);
      const leading = leadingReport(reports, now);
      const work = leading ? await ownWork(db, await openListed(db, reader, leading)) : null;
      const parts = { reports, work, asked, announcements, contactsYear };
      page(res, 'reports/index', ownReportsPage(reader, parts, now));
    }),
  );

  router.get(
    ownReport(':year'),
    asOwnReader(async (reader, req, res) => {
      const own = await openOwnReport(db, reader, pathNumber(req, 'year'));
      const [work, submissions, events] = await Promise.all([
        ownWork(db, own),
        submissionsOf(db, own),
        historyOf(db, own),
      ]);
      page(res, 'reports/overview', overviewPage({ work, submissions, events }, clock()));
    }),
  );

  router.get(ownChanges(':year'), compareSubmissions(db));

  return router.use(fileRoutes(db));
}

/** A line for the home page, which a script asks for; 204 for who has no own report. */
function showOwnDeadline({ db, clock }: AppDeps): RequestHandler[] {
  return asAnyone(async (req, res) => {
    res.set('Cache-Control', 'no-store');
    const reader = req.user && hasRole(req.user, ...OWN_ROLES) ? actAsOwnReader(req.user) : undefined;
    const line = reader ? ownDeadlineLine(await ownReports(db, reader), clock()) : '';
    if (line === '') return void res.status(204).end();
    res.type('html').send(line);
  });
}

/** The own report's files, saved or shown. */
function fileRoutes(db: AppDeps['db']): Router {
  const router = Router();

  router.get(
    ownFile(':year', ':id'),
    asOwnReader(async (reader, req, res) => {
      const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
      await sendAttachment(res, await ownAttachment(db, open, pathNumber(req, 'id')));
    }),
  );

  router.get(
    ownFileFirstPage(':year', ':id'),
    asOwnReader(async (reader, req, res) => {
      const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
      await sendPicture(res, await ownAttachment(db, open, pathNumber(req, 'id')));
    }),
  );

  return router;
}

/** `?lan=2`: the second submission beside the first. */
function compareSubmissions(db: AppDeps['db']): RequestHandler[] {
  return asOwnReader(async (reader, req, res) => {
    const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
    const submissions = await submissionsOf(db, open);
    const after = submissions.find(({ number }) => String(number) === req.query['lan']);
    const before = submissions.find(({ number }) => number + 1 === after?.number);
    if (!after || !before)
      throw new NotFound('Báo cáo không có lần nộp này, hoặc không có lần nộp trước nó.');
    page(res, 'reports/comparison', comparisonPage(open, before, after));
  });
}
