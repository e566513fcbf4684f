import { Router } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { NotFound, NotPossible } from '../../platform/errors.js';
import { formatDay, formatNumber } from '../../platform/text/format.js';
import { numberField, parseForm, requireForm, tickField } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin, done, pathNumber } from '../../platform/http/routing.js';
import { asPeriodAdmin, findManagedPeriod } from '../../periods/finders.js';
import { addLateUnits, openPeriod } from './commands.js';
import { lateUnits } from './finders.js';
import { lateUnitsPage, openingQuestion } from './pages.js';
import { unitsBelow } from '../../units/tree/count-finders.js';
import { lateUnitsAddress, openingAddress, periodAddress } from '../../periods/addresses.js';

const openingForm = z.object({
  version: numberField('Số phiên bản của kỳ báo cáo'),
  receipt: tickField('Ô đề nghị xác nhận chỉ có đánh dấu hoặc không.'),
});

/** An administrator of the root opens a period: from then every active unit has its report, and later ones may get one. */
export function openingRoutes(deps: AppDeps): Router {
  return Router().use(openRoutes(deps), lateUnitRoutes(deps));
}

function openRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();
  router.post(
    openingAddress(':year'),
    asAdmin(async (admin, req, res) => {
      const managed = await findManagedPeriod(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
      const { period } = managed;
      const posted = requireForm(parseForm(openingForm, req.body));
      const now = clock();
      if (now < period.opensOn)
        throw new NotPossible(
          `Kỳ báo cáo mở từ ngày ${formatDay(period.opensOn)}. Muốn mở sớm hơn, hãy sửa ngày mở kỳ.`,
        );
      await answerForm(req, res, {
        posted: { ok: true, data: posted },
        asks: async ({ receipt }) => {
          const of = { name: admin.unit.name, units: await unitsBelow(db, admin.unit, now) };
          return openingQuestion(period.year, of, { receipt, isMailSet: config.mail !== undefined });
        },
        command: async ({ version, receipt: asksForReceipt }) => ({
          done: await openPeriod(db, managed, version, now, { asksForReceipt }),
        }),
        done: (_, { receipt }) => [
          periodAddress(period.year),
          `Đã mở kỳ báo cáo năm ${period.year}.${receipt ? ASKED : ''}`,
        ],
        again: () => res.redirect(303, periodAddress(period.year)),
      });
    }),
  );
  return router;
}

const ASKED = ' Các đơn vị được đề nghị xác nhận đã nhận; xem ở Quản trị, mục Xác nhận đã nhận văn bản.';

function lateUnitRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  const address = lateUnitsAddress(':year');
  router.get(
    address,
    asAdmin(async (admin, req, res) => {
      const managed = await findManagedPeriod(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
      if (!managed.period.openedAt) throw new NotFound('Kỳ báo cáo này chưa mở.');
      const found = await lateUnits(db, managed, clock());
      page(res, 'reports/late-units', lateUnitsPage(managed.period.year, found));
    }),
  );
  router.post(
    address,
    asAdmin(async (admin, req, res) => {
      const managed = await findManagedPeriod(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
      const added = await addLateUnits(db, managed, clock());
      const notice = `Đã giao báo cáo cho ${formatNumber(added)} đơn vị.`;
      done(req, res, lateUnitsAddress(managed.period.year), notice);
    }),
  );
  return router;
}
