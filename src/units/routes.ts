import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../deps.js';
import type { Admin } from '../platform/actor.js';
import { parseForm, postedValues, refuse, type Form, type Values } from '../platform/forms.js';
import { formatDay } from '../platform/format.js';
import { page } from '../platform/render.js';
import { asAdmin, done, pathNumber } from '../platform/routing.js';
import { cleanLine } from '../platform/text.js';
import { createUnit, editRootUnit, editUnit, type UnitOutcome } from './commands.js';
import { findManagedUnit, listUnits, possibleParents, type ManagedUnit, type UnitFilter } from './finders.js';
import { newUnitForm, rootUnitForm, unitForm } from './forms.js';
import { newUnitPage, unitPage, unitsPage, unitValues } from './pages.js';

const LIST = '/quan-tri/don-vi';

/** The administration of the unit tree. */
export function unitRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    LIST,
    asAdmin(async (admin, req, res) => {
      const filter = filterOf(req);
      page(res, 'units/index', unitsPage(await listUnits(db, admin, filter), filter, clock()));
    }),
  );

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

  router.get(
    `${LIST}/:id`,
    asAdmin(async (admin, req, res) => {
      const { unit } = await findManagedUnit(db, admin, pathNumber(req, 'id'));
      const form = { values: unitValues(unit), errors: [] };
      page(res, 'form', unitPage(admin, unit, await possibleParents(db, admin), form));
    }),
  );

  router.post(
    `${LIST}/:id`,
    asAdmin(async (admin, req, res) => {
      const managed = await findManagedUnit(db, admin, pathNumber(req, 'id'));
      const outcome = await edit(managed, req);
      if ('form' in outcome) return again(res, managed, outcome.form);
      if (outcome.done) return done(req, res, LIST, `Đã lưu ${outcome.unit.name}.`);
      const values = postedValues(req.body);
      if ('stale' in outcome) return conflict(res, admin, outcome.stale, values);
      await again(res, managed, refuse(values, ...outcome.problems).form);
    }),
  );

  async function edit(managed: ManagedUnit, req: Request): Promise<UnitOutcome | { form: Form }> {
    if (managed.unit.parentId === null) {
      const root = parseForm(rootUnitForm, req.body);
      return root.ok ? editRootUnit(db, managed, root.data, clock()) : root;
    }
    const form = parseForm(unitForm, req.body);
    return form.ok ? editUnit(db, managed, form.data, clock()) : form;
  }

  async function again(res: Response, { admin, unit }: ManagedUnit, form: Form) {
    page(res, 'form', unitPage(admin, unit, await possibleParents(db, admin), form), 422);
  }

  async function conflict(res: Response, admin: Admin, saved: ManagedUnit['unit'], values: Values) {
    const form = { values, errors: [] };
    page(res, 'form', unitPage(admin, saved, await possibleParents(db, admin), form, true), 409);
  }

  return router;
}

function filterOf(req: Request): UnitFilter {
  const { q, cap, sau } = req.query;
  return {
    search: typeof q === 'string' ? cleanLine(q).slice(0, 200) : '',
    level: cap === 'UPPER_LEVEL' || cap === 'GRASSROOTS' ? cap : undefined,
    after: typeof sau === 'string' && /^[1-9]\d{0,8}$/.test(sau) ? Number(sau) : undefined,
  };
}
