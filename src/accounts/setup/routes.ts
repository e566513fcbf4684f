import { Router } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import { lineField, parseForm, type FieldError } from '../../platform/page/forms.js';
import { addressKey } from '../../platform/http/address-key.js';
import { limiter } from '../../platform/http/rate-limit.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAnyone } from '../../platform/http/routing.js';
import { usernameField } from '../administration/forms.js';
import { choiceProblems, chosenPassword } from '../chosen-password-pages.js';
import type { Arrivals } from '../second-factor/arrival-routes.js';
import { isSetUp, setUp } from './commands.js';
import { setupPage } from './pages.js';
import { isSetupCode, setupCode } from './rules.js';
import { SETUP } from '../addresses.js';
import { ADMINISTRATION } from '../../platform/page/addresses.js';

const setupForm = z.object({
  setupCode: lineField('Mã thiết lập', 40),
  federation: lineField('Tên Liên đoàn Lao động tỉnh', 200),
  fullName: lineField('Họ và tên người quản trị', 120),
  username: usernameField,
  ...chosenPassword,
});
const ATTEMPTS = { name: 'setup', attempts: 10, seconds: 900 };

/** The first run; once the federation exists, there is no such page. */
export function setupRoutes({ db, clock, config, log }: AppDeps, { arrive }: Arrivals): Router {
  const router = Router();
  const attempts = limiter(db, ATTEMPTS);
  const onlyBefore = async () => {
    if (await isSetUp(db)) throw new NotFound('Không có trang nào ở địa chỉ này.');
  };

  router.get(
    SETUP,
    asAnyone(async (_req, res) => {
      await onlyBefore();
      page(res, 'form', setupPage({ values: {}, errors: [] }));
    }),
  );

  router.post(
    SETUP,
    asAnyone(async (req, res) => {
      await onlyBefore();
      await answerForm(req, res, {
        posted: parseForm(setupForm, req.body),
        command: async (wanted) => {
          await attempts.take(addressKey(req.ip));
          const problems = await problemsOf(wanted, config.sessionSecret ?? '');
          if (problems.length > 0) return { problems };
          return { done: await setUp(db, wanted, clock()) };
        },
        done: async (actor) => {
          log.info({ requestId: req.id }, 'the federation has been set up');
          const { path } = await arrive(req, actor, ADMINISTRATION);
          return [path, 'Đã thiết lập cổng. Bạn đang đăng nhập với vai trò quản trị.'];
        },
        again: ({ form, status }) => page(res, 'form', setupPage(form), status),
      });
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

function problemsOf(
  typed: z.infer<typeof setupForm>,
  sessionSecret: string,
): Promise<FieldError[]> | FieldError[] {
  if (sessionSecret === '' || !isSetupCode(typed.setupCode, sessionSecret))
    return [
      { field: 'setupCode', message: 'Mã thiết lập không đúng. Hãy xem lại trong nhật ký của máy chủ.' },
    ];
  return choiceProblems(typed, { ...typed, unitName: typed.federation });
}
