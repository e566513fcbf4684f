import type { Request, RequestHandler } from 'express';
import { signedCookie, type SignedCookie, type Signing } from './signed-cookies.js';

// What is told once, on the page that follows: in the browser's own keeping, so that telling it costs the database no commit.

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the way Express lets its types be extended
  namespace Express {
    interface Request {
      /** What the last answer left to be told; from then on it is told. */
      takeNotice?: () => string | undefined;
    }
  }
}

/** In characters: servers before the portal take few kB of headers. */
const LONGEST = 1500;

export function noticeCookie(signing: Signing): SignedCookie {
  return signedCookie('loi-nhan', signing);
}

/** Lets pages take the notice; stands after the session, which keeps a long one. */
export const offerNotice: RequestHandler = (req, _res, next) => {
  req.takeNotice = () => {
    const cookie = cookieOf(req);
    const left = cookie.read(req);
    if (left !== undefined) cookie.remove(req);
    const { notice } = req.session;
    if (notice) delete req.session.notice;
    return left === undefined ? notice : Buffer.from(left, 'base64url').toString();
  };
  next();
};

/** Leaves `notice` to be told by the next page that this browser shows. */
export function leaveNotice(req: Request, notice: string): void {
  const written = Buffer.from(notice).toString('base64url');
  if (written.length > LONGEST) req.session.notice = notice;
  else cookieOf(req).write(req, written);
}

function cookieOf(req: Request): SignedCookie {
  return req.app.get('noticeCookie') as SignedCookie;
}
