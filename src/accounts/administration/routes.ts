import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { parseForm, requireForm } from '../../platform/page/forms.js';
import { readId } from '../../platform/text/numbers.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin, done, pathNumber } from '../../platform/http/routing.js';
import { leadTo } from '../../platform/http/sent-forms.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import { bounceOf } from '../../mail/finders.js';
import { bounceWords } from '../../mail/rules.js';
import { linkEnd, roles } from '../rules.js';
import {
  createAccount,
  deactivateAccount,
  editAccount,
  makeActivationLink,
  reactivateAccount,
  type ReleaseWork,
} from './commands.js';
import { findManagedAccount } from './finders.js';
import { accountForm, newAccountForm, versionForm } from './forms.js';
import { accountStates, listAccounts, type AccountFilter } from './list-finders.js';
import { accountsPage } from './list-pages.js';
import { accountPage, accountValues, activationLinkPage, newAccountPage } from './pages.js';
import { ACCOUNTS, ACTIVATION, accountAddress } from '../addresses.js';

/** The administration of accounts. `release`: what becomes of what an account looked after. */
export function accountAdminRoutes(deps: AppDeps, release: ReleaseWork): Router {
  return Router().use(
    listRoutes(deps),
    creationRoutes(deps),
    editRoutes(deps, release),
    buttonRoutes(deps, release),
  );
}

function listRoutes({ db }: AppDeps): Router {
  return Router().get(
    ACCOUNTS,
    asAdmin(async (admin, req, res) => {
      const filter = filterOf(req);
      page(res, 'list', accountsPage(await listAccounts(db, admin, filter), filter));
    }),
  );
}

function creationRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();

  router.get(
    `${ACCOUNTS}/moi`,
    asAdmin((_admin, req, res) => {
      const asked = req.query['don-vi'];
      const unitCode = typeof asked === 'string' ? clip(cleanLine(asked), 30) : '';
      page(res, 'form', newAccountPage({ values: { unitCode }, errors: [] }));
    }),
  );

  router.post(
    `${ACCOUNTS}/moi`,
    asAdmin(async (admin, req, res) => {
      const now = clock();
      await answerForm(req, res, {
        posted: parseForm(newAccountForm, req.body),
        command: (wanted) => createAccount(db, admin, wanted, now),
        done: ({ account, token }) => {
          // The link is shown once: whoever sends the form again comes to the account, where another can be made.
          leadTo(res, accountAddress(account.id));
          const link = linkOf(req, config, token);
          page(res, 'accounts/activation-link', activationLinkPage(account, link, linkEnd(now)), 201);
          return undefined;
        },
        again: ({ form, status }) => page(res, 'form', newAccountPage(form), status),
      });
    }),
  );

  return router;
}

function editRoutes({ db, clock }: AppDeps, release: ReleaseWork): Router {
  const router = Router();

  router.get(
    accountAddress(':id'),
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      const { account } = managed;
      const bounce = bounceWords(await bounceOf(db, account.email));
      page(res, 'form', accountPage({ account, bounce }, { values: accountValues(account), errors: [] }));
    }),
  );

  router.post(
    accountAddress(':id'),
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      await answerForm(req, res, {
        posted: parseForm(accountForm, req.body),
        command: (edit) => editAccount(db, managed, edit, clock(), release),
        done: (_, { fullName }) => [ACCOUNTS, `Đã lưu tài khoản của ${fullName}.`],
        again: ({ form, status, stale: account = managed.account }) =>
          page(res, 'form', accountPage({ account }, form, status === 409), status),
      });
    }),
  );

  return router;
}

function buttonRoutes({ db, clock, config }: AppDeps, release: ReleaseWork): Router {
  const router = Router();

  router.post(
    `${accountAddress(':id')}/lien-ket`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      const now = clock();
      const link = linkOf(req, config, await makeActivationLink(db, managed, postedVersion(req), now));
      leadTo(res, accountAddress(managed.account.id));
      page(res, 'accounts/activation-link', activationLinkPage(managed.account, link, linkEnd(now)), 201);
    }),
  );

  router.post(
    `${accountAddress(':id')}/ngung`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      await deactivateAccount(db, managed, postedVersion(req), clock(), release);
      done(req, res, ACCOUNTS, `Đã ngừng tài khoản của ${managed.account.fullName}.`);
    }),
  );

  router.post(
    `${accountAddress(':id')}/mo-lai`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      await reactivateAccount(db, managed, postedVersion(req), clock());
      done(req, res, ACCOUNTS, `Tài khoản của ${managed.account.fullName} đã hoạt động lại.`);
    }),
  );

  return router;
}

function opened(db: AppDeps['db'], admin: Admin, req: Request) {
  return findManagedAccount(db, admin, pathNumber(req, 'id'));
}

function linkOf(req: Request, config: AppDeps['config'], token: string): string {
  return `${config.publicUrl ?? `${req.protocol}://${req.host}`}${ACTIVATION}/${token}`;
}

function postedVersion(req: Request): number {
  return requireForm(parseForm(versionForm, req.body)).version;
}

function filterOf({ query }: Request): AccountFilter {
  const text = (name: string, most: number) => {
    const value = query[name];
    return typeof value === 'string' ? cleanLine(value).slice(0, most) : '';
  };
  return {
    search: text('q', 200),
    role: roles.find((role) => role === query['vai-tro']),
    state: accountStates.find((state) => state === query['tinh-trang']),
    unit: text('don-vi', 30),
    after: readId(query['sau']),
  };
}
