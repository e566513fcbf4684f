import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { page } from '../../platform/page/render.js';
import { asOwnReader, pathNumber } from '../../platform/http/routing.js';
import { ownReminderLog } from '../../reports/addresses.js';
import { openOwnReport } from '../../reports/finders.js';
import { ownReminders } from './finders.js';
import { ownRemindersPage } from './pages.js';

/** /bao-cao/<year>/nhac-viec: how often the unit was reminded, for its own people. */
export function ownReminderRoutes({ db }: AppDeps): Router {
  return Router().get(
    ownReminderLog(':year'),
    asOwnReader(async (reader, req, res) => {
      const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
      page(res, 'reminders/own', ownRemindersPage(open.report.period.year, await ownReminders(db, open)));
    }),
  );
}
