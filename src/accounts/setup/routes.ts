import { Router } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import {
  lineField,
  parseForm,
  postedValues,
  refuse,
  type FieldError,
  type Form,
} from '../../platform/page/forms.js';
import { limiter } from '../../platform/http/rate-limit.js';
import { page } from '../../platform/page/render.js';
import { asAnyone, done } from '../../platform/http/routing.js';
import { usernameField } from '../administration/forms.js';
import { signIn } from '../authentication.js';
import { choiceProblems, chosenPassword } from '../chosen-password-pages.js';
import { isSetUp, setUp } from './commands.js';
import { setupPage } from './pages.js';
import { isSetupCode, setupCode } from './rules.js';

const setupForm = z.object({
  setupCode: lineField('Mã thiết lập', 40),
  federation: lineField('Tên Liên đoàn Lao động tỉnh', 200),
  fullName: lineField('Họ và tên quản trị viên', 120),
  username: usernameField,
  ...chosenPassword,
});
const ATTEMPTS = { name: 'setup', attempts: 10, seconds: 900 };

/** The first run; once the federation exists, there is no such page. */
export function setupRoutes({ db, clock, config, log }: AppDeps): Router {
  const router = Router();
  const attempts = limiter(db, ATTEMPTS);
  const onlyBefore = async () => {
    if (await isSetUp(db)) throw new NotFound('Không có trang nào ở địa chỉ này.');
  };

  router.get(
    '/thiet-lap',
    asAnyone(async (_req, res) => {
      await onlyBefore();
      page(res, 'form', setupPage({ values: {}, errors: [] }));
    }),
  );

  router.post(
    '/thiet-lap',
    asAnyone(async (req, res) => {
      await onlyBefore();
      const again = (form: Form) => page(res, 'form', setupPage(form), 422);
      const form = parseForm(setupForm, req.body);
      if (!form.ok) return again(form.form);
      await attempts.take(req.ip ?? '');
      const problems = problemsOf(form.data, config.sessionSecret ?? '');
      if (problems.length > 0) return again(refuse(postedValues(req.body), ...problems).form);
      const actor = await setUp(db, form.data, clock());
      log.info({ requestId: req.id }, 'the federation has been set up');
      await signIn(req, actor);
      done(req, res, '/quan-tri', 'Đã thiết lập cổng. Bạn đang đăng nhập với vai trò quản trị.');
    }),
  );

  return router;
}

/** Says in the log how to begin, where the portal is empty. */
export async function announceSetup({ db, config, log }: AppDeps): Promise<void> {
  if (config.sessionSecret === undefined || (await isSetUp(db))) return;
  const code = setupCode(config.sessionSecret);
  log.warn(`first run: open /thiet-lap and enter the code ${code}`);
}

function problemsOf(typed: z.infer<typeof setupForm>, sessionSecret: string): FieldError[] {
  if (sessionSecret === '' || !isSetupCode(typed.setupCode, sessionSecret))
    return [
      { field: 'setupCode', message: 'Mã thiết lập không đúng. Hãy xem lại trong nhật ký của máy chủ.' },
    ];
  return choiceProblems(typed, typed.username);
}
