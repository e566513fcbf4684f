import { Router, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Actor } from '../../platform/actor.js';
import { systemClock } from '../../platform/clock.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asMember } from '../../platform/http/routing.js';
import { parseForm, requireForm, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { OWN_APP, OWN_APP_REMOVAL, OWN_FACTOR, OWN_RECOVERY_CODES, OWN_RECOVERY_FILE } from '../addresses.js';
import { addApp, removeApp, renewRecoveryCodes } from './enrolment-commands.js';
import { findStanding, ownFactors } from './finders.js';
import { newSecret, stepOfCode } from './one-time-codes.js';
import { appForm, codesForm, proofForm } from './own-forms.js';
import { appPage, newCodesPage, ownFactorPage, removalPage } from './own-pages.js';
import { added, released, removed, showCodes } from './outcome-routes.js';
import { ownPasskeyRoutes } from './passkey-routes.js';
import { proving } from './proof-routes.js';
import { mustNow } from './rules.js';
import { seal, sealingKey, unseal } from './sealing.js';

/** The own second factor: an app, passkeys, recovery codes. */
export function ownFactorRoutes(deps: AppDeps): Router {
  return Router().use(
    overviewRoutes(deps),
    appRoutes(deps),
    removalRoutes(deps),
    ownPasskeyRoutes(deps),
    codeRoutes(deps),
  );
}

function overviewRoutes({ db, clock }: AppDeps): Router {
  return Router().get(
    OWN_FACTOR,
    asMember(async (actor, req, res) => {
      const { enrolment } = req.session;
      const { isSet, mustFrom } = await findStanding(db, actor);
      // Somebody else has lifted the rule meanwhile, or it was done in another tab.
      if (enrolment && (isSet || !mustNow(mustFrom, clock())))
        return res.redirect(303, released(req) ?? OWN_FACTOR);
      page(res, 'second-factor/own', ownFactorPage(await ownFactors(db, actor), enrolment !== undefined));
    }),
  );
}

function appRoutes(deps: AppDeps): Router {
  const { db, clock, config } = deps;
  const key = sealingKey(config.sessionSecret ?? '');
  const prove = proving(deps);
  const show = async (actor: Actor, res: Response, form: Form = EMPTY, status = 200) => {
    const { accountId, username } = actor;
    const secret = unseal(key, accountId, form.values['sealed'] ?? '') ?? newSecret();
    const sealed = seal(key, accountId, secret);
    const factors = await ownFactors(db, actor);
    page(res, 'form', appPage({ username, secret, sealed }, factors, form), status);
  };
  return Router()
    .get(
      OWN_APP,
      asMember((actor, _req, res) => show(actor, res)),
    )
    .post(
      OWN_APP,
      asMember((actor, req, res) =>
        answerForm(req, res, {
          posted: parseForm(appForm, req.body),
          command: async ({ sealed, code, currentPassword }) => {
            const secret = unseal(key, actor.accountId, sealed);
            const step = secret && stepOfCode(secret, code.replace(/\D/g, ''), systemClock());
            if (step === undefined) return { problems: [WRONG_CODE] };
            const problems = await prove(actor, currentPassword);
            if (problems.length > 0) return { problems };
            const owner = { actor, sessionId: req.sessionID };
            return { done: await addApp(db, owner, { secret: sealed, step }, clock()) };
          },
          done: (codes) => added(req, res, actor, 'app', codes),
          again: ({ form, status }) => show(actor, res, form, status),
        }),
      ),
    );
}

const EMPTY: Form = { values: {}, errors: [] };
const WRONG_CODE = {
  field: 'code',
  message: 'Mã chưa đúng. Hãy nhập mã đang hiện trong ứng dụng; kiểm tra giờ trên điện thoại có đúng không.',
};

function removalRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const prove = proving(deps);
  const show = async (actor: Actor, res: Response, form: Form = EMPTY, status = 200) => {
    const factors = await ownFactors(db, actor);
    const about = { what: 'ứng dụng xác thực', action: OWN_APP_REMOVAL };
    page(res, 'confirm', removalPage(about, factors, form), status);
  };
  return Router()
    .get(
      OWN_APP_REMOVAL,
      asMember((actor, _req, res) => show(actor, res)),
    )
    .post(
      OWN_APP_REMOVAL,
      asMember((actor, req, res) =>
        answerForm(req, res, {
          posted: parseForm(proofForm, req.body),
          command: async ({ currentPassword }) => {
            const problems = await prove(actor, currentPassword);
            if (problems.length > 0) return { problems };
            return { done: await removeApp(db, { actor, sessionId: req.sessionID }, clock()) };
          },
          done: () => removed(req, actor, 'app'),
          again: ({ form, status }) => show(actor, res, form, status),
        }),
      ),
    );
}

function codeRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const prove = proving(deps);
  const show = async (actor: Actor, res: Response, form: Form = EMPTY, status = 200) => {
    const factors = await ownFactors(db, actor);
    page(res, 'form', newCodesPage(factors, form), status);
  };
  return Router()
    .get(
      OWN_RECOVERY_CODES,
      asMember((actor, _req, res) => show(actor, res)),
    )
    .post(
      OWN_RECOVERY_CODES,
      asMember((actor, req, res) =>
        answerForm(req, res, {
          posted: parseForm(proofForm, req.body),
          command: async ({ currentPassword }) => {
            const problems = await prove(actor, currentPassword);
            if (problems.length > 0) return { problems };
            return { done: await renewRecoveryCodes(db, actor, clock()) };
          },
          done: (codes) => {
            showCodes(res, codes, undefined);
            return undefined;
          },
          again: ({ form, status }) => show(actor, res, form, status),
        }),
      ),
    )
    .post(
      OWN_RECOVERY_FILE,
      asMember(({ username }, req, res) => {
        const { codes } = requireForm(parseForm(codesForm, req.body));
        const text = `Mã khôi phục của tài khoản ${username} trên Cổng Nêu gương. Mỗi mã dùng một lần.\r\n\r\n${codes.replaceAll('\n', '\r\n')}\r\n`;
        res.attachment('ma-khoi-phuc.txt').set('Cache-Control', 'no-store').send(text);
      }),
    );
}
