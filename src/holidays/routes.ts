import { Router, type Response } from 'express';
import type { AppDeps } from '../deps.js';
import { inZone, yearOf } from '../platform/text/calendar.js';
import { formatDay } from '../platform/text/format.js';
import { parseForm, requireForm, type Form } from '../platform/page/forms.js';
import { page } from '../platform/page/render.js';
import { answerForm } from '../platform/http/answer-form.js';
import { asAdmin, done } from '../platform/http/routing.js';
import { addHoliday, confirmHolidays, removeHoliday } from './commands.js';
import { asCalendarAdmin, calendarGaps, holidaysOf, type CalendarAdmin } from './finders.js';
import { dayForm, newHolidayForm, yearForm } from './forms.js';
import { holidaysPage } from './pages.js';
import { firstDay, lastDay } from './rules.js';
import { HOLIDAYS } from './addresses.js';

/** The calendar of days off, which reminders keep to. */
export function holidayRoutes(deps: AppDeps): Router {
  return Router().use(calendarRoutes(deps), removalRoutes(deps), confirmationRoutes(deps));
}

function calendarRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(
    HOLIDAYS,
    asAdmin((admin, req, res) => {
      const { nam } = req.query;
      const year = typeof nam === 'string' && /^2\d{3}$/.test(nam) ? Number(nam) : yearOf(clock());
      return show(deps, res, asCalendarAdmin(admin), year, { values: {}, errors: [] });
    }),
  );

  router.post(
    HOLIDAYS,
    asAdmin(async (admin, req, res) => {
      const keeper = asCalendarAdmin(admin);
      const posted = parseForm(newHolidayForm, req.body);
      const year = yearOf(posted.ok ? posted.data.day : clock());
      await answerForm(req, res, {
        posted,
        command: ({ day, name, kind }) =>
          addHoliday(db, keeper, { day, name, isWorking: kind === 'working' }, clock()),
        done: (_, { day }) => [`${HOLIDAYS}?nam=${year}`, `Đã thêm ngày ${formatDay(day)}.`],
        again: ({ form, status }) => show(deps, res, keeper, year, form, status),
      });
    }),
  );

  return router;
}

function removalRoutes({ db, clock }: AppDeps): Router {
  return Router().post(
    `${HOLIDAYS}/bo`,
    asAdmin(async (admin, req, res) => {
      const keeper = asCalendarAdmin(admin);
      const { day } = requireForm(parseForm(dayForm, req.body));
      await removeHoliday(db, keeper, day, clock());
      done(req, res, `${HOLIDAYS}?nam=${yearOf(day)}`, `Đã bỏ ngày ${formatDay(day)} khỏi lịch.`);
    }),
  );
}

/** One day, or all of a year, compared with the notice. */
function confirmationRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  router.post(
    `${HOLIDAYS}/xac-nhan`,
    asAdmin(async (admin, req, res) => {
      const keeper = asCalendarAdmin(admin);
      const { day } = requireForm(parseForm(dayForm, req.body));
      await confirmHolidays(db, keeper, { from: day, to: day }, clock());
      done(req, res, `${HOLIDAYS}?nam=${yearOf(day)}`, `Đã xác nhận ngày ${formatDay(day)}.`);
    }),
  );
  router.post(
    `${HOLIDAYS}/xac-nhan-nam`,
    asAdmin(async (admin, req, res) => {
      const keeper = asCalendarAdmin(admin);
      const { year } = requireForm(parseForm(yearForm, req.body));
      const days = await confirmHolidays(db, keeper, { from: firstDay(year), to: lastDay(year) }, clock());
      done(req, res, `${HOLIDAYS}?nam=${year}`, `Đã xác nhận ${days} ngày của năm ${year}.`);
    }),
  );
  return router;
}

async function show(
  { db, clock }: AppDeps,
  res: Response,
  admin: CalendarAdmin,
  year: number,
  form: Form,
  status = 200,
): Promise<void> {
  const now = clock();
  const [rows, gaps] = await Promise.all([holidaysOf(db, admin, year), calendarGaps(db, now)]);
  page(
    res,
    'holidays/index',
    holidaysPage({ year, rows, gaps, today: inZone(now).startOf('day').toDate() }, form),
    status,
  );
}
