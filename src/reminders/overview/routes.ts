import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { parseForm, postedValues, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { findWorkingCalendar } from '../../holidays/finders.js';
import { currentPeriod } from '../../periods/finders.js';
import { FOLLOWING } from '../../platform/page/addresses.js';
import { REMINDERS } from '../../platform/page/addresses.js';
import { remindersOf } from '../../reports/addresses.js';
import type { LeftOut } from '../../reports/bulk/rules.js';
import { namedStrangers } from '../../reports/selection/rules.js';
import { newReminder, reminderDraft, reminderResend } from '../addresses.js';
import { ladderOf } from '../settings/finders.js';
import { createDraft, remindAgain } from './commands.js';
import {
  countOwing,
  daysOwedBelow,
  draftsOf,
  findDelivery,
  openReminders,
  readyFilter,
  owingUnits,
  reminderLog,
} from './finders.js';
import { choiceForm, readFilter, readLogQuery } from './forms.js';
import { nextSteps } from './next-rules.js';
import { choosePage, groupFilters, remindersPage } from './pages.js';

/** /don-doc/<year>: what the ladder does, the log, and letters by hand. */
export function remindersRoutes(deps: AppDeps): Router {
  return Router().use(overviewRoutes(deps), choiceRoutes(deps), againRoutes(deps));
}

function overviewRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();
  router.get(
    REMINDERS,
    asOverseer(async (_overseer, _req, res) => {
      const period = await currentPeriod(db);
      res.redirect(303, period ? remindersOf(period.year) : FOLLOWING);
    }),
  );
  router.get(
    remindersOf(':year'),
    asOverseer(async (overseer, req, res) => {
      const of = await openReminders(db, overseer, pathNumber(req, 'year'));
      const query = readLogQuery(req.query);
      const now = clock();
      const [settings, calendar, owed, counts, drafts, log] = await Promise.all([
        ladderOf(db, of.period.id),
        findWorkingCalendar(db),
        daysOwedBelow(db, of, now),
        countOwing(db, of, groupFilters, now),
        draftsOf(db, of),
        reminderLog(db, of, query),
      ]);
      const next = nextSteps(owed, settings.ladder, calendar, now);
      const isMailSet = config.mail !== undefined;
      page(
        res,
        'reminders/overview',
        remindersPage({ of, isOn: settings.isOn, next, isMailSet, counts, drafts, query, log }),
      );
    }),
  );
  return router;
}

function choiceRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  router.get(
    newReminder(':year'),
    asReviewer(async (reviewer, req, res) => {
      const of = await openReminders(db, reviewer, pathNumber(req, 'year'));
      const now = clock();
      const { unknown, ...asked } = readFilter(req.query);
      const filter = await readyFilter(db, of, asked, now);
      const found = await owingUnits(db, of, filter, now);
      const model = choosePage({ of, filter, unknown, found, ticked: [], form: NOTHING }, now);
      page(res, 'reminders/choose', model, unknown.length > 0 ? 422 : 200);
    }),
  );
  router.post(
    newReminder(':year'),
    asReviewer(async (reviewer, req, res) => {
      const of = await openReminders(db, reviewer, pathNumber(req, 'year'));
      const { filter, unknown } = readFilter(postedValues(req.body));
      const posted = parseForm(choiceForm, req.body);
      const ticked = posted.ok ? posted.data.reports : [];
      await answerForm(req, res, {
        posted,
        command: async ({ whom, codes, matched }) => {
          // The page says what of the filter means nothing.
          if (unknown.length > 0) return { problems: [] };
          const choice = { filter, isAll: whom === 'all', reportIds: ticked, codes, matched };
          return createDraft(db, of, choice, clock());
        },
        done: ({ id, leftOut }) => [reminderDraft(of.period.year, id), draftedWords(leftOut)],
        again: async ({ form, status }) => {
          const now = clock();
          const found = await owingUnits(db, of, filter, now);
          const model = choosePage({ of, filter, unknown, found, ticked, form }, now);
          page(res, 'reminders/choose', model, status);
        },
      });
    }),
  );
  return router;
}

const NOTHING: Form = { values: {}, errors: [] };

function draftedWords(leftOut: readonly LeftOut[]): string {
  const words = 'Đã soạn bản nháp. Xem lại rồi gửi.';
  return leftOut.length === 0 ? words : `${words} Không chọn được: ${namedStrangers(leftOut)}.`;
}

function againRoutes({ db, clock }: AppDeps): Router {
  return Router().post(
    reminderResend(':year', ':id'),
    asReviewer(async (reviewer, req, res) => {
      const of = await openReminders(db, reviewer, pathNumber(req, 'year'));
      const logged = await findDelivery(db, of, pathNumber(req, 'id'));
      const isReached = await remindAgain(db, logged, clock());
      const notice = isReached
        ? 'Thư sẽ được gửi lại.'
        : 'Đơn vị vẫn không có địa chỉ nhận, nên không gửi được.';
      done(req, res, remindersOf(of.period.year), notice);
    }),
  );
}
