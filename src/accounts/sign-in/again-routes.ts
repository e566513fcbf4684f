import type { ErrorRequestHandler, Request, Response } from 'express';
import { SignInRequired } from '../../platform/errors.js';
import { localPath } from '../../platform/http/local-path.js';
import { receiveBody } from '../../platform/http/body.js';
import { Outage } from '../../platform/http/outages.js';
import { page } from '../../platform/page/render.js';
import { StaleToken } from '../../platform/http/security.js';
import { carriedFrom, readCarried, textsIn } from './carried-forms.js';
import { resendPage, signInPage } from './pages.js';
import { SECOND_STEP, SIGN_IN, SIGN_OUT } from '../addresses.js';
import { waysIn } from './ways-in.js';
import { EnrolmentRequired } from '../second-factor/gate-routes.js';
import { ENROL_FIRST } from './welcome-routes.js';

/** Answers requests that need a sign-in or a fresh page, so that nothing typed is lost. Stands before errorPage. */
export const signInAgain: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) next(error);
  else if (error instanceof SignInRequired) askToSignIn(req, res);
  else if (error instanceof StaleToken && [SIGN_IN, SECOND_STEP].includes(req.path)) renewSignIn(req, res);
  else if (error instanceof StaleToken && req.path === SIGN_OUT && !req.user) res.redirect(303, SIGN_IN);
  else if (error instanceof StaleToken) offerResend(req, res, error);
  else if (error instanceof EnrolmentRequired) enrolFirst(error, req, res, next);
  else keepTyped(error, req, res, next);
};

/** What was typed when something beneath the portal failed can be sent again, and read. */
const keepTyped: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (
    !(error instanceof Outage) ||
    req.method !== 'POST' ||
    req.path === SIGN_IN ||
    req.accepts(['html', 'json']) === 'json'
  )
    return next(error);
  const show = () => {
    const carried = carriedFrom(req);
    if (!carried || textsIn(carried).length === 0) return next(error);
    const message = `${error.message} Nội dung bạn vừa nhập chưa được lưu nhưng còn nguyên ở đây: hãy đợi ít phút rồi bấm gửi lại.`;
    page(res, 'accounts/resend', resendPage(carried, error.title, message), error.status);
  };
  // It may have failed before the body was read: whose session it is could not be asked.
  if (req.body !== undefined) return show();
  receiveBody(ANY_FILES)(req, res, show);
};

/** Of a request whose account is not known: files are skipped, the fields beside them are read. */
const ANY_FILES = { size: 30_000_000, count: 30 };

function askToSignIn(req: Request, res: Response): void {
  const carried = carriedFrom(req);
  if (!carried) {
    res.set('Cache-Control', 'no-store');
    return res.redirect(302, `${SIGN_IN}?tiep=${encodeURIComponent(req.originalUrl)}`);
  }
  const message =
    'Phiên làm việc đã hết hạn, nên nội dung bạn vừa gửi chưa được lưu. Hãy đăng nhập lại: nội dung ấy không mất và sẽ hiện ra để bạn gửi lại.';
  page(res, 'accounts/sign-in', signInPage({ message, carried, ways: waysIn(req) }), 401);
}

/** The sign-in page was open too long, or was sent twice. */
function renewSignIn(req: Request, res: Response): void {
  const { tiep, carried, username } = req.body as Record<string, unknown>;
  const next = localPath(tiep);
  const kept = readCarried(carried);
  if (req.user && kept)
    return page(res, 'accounts/resend', resendPage(kept, 'Gửi lại nội dung đã nhập', 'Bạn đang đăng nhập.'));
  if (req.user) return res.redirect(303, next ?? SIGN_IN);
  const form = { values: { username: typeof username === 'string' ? username : '' }, errors: [] };
  const message = 'Trang đăng nhập đã mở quá lâu. Hãy nhập lại mật khẩu.';
  const ways = waysIn(req);
  page(res, 'accounts/sign-in', signInPage({ form, next: next ?? '', message, carried: kept, ways }), 403);
}

/** What was typed waits until there is a second factor. */
const enrolFirst: ErrorRequestHandler = (error: EnrolmentRequired, req, res, next) => {
  const carried = carriedFrom(req);
  if (!carried || req.accepts(['html', 'json']) === 'json') return next(error);
  const kept = resendPage(carried, 'Cần bước xác minh thứ hai', error.message);
  page(res, 'accounts/resend', { ...kept, before: ENROL_FIRST }, error.status);
};

function offerResend(req: Request, res: Response, error: StaleToken): void {
  const carried = carriedFrom(req) ?? { path: '/', fields: [], words: '', hadFiles: false };
  const message = `${error.message} Nội dung bạn nhập còn nguyên: hãy xem lại rồi bấm gửi lại.`;
  page(res, 'accounts/resend', resendPage(carried, 'Trang đã mở quá lâu', message), 403);
}
