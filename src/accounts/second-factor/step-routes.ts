import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import type { Actor } from '../../platform/actor.js';
import { asTooMany, TooManyRequests } from '../../platform/errors.js';
import { localPath } from '../../platform/http/local-path.js';
import { originOf } from '../../platform/http/origin.js';
import { asAnyone } from '../../platform/http/routing.js';
import { optionalLine, parseForm, type FieldError } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import type { Warning } from '../../platform/page/chrome.js';
import { OWN_FACTOR, OWN_RECOVERY_CODES, SECOND_STEP, SIGN_IN } from '../addresses.js';
import { startOf } from '../finders.js';
import { readCarried } from '../sign-in/carried-forms.js';
import { signInPage } from '../sign-in/pages.js';
import { welcome } from '../sign-in/welcome-routes.js';
import { halfwayActor, type Arrivals } from './arrival-routes.js';
import { ownFactors } from './finders.js';
import { waysIn } from '../sign-in/ways-in.js';
import { askingOptions, siteAt } from './passkeys.js';
import { FEW } from './recovery-codes.js';
import { secondStepPage } from './step-pages.js';
import { verification, type Refusal } from './verification-routes.js';

const stepForm = z.object({
  code: optionalLine('Mã xác minh', 40),
  passkey: optionalLine('Câu trả lời của khóa truy cập', 20_000),
  tiep: optionalLine('Địa chỉ tiếp theo', 2000),
});

/** The second step of signing in. */
export function secondStepRoutes(deps: AppDeps, { enter }: Arrivals): Router {
  const { db, clock, log } = deps;
  const verify = verification(deps);
  return Router()
    .get(
      SECOND_STEP,
      asAnyone(async (req, res) => {
        const next = localPath(req.query['tiep']) ?? '';
        if (req.user) return res.redirect(303, next || (await startOf(db, req.user)));
        const actor = await halfwayActor(db, req, clock());
        if (actor) return showSecondStep(deps, req, res, actor, { next });
        res.redirect(303, next ? `${SIGN_IN}?tiep=${encodeURIComponent(next)}` : SIGN_IN);
      }),
    )
    .post(
      SECOND_STEP,
      asAnyone(async (req, res) => {
        const { carried: _, ...posted } = req.body as Record<string, unknown>;
        const next = localPath(posted['tiep']) ?? '';
        const actor = await halfwayActor(db, req, clock());
        if (!actor) return beginAgain(req, res, next);
        const form = parseForm(stepForm, posted);
        if (!form.ok) return showSecondStep(deps, req, res, actor, { next, errors: form.form.errors });
        const verified = await verify(req, actor, form.data).catch(asTooMany);
        if (!('by' in verified)) return again(deps, req, res, actor, { next, refusal: verified });
        const { path } = await enter(req, actor, next || (await startOf(db, actor)));
        log.info({ requestId: req.id, accountId: actor.accountId, by: verified.by }, 'signed in');
        if (verified.codesLeft !== undefined) req.session.warning = codesLeftWarning(verified.codesLeft);
        welcome(req, res, path);
      }),
    );
}

/** Shows the page on which a code is typed, or a passkey asked for: a new challenge takes the place of the one before. */
export async function showSecondStep(
  { db, config }: Pick<AppDeps, 'db' | 'config'>,
  req: Request,
  res: Response,
  actor: Actor,
  { next, errors = [], status = 200 }: { next: string; errors?: readonly FieldError[]; status?: number },
): Promise<void> {
  const { app, passkeys } = await ownFactors(db, actor);
  const options =
    passkeys.length > 0 ? await askingOptions(siteAt(originOf(req, config)), passkeys) : undefined;
  if (options && req.session.halfway) req.session.halfway.challenge = options.challenge;
  const carried = readCarried((req.body as { carried?: unknown } | undefined)?.carried);
  const passkeyOptions = options ? JSON.stringify(options) : '';
  const parts = { actor, hasApp: app !== null, passkeyOptions, next, carried, errors };
  page(
    res,
    'accounts/second-step',
    secondStepPage(parts),
    errors.length > 0 && status === 200 ? 422 : status,
  );
}

/** The telephone may be lost, or only left at home. */
function codesLeftWarning(left: number): Warning {
  const used = `Bạn vừa dùng một mã khôi phục, còn ${left} mã.`;
  return left <= FEW
    ? {
        text: `${used} Hãy tạo mười mã mới, kẻo lần sau không vào được.`,
        ...{ link: 'Tạo mười mã mới', href: OWN_RECOVERY_CODES },
      }
    : {
        text: `${used} Nếu mất điện thoại, hãy thiết lập lại; nếu chỉ để quên thì không cần.`,
        ...{ link: 'Xem bước xác minh thứ hai', href: OWN_FACTOR },
      };
}

function again(
  deps: AppDeps,
  req: Request,
  res: Response,
  actor: Actor,
  { next, refusal }: { next: string; refusal: Refusal },
): Promise<void> {
  const isTooMany = refusal instanceof TooManyRequests;
  if (isTooMany) res.set('Retry-After', String(refusal.retryAfter));
  const errors = [{ field: 'code', message: refusal.message }];
  return showSecondStep(deps, req, res, actor, { next, errors, status: isTooMany ? refusal.status : 422 });
}

/** It took too long, or the account is not the same any more: what was typed before stays. */
function beginAgain(req: Request, res: Response, next: string): void {
  if (req.user) return welcome(req, res, next || SIGN_IN);
  const carried = readCarried((req.body as { carried?: unknown }).carried);
  const message = 'Đã quá 5 phút từ khi nhập mật khẩu, nên bạn chưa đăng nhập. Hãy nhập lại mật khẩu.';
  page(res, 'accounts/sign-in', signInPage({ next, message, carried, ways: waysIn(req) }), 401);
}
