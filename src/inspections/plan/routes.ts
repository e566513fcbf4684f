import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { inZone, yearOf } from '../../platform/text/calendar.js';
import { BadRequest, NotFound, NotPossible } from '../../platform/errors.js';
import { parseForm, postedValues, refuse, type FieldError } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { openInspection, type Opened } from '../finders.js';
import { allows, statusWords, type InspectionAction } from '../lifecycle.js';
import { announce, cancel, planInspection, savePlan } from './commands.js';
import { childrenToChoose, findChild, inspectionList, plannedByDay } from './finders.js';
import {
  cancelForm,
  newPlanForm,
  numberUpTo,
  planForm,
  planValues,
  readListQuery,
  versionForm,
} from './forms.js';
import { calendarPage, cancelPage, inspectionsPage, newPlanPage, planPage } from './pages.js';

/** The year's list and calendar, and the plan of each inspection. */
export function planRoutes(deps: AppDeps): Router {
  return Router().use(listRoutes(deps), newRoutes(deps), editRoutes(deps), decisionRoutes(deps));
}

function listRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  router.get(
    '/kiem-tra/:year',
    asOverseer(async (overseer, req, res) => {
      const year = yearIn(req);
      const asked = readListQuery(req.query);
      const found = await inspectionList(db, overseer, year, asked.query, clock());
      page(
        res,
        'list',
        inspectionsPage(overseer, year, asked, found, clock()),
        asked.unknown.length > 0 ? 422 : 200,
      );
    }),
  );
  router.get(
    '/kiem-tra/:year/lich',
    asOverseer(async (overseer, req, res) => {
      const year = yearIn(req);
      const now = inZone(clock());
      const typed = req.query['thang'];
      const asked = typeof typed === 'string' ? numberUpTo(typed, 12) : undefined;
      const month = asked ?? (now.year() === year ? now.month() + 1 : 1);
      const planned = await plannedByDay(db, overseer, year, month);
      page(res, 'inspections/calendar', calendarPage(overseer, year, month, planned));
    }),
  );
  return router;
}

function newRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  const address = '/kiem-tra/:year/moi';
  router.get(
    address,
    asReviewer(async (reviewer, req, res) => {
      const year = yearIn(req);
      const given = req.query['don-vi'];
      const values = typeof given === 'string' ? { unit: given.slice(0, 200) } : {};
      const children = await childrenToChoose(db, reviewer, clock());
      page(res, 'form', newPlanPage(year, children, { values, errors: [] }));
    }),
  );
  router.post(
    address,
    asReviewer(async (reviewer, req, res) => {
      const year = yearIn(req);
      const form = parseForm(newPlanForm, req.body);
      const chosen = form.ok ? await chosenChild({ db, clock }, reviewer, form.data.unit) : undefined;
      const errors = form.ok ? [...problemsOf(chosen), ...yearProblem(year, form.data.plannedOn)] : [];
      if (form.ok && chosen && 'child' in chosen && errors.length === 0) {
        const id = await planInspection(db, chosen.child, form.data, clock());
        return done(req, res, `/kiem-tra/cuoc/${id}`, 'Đã lưu cuộc này vào kế hoạch.');
      }
      const again = form.ok ? refuse(postedValues(req.body), ...errors).form : form.form;
      const children = await childrenToChoose(db, reviewer, clock());
      page(res, 'form', newPlanPage(year, children, again), 422);
    }),
  );
  return router;
}

function editRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  const address = '/kiem-tra/cuoc/:id/sua';
  router.get(
    address,
    asReviewer(async (reviewer, req, res) => {
      const { inspection } = await openFor('edit', db, reviewer, req);
      const children = await childrenToChoose(db, reviewer, clock());
      page(res, 'form', planPage(inspection, children, { values: planValues(inspection), errors: [] }));
    }),
  );
  router.post(
    address,
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('edit', db, reviewer, req);
      const form = parseForm(planForm, req.body);
      const chosen = form.ok ? await chosenChild({ db, clock }, reviewer, form.data.unit) : undefined;
      const errors = form.ok ? [...problemsOf(chosen), ...announcedProblem(open, form.data, chosen)] : [];
      const children = await childrenToChoose(db, reviewer, clock());
      if (!form.ok || !chosen || !('child' in chosen) || errors.length > 0) {
        const again = form.ok ? refuse(postedValues(req.body), ...errors).form : form.form;
        return page(res, 'form', planPage(open.inspection, children, again), 422);
      }
      if (await savePlan(db, open, chosen.child, form.data, clock()))
        return done(req, res, pathOf(open), 'Đã lưu kế hoạch.');
      const { inspection } = await openFor('edit', db, reviewer, req);
      const typed = { values: postedValues(req.body), errors: [] };
      page(res, 'form', planPage(inspection, children, typed, true), 409);
    }),
  );
  return router;
}

function decisionRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();
  router.post(
    '/kiem-tra/cuoc/:id/thong-bao',
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('announce', db, reviewer, req);
      const version = versionIn(req);
      await announce(db, open, version, clock(), config.publicUrl);
      done(req, res, pathOf(open), 'Đã thông báo cho đơn vị.');
    }),
  );
  router.get(
    '/kiem-tra/cuoc/:id/huy',
    asReviewer(async (reviewer, req, res) => {
      const { inspection } = await openFor('cancel', db, reviewer, req);
      page(res, 'form', cancelPage(inspection, { values: {}, errors: [] }));
    }),
  );
  router.post(
    '/kiem-tra/cuoc/:id/huy',
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('cancel', db, reviewer, req);
      const form = parseForm(cancelForm, req.body);
      if (!form.ok) return page(res, 'form', cancelPage(open.inspection, form.form), 422);
      await cancel(db, open, form.data, clock());
      done(req, res, pathOf(open), 'Đã hủy cuộc này.');
    }),
  );
  return router;
}

type Chosen = Awaited<ReturnType<typeof findChild>>;

function chosenChild({ db, clock }: Pick<AppDeps, 'db' | 'clock'>, reviewer: Reviewer, typed: string) {
  return findChild(db, reviewer, typed, clock());
}

function problemsOf(chosen: Chosen | undefined): FieldError[] {
  if (!chosen || 'child' in chosen) return [];
  const meant = chosen.meant.map(({ code, name }) => `${name} (${code})`).join('; ');
  const message = meant
    ? `Có nhiều đơn vị khớp. Hãy ghi mã của một đơn vị: ${meant}.`
    : 'Không có đơn vị trực thuộc nào có mã hoặc tên này.';
  return [{ field: 'unit', message }];
}

function yearProblem(year: number, plannedOn: Date): FieldError[] {
  if (yearOf(plannedOn) === year) return [];
  return [{ field: 'plannedOn', message: `Ngày dự kiến phải thuộc năm ${year} của kế hoạch này.` }];
}

/** The unit knows already whom it concerns, and that it is planned. */
function announcedProblem(
  { inspection }: Opened<Reviewer>,
  { reason }: { reason: string },
  chosen: Chosen | undefined,
): FieldError[] {
  if (!inspection.announcedAt) return [];
  const isOther = chosen && 'child' in chosen && chosen.child.unit.id !== inspection.unitId;
  const unit = 'Đã thông báo cho đơn vị, nên không đổi được đơn vị. Hãy hủy cuộc này và thêm cuộc mới.';
  return [
    ...(isOther ? [{ field: 'unit', message: unit }] : []),
    ...(reason === inspection.reason
      ? []
      : [{ field: 'reason', message: 'Đã thông báo cho đơn vị, nên không đổi thành đột xuất được.' }]),
  ];
}

function yearIn(req: Request): number {
  const year = pathNumber(req, 'year');
  if (year < 1901 || year > 2997) throw new NotFound('Không có năm này.');
  return year;
}

/** The inspection of the address, which the table says this may be done to; Conflict where it may not now. */
export async function openFor(
  action: InspectionAction,
  db: AppDeps['db'],
  reviewer: Reviewer,
  req: Request,
): Promise<Opened<Reviewer>> {
  const open = await openInspection(db, reviewer, pathNumber(req, 'id'));
  if (!allows(action, open.inspection))
    throw new NotPossible(
      `Cuộc này đang ở trạng thái “${statusWords[open.inspection.status]}”, nên không làm được việc này.`,
    );
  return open;
}

export function versionIn(req: Request): number {
  const form = parseForm(versionForm, req.body);
  if (!form.ok) throw new BadRequest(form.form.errors.map(({ message }) => message).join(' '));
  return form.data.version;
}

export function pathOf({ inspection }: Opened<Reviewer>): string {
  return `/kiem-tra/cuoc/${inspection.id}`;
}
