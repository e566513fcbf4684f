import { Router, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import { parseForm, requireForm, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin, done, pathNumber } from '../../platform/http/routing.js';
import { findManagedUnit, type ManagedUnit, type UnitRecord } from '../../units/finders.js';
import { endUnitWith, undoUnitEnd } from './commands.js';
import { leftByUnit, type LeftByUnit } from './finders.js';
import { parseEnding, versionForm } from './forms.js';
import { endedNotice, endingPage, endingValues } from './pages.js';
import { UNITS, unitAddress, unitEndingAddress } from '../../units/addresses.js';

/** An administrator ends a unit, and says what becomes of its open reports and its accounts. */
export function unitEndingRoutes(deps: AppDeps): Router {
  return Router()
    .get(unitEndingAddress(':id'), ask(deps))
    .post(unitEndingAddress(':id'), end(deps))
    .post(`${unitAddress(':id')}/hoat-dong-lai`, goOn(deps));
}

function ask({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const managed = await findManagedUnit(db, admin, pathNumber(req, 'id'));
    const left = await leftBy(db, managed, clock());
    show(res, managed.unit, left, { values: endingValues(managed.unit, left), errors: [] }, 200);
  });
}

function end({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const managed = await findManagedUnit(db, admin, pathNumber(req, 'id'));
    const now = clock();
    const left = await leftBy(db, managed, now);
    await answerForm(req, res, {
      posted: parseEnding(req.body, { owes: left.reports.length > 0, now }),
      command: (ending) => endUnitWith(db, managed, ending, now),
      done: (unit) => [UNITS, endedNotice(unit)],
      again: ({ form, status, stale = managed.unit }) => show(res, stale, left, form, status),
    });
  });
}

function goOn({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const managed = await findManagedUnit(db, admin, pathNumber(req, 'id'));
    const { version } = requireForm(parseForm(versionForm, req.body));
    await undoUnitEnd(db, managed, version, clock());
    done(req, res, UNITS, `${managed.unit.name} hoạt động tiếp.`);
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
