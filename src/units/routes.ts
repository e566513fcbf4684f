import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../deps.js';
import type { Admin } from '../platform/actor.js';
import { parseForm, postedValues, refuse, type Form } from '../platform/page/forms.js';
import { formatDay } from '../platform/text/format.js';
import { readId } from '../platform/text/numbers.js';
import { page } from '../platform/page/render.js';
import { asAdmin, done, pathNumber } from '../platform/http/routing.js';
import { cleanLine } from '../platform/text/text.js';
import { createUnit, editRootUnit, editUnit, type OnMove, type UnitOutcome } from './commands.js';
import {
  findManagedUnit,
  listUnits,
  possibleParents,
  type ManagedUnit,
  type UnitFilter,
  type UnitRecord,
} from './finders.js';
import { newUnitForm, rootUnitForm, unitForm } from './forms.js';
import { newUnitPage, unitPage, unitsPage, unitValues } from './pages.js';

const LIST = '/quan-tri/don-vi';

/** The administration of the unit tree. `onMove`: what follows where a unit comes to stand below another one. */
export function unitRoutes(deps: AppDeps, onMove: OnMove): Router {
  return Router().use(listRoutes(deps), creationRoutes(deps), editRoutes(deps, onMove));
}

function listRoutes({ db, clock }: AppDeps): Router {
  return Router().get(
    LIST,
    asAdmin(async (admin, req, res) => {
      const filter = filterOf(req);
      page(res, 'list', unitsPage(await listUnits(db, admin, filter), filter, clock()));
    }),
  );
}

function creationRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    `${LIST}/moi`,
    asAdmin(async (admin, _req, res) => {
      const values = { activeFrom: formatDay(clock()), parentId: String(admin.unit.id) };
      page(res, 'form', newUnitPage(admin, await possibleParents(db, admin), { values, errors: [] }));
    }),
  );

  router.post(
    `${LIST}/moi`,
    asAdmin(async (admin, req, res) => {
      const again = async (form: Form) =>
        page(res, 'form', newUnitPage(admin, await possibleParents(db, admin), form), 422);
      const form = parseForm(newUnitForm, req.body);
      if (!form.ok) return again(form.form);
      const outcome = await createUnit(db, admin, form.data, clock());
      if (outcome.done) return done(req, res, LIST, `Đã thêm ${outcome.unit.name}.`);
      if ('problems' in outcome) await again(refuse(postedValues(req.body), ...outcome.problems).form);
    }),
  );

  return router;
}

function editRoutes({ db, clock }: AppDeps, onMove: OnMove): Router {
  const router = Router();
  const show = async (res: Response, admin: Admin, unit: UnitRecord, form: Form, status: 200 | 409 | 422) =>
    page(
      res,
      'form',
      unitPage(admin, unit, await possibleParents(db, admin), { form, isStale: status === 409 }, clock()),
      status,
    );

  router.get(
    `${LIST}/:id`,
    asAdmin(async (admin, req, res) => {
      const { unit } = await findManagedUnit(db, admin, pathNumber(req, 'id'));
      await show(res, admin, unit, { values: unitValues(unit), errors: [] }, 200);
    }),
  );

  router.post(
    `${LIST}/:id`,
    asAdmin(async (admin, req, res) => {
      const managed = await findManagedUnit(db, admin, pathNumber(req, 'id'));
      const outcome = await edit(db, managed, { body: req.body, onMove }, clock());
      if ('form' in outcome) return show(res, admin, managed.unit, outcome.form, 422);
      if (outcome.done) return done(req, res, LIST, `Đã lưu ${outcome.unit.name}.`);
      const values = postedValues(req.body);
      if ('stale' in outcome) return show(res, admin, outcome.stale, { values, errors: [] }, 409);
      await show(res, admin, managed.unit, refuse(values, ...outcome.problems).form, 422);
    }),
  );

  return router;
}

async function edit(
  db: AppDeps['db'],
  managed: ManagedUnit,
  { body, onMove }: { body: unknown; onMove: OnMove },
  now: Date,
): Promise<UnitOutcome | { form: Form }> {
  if (managed.unit.parentId === null) {
    const root = parseForm(rootUnitForm, body);
    return root.ok ? editRootUnit(db, managed, root.data, now) : root;
  }
  const form = parseForm(unitForm, body);
  return form.ok ? editUnit(db, managed, form.data, now, onMove) : form;
}

function filterOf(req: Request): UnitFilter {
  const { q, cap, sau } = req.query;
  return {
    search: typeof q === 'string' ? cleanLine(q).slice(0, 200) : '',
    level: cap === 'UPPER_LEVEL' || cap === 'GRASSROOTS' ? cap : undefined,
    after: readId(sau),
  };
}
