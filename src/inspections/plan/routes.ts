import { Router, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import type { Overseer, Reviewer } from '../../platform/actor.js';
import { inZone, yearOf } from '../../platform/text/calendar.js';
import { NotFound, NotPossible } from '../../platform/errors.js';
import type { Question } from '../../platform/page/confirm-page.js';
import { parseForm, requireForm, type FieldError, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asReviewer, pathNumber } from '../../platform/http/routing.js';
import { openInspection, type Opened } from '../finders.js';
import { hearersAtUnit, hearersOf } from '../hearer-finders.js';
import { replacing } from '../issuing/pages.js';
import { kindInText } from '../letters.js';
import { tellingWords, toldWords, type ListQuery } from '../rules.js';
import { allows, statusWords, type InspectionAction } from '../lifecycle.js';
import {
  cancelInspection,
  needsNewNotice,
  noticeNumberProblems,
  planInspection,
  savePlan,
} from './commands.js';
import {
  childrenToChoose,
  clashesOn,
  findChild,
  inspectionList,
  plannedByDay,
  visitsOf,
  yearCounts,
} from './finders.js';
import {
  cancelForm,
  newPlanForm,
  numberUpTo,
  planForm,
  planValues,
  readListQuery,
  versionForm,
  type Plan,
} from './forms.js';
import { calendarPage, cancelPage, inspectionsPage, newPlanPage, planPage } from './pages.js';
import { inspectionAddress, inspectionPlanAddress } from '../addresses.js';
import { clip } from '../../platform/text/text.js';

/** The year's list and calendar, and the plan of each inspection. */
export function planRoutes(deps: AppDeps): Router {
  return Router().use(listRoutes(deps), newRoutes(deps), editRoutes(deps), cancelRoutes(deps));
}

function listRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  router.get(
    inspectionPlanAddress(':year'),
    asOverseer(async (overseer, req, res) => {
      const year = yearIn(req);
      const asked = readListQuery(req.query);
      const found = await yearFound(db, overseer, year, asked.query, clock());
      page(
        res,
        'list',
        inspectionsPage(overseer, year, asked, found, clock()),
        asked.unknown.length > 0 ? 422 : 200,
      );
    }),
  );
  router.get(
    `${inspectionPlanAddress(':year')}/lich`,
    asOverseer(async (overseer, req, res) => {
      const year = yearIn(req);
      const now = inZone(clock());
      const typed = req.query['thang'];
      const asked = typeof typed === 'string' ? numberUpTo(typed, 12) : undefined;
      const month = asked ?? (now.year() === year ? now.month() + 1 : 1);
      const planned = await plannedByDay(db, overseer, year, { name: '', month }, clock());
      const visits = await visitsOf(db, overseer, year, month);
      page(res, 'inspections/calendar', calendarPage(overseer, year, month, planned, visits));
    }),
  );
  return router;
}

async function yearFound(db: AppDeps['db'], overseer: Overseer, year: number, query: ListQuery, now: Date) {
  const { rows, more } = await inspectionList(db, overseer, year, query, now);
  const days = rows.map(({ plannedOn }) => plannedOn);
  const { month: _, day: __, ...filter } = query;
  const [counts, planned, clash] = [
    await yearCounts(db, overseer, year, now),
    await plannedByDay(db, overseer, year, filter, now),
    await clashesOn(db, overseer.unit.id, days),
  ];
  return { rows, more, counts, days: planned, clash };
}

function newRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  const address = `${inspectionPlanAddress(':year')}/moi`;
  router.get(
    address,
    asReviewer(async (reviewer, req, res) => {
      const year = yearIn(req);
      const given = req.query['don-vi'];
      const values = typeof given === 'string' ? { unit: clip(given, 200) } : {};
      const children = await childrenToChoose(db, reviewer, clock());
      page(res, 'form', newPlanPage(year, children, { values, errors: [] }));
    }),
  );
  router.post(
    address,
    asReviewer(async (reviewer, req, res) => {
      const year = yearIn(req);
      await answerForm(req, res, {
        posted: parseForm(newPlanForm, req.body),
        command: async (plan) => {
          const chosen = await findChild(db, reviewer, plan.unit, clock());
          const problems = [...unitProblem(chosen), ...yearProblem(year, plan.plannedOn)];
          if (!('child' in chosen) || problems.length > 0) return { problems };
          return { done: await planInspection(db, chosen.child, plan, clock()) };
        },
        done: (id) => [inspectionAddress(id), 'Đã lưu cuộc này vào kế hoạch.'],
        again: async ({ form, status }) => {
          const children = await childrenToChoose(db, reviewer, clock());
          page(res, 'form', newPlanPage(year, children, form), status);
        },
      });
    }),
  );
  return router;
}

function editRoutes(deps: AppDeps): Router {
  const { db, clock, config } = deps;
  const router = Router();
  const address = `${inspectionAddress(':id')}/sua`;
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
      await answerForm(req, res, {
        posted: parseForm(planForm, req.body),
        asks: (plan) => replacementQuestion(deps, open, plan),
        command: async (plan) => {
          const chosen = await findChild(db, reviewer, plan.unit, clock());
          const problems = editProblems(open, plan, chosen);
          if (!('child' in chosen) || problems.length > 0) return { problems };
          return savePlan(db, open, chosen.child, plan, clock());
        },
        done: (told) => [
          inspectionAddress(open.inspection.id),
          `Đã lưu kế hoạch.${toldWords(told, config.mail !== undefined)}`,
        ],
        again: async ({ form, status, stale }) => {
          const children = await childrenToChoose(db, reviewer, clock());
          const { inspection } = stale ? await openFor('edit', db, reviewer, req) : open;
          page(res, 'form', planPage(inspection, children, form, stale), status);
        },
      });
    }),
  );
  return router;
}

/** Asked where a notice takes the place of the one that the unit has, unless what was typed is refused anyway. */
async function replacementQuestion(
  { db, clock, config }: AppDeps,
  open: Opened<Reviewer>,
  plan: z.infer<typeof planForm>,
): Promise<Question | undefined> {
  const { actor, inspection } = open;
  if (plan.version !== inspection.version || !needsNewNotice(inspection, plan)) return undefined;
  if (editProblems(open, plan, await findChild(db, actor, plan.unit, clock())).length > 0) return undefined;
  if ((await noticeNumberProblems(db, open, plan, clock())).length > 0) return undefined;
  // The team hears of a day that moves, and of nothing else.
  const isMoved = plan.plannedOn.getTime() !== inspection.plannedOn.getTime();
  const told = isMoved
    ? await hearersOf(db, { ...inspection, team: plan.team }, actor)
    : await hearersAtUnit(db, inspection);
  return replacing(inspection, plan, tellingWords(told, config.mail !== undefined));
}

function cancelRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();
  const isMailSet = config.mail !== undefined;
  const show = async (res: Response, { actor, inspection }: Opened<Reviewer>, form: Form, status = 200) => {
    const letters = tellingWords(await hearersOf(db, inspection, actor), isMailSet);
    page(res, 'confirm', cancelPage(inspection, letters, form), status);
  };
  router.get(
    `${inspectionAddress(':id')}/huy`,
    asReviewer(async (reviewer, req, res) => {
      await show(res, await openFor('cancel', db, reviewer, req), { values: {}, errors: [] });
    }),
  );
  router.post(
    `${inspectionAddress(':id')}/huy`,
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('cancel', db, reviewer, req);
      await answerForm(req, res, {
        posted: parseForm(cancelForm, req.body),
        command: async (why) => ({ done: await cancelInspection(db, open, why, clock()) }),
        done: (told) => [
          inspectionAddress(open.inspection.id),
          `Đã hủy cuộc ${kindInText(open.inspection)}.${toldWords(told, isMailSet)}`,
        ],
        again: ({ form, status }) => show(res, open, form, status),
      });
    }),
  );
  return router;
}

type Chosen = Awaited<ReturnType<typeof findChild>>;

function unitProblem(chosen: Chosen): FieldError[] {
  if ('child' in chosen) return [];
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

function editProblems(
  open: Opened<Reviewer>,
  plan: Plan & { changeReason: string },
  chosen: Chosen,
): FieldError[] {
  const ofPlan = [...announcedProblem(open, plan, chosen), ...reasonProblem(open, plan)];
  return [...unitProblem(chosen), ...ofPlan];
}

/** The unit knows already whom it concerns, and that it is planned. */
function announcedProblem(
  { inspection }: Opened<Reviewer>,
  { reason }: { reason: string },
  chosen: Chosen,
): FieldError[] {
  if (!inspection.announcedAt) return [];
  const isOther = 'child' in chosen && chosen.child.unit.id !== inspection.unitId;
  const unit = 'Đã thông báo cho đơn vị, nên không đổi được đơn vị. Hãy hủy cuộc này và thêm cuộc mới.';
  return [
    ...(isOther ? [{ field: 'unit', message: unit }] : []),
    ...(reason === inspection.reason
      ? []
      : [{ field: 'reason', message: 'Đã thông báo cho đơn vị, nên không đổi thành đột xuất được.' }]),
  ];
}

/** Who is told must be told why. */
function reasonProblem(
  { inspection }: Opened<Reviewer>,
  plan: Plan & { changeReason: string },
): FieldError[] {
  const isMoved = plan.plannedOn.getTime() !== inspection.plannedOn.getTime();
  if (plan.changeReason !== '' || !(isMoved || needsNewNotice(inspection, plan))) return [];
  return [{ field: 'changeReason', message: 'Hãy nhập lý do thay đổi: người nhận thư cần biết.' }];
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
  return requireForm(parseForm(versionForm, req.body)).version;
}
