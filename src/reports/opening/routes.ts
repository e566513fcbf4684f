import { Router } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { BadRequest, Conflict } from '../../platform/errors.js';
import { formatDay } from '../../platform/format.js';
import { numberField, parseForm } from '../../platform/forms.js';
import { asAdmin, done, pathNumber } from '../../platform/routing.js';
import { asPeriodAdmin, findManagedPeriod } from '../../periods/finders.js';
import { openPeriod } from './commands.js';

const openingForm = z.object({ version: numberField('Số phiên bản của kỳ báo cáo') });

/** An administrator of the root opens a period: from then every active unit has its report. */
export function openingRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  router.post(
    '/quan-tri/ky-bao-cao/:year/mo',
    asAdmin(async (admin, req, res) => {
      const managed = await findManagedPeriod(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
      const { period } = managed;
      const form = parseForm(openingForm, req.body);
      if (!form.ok) throw new BadRequest(form.form.errors.map((error) => error.message).join(' '));
      const now = clock();
      if (now < period.opensOn)
        throw new Conflict(
          `Kỳ báo cáo mở từ ngày ${formatDay(period.opensOn)}. Muốn mở sớm hơn, hãy sửa ngày mở kỳ.`,
        );
      await openPeriod(db, managed, form.data.version, now);
      done(
        req,
        res,
        `/quan-tri/ky-bao-cao/${String(period.year)}`,
        `Đã mở kỳ báo cáo năm ${String(period.year)}.`,
      );
    }),
  );
  return router;
}
