import { Router, type Request } from 'express';
import type { AppDeps } from '../deps.js';
import type { Admin } from '../platform/actor.js';
import { yearOf } from '../platform/text/calendar.js';
import { NotPossible } from '../platform/errors.js';
import { parseForm } from '../platform/page/forms.js';
import { page } from '../platform/page/render.js';
import { answerForm } from '../platform/http/answer-form.js';
import { asAdmin, pathNumber } from '../platform/http/routing.js';
import { createPeriod, editPeriod } from './commands.js';
import { asPeriodAdmin, findManagedPeriod, listPeriods } from './finders.js';
import { formEditorRoutes } from './form-editor/routes.js';
import { newPeriodForm, periodForm } from './forms.js';
import { editPeriodPage, newPeriodPage, periodPage, periodsPage, periodValues } from './pages.js';
import { datesAfter, defaultDates } from './rules.js';
import { PERIODS, periodAddress } from './addresses.js';

/** The administration of periods. Opening one belongs to reports (reports/opening). */
export function periodRoutes(deps: AppDeps): Router {
  return Router().use(creationRoutes(deps), viewRoutes(deps), editRoutes(deps), formEditorRoutes(deps));
}

function creationRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    `${PERIODS}/moi`,
    asAdmin(async (admin, _req, res) => {
      const [newest] = await listPeriods(db, asPeriodAdmin(admin));
      const thisYear = yearOf(clock());
      const year = newest && newest.year >= thisYear ? newest.year + 1 : thisYear;
      const dates = newest ? datesAfter(newest, year) : defaultDates(year);
      const values = periodValues({ year, ...dates });
      page(res, 'form', newPeriodPage({ values, errors: [] }));
    }),
  );

  router.post(
    `${PERIODS}/moi`,
    asAdmin(async (admin, req, res) => {
      const root = asPeriodAdmin(admin);
      await answerForm(req, res, {
        posted: parseForm(newPeriodForm, req.body),
        command: (wanted) => createPeriod(db, root, wanted, clock()),
        done: (period) => [periodAddress(period.year), CREATED],
        again: ({ form, status }) => page(res, 'form', newPeriodPage(form), status),
      });
    }),
  );

  return router;
}

function viewRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    PERIODS,
    asAdmin(async (admin, _req, res) =>
      page(res, 'list', periodsPage(await listPeriods(db, asPeriodAdmin(admin)))),
    ),
  );

  router.get(
    periodAddress(':year'),
    asAdmin(async (admin, req, res) => {
      page(res, 'periods/period', periodPage((await opened(db, admin, req)).period, clock()));
    }),
  );

  return router;
}

function editRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    `${periodAddress(':year')}/sua`,
    asAdmin(async (admin, req, res) => {
      const { period } = await opened(db, admin, req);
      if (period.openedAt) throw new NotPossible(ALREADY_OPEN);
      page(res, 'form', editPeriodPage(period, { values: periodValues(period), errors: [] }));
    }),
  );

  router.post(
    `${periodAddress(':year')}/sua`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      await answerForm(req, res, {
        posted: parseForm(periodForm, req.body),
        command: (edit) => editPeriod(db, managed, edit, clock()),
        done: (period) => [periodAddress(period.year), 'Đã lưu kỳ báo cáo.'],
        again: ({ form, status, stale = managed.period }) =>
          page(res, 'form', editPeriodPage(stale, form, status === 409), status),
      });
    }),
  );

  return router;
}

function opened(db: AppDeps['db'], admin: Admin, req: Request) {
  return findManagedPeriod(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
}

const CREATED = 'Đã tạo kỳ báo cáo. Hãy xem lại các ngày rồi bấm mở kỳ.';
const ALREADY_OPEN = 'Kỳ báo cáo này đã mở, nên không sửa được năm và thời hạn nữa.';
