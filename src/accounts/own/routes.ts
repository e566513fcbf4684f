import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import type { Actor } from '../../platform/actor.js';
import { outcomeOf } from '../../platform/outcome.js';
import { pushSettings } from '../../platform/jobs/push-settings.js';
import { numberField, parseForm } from '../../platform/page/forms.js';
import { limiter } from '../../platform/http/rate-limit.js';
import { anonymousChrome } from '../../platform/page/chrome.js';
import { page, renderOwnParts } from '../../platform/page/render.js';
import { unmarkSignedIn } from '../../platform/http/signed-in-mark.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAnyone, asMember } from '../../platform/http/routing.js';
import { bounceOf } from '../../mail/finders.js';
import { bounceWords, mutableKinds } from '../../mail/rules.js';
import { choiceProblems, chosenPassword } from '../chosen-password-pages.js';
import { changePassword, changePhone, chooseMessages } from '../commands.js';
import { ownMail, ownPhone } from '../finders.js';
import { passwordField, phoneFields } from '../forms.js';
import { OWN_PASSWORD } from '../rules.js';
import { hasSummary, summaryDays } from '../summary-days.js';
import type { MailStanding } from './facts-pages.js';
import { messageChoicePage, ownAccountPage, ownPhonePage, phoneValues } from './pages.js';
import { OWN_ACCOUNT, OWN_HEADER, OWN_PHONE, WANTED_MAIL } from '../addresses.js';

const ownPasswordForm = z.object({ currentPassword: passwordField('mật khẩu hiện tại'), ...chosenPassword });

const ownPhoneForm = z.object(phoneFields);

/** The own account: its password, how its person is reached. */
export function ownAccountRoutes(deps: AppDeps): Router {
  return Router()
    .get(OWN_HEADER, asAnyone(showHeader))
    .use(passwordRoutes(deps), phoneRoutes(deps), choiceRoutes(deps));
}

/** 204 where nobody is signed in: the session has ended since the browser was told of it. */
function showHeader(req: Request, res: Response): void {
  res.set('Cache-Control', 'no-store');
  if (req.user) return void res.type('html').send(renderOwnParts(res.locals.chrome ?? anonymousChrome));
  unmarkSignedIn(req);
  res.status(204).end();
}

function passwordRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router();
  const attempts = limiter(db, OWN_PASSWORD);
  const standing = (actor: Actor) => standingOf(deps, actor);

  router.get(
    OWN_ACCOUNT,
    asMember(async (actor, _req, res) => {
      const mail = await standing(actor);
      page(res, 'form', ownAccountPage(actor, mail, { values: {}, errors: [] }));
    }),
  );

  router.post(
    OWN_ACCOUNT,
    asMember(async (actor, req, res) => {
      const mail = await standing(actor);
      const key = String(actor.accountId);
      await answerForm(req, res, {
        posted: parseForm(ownPasswordForm, req.body),
        command: async (typed) => {
          const problems = await choiceProblems(typed, { ...actor, unitName: actor.unit.name });
          if (problems.length > 0) return { problems };
          await attempts.take(key);
          const { currentPassword: current, password: chosen } = typed;
          return changePassword(db, actor, { current, chosen, sessionId: req.sessionID }, clock());
        },
        done: async () => {
          await attempts.reset(key);
          noteSecurity(req, { event: 'password-changed', outcome: 'done', account: actor.username });
          return [OWN_ACCOUNT, 'Đã đổi mật khẩu. Tài khoản đã được đăng xuất ở các nơi khác.'];
        },
        again: ({ form, status }) => page(res, 'form', ownAccountPage(actor, mail, form), status),
      });
    }),
  );

  return router;
}

async function standingOf({ db, config }: AppDeps, actor: Actor): Promise<MailStanding> {
  const mail = await ownMail(db, actor);
  const bounce = bounceWords(await bounceOf(db, mail.email));
  const isPushed = pushSettings(config) !== undefined;
  return { ...mail, bounce, isMailSet: config.mail !== undefined, isPushed };
}

function phoneRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    OWN_PHONE,
    asMember(async (actor, _req, res) => {
      const values = phoneValues(await ownPhone(db, actor));
      page(res, 'form', ownPhonePage({ values, errors: [] }));
    }),
  );

  router.post(
    OWN_PHONE,
    asMember(async (actor, req, res) => {
      await answerForm(req, res, {
        posted: parseForm(ownPhoneForm, req.body),
        command: async (chosen) => ({ done: await changePhone(db, actor, chosen, clock()) }),
        done: () => [OWN_ACCOUNT, 'Đã lưu điện thoại và tên Zalo.'],
        again: ({ form, status }) => page(res, 'form', ownPhonePage(form), status),
      });
    }),
  );

  return router;
}

/** Which kinds of messages come. */
function choiceRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    WANTED_MAIL,
    asMember(async (actor, _req, res) => {
      const mail = await ownMail(db, actor);
      page(res, 'form', messageChoicePage({ values: {}, errors: [] }, mail, actor));
    }),
  );

  router.post(
    WANTED_MAIL,
    asMember(async (actor, req, res) => {
      await answerForm(req, res, {
        posted: parseForm(choiceForm, req.body),
        command: ({ kinds, summaryDay, version }) => {
          const muted = mutableKinds.filter((kind) => !kinds.includes(kind));
          const weekly = hasSummary(actor) ? { summaryDay } : {};
          return outcomeOf(chooseMessages(db, actor, { muted, ...weekly, version }, clock()));
        },
        done: () => [OWN_ACCOUNT, 'Đã lưu lựa chọn thư muốn nhận.'],
        again: async ({ form, status }) =>
          page(res, 'form', messageChoicePage(form, await ownMail(db, actor), actor), status),
      });
    }),
  );

  return router;
}

const choiceForm = z.object({
  summaryDay: z
    .enum(['', ...summaryDays.map(String)], { error: 'Hãy chọn một ngày trong tuần, hoặc “Không nhận”.' })
    .optional()
    .transform((text) =>
      text === undefined ? undefined : (summaryDays.find((day) => String(day) === text) ?? null),
    ),
  version: numberField('Số phiên bản của tài khoản'),
  kinds: z
    .string()
    .default('')
    .transform((text) => text.split('\n').filter((kind) => kind !== ''))
    .pipe(z.array(z.enum(mutableKinds, { error: 'Có loại thư không còn trong danh sách. Hãy chọn lại.' }))),
});
