import { Router, type Request, type Response } from 'express';
import type {} from 'express-session';
import type { AppDeps } from '../../deps.js';
import type { Actor } from '../../platform/actor.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { originOf } from '../../platform/http/origin.js';
import { asMember, pathNumber } from '../../platform/http/routing.js';
import { parseForm, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { OWN_PASSKEYS, passkeyRemovalAddress } from '../addresses.js';
import { addPasskey, removePasskey } from './enrolment-commands.js';
import { findOwnPasskey, ownFactors, type OwnPasskey } from './finders.js';
import { passkeyForm, proofForm } from './own-forms.js';
import { passkeyPage, removalPage } from './own-pages.js';
import { added, removed } from './outcome-routes.js';
import { additionOptions, madePasskey, siteAt } from './passkeys.js';
import { proving } from './proof-routes.js';
import { PASSKEY_NAME } from './rules.js';

declare module 'express-session' {
  interface SessionData {
    /** What a new passkey has to answer, once. */
    passkeyChallenge?: string;
  }
}

/** The own passkeys. */
export function ownPasskeyRoutes(deps: AppDeps): Router {
  return Router().use(additionRoutes(deps), removalRoutes(deps));
}

function additionRoutes(deps: AppDeps): Router {
  const { db, clock, config } = deps;
  const prove = proving(deps);
  const siteOf = (req: Request) => siteAt(originOf(req, config));
  const show = async (actor: Actor, req: Request, res: Response, form: Form = EMPTY, status = 200) => {
    const factors = await ownFactors(db, actor);
    const options = await additionOptions(siteOf(req), actor, factors.passkeys);
    req.session.passkeyChallenge = options.challenge;
    page(res, 'second-factor/passkey', passkeyPage(options, factors, form), status);
  };
  return Router()
    .get(
      OWN_PASSKEYS,
      asMember((actor, req, res) => show(actor, req, res)),
    )
    .post(
      OWN_PASSKEYS,
      asMember((actor, req, res) =>
        answerForm(req, res, {
          posted: parseForm(passkeyForm, req.body),
          command: async ({ name, passkey, currentPassword }) => {
            const { passkeyChallenge: challenge = '' } = req.session;
            delete req.session.passkeyChallenge;
            const problems = await prove(actor, currentPassword);
            if (problems.length > 0) return { problems };
            const made = await madePasskey(siteOf(req), challenge, passkey);
            if (!made) return { problems: [NOT_MADE] };
            const owner = { actor, sessionId: req.sessionID };
            return addPasskey(db, owner, { ...made, name: name || PASSKEY_NAME }, clock());
          },
          done: (codes) => added(req, res, actor, 'passkey', codes),
          again: ({ form, status }) => show(actor, req, res, form, status),
        }),
      ),
    );
}

const EMPTY: Form = { values: {}, errors: [] };
const NOT_MADE = {
  field: 'name',
  message:
    'Trình duyệt chưa tạo được khóa truy cập cho địa chỉ này. Hãy bấm lại và làm theo lời nhắc của máy.',
};

function removalRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const prove = proving(deps);
  const show = async (own: OwnPasskey, res: Response, form: Form = EMPTY, status = 200) => {
    const factors = await ownFactors(db, own.actor);
    const about = { what: `khóa truy cập “${own.name}”`, action: passkeyRemovalAddress(own.id) };
    page(res, 'confirm', removalPage(about, factors, form), status);
  };
  return Router()
    .get(
      passkeyRemovalAddress(':id'),
      asMember(async (actor, req, res) => show(await findOwnPasskey(db, actor, pathNumber(req, 'id')), res)),
    )
    .post(
      passkeyRemovalAddress(':id'),
      asMember(async (actor, req, res) => {
        const own = await findOwnPasskey(db, actor, pathNumber(req, 'id'));
        await answerForm(req, res, {
          posted: parseForm(proofForm, req.body),
          command: async ({ currentPassword }) => {
            const problems = await prove(actor, currentPassword);
            if (problems.length > 0) return { problems };
            return { done: await removePasskey(db, own, req.sessionID, clock()) };
          },
          done: () => removed(req, actor, 'passkey'),
          again: ({ form, status }) => show(own, res, form, status),
        });
      }),
    );
}
