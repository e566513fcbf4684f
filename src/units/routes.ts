import { Router, type Response } from 'express';
import type { AppDeps } from '../deps.js';
import type { Admin } from '../platform/actor.js';
import { parseForm, type Form } from '../platform/page/forms.js';
import { formatDay } from '../platform/text/format.js';
import { readId } from '../platform/text/numbers.js';
import { page } from '../platform/page/render.js';
import { answerForm, type Again, type Next } from '../platform/http/answer-form.js';
import { asAdmin, pathNumber } from '../platform/http/routing.js';
import { contactRoutes } from './contact/routes.js';
import { createUnit, editRootUnit, editUnit, type OnMove } from './commands.js';
import { findManagedUnit, possibleParents, type UnitRecord } from './finders.js';
import { newUnitForm, rootUnitForm, unitForm } from './forms.js';
import { newUnitPage, unitPage, unitValues } from './pages.js';
import { treeRoutes } from './tree/routes.js';
import { UNITS, unitAddress, unitEditAddress } from './addresses.js';

/** The administration of the unit tree, and whom its people ask. The page of one unit belongs to admin. `onMove`: what follows where a unit comes to stand below another one. */
export function unitRoutes(deps: AppDeps, onMove: OnMove): Router {
  return Router().use(contactRoutes(deps), treeRoutes(deps), creationRoutes(deps), editRoutes(deps, onMove));
}

function creationRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    `${UNITS}/moi`,
    asAdmin(async (admin, req, res) => {
      const parentId = readId(req.query['cap-tren']) ?? admin.unit.id;
      const values = { activeFrom: formatDay(clock()), parentId: String(parentId) };
      page(res, 'form', newUnitPage(admin, await possibleParents(db, admin), { values, errors: [] }));
    }),
  );

  router.post(
    `${UNITS}/moi`,
    asAdmin(async (admin, req, res) => {
      await answerForm(req, res, {
        posted: parseForm(newUnitForm, req.body),
        command: (wanted) => createUnit(db, admin, wanted, clock()),
        done: ({ id, name }) => [unitAddress(id), `Đã thêm ${name}. Hãy thêm tài khoản cho đơn vị.`],
        again: async ({ form, status }) =>
          page(res, 'form', newUnitPage(admin, await possibleParents(db, admin), form), status),
      });
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
      unitPage(admin, unit, await possibleParents(db, admin), { form, isStale: status === 409 }),
      status,
    );

  router.get(
    unitEditAddress(':id'),
    asAdmin(async (admin, req, res) => {
      const { unit } = await findManagedUnit(db, admin, pathNumber(req, 'id'));
      await show(res, admin, unit, { values: unitValues(unit), errors: [] }, 200);
    }),
  );

  router.post(
    unitEditAddress(':id'),
    asAdmin(async (admin, req, res) => {
      const managed = await findManagedUnit(db, admin, pathNumber(req, 'id'));
      const answers = {
        done: ({ id, name }: UnitRecord): Next => [unitAddress(id), `Đã lưu ${name}.`],
        again: ({ form, status, stale = managed.unit }: Again<UnitRecord>) =>
          show(res, admin, stale, form, status),
      };
      if (managed.unit.parentId === null)
        return answerForm(req, res, {
          posted: parseForm(rootUnitForm, req.body),
          command: (edit) => editRootUnit(db, managed, edit, clock()),
          ...answers,
        });
      await answerForm(req, res, {
        posted: parseForm(unitForm, req.body),
        command: (edit) => editUnit(db, managed, edit, clock(), onMove),
        ...answers,
      });
    }),
  );

  return router;
}
