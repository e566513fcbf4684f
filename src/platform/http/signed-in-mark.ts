import type { CookieOptions, Request } from 'express';

/**
 * A cookie that scripts may read, beside the session's, which they may not: it tells client/person.ts that it is worth
 * asking who is signed in. It says nothing of whom, and nothing is granted by it (docs/decisions/0042).
 */
const MARK = 'da-vao';

/** Ends with the browser, like the session's. */
export function markSignedIn(req: Request): void {
  req.res?.cookie(MARK, '1', options(req));
}

/** Whoever was signed in here, and has not signed out: where nobody is now, the session has ended. */
export function isMarkedSignedIn({ headers: { cookie = '' } }: Request): boolean {
  return cookie.split('; ').includes(`${MARK}=1`);
}

export function unmarkSignedIn(req: Request): void {
  req.res?.clearCookie(MARK, options(req));
}

function options({ secure }: Request): CookieOptions {
  return { path: '/', sameSite: 'lax', secure };
}
