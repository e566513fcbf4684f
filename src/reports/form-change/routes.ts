import { Router, type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { numberField, parseForm, requireForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asAdmin, done, pathNumber } from '../../platform/http/routing.js';
import { asPeriodAdmin } from '../../periods/finders.js';
import { changesBetween, isStructural } from '../../periods/form-editor/form-changes.js';
import { openForm, type OpenedForm } from '../../periods/form-editor/finders.js';
import { applyForm } from './commands.js';
import { formImpact, type FormImpact } from './finders.js';
import { formChangePage, toldSentences } from './pages.js';
import { formChangeAddress, formEditorAddress } from '../../periods/addresses.js';

const PATH = formChangeAddress(':year');
const applyingForm = z.object({ version: numberField('Số phiên bản') });

/** An administrator of the root sees what a changed form does, and makes it the period's. */
export function formChangeRoutes(deps: AppDeps): Router {
  return Router().get(PATH, show(deps)).post(PATH, apply(deps));
}

function show({ db }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const open = await openedForm(db, admin, req);
    page(res, 'reports/form-change', formChangePage(open, await impactOf(db, open)));
  });
}

function apply({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const open = await openedForm(db, admin, req);
    const { version } = requireForm(parseForm(applyingForm, req.body));
    const told = toldSentences(open, await impactOf(db, open));
    await applyForm(db, open, { version, told }, clock());
    const address = formEditorAddress(open.period.year);
    done(req, res, address, 'Đã áp dụng. Từ bây giờ các đơn vị thấy biểu mẫu này.');
  });
}

function openedForm(db: AppDeps['db'], admin: Admin, req: Request): Promise<OpenedForm> {
  return openForm(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
}

async function impactOf(db: AppDeps['db'], open: OpenedForm): Promise<FormImpact | undefined> {
  const { period, applied, working } = open;
  if (!period.openedAt || !isStructural(changesBetween(applied, working))) return undefined;
  return formImpact(db, open);
}
