import { Router } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { parseForm, refuse, type Form } from '../../platform/forms.js';
import { limiter } from '../../platform/rate-limit.js';
import { page } from '../../platform/render.js';
import { asMember, done } from '../../platform/routing.js';
import { choiceProblems, chosenPassword } from '../chosen-password.js';
import { changeEmail, changePassword } from '../commands.js';
import { ownEmail } from '../finders.js';
import { emailField, passwordField } from '../forms.js';
import { ownAccountPage, ownEmailPage } from './pages.js';

const ownPasswordForm = z.object({ currentPassword: passwordField('mật khẩu hiện tại'), ...chosenPassword });
const CURRENT_PASSWORD = { name: 'own-password', attempts: 5, seconds: 900 };

const ownEmailForm = z.object({ email: emailField });

/** The own account: its password and its e-mail address. */
export function ownAccountRoutes(deps: AppDeps): Router {
  return Router().use(passwordRoutes(deps), emailRoutes(deps));
}

function passwordRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  const attempts = limiter(db, CURRENT_PASSWORD);

  router.get(
    '/tai-khoan',
    asMember(async (actor, _req, res) => {
      const email = await ownEmail(db, actor);
      page(res, 'form', ownAccountPage(actor, email, { values: {}, errors: [] }));
    }),
  );

  router.post(
    '/tai-khoan',
    asMember(async (actor, req, res) => {
      const email = await ownEmail(db, actor);
      const again = (form: Form) => page(res, 'form', ownAccountPage(actor, email, form), 422);
      const form = parseForm(ownPasswordForm, req.body);
      if (!form.ok) return again(form.form);
      const problems = choiceProblems(form.data, actor.username);
      if (problems.length > 0) return again(refuse({}, ...problems).form);
      const key = String(actor.accountId);
      await attempts.take(key);
      const { currentPassword: current, password: chosen } = form.data;
      if (!(await changePassword(db, actor, { current, chosen, sessionId: req.sessionID }, clock())))
        return again(refuse({}, WRONG).form);
      await attempts.reset(key);
      done(req, res, '/tai-khoan', 'Đã đổi mật khẩu. Tài khoản đã được đăng xuất ở các nơi khác.');
    }),
  );

  return router;
}

function emailRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    '/tai-khoan/thu-dien-tu',
    asMember(async (actor, _req, res) => {
      const email = await ownEmail(db, actor);
      page(res, 'form', ownEmailPage({ values: { email }, errors: [] }));
    }),
  );

  router.post(
    '/tai-khoan/thu-dien-tu',
    asMember(async (actor, req, res) => {
      const form = parseForm(ownEmailForm, req.body);
      if (!form.ok) return page(res, 'form', ownEmailPage(form.form), 422);
      const { email } = form.data;
      await changeEmail(db, actor, email, clock());
      done(req, res, '/tai-khoan', email ? 'Đã lưu địa chỉ thư điện tử.' : 'Đã bỏ địa chỉ thư điện tử.');
    }),
  );

  return router;
}

const WRONG = { field: 'currentPassword', message: 'Mật khẩu hiện tại không đúng.' };
