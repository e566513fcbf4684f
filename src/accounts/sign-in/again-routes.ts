import type { ErrorRequestHandler, Request, Response } from 'express';
import { SignInRequired } from '../../platform/errors.js';
import { localPath } from '../../platform/http/local-path.js';
import { page } from '../../platform/page/render.js';
import { StaleToken } from '../../platform/http/security.js';
import { carriedFrom, readCarried } from './carried-forms.js';
import { resendPage, signInPage } from './pages.js';
import { SIGN_IN, SIGN_OUT } from '../addresses.js';

/** Answers requests that need a sign-in or a fresh page, so that nothing typed is lost. Stands before errorPage. */
export const signInAgain: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) next(error);
  else if (error instanceof SignInRequired) askToSignIn(req, res);
  else if (error instanceof StaleToken && req.path === SIGN_IN) renewSignIn(req, res);
  else if (error instanceof StaleToken && req.path === SIGN_OUT && !req.user) res.redirect(303, SIGN_IN);
  else if (error instanceof StaleToken) offerResend(req, res, error);
  else next(error);
};

function askToSignIn(req: Request, res: Response): void {
  const carried = carriedFrom(req);
  if (!carried) {
    res.set('Cache-Control', 'no-store');
    return res.redirect(302, `${SIGN_IN}?tiep=${encodeURIComponent(req.originalUrl)}`);
  }
  const message =
    'Phiên làm việc đã hết hạn, nên nội dung bạn vừa gửi chưa được lưu. Hãy đăng nhập lại: nội dung ấy không mất và sẽ hiện ra để bạn gửi lại.';
  page(res, 'accounts/sign-in', signInPage({ message, carried }), 401);
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
  page(res, 'accounts/sign-in', signInPage({ form, next: next ?? '', message, carried: kept }), 403);
}

function offerResend(req: Request, res: Response, error: StaleToken): void {
  const carried = carriedFrom(req) ?? { path: '/', fields: [], words: '', hadFiles: false };
  const message = `${error.message} Nội dung bạn nhập còn nguyên: hãy xem lại rồi bấm gửi lại.`;
  page(res, 'accounts/resend', resendPage(carried, 'Trang đã mở quá lâu', message), 403);
}
