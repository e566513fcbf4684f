import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import { leaveSummary } from '../../accounts/commands.js';
import { issuerOf } from '../../document-settings/finders.js';
import type { Overseer } from '../../platform/actor.js';
import { sendDocument } from '../../platform/documents/send.js';
import { EndedLink } from '../../platform/errors.js';
import { asAnyone, asOverseer, done, pathNumber } from '../../platform/http/routing.js';
import { page } from '../../platform/page/render.js';
import { leavingSummary, summaryFile, summaryOf as summaryAddress } from '../addresses.js';
import { summaryParts } from './finders.js';
import { leavingPage, summaryPage } from './pages.js';
import { isLeavingKey, summaryOf } from './rules.js';
import { summaryDocument, summaryLayout } from './summary-document.js';

/** How it stands, on one page: on the screen, as a PDF; and the way out of the weekly letter. */
export function summaryRoutes(deps: AppDeps): Router {
  const { db, clock, drawing } = deps;
  const summary = async (overseer: Overseer, req: Request, now: Date) =>
    summaryOf(await summaryParts(db, overseer.unit, pathNumber(req, 'year'), now), now);
  return Router()
    .get(
      summaryAddress(':year'),
      asOverseer(async (overseer, req, res) => {
        const found = await summary(overseer, req, clock());
        page(res, 'review/summary', summaryPage(found, pathNumber(req, 'year')));
      }),
    )
    .get(
      summaryFile(':year'),
      asOverseer(async (overseer, req, res) => {
        const now = clock();
        const found = await summary(overseer, req, now);
        const issuer = await issuerOf(db, overseer.unit.id);
        await sendDocument(drawing, res, summaryDocument(found, issuer, now), 'pdf', summaryLayout(found));
      }),
    )
    .use(leavingRoutes(deps));
}

/** Whoever has the letter may leave, signed in or not; a letter's link alone, which programs follow too, does nothing. */
function leavingRoutes({ db, config }: AppDeps): Router {
  const leaver = (req: Request) => {
    const id = pathNumber(req, 'account');
    const key = String(req.params['key']);
    if (!isLeavingKey(key, config.sessionSecret ?? '', id))
      throw new EndedLink(
        'Liên kết này không dùng được nữa. Hãy đăng nhập và chọn trong “Tài khoản của tôi”.',
      );
    return { id, key };
  };
  const address = leavingSummary(':account', ':key');
  return Router()
    .get(
      address,
      asAnyone((req, res) => {
        const { id, key } = leaver(req);
        page(res, 'confirm', leavingPage(id, key));
      }),
    )
    .post(
      address,
      asAnyone(async (req, res) => {
        await leaveSummary(db, leaver(req).id);
        done(req, res, '/', 'Cổng sẽ không gửi bản tóm tắt hằng tuần cho bạn nữa.');
      }),
    );
}
