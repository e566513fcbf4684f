import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import type { Actor } from '../../platform/actor.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { limiter } from '../../platform/http/rate-limit.js';
import { asAnyone, asMember, done } from '../../platform/http/routing.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { parseForm, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { confirmationAddress, OWN_ACCOUNT, OWN_EMAIL, OWN_EMAIL_CONFIRMATION } from '../addresses.js';
import { emailField, passwordField } from '../forms.js';
import { OWN_PASSWORD } from '../rules.js';
import { changeEmail, confirmEmail, sendConfirmation } from './commands.js';
import { findAddressByLink, ownAddress } from './finders.js';
import { confirmationPage, ownEmailPage } from './pages.js';
import { CONFIRMATIONS } from './rules.js';

const ownEmailForm = z.object({ email: emailField, currentPassword: passwordField('mật khẩu hiện tại') });

/** The own e-mail address, and the link that confirms it. */
export function ownEmailRoutes(deps: AppDeps): Router {
  return Router().use(addressRoutes(deps), letterRoutes(deps), confirmationRoutes(deps));
}

function addressRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();
  const [passwords, letters] = [limiter(db, OWN_PASSWORD), limiter(db, CONFIRMATIONS)];
  const show = async (res: Response, actor: Actor, form?: Form, status = 200) => {
    const standing = { ...(await ownAddress(db, actor)), isMailSet: config.mail !== undefined };
    page(
      res,
      'form',
      ownEmailPage(form ?? { values: { email: standing.email }, errors: [] }, standing),
      status,
    );
  };

  router.get(
    OWN_EMAIL,
    asMember((actor, _req, res) => show(res, actor)),
  );

  router.post(
    OWN_EMAIL,
    asMember(async (actor, req, res) => {
      const key = String(actor.accountId);
      await answerForm(req, res, {
        posted: parseForm(ownEmailForm, req.body),
        command: async ({ email, currentPassword: current }) => {
          await passwords.take(key);
          await letters.take(key);
          const secret = config.sessionSecret ?? '';
          return changeEmail(db, actor, { email, current }, { secret, now: clock() });
        },
        done: async (_, { email }) => {
          await passwords.reset(key);
          noteSecurity(req, { event: 'email-changed', outcome: 'done', account: actor.username });
          return [OWN_ACCOUNT, savedWords(email, config.mail !== undefined)];
        },
        again: ({ form, status }) => show(res, actor, form, status),
      });
    }),
  );

  return router;
}

function letterRoutes({ db, clock, config }: AppDeps): Router {
  const letters = limiter(db, CONFIRMATIONS);
  return Router().post(
    OWN_EMAIL_CONFIRMATION,
    asMember(async (actor, req, res) => {
      const { email, isConfirmed } = await ownAddress(db, actor);
      if (email === '' || isConfirmed) return done(req, res, OWN_ACCOUNT, NOTHING_TO_CONFIRM);
      await letters.take(String(actor.accountId));
      await sendConfirmation(db, actor, { secret: config.sessionSecret ?? '', now: clock() });
      done(req, res, OWN_ACCOUNT, 'Thư xác nhận đang được gửi. Hãy mở thư và bấm liên kết trong thư.');
    }),
  );
}

function confirmationRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();
  const opened = (req: Request) => findAddressByLink(db, tokenOf(req), config.sessionSecret ?? '', clock());

  router.get(
    confirmationAddress(':token'),
    asAnyone(async (req, res) => {
      const shown = confirmationPage(tokenOf(req), await opened(req));
      if ('controls' in shown) page(res, 'form', shown);
      else page(res, 'accounts/told', shown);
    }),
  );

  router.post(
    confirmationAddress(':token'),
    asAnyone(async (req, res) => {
      const address = await opened(req);
      await confirmEmail(db, address, clock());
      const { username: account } = address.owner;
      noteSecurity(req, { event: 'email-confirmed', outcome: 'done', account });
      // Whoever follows the link may be signed in nowhere: the page itself tells that it is confirmed.
      res.redirect(303, confirmationAddress(tokenOf(req)));
    }),
  );

  return router;
}

const NOTHING_TO_CONFIRM = 'Không có địa chỉ nào cần xác nhận.';

function savedWords(email: string, isMailSet: boolean): string {
  if (email === '') return 'Đã bỏ địa chỉ thư điện tử.';
  const next = isMailSet ? ' Thư xác nhận đang được gửi đến đó: hãy bấm liên kết trong thư.' : '';
  return `Đã lưu địa chỉ thư điện tử.${next}`;
}

function tokenOf(req: Request): string {
  return String(req.params['token']);
}
