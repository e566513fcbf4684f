import { Router, type Request } from 'express';
import type { AppDeps } from '../deps.js';
import type { Admin } from '../platform/actor.js';
import { yearOf } from '../platform/text/calendar.js';
import { NotPossible } from '../platform/errors.js';
import { parseForm, postedValues, refuse, type Form } from '../platform/page/forms.js';
import { page } from '../platform/page/render.js';
import { asAdmin, done, pathNumber } from '../platform/http/routing.js';
import { createPeriod, editPeriod } from './commands.js';
import { asPeriodAdmin, findManagedPeriod, listPeriods } from './finders.js';
import { formEditorRoutes } from './form-editor/routes.js';
import { newPeriodForm, periodForm } from './forms.js';
import { editPeriodPage, newPeriodPage, periodPage, periodsPage, periodValues } from './pages.js';
import { defaultDates } from './rules.js';

const LIST = '/quan-tri/ky-bao-cao';

/** The administration of periods. Opening one belongs to reports (reports/opening). */
export function periodRoutes(deps: AppDeps): Router {
  return Router().use(creationRoutes(deps), viewRoutes(deps), editRoutes(deps), formEditorRoutes(deps));
}

function creationRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    `${LIST}/moi`,
    asAdmin(async (admin, _req, res) => {
      const [newest] = await listPeriods(db, asPeriodAdmin(admin));
      const thisYear = yearOf(clock());
      const year = newest && newest.year >= thisYear ? newest.year + 1 : thisYear;
      const values = periodValues({ year, ...defaultDates(year) });
      page(res, 'form', newPeriodPage({ values, errors: [] }));
    }),
  );

  router.post(
    `${LIST}/moi`,
    asAdmin(async (admin, req, res) => {
      const root = asPeriodAdmin(admin);
      const again = (form: Form) => page(res, 'form', newPeriodPage(form), 422);
      const form = parseForm(newPeriodForm, req.body);
      if (!form.ok) return again(form.form);
      const outcome = await createPeriod(db, root, form.data, clock());
      if (outcome.done) return done(req, res, addressOf(outcome.period), CREATED);
      if ('problems' in outcome) again(refuse(postedValues(req.body), ...outcome.problems).form);
    }),
  );

  return router;
}

function viewRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    LIST,
    asAdmin(async (admin, _req, res) =>
      page(res, 'list', periodsPage(await listPeriods(db, asPeriodAdmin(admin)))),
    ),
  );

  router.get(
    `${LIST}/:year`,
    asAdmin(async (admin, req, res) => {
      page(res, 'periods/period', periodPage((await opened(db, admin, req)).period, clock()));
    }),
  );

  return router;
}

function editRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    `${LIST}/:year/sua`,
    asAdmin(async (admin, req, res) => {
      const { period } = await opened(db, admin, req);
      if (period.openedAt) throw new NotPossible(ALREADY_OPEN);
      page(res, 'form', editPeriodPage(period, { values: periodValues(period), errors: [] }));
    }),
  );

  router.post(
    `${LIST}/:year/sua`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      const again = (form: Form) => page(res, 'form', editPeriodPage(managed.period, form), 422);
      const form = parseForm(periodForm, req.body);
      if (!form.ok) return again(form.form);
      const outcome = await editPeriod(db, managed, form.data, clock());
      if (outcome.done) return done(req, res, addressOf(outcome.period), 'Đã lưu kỳ báo cáo.');
      const values = postedValues(req.body);
      if ('stale' in outcome)
        return page(res, 'form', editPeriodPage(outcome.stale, { values, errors: [] }, true), 409);
      again(refuse(values, ...outcome.problems).form);
    }),
  );

  return router;
}

function opened(db: AppDeps['db'], admin: Admin, req: Request) {
  return findManagedPeriod(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
}

function addressOf({ year }: { year: number }): string {
  return `${LIST}/${year}`;
}

const CREATED = 'Đã tạo kỳ báo cáo. Hãy xem lại các ngày rồi bấm mở kỳ.';
const ALREADY_OPEN = 'Kỳ báo cáo này đã mở, nên không sửa được năm và thời hạn nữa.';
