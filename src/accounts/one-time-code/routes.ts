import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { asTooMany, NotPossible } from '../../platform/errors.js';
import { parseForm, refuse, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { originOf } from '../../platform/http/origin.js';
import { addressKey } from '../../platform/http/address-key.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { limiter } from '../../platform/http/rate-limit.js';
import { asAdmin, asAnyone, pathNumber } from '../../platform/http/routing.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { leadTo } from '../../platform/http/sent-forms.js';
import { ACTIVATION, accountAddress, newCodeAddress, ONE_TIME_CODE } from '../addresses.js';
import { findManagedAccount } from '../administration/finders.js';
import { makeCode, useCode } from './commands.js';
import { codeForm, newCodeForm } from './forms.js';
import { enterCodePage, newCodePage, shownCodePage } from './pages.js';
import { CODE_BY_ADDRESS, CODE_BY_NAME, codeEnd } from './rules.js';

/** A code that an administrator tells by telephone, and the page at which it is entered. */
export function oneTimeCodeRoutes(deps: AppDeps): Router {
  return Router().use(makingRoutes(deps), enteringRoutes(deps));
}

function makingRoutes({ db, clock, config }: AppDeps): Router {
  return Router()
    .get(
      newCodeAddress(':id'),
      asAdmin(async (admin, req, res) => {
        const { account } = await opened(db, admin, req);
        if (account.deactivatedAt)
          throw new NotPossible('Tài khoản này đã ngừng. Hãy cho hoạt động lại trước khi tạo mã.');
        page(res, 'form', newCodePage(account, { values: {}, errors: [] }));
      }),
    )
    .post(
      newCodeAddress(':id'),
      asAdmin(async (admin, req, res) => {
        const managed = await opened(db, admin, req);
        const { account } = managed;
        const now = clock();
        await answerForm(req, res, {
          posted: parseForm(newCodeForm, req.body),
          command: (wanted) => makeCode(db, managed, wanted, now),
          done: (code) => {
            const by = { account: admin.username, about: account.username };
            noteSecurity(req, { event: 'one-time-code-made', outcome: 'done', ...by });
            // It is shown once: whoever sends the form again comes to the account.
            leadTo(res, accountAddress(account.id));
            const shown = shownCodePage(account, code, codeEnd(now), originOf(req, config));
            page(res, 'accounts/one-time-code', shown, 201);
            return undefined;
          },
          again: ({ form, status }) => page(res, 'form', newCodePage(account, form), status),
        });
      }),
    );
}

function opened(db: AppDeps['db'], admin: Admin, req: Request) {
  return findManagedAccount(db, admin, pathNumber(req, 'id'));
}

function enteringRoutes({ db, clock }: AppDeps): Router {
  const [names, addresses] = [limiter(db, CODE_BY_NAME), limiter(db, CODE_BY_ADDRESS)];
  const again = (res: Response, form: Form, status: number) => page(res, 'form', enterCodePage(form), status);

  return Router()
    .get(
      ONE_TIME_CODE,
      asAnyone((_req, res) => again(res, { values: {}, errors: [] }, 200)),
    )
    .post(
      ONE_TIME_CODE,
      asAnyone(async (req, res) => {
        const typed = parseForm(codeForm, req.body);
        if (!typed.ok) return again(res, typed.form, 422);
        const { username } = typed.data;
        const address = addressKey(req.ip);
        const wait = await addresses
          .take(address)
          .then(() => names.take(`${username} ${address}`))
          .then(() => undefined, asTooMany);
        const token = wait ? undefined : await useCode(db, typed.data, clock());
        const outcome = token ? 'done' : 'refused';
        noteSecurity(req, { event: 'one-time-code', outcome, account: username });
        if (token) return res.redirect(303, `${ACTIVATION}/${token}`);
        if (wait) res.set('Retry-After', String(wait.retryAfter));
        const error = { field: wait ? 'username' : 'code', message: wait?.message ?? WRONG };
        again(res, refuse({ username }, error).form, wait?.status ?? 422);
      }),
    );
}

const WRONG =
  'Tên đăng nhập hoặc mã không đúng, hoặc mã đã hết hiệu lực. Hãy nhập lại; nếu vẫn không được, hãy nhờ người quản trị tạo mã khác.';
