import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { type Overseer, type Reviewer } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar.js';
import { BadRequest } from '../../platform/errors.js';
import { formatNumber } from '../../platform/format.js';
import { parseForm, postedValues, type Form } from '../../platform/forms.js';
import { readId } from '../../platform/numbers.js';
import { page } from '../../platform/render.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/routing.js';
import { findWorkingCalendar } from '../../holidays/finders.js';
import { currentPeriod } from '../../periods/finders.js';
import { dueBeforeFor } from '../../reports/deadlines.js';
import { stepsFor } from '../ladder.js';
import { ladderOf } from '../settings/finders.js';
import { defaultDraft, type Addressee } from '../wording.js';
import {
  createDraft,
  discardDraft,
  remindAgain,
  removeRecipients,
  saveDraft,
  sendDraft,
} from './commands.js';
import {
  draftsOf,
  findDelivery,
  openDesk,
  openDraft,
  owingUnits,
  recipientsOf,
  reminderLog,
  type Desk,
  type OpenedDraft,
} from './finders.js';
import { choiceForm, readFilter, readLogQuery, removalForm, versionForm, wordingForm } from './forms.js';
import { addressOf, choosePage, deskPage, draftPage } from './pages.js';

/** /don-doc/<year>: what the ladder does, the log, and letters by hand. */
export function deskRoutes(deps: AppDeps): Router {
  return Router().use(
    overviewRoutes(deps),
    choiceRoutes(deps),
    draftRoutes(deps),
    sendingRoutes(deps),
    againRoutes(deps),
  );
}

function overviewRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();
  router.get(
    '/don-doc',
    asOverseer(async (_overseer, _req, res) => {
      const period = await currentPeriod(db);
      res.redirect(303, period ? `/don-doc/${String(period.year)}` : '/theo-doi');
    }),
  );
  router.get(
    '/don-doc/:year',
    asOverseer(async (overseer, req, res) => {
      const of = await openDesk(db, overseer, pathNumber(req, 'year'));
      const query = readLogQuery(req.query);
      const [settings, calendar, drafts, log] = await Promise.all([
        ladderOf(db, of.period.id),
        findWorkingCalendar(db),
        draftsOf(db, of),
        reminderLog(db, of, query),
      ]);
      const now = clock();
      const dueBefore = dueBeforeFor(of.period, overseer.unit);
      const steps = stepsFor('deadline', settings.ladder.deadline, dueBefore, calendar, addDays(now, 120));
      const next = steps.filter(({ day }) => day > now).slice(0, 3);
      const isMailSet = config.mail !== undefined;
      page(res, 'reminders/desk', deskPage({ of, isOn: settings.isOn, next, isMailSet, drafts, query, log }));
    }),
  );
  return router;
}

function choiceRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  router.get(
    '/don-doc/:year/moi',
    asReviewer(async (reviewer, req, res) => {
      const of = await openDesk(db, reviewer, pathNumber(req, 'year'));
      const { filter, unknown } = readFilter(req.query);
      const found = await owingUnits(db, of, filter, clock());
      const model = choosePage({ of, filter, unknown, found, ticked: [], errors: [] });
      page(res, 'reminders/choose', model, unknown.length > 0 ? 422 : 200);
    }),
  );
  router.post(
    '/don-doc/:year/moi',
    asReviewer(async (reviewer, req, res) => {
      const of = await openDesk(db, reviewer, pathNumber(req, 'year'));
      const { filter, unknown } = readFilter(postedValues(req.body));
      const form = parseForm(choiceForm, req.body);
      const ticked = form.ok ? form.data.reports : [];
      const some = form.ok && form.data.whom === 'ticked' ? { reportIds: ticked } : {};
      const isRead = form.ok && unknown.length === 0;
      const id = isRead ? await createDraft(db, of, { filter, ...some }, defaultDraft, clock()) : undefined;
      if (id !== undefined)
        return done(req, res, `${addressOf(of)}/thu/${String(id)}`, 'Đã soạn bản nháp. Xem lại rồi gửi.');
      const nobody = { field: '', message: 'Chưa chọn đơn vị nào còn nợ báo cáo, nên không có ai để gửi.' };
      const errors = form.ok ? (unknown.length > 0 ? [] : [nobody]) : form.form.errors;
      const found = await owingUnits(db, of, filter, clock());
      page(res, 'reminders/choose', choosePage({ of, filter, unknown, found, ticked, errors }), 422);
    }),
  );
  return router;
}

function draftRoutes(deps: AppDeps): Router {
  const { db } = deps;
  const router = Router();
  router.get(
    '/don-doc/:year/thu/:id',
    asOverseer(async (overseer, req, res) => {
      const opened = await draftIn(deps, overseer, req);
      await showDraft(deps, req, res, opened, { values: opened.draft, errors: [] });
    }),
  );
  router.post(
    '/don-doc/:year/thu/:id',
    asReviewer(async (reviewer, req, res) => {
      const opened = await draftIn(deps, reviewer, req);
      const form = parseForm(wordingForm, req.body);
      if (!form.ok) return showDraft(deps, req, res, opened, form.form, 422);
      if (await saveDraft(db, opened, form.data))
        return done(req, res, pathOf(opened), 'Đã lưu thư. Phần xem trước dưới đây theo nội dung mới.');
      const now = await draftIn(deps, reviewer, req);
      await showDraft(deps, req, res, now, { values: postedValues(req.body), errors: [] }, 409);
    }),
  );
  router.post(
    '/don-doc/:year/thu/:id/bo-don-vi',
    asReviewer(async (reviewer, req, res) => {
      const opened = await draftIn(deps, reviewer, req);
      const form = parseForm(removalForm, req.body);
      const taken = await removeRecipients(db, opened, form.ok ? form.data.reports : []);
      const notice =
        taken > 0 ? `Đã bỏ ${formatNumber(taken)} đơn vị khỏi thư.` : 'Chưa đánh dấu đơn vị nào để bỏ.';
      done(req, res, pathOf(opened), notice);
    }),
  );
  return router;
}

function sendingRoutes(deps: AppDeps): Router {
  const { db, clock, config } = deps;
  const router = Router();
  router.post(
    '/don-doc/:year/thu/:id/gui',
    asReviewer(async (reviewer, req, res) => {
      const opened = await draftIn(deps, reviewer, req);
      const form = parseForm(versionForm, req.body);
      if (!form.ok) throw new BadRequest(form.form.errors.map(({ message }) => message).join(' '));
      const { sent, leftOut } = await sendDraft(db, opened, form.data.version, clock(), config.publicUrl);
      const rest = leftOut > 0 ? ` ${formatNumber(leftOut)} đơn vị không còn nợ báo cáo nên không gửi.` : '';
      const waits = config.mail ? '' : ' Cổng chưa cấu hình thư điện tử nên thư đang chờ.';
      done(
        req,
        res,
        addressOf(opened.desk),
        `Đã gửi thư đôn đốc cho ${formatNumber(sent)} đơn vị.${rest}${waits}`,
      );
    }),
  );
  router.post(
    '/don-doc/:year/thu/:id/bo',
    asReviewer(async (reviewer, req, res) => {
      const opened = await draftIn(deps, reviewer, req);
      await discardDraft(db, opened, clock());
      done(req, res, addressOf(opened.desk), 'Đã bỏ bản nháp.');
    }),
  );
  return router;
}

function againRoutes({ db, clock, config }: AppDeps): Router {
  return Router().post(
    '/don-doc/:year/nhat-ky/:id/gui-lai',
    asReviewer(async (reviewer, req, res) => {
      const of = await openDesk(db, reviewer, pathNumber(req, 'year'));
      const logged = await findDelivery(db, of, pathNumber(req, 'id'));
      const written = await remindAgain(db, logged, clock(), config.publicUrl);
      const notice =
        written > 0 ? 'Thư sẽ được gửi lại.' : 'Đơn vị vẫn không có địa chỉ nhận, nên không gửi được.';
      done(req, res, addressOf(of), notice);
    }),
  );
}

async function draftIn<A extends Overseer | Reviewer>(
  { db }: AppDeps,
  actor: A,
  req: Request,
): Promise<OpenedDraft<A>> {
  const of: Desk<A> = await openDesk(db, actor, pathNumber(req, 'year'));
  return openDraft(db, of, pathNumber(req, 'id'));
}

function pathOf({ desk, draft }: OpenedDraft<Overseer> | OpenedDraft<Reviewer>): string {
  return `${addressOf(desk)}/thu/${String(draft.id)}`;
}

async function showDraft(
  { db, clock }: AppDeps,
  req: Request,
  res: Response,
  opened: OpenedDraft<Overseer> | OpenedDraft<Reviewer>,
  form: { values: { subject?: string; text?: string }; errors: Form['errors'] },
  status: 200 | 409 | 422 = 200,
): Promise<void> {
  const { desk } = opened;
  const after = readId(req.query['sau']);
  const [recipients, calendar] = await Promise.all([
    recipientsOf(db, opened, after),
    findWorkingCalendar(db),
  ]);
  const [first] = recipients.rows;
  const example: Addressee | undefined = first && {
    unit: first.unit,
    receiver: desk.actor.unit.name,
    year: desk.period.year,
    dueBefore: first.dueBefore,
    daysLeft: calendar.workingDaysUntil(addDays(clock(), -1), addDays(first.dueBefore, -1)),
  };
  const { subject = '', text = '' } = form.values;
  const shown = { values: { subject, text }, errors: form.errors };
  page(
    res,
    'reminders/draft',
    draftPage({ opened, recipients, after, example }, shown, status === 409),
    status,
  );
}
