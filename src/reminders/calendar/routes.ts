import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { page } from '../../platform/page/render.js';
import { originOf } from '../../platform/http/origin.js';
import { asAnyone, asMember, done, pathNumber } from '../../platform/http/routing.js';
import { leadTo } from '../../platform/http/sent-forms.js';
import { countStranger } from '../../platform/http/strangers.js';
import { icalendar } from '../../platform/text/icalendar.js';
import { OWN_CALENDAR } from '../../accounts/addresses.js';
import { CALENDAR_REMOVAL, calendarFeed } from '../addresses.js';
import { makeFeed, revokeFeed } from './commands.js';
import { datedReports, feedActor, feedMadeAt } from './finders.js';
import { calendarPage } from './pages.js';
import { calendarDays } from './rules.js';

/** The own days for a calendar program: the page that makes the address, and what stands there. */
export function calendarRoutes(deps: AppDeps): Router {
  return Router().use(addressRoutes(deps), feedRoutes(deps));
}

function addressRoutes({ db, clock, config }: AppDeps): Router {
  return Router()
    .get(
      OWN_CALENDAR,
      asMember(async (actor, _req, res) => {
        page(res, 'reminders/calendar', calendarPage(await feedMadeAt(db, actor)));
      }),
    )
    .post(
      OWN_CALENDAR,
      asMember(async (actor, req, res) => {
        const now = clock();
        const token = await makeFeed(db, actor, now);
        // The address is shown once: whoever sends the form again comes to the page where another can be made.
        leadTo(res, OWN_CALENDAR);
        const address = `${originOf(req, config)}${calendarFeed(actor.accountId, token)}`;
        page(res, 'reminders/calendar', calendarPage(now, address), 201);
      }),
    )
    .post(
      CALENDAR_REMOVAL,
      asMember(async (actor, req, res) => {
        const isRevoked = await revokeFeed(db, actor, clock());
        const notice = isRevoked
          ? 'Đã thu hồi địa chỉ lịch. Lịch đã thêm sẽ không được cập nhật nữa.'
          : 'Hiện không có địa chỉ lịch nào.';
        done(req, res, OWN_CALENDAR, notice);
      }),
    );
}

function feedRoutes({ db, clock, config }: AppDeps): Router {
  return Router().get(
    calendarFeed(':account', ':token'),
    asAnyone(async (req, res) => {
      await countStranger(req, 'feed');
      const now = clock();
      const { token } = req.params;
      const actor = await feedActor(db, pathNumber(req, 'account'), String(token), now);
      const days = calendarDays(await datedReports(db, actor, now), originOf(req, config), now);
      res.set({
        'Cache-Control': 'private, no-store',
        'Content-Disposition': 'inline; filename="thoi-han.ics"',
      });
      res.type('text/calendar; charset=utf-8');
      res.send(icalendar(`Báo cáo nêu gương: ${actor.unit.name}`, days, now));
    }),
  );
}
