import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin, pathNumber } from '../../platform/http/routing.js';
import { findWorkingCalendar } from '../../holidays/finders.js';
import { asPeriodAdmin, findManagedPeriod } from '../../periods/finders.js';
import { saveLadder } from './commands.js';
import { ladderOf } from './finders.js';
import { parseSettings, settingsValues } from './forms.js';
import { ladderPage } from './pages.js';
import { ladderAddress } from '../../periods/addresses.js';

const ADDRESS = ladderAddress(':year');

/** How a period's units are reminded, set by the administrator of the root. */
export function ladderRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    ADDRESS,
    asAdmin(async (admin, req, res) => {
      const { period } = await findManagedPeriod(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
      const [saved, calendar] = await Promise.all([ladderOf(db, period.id), findWorkingCalendar(db)]);
      const form = { values: settingsValues(saved), errors: [] };
      page(res, 'form', ladderPage({ period, saved, calendar }, form));
    }),
  );

  router.post(
    ADDRESS,
    asAdmin(async (admin, req, res) => {
      const managed = await findManagedPeriod(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
      const { period } = managed;
      const calendar = await findWorkingCalendar(db);
      await answerForm(req, res, {
        posted: parseSettings(req.body, period, calendar),
        command: (settings) => saveLadder(db, managed, settings, clock()),
        done: () => [ladderAddress(period.year), 'Đã lưu cách đôn đốc.'],
        typed: settingsValues,
        again: async ({ form, status, stale }) => {
          const saved = await ladderOf(db, period.id);
          page(res, 'form', ladderPage({ period, saved, calendar }, form, stale), status);
        },
      });
    }),
  );

  return router;
}
