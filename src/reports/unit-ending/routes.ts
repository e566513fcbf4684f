import { Router, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { BadRequest, NotFound } from '../../platform/errors.js';
import { parseForm, postedValues, refuse, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asAdmin, done, pathNumber } from '../../platform/http/routing.js';
import { findManagedUnit, type ManagedUnit, type UnitRecord } from '../../units/finders.js';
import { endUnitWith, letGoOn } from './commands.js';
import { leftByUnit, type LeftByUnit } from './finders.js';
import { parseEnding, versionForm } from './forms.js';
import { endedNotice, endingPage, endingValues } from './pages.js';

const UNIT = '/quan-tri/don-vi/:id';

/** An administrator ends a unit, and says what becomes of its open reports and its accounts. */
export function unitEndingRoutes(deps: AppDeps): Router {
  return Router()
    .get(`${UNIT}/ket-thuc`, ask(deps))
    .post(`${UNIT}/ket-thuc`, end(deps))
    .post(`${UNIT}/hoat-dong-lai`, goOn(deps));
}

function ask({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const managed = await findManagedUnit(db, admin, pathNumber(req, 'id'));
    const left = await leftBy(db, managed, clock());
    show(res, managed.unit, left, { values: endingValues(managed.unit, left), errors: [] }, 200);
  });
}

function end({ db, clock, config }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const managed = await findManagedUnit(db, admin, pathNumber(req, 'id'));
    const now = clock();
    const left = await leftBy(db, managed, now);
    const form = parseEnding(req.body, { owes: left.reports.length > 0, now });
    if (!form.ok) return show(res, managed.unit, left, form.form, 422);
    const outcome = await endUnitWith(db, managed, form.data, now, config.publicUrl);
    if (outcome.done) return done(req, res, '/quan-tri/don-vi', endedNotice(outcome.unit));
    const values = postedValues(req.body);
    if ('stale' in outcome) return show(res, outcome.stale, left, { values, errors: [] }, 409);
    show(res, managed.unit, left, refuse(values, ...outcome.problems).form, 422);
  });
}

function goOn({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const managed = await findManagedUnit(db, admin, pathNumber(req, 'id'));
    const form = parseForm(versionForm, req.body);
    if (!form.ok) throw new BadRequest(form.form.errors.map(({ message }) => message).join(' '));
    await letGoOn(db, managed, form.data.version, clock());
    done(req, res, '/quan-tri/don-vi', `${managed.unit.name} hoạt động tiếp.`);
  });
}

function leftBy(db: AppDeps['db'], managed: ManagedUnit, now: Date): Promise<LeftByUnit> {
  if (managed.unit.parentId === null)
    throw new NotFound('Đơn vị quản lý cổng không kết thúc hoạt động trên cổng.');
  return leftByUnit(db, managed, now);
}

function show(res: Response, unit: UnitRecord, left: LeftByUnit, form: Form, status: 200 | 409 | 422): void {
  page(res, 'form', endingPage(unit, left, { form, isStale: status === 409 }), status);
}
