import { Router, type Response } from 'express';
import type { AppDeps } from '../deps.js';
import { yearOf } from '../platform/calendar.js';
import { BadRequest } from '../platform/errors.js';
import { formatDay } from '../platform/format.js';
import { parseForm, postedValues, refuse, type Form } from '../platform/forms.js';
import { page } from '../platform/render.js';
import { asAdmin, done } from '../platform/routing.js';
import { addHoliday, removeHoliday } from './commands.js';
import { asCalendarAdmin, holidayCounts, holidaysOf, type CalendarAdmin } from './finders.js';
import { newHolidayForm, removalForm } from './forms.js';
import { holidaysPage } from './pages.js';

const LIST = '/quan-tri/ngay-nghi';

/** The calendar of days off, which reminders keep to. */
export function holidayRoutes(deps: AppDeps): Router {
  return Router().use(calendarRoutes(deps), removalRoutes(deps));
}

function calendarRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(
    LIST,
    asAdmin((admin, req, res) => {
      const { nam } = req.query;
      const year = typeof nam === 'string' && /^2\d{3}$/.test(nam) ? Number(nam) : yearOf(clock());
      return show(deps, res, asCalendarAdmin(admin), year, { values: {}, errors: [] });
    }),
  );

  router.post(
    LIST,
    asAdmin(async (admin, req, res) => {
      const keeper = asCalendarAdmin(admin);
      const form = parseForm(newHolidayForm, req.body);
      if (!form.ok) return show(deps, res, keeper, yearOf(clock()), form.form, 422);
      const { day, name, kind } = form.data;
      if (await addHoliday(db, keeper, { day, name, isWorking: kind === 'working' }, clock()))
        return done(req, res, `${LIST}?nam=${String(yearOf(day))}`, `Đã thêm ngày ${formatDay(day)}.`);
      const taken = {
        field: 'day',
        message: `Lịch đã có ngày ${formatDay(day)}. Muốn sửa thì bỏ rồi thêm lại.`,
      };
      await show(deps, res, keeper, yearOf(day), refuse(postedValues(req.body), taken).form, 422);
    }),
  );

  return router;
}

function removalRoutes({ db, clock }: AppDeps): Router {
  return Router().post(
    `${LIST}/bo`,
    asAdmin(async (admin, req, res) => {
      const keeper = asCalendarAdmin(admin);
      const form = parseForm(removalForm, req.body);
      if (!form.ok) throw new BadRequest(form.form.errors.map(({ message }) => message).join(' '));
      const { day } = form.data;
      await removeHoliday(db, keeper, day, clock());
      done(req, res, `${LIST}?nam=${String(yearOf(day))}`, `Đã bỏ ngày ${formatDay(day)} khỏi lịch.`);
    }),
  );
}

async function show(
  { db, clock }: AppDeps,
  res: Response,
  admin: CalendarAdmin,
  year: number,
  form: Form,
  status = 200,
): Promise<void> {
  const now = yearOf(clock());
  const [rows, counts] = await Promise.all([holidaysOf(db, admin, year), holidayCounts(db, [now, now + 1])]);
  page(res, 'holidays/index', holidaysPage({ year, rows, counts }, form), status);
}
