import { randomBytes } from 'node:crypto';
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';
import { AppError, ForeignRequest } from '../errors.js';
import { signedCookie, type SignedCookie, type Signing } from './signed-cookies.js';

/** The form's CSRF token is missing, old or wrong: the page was open longer than the session that made it. */
export class StaleToken extends AppError {
  readonly status = 403;
}

/** Headers of every answer. `secure`: the portal is reached over TLS. */
export function securityHeaders({ secure }: { secure: boolean }): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: POLICY },
      crossOriginEmbedderPolicy: false,
      // Not 'no-referrer': with that, browsers send "Origin: null" with the portal's own forms.
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      xFrameOptions: { action: 'deny' },
      xXssProtection: false,
    }),
    (_req, res, next) => {
      res.set('Permissions-Policy', UNUSED_FEATURES);
      next();
    },
  ];
}

/** Refuses writes that another site's page makes the browser send. Browsers that tell nothing still need the token. */
export function sameOrigin({ publicUrl }: { publicUrl?: string | undefined }): RequestHandler {
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  return (req, _res, next) => {
    if (!isSafe(req) && !comesFromHere(req, publicHost))
      throw new ForeignRequest('Yêu cầu này được gửi từ một trang khác, nên không được nhận.');
    next();
  };
}

/** Where the token is of whoever is not signed in: no session is kept for who only looks (docs/decisions/0071). */
export function strangersToken(signing: Signing): SignedCookie {
  return signedCookie('bieu-mau', signing);
}

/**
 * Lets pages ask for the token of a session, or of a stranger's cookie; stands after the session. Each answer writes it in another way: pages are
 * compressed, and whoever makes a browser ask for many of them must not learn it from their lengths (BREACH).
 */
export const offerToken: RequestHandler = (req, _res, next) => {
  const mask = randomBytes(TOKEN_BYTES);
  req.csrfToken = () => masked(csrf.generateToken(req), mask);
  next();
};

/** Checks the posted token; stands after the body has been read. Safe methods pass. Throws StaleToken. */
export const verifyToken: RequestHandler = (req, _res, next) => {
  if (!isSafe(req) && !csrf.isRequestValid(req))
    throw new StaleToken('Trang này đã mở quá lâu hoặc đã mở lại ở nơi khác, nên chưa gửi được.');
  next();
};

const TOKEN_BYTES = 32;
const csrf = csrfSync({
  size: TOKEN_BYTES,
  getTokenFromState: (req) => (req.user ? req.session.csrfToken : cookieOf(req).read(req)),
  storeTokenInState: (req, token) => {
    if (req.user) req.session.csrfToken = token ?? '';
    else cookieOf(req).write(req, token ?? '');
  },
  getTokenFromRequest: (req) => unmasked((req.body as { _csrf?: unknown } | undefined)?._csrf),
});

function cookieOf(req: Request): SignedCookie {
  return req.app.get('strangersToken') as SignedCookie;
}

/** The mask and the token under it, in hex. */
function masked(token: string, mask: Buffer): string {
  return mask.toString('hex') + xor(Buffer.from(token, 'hex'), mask).toString('hex');
}

function unmasked(posted: unknown): string | undefined {
  if (typeof posted !== 'string') return undefined;
  const bytes = Buffer.from(posted, 'hex');
  return xor(bytes.subarray(TOKEN_BYTES), bytes.subarray(0, TOKEN_BYTES)).toString('hex');
}

function xor(bytes: Buffer, mask: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, i) => byte ^ (mask[i] ?? 0)));
}

const SELF = ["'self'"];
const NONE = ["'none'"];
const POLICY = {
  defaultSrc: NONE,
  scriptSrc: SELF,
  styleSrc: SELF,
  fontSrc: SELF,
  imgSrc: SELF,
  connectSrc: SELF,
  manifestSrc: SELF,
  formAction: SELF,
  baseUri: NONE,
  frameAncestors: NONE,
};
const UNUSED_FEATURES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

function isSafe(req: Request): boolean {
  return req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS';
}

function comesFromHere(req: Request, publicHost: string | undefined): boolean {
  const site = req.get('sec-fetch-site');
  // "none": the user's own doing, such as sending a form again by reloading.
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = req.get('origin');
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host !== '' && (host === req.get('host') || host === req.host || host === publicHost);
}
