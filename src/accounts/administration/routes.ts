import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar.js';
import { BadRequest } from '../../platform/errors.js';
import { parseForm, postedValues, refuse, type Form } from '../../platform/forms.js';
import { page } from '../../platform/render.js';
import { asAdmin, done, pathNumber } from '../../platform/routing.js';
import { cleanLine } from '../../platform/text.js';
import { ACTIVATION_DAYS } from '../rules.js';
import {
  createAccount,
  deactivateAccount,
  editAccount,
  makeActivationLink,
  reactivateAccount,
} from './commands.js';
import { findManagedAccount, listAccounts, type AccountFilter } from './finders.js';
import { accountForm, newAccountForm, versionForm } from './forms.js';
import { accountPage, accountsPage, accountValues, activationLinkPage, newAccountPage } from './pages.js';

const LIST = '/quan-tri/tai-khoan';

/** The administration of accounts. */
export function accountAdminRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();

  router.get(
    LIST,
    asAdmin(async (admin, req, res) => {
      const filter = filterOf(req);
      page(res, 'accounts/index', accountsPage(await listAccounts(db, admin, filter), filter));
    }),
  );

  router.get(
    `${LIST}/moi`,
    asAdmin((_admin, req, res) => {
      const unitCode =
        typeof req.query['don-vi'] === 'string' ? cleanLine(req.query['don-vi']).slice(0, 30) : '';
      page(res, 'form', newAccountPage({ values: { unitCode }, errors: [] }));
    }),
  );

  router.post(
    `${LIST}/moi`,
    asAdmin(async (admin, req, res) => {
      const again = (form: Form) => page(res, 'form', newAccountPage(form), 422);
      const form = parseForm(newAccountForm, req.body);
      if (!form.ok) return again(form.form);
      const now = clock();
      const outcome = await createAccount(db, admin, form.data, now);
      if (!outcome.done) return again(refuse(postedValues(req.body), ...outcome.problems).form);
      page(res, 'accounts/activation-link', linkPage(req, outcome.account, outcome.token, now), 201);
    }),
  );

  router.get(
    `${LIST}/:id`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(admin, req);
      page(res, 'form', accountPage(managed, { values: accountValues(managed.account), errors: [] }));
    }),
  );

  router.post(
    `${LIST}/:id`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(admin, req);
      const form = parseForm(accountForm, req.body);
      if (!form.ok) return page(res, 'form', accountPage(managed, form.form), 422);
      const outcome = await editAccount(db, managed, form.data, clock());
      if (outcome.done) return done(req, res, LIST, `Đã lưu tài khoản của ${form.data.fullName}.`);
      const values = postedValues(req.body);
      if ('stale' in outcome)
        return page(res, 'form', accountPage({ account: outcome.stale }, { values, errors: [] }, true), 409);
      page(res, 'form', accountPage(managed, refuse(values, ...outcome.problems).form), 422);
    }),
  );

  router.post(
    `${LIST}/:id/lien-ket`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(admin, req);
      const now = clock();
      const token = await makeActivationLink(db, managed, postedVersion(req), now);
      page(res, 'accounts/activation-link', linkPage(req, managed.account, token, now), 201);
    }),
  );

  router.post(
    `${LIST}/:id/ngung`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(admin, req);
      await deactivateAccount(db, managed, postedVersion(req), clock());
      done(req, res, LIST, `Đã ngừng tài khoản của ${managed.account.fullName}.`);
    }),
  );

  router.post(
    `${LIST}/:id/mo-lai`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(admin, req);
      await reactivateAccount(db, managed, postedVersion(req), clock());
      done(req, res, LIST, `Tài khoản của ${managed.account.fullName} đã hoạt động lại.`);
    }),
  );

  const opened = (admin: Admin, req: Request) => findManagedAccount(db, admin, pathNumber(req, 'id'));

  function linkPage(
    req: Request,
    account: Parameters<typeof activationLinkPage>[0],
    token: string,
    now: Date,
  ) {
    const site = config.publicUrl ?? `${req.protocol}://${req.get('host') ?? ''}`;
    return activationLinkPage(account, `${site}/kich-hoat/${token}`, addDays(now, ACTIVATION_DAYS + 1));
  }

  return router;
}

function postedVersion(req: Request): number {
  const form = parseForm(versionForm, req.body);
  if (!form.ok) throw new BadRequest(form.form.errors.map((error) => error.message).join(' '));
  return form.data.version;
}

function filterOf(req: Request): AccountFilter {
  const { q, sau } = req.query;
  return {
    search: typeof q === 'string' ? cleanLine(q).slice(0, 200) : '',
    after: typeof sau === 'string' && /^[1-9]\d{0,8}$/.test(sau) ? Number(sau) : undefined,
  };
}
