import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import { asMember, done } from '../../platform/http/routing.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { postedValues } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { formatNumber } from '../../platform/text/format.js';
import { OWN_SESSION_END, OWN_SESSIONS, OWN_SESSIONS_END } from '../addresses.js';
import { endOtherSession, endOtherSessions } from './commands.js';
import { ownSessions } from './finders.js';
import { sessionsPage } from './pages.js';

/** Where the own account is signed in, and ending that. */
export function sessionRoutes({ db, clock, config }: AppDeps): Router {
  const { sessionIdleHours, sessionMaxHours: maxHours } = config;
  const hours = { idle: formatNumber(sessionIdleHours), max: formatNumber(maxHours) };
  return Router()
    .get(
      OWN_SESSIONS,
      asMember(async (actor, { sessionID: sessionId }, res) => {
        const sessions = await ownSessions(db, actor, { sessionId, maxHours }, clock());
        page(res, 'list', sessionsPage(sessions, hours));
      }),
    )
    .post(
      OWN_SESSION_END,
      asMember(async (actor, req, res) => {
        const { session: name = '' } = postedValues(req.body);
        const isEnded = await endOtherSession(db, actor, { sessionId: req.sessionID, name }, clock());
        if (isEnded) note(req, actor.username);
        done(req, res, OWN_SESSIONS, isEnded ? 'Đã kết thúc phiên ấy.' : 'Phiên ấy đã kết thúc từ trước.');
      }),
    )
    .post(
      OWN_SESSIONS_END,
      asMember(async (actor, req, res) => {
        const count = await endOtherSessions(db, actor, req.sessionID, clock());
        if (count > 0) note(req, actor.username);
        done(req, res, OWN_SESSIONS, count > 0 ? ENDED : 'Tài khoản không đăng nhập ở nơi nào khác.');
      }),
    );
}

const ENDED = 'Đã kết thúc mọi phiên khác. Tài khoản chỉ còn đăng nhập ở đây.';

function note(req: Request, account: string): void {
  noteSecurity(req, { event: 'session-end', outcome: 'done', account, about: account });
}
