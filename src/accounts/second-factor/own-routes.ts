import { Router, type Request, type Response } from 'express';
import type {} from 'express-session';
import type { AppDeps } from '../../deps.js';
import type { Actor } from '../../platform/actor.js';
import { systemClock } from '../../platform/clock.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asMember, redirectSaved } from '../../platform/http/routing.js';
import { parseForm, requireForm, type FieldError, type Form } from '../../platform/page/forms.js';
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
import { digitsOf, isAppCode, isRecoveryCode, wrongAppCodeWords } from './recovery-codes.js';
import { APP_KEY_KEPT, mustNow } from './rules.js';
import { seal, sealingKey, unseal } from './sealing.js';

declare module 'express-session' {
  interface SessionData {
    /** The key of the app that is being set up, sealed; until when it is shown again, in ms since 1970. */
    appKey?: { readonly sealed: string; readonly until: number };
  }
}

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
        return redirectSaved(req, res, released(req) ?? OWN_FACTOR);
      page(res, 'second-factor/own', ownFactorPage(await ownFactors(db, actor), enrolment !== undefined));
    }),
  );
}

function appRoutes(deps: AppDeps): Router {
  const { db, clock, config } = deps;
  const key = sealingKey(config.sessionSecret ?? '');
  const prove = proving(deps);
  const show = async (actor: Actor, req: Request, res: Response, form: Form = EMPTY, status = 200) => {
    const { username } = actor;
    const { secret, sealed } = underWay(key, actor, req, clock(), form.values['sealed']);
    const factors = await ownFactors(db, actor);
    page(res, 'form', appPage({ username, secret, sealed }, factors, form), status);
  };
  return Router()
    .get(
      OWN_APP,
      asMember((actor, req, res) => show(actor, req, res)),
    )
    .post(
      OWN_APP,
      asMember((actor, req, res) =>
        answerForm(req, res, {
          posted: parseForm(appForm, req.body),
          command: async (typed) => {
            const { sealed: secret } = typed;
            const opened = unseal(key, actor.accountId, secret);
            const step = opened && stepOfCode(opened, digitsOf(typed.code), systemClock());
            const problems = await appProblems(prove, actor, step, typed);
            if (step === undefined || problems.length > 0) return { problems };
            const owner = { actor, sessionId: req.sessionID };
            return { done: await addApp(db, owner, { secret, step }, clock()) };
          },
          done: (codes) => {
            delete req.session.appKey;
            return added(req, res, actor, 'app', codes);
          },
          again: ({ form, status }) => show(actor, req, res, form, status),
        }),
      ),
    );
}

type AppTyped = Readonly<Record<'code' | 'currentPassword', string>>;

/** Of the code and of the password, each its own. */
async function appProblems(
  prove: ReturnType<typeof proving>,
  actor: Actor,
  step: number | undefined,
  { code, currentPassword }: AppTyped,
): Promise<FieldError[]> {
  const wrong = step === undefined ? [wrongCode(code)] : [];
  // A code that is good once is not used up by a form that is refused anyway.
  const isSpared = step === undefined && isCode(currentPassword);
  return isSpared ? wrong : [...wrong, ...(await prove(actor, currentPassword))];
}

/**
 * The key of an app that is being set up: that of the form, else that of the session, so that whoever opens the page again
 * sees the one that was scanned. A new one where there is none, or it is too old.
 */
function underWay(key: Buffer, { accountId }: Actor, req: Request, now: Date, posted = '') {
  const { appKey } = req.session;
  const kept = appKey && appKey.until > now.getTime() ? appKey.sealed : '';
  for (const sealed of [posted, kept]) {
    const secret = unseal(key, accountId, sealed);
    if (secret) return { secret, sealed };
  }
  const secret = newSecret();
  const sealed = seal(key, accountId, secret);
  req.session.appKey = { sealed, until: now.getTime() + APP_KEY_KEPT };
  return { secret, sealed };
}

const isCode = (typed: string) => isAppCode(digitsOf(typed)) || isRecoveryCode(digitsOf(typed));
const EMPTY: Form = { values: {}, errors: [] };

function wrongCode(typed: string) {
  const message = isAppCode(digitsOf(typed)) ? NOT_ITS_CODE : wrongAppCodeWords(typed);
  return { field: 'code', message };
}
const NOT_ITS_CODE =
  'Mã chưa đúng. Hãy nhập mã đang hiện ở dòng “Cổng Nêu gương” vừa thêm vào ứng dụng; nếu vẫn chưa được, hãy kiểm tra giờ trên điện thoại.';

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
