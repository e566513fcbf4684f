import { Router } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { parseForm, refuse, type Form } from '../../platform/forms.js';
import { limiter } from '../../platform/rate-limit.js';
import { page } from '../../platform/render.js';
import { asMember, done } from '../../platform/routing.js';
import { choiceProblems, chosenPassword } from '../chosen-password.js';
import { changePassword } from '../commands.js';
import { passwordField } from '../forms.js';
import { ownAccountPage } from './pages.js';

const ownPasswordForm = z.object({ currentPassword: passwordField('mật khẩu hiện tại'), ...chosenPassword });
const CURRENT_PASSWORD = { name: 'own-password', attempts: 5, seconds: 900 };

/** The own account, and the change of its password. */
export function ownAccountRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  const attempts = limiter(db, CURRENT_PASSWORD);

  router.get(
    '/tai-khoan',
    asMember((actor, _req, res) => page(res, 'form', ownAccountPage(actor, { values: {}, errors: [] }))),
  );

  router.post(
    '/tai-khoan',
    asMember(async (actor, req, res) => {
      const again = (form: Form) => page(res, 'form', ownAccountPage(actor, form), 422);
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

const WRONG = { field: 'currentPassword', message: 'Mật khẩu hiện tại không đúng.' };
