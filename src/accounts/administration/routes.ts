import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Admin, Role } from '../../platform/actor.js';
import { alsoFound, parseForm, requireForm, rightFields } from '../../platform/page/forms.js';
import { readId } from '../../platform/text/numbers.js';
import { page } from '../../platform/page/render.js';
import { originOf } from '../../platform/http/origin.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin, done, pathNumber } from '../../platform/http/routing.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { leadTo } from '../../platform/http/sent-forms.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import { bounceOf } from '../../mail/finders.js';
import { bounceWords } from '../../mail/rules.js';
import { systemClock } from '../../platform/clock.js';
import { lastHandover } from '../handover/finders.js';
import { findHeld } from '../sign-in-finders.js';
import { findUnitForAccounts } from '../../units/finders.js';
import { linkEnd, roles } from '../rules.js';
import { countSessions } from '../sessions/finders.js';
import {
  createAccount,
  deactivateAccount,
  editAccount,
  makeActivationLink,
  reactivateAccount,
  signOutEverywhere,
  type ReleaseWork,
} from './commands.js';
import { findManagedAccount, newAccountProblems, type ManagedAccount } from './finders.js';
import { accountForm, newAccountForm, versionForm } from './forms.js';
import { accountStates, listAccounts, type AccountFilter } from './list-finders.js';
import { accountsPage } from './list-pages.js';
import {
  accountPage,
  accountValues,
  activationLinkPage,
  newAccountPage,
  type ShownAccount,
} from './pages.js';
import { unlockAccount } from './unlock-commands.js';
import { ACCOUNTS, accountAddress, accountSessionsEnd, activationLink } from '../addresses.js';

/** The administration of accounts. `release`: what becomes of what an account looked after. */
export function accountAdminRoutes(deps: AppDeps, release: ReleaseWork): Router {
  return Router().use(
    listRoutes(deps),
    creationRoutes(deps),
    editRoutes(deps, release),
    buttonRoutes(deps, release),
    unlockRoutes(deps),
    sessionsEndRoutes(deps),
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
    asAdmin(async (admin, req, res) => {
      const asked = req.query['don-vi'];
      const unitCode = typeof asked === 'string' ? clip(cleanLine(asked), 30) : '';
      const unit = unitCode === '' ? undefined : await findUnitForAccounts(db, admin, unitCode);
      page(res, 'form', newAccountPage({ values: { unitCode }, errors: [] }, unit?.name));
    }),
  );

  router.post(
    `${ACCOUNTS}/moi`,
    asAdmin(async (admin, req, res) => {
      const now = clock();
      await answerForm(req, res, {
        posted: await alsoFound(
          parseForm(newAccountForm, req.body),
          (values) => newAccountProblems(db, admin, rightFields(named, values), now),
          FIELDS,
        ),
        command: (wanted) => createAccount(db, admin, wanted, now),
        done: ({ account, token }) => {
          // The link is shown once: whoever sends the form again comes to the account, where another can be made.
          noteAct(req, 'account-created', account);
          leadTo(res, accountAddress(account.id));
          const link = activationLink(originOf(req, config), token);
          page(res, 'accounts/activation-link', activationLinkPage(account, link, linkEnd(now)), 201);
          return undefined;
        },
        again: ({ form, status }) => page(res, 'form', newAccountPage(form), status),
      });
    }),
  );

  return router;
}

function editRoutes(deps: AppDeps, release: ReleaseWork): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(
    accountAddress(':id'),
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      const form = { values: accountValues(managed.account), errors: [] };
      page(res, 'form', accountPage(await shown(deps, managed), form));
    }),
  );

  router.post(
    accountAddress(':id'),
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      await answerForm(req, res, {
        posted: await alsoFound(
          parseForm(accountForm, req.body),
          (values) => {
            const isSame = values['unitCode'] === managed.account.unit.code;
            return isSame ? [] : newAccountProblems(db, admin, rightFields(placed, values), clock());
          },
          FIELDS,
        ),
        command: (edit) => editAccount(db, managed, edit, clock(), release),
        done: (_, { fullName, roles }) => {
          noteAct(
            req,
            isSame(roles, managed.account.roles) ? 'account-edited' : 'roles-changed',
            managed.account,
          );
          return [ACCOUNTS, `Đã lưu tài khoản của ${fullName}.`];
        },
        again: async ({ form, status, stale: account = managed.account }) =>
          page(res, 'form', accountPage(await shown(deps, { admin, account }), form, status === 409), status),
      });
    }),
  );

  return router;
}

/** In the order of the page. */
const FIELDS = Object.keys(newAccountForm.shape);
const named = newAccountForm.pick({ username: true, unitCode: true });
const placed = newAccountForm.pick({ unitCode: true });

/** All that the page of an account tells beside its form. */
async function shown(
  { db, clock, config }: AppDeps,
  { admin, account }: Pick<ManagedAccount, 'admin' | 'account'>,
): Promise<ShownAccount> {
  const now = clock();
  const [bounce, sessions, held, handover] = await Promise.all([
    bounceOf(db, account.email),
    countSessions(db, account.id, config.sessionMaxHours, now),
    findHeld(db, account.username, { now, real: systemClock() }),
    lastHandover(db, account),
  ]);
  return { admin, account, bounce: bounceWords(bounce), sessions, held, handover };
}

function buttonRoutes({ db, clock, config }: AppDeps, release: ReleaseWork): Router {
  const router = Router();

  router.post(
    `${accountAddress(':id')}/lien-ket`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      const now = clock();
      const token = await makeActivationLink(db, managed, postedVersion(req), now);
      const link = activationLink(originOf(req, config), token);
      noteAct(req, 'activation-link-made', managed.account);
      leadTo(res, accountAddress(managed.account.id));
      page(res, 'accounts/activation-link', activationLinkPage(managed.account, link, linkEnd(now)), 201);
    }),
  );

  router.post(
    `${accountAddress(':id')}/ngung`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      await deactivateAccount(db, managed, postedVersion(req), clock(), release);
      noteAct(req, 'account-deactivated', managed.account);
      done(req, res, ACCOUNTS, `Đã ngừng tài khoản của ${managed.account.fullName}.`);
    }),
  );

  router.post(
    `${accountAddress(':id')}/mo-lai`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      await reactivateAccount(db, managed, postedVersion(req), clock());
      noteAct(req, 'account-reactivated', managed.account);
      done(req, res, ACCOUNTS, `Tài khoản của ${managed.account.fullName} đã hoạt động lại.`);
    }),
  );

  return router;
}

function unlockRoutes({ db, clock }: AppDeps): Router {
  return Router().post(
    `${accountAddress(':id')}/bo-khoa`,
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      postedVersion(req);
      await unlockAccount(db, managed, clock());
      const { id, fullName } = managed.account;
      noteAct(req, 'account-unlocked', managed.account);
      done(req, res, accountAddress(id), `Đã bỏ khóa đăng nhập: ${fullName} thử lại được ngay.`);
    }),
  );
}

function sessionsEndRoutes({ db, clock }: AppDeps): Router {
  return Router().post(
    accountSessionsEnd(':id'),
    asAdmin(async (admin, req, res) => {
      const managed = await opened(db, admin, req);
      // Whoever does it to their own account goes on here.
      await signOutEverywhere(db, managed, req.sessionID, clock());
      noteAct(req, 'session-end', managed.account);
      done(req, res, ACCOUNTS, `Tài khoản của ${managed.account.fullName} đã được đăng xuất ở mọi nơi.`);
    }),
  );
}

/** Tells the security log what an administrator did to whose account. */
function noteAct(req: Request, event: string, { username }: { readonly username: string }): void {
  noteSecurity(req, { event, outcome: 'done', about: username });
}

function isSame(roles: readonly Role[], before: readonly Role[]): boolean {
  return roles.length === before.length && roles.every((role) => before.includes(role));
}

function opened(db: AppDeps['db'], admin: Admin, req: Request) {
  return findManagedAccount(db, admin, pathNumber(req, 'id'));
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
