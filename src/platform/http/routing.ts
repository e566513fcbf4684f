import type { Request, RequestHandler, Response } from 'express';
import {
  actAsAdmin,
  actAsFiler,
  actAsOverseer,
  actAsOwnReader,
  actAsPublisher,
  actAsReviewer,
  actAsSender,
  actAsSignatory,
  actAsSubmitter,
  type Actor,
  type Admin,
  type Filer,
  type Overseer,
  type OwnReader,
  type Publisher,
  type Reviewer,
  type Sender,
  type Signatory,
  type Submitter,
} from '../actor.js';
import { receiveBody, type FileLimits } from './body.js';
import { BadRequest, NotFound, SignInRequired } from '../errors.js';
import { postedValues } from '../page/forms.js';
import { readId } from '../text/numbers.js';
import { leaveNotice } from './notices.js';
import { verifyToken } from './security.js';
import type { Storage } from '../storage.js';
import { DISK_FULL, Outage } from './outages.js';
import { leadTo, answerOnce } from './sent-forms.js';

type Handler<A> = (actor: A, req: Request, res: Response) => Promise<void> | void;
export interface RouteOptions {
  /** Allows multipart bodies: the files are in `req.files`. Without it a multipart body is refused. */
  files?: FileLimits;
}

/** A guarded route: sign-in, then role, then the body, then its CSRF token, and only then the handler. */
export const asFiler = (handler: Handler<Filer>, options?: RouteOptions) =>
  guard(actAsFiler, handler, options);
export const asSignatory = (handler: Handler<Signatory>) => guard(actAsSignatory, handler);
export const asSubmitter = (handler: Handler<Submitter>, options?: RouteOptions) =>
  guard(actAsSubmitter, handler, options);
export const asReviewer = (handler: Handler<Reviewer>, options?: RouteOptions) =>
  guard(actAsReviewer, handler, options);
export const asSender = (handler: Handler<Sender>, options?: RouteOptions) =>
  guard(actAsSender, handler, options);
export const asOwnReader = (handler: Handler<OwnReader>) => guard(actAsOwnReader, handler);
export const asOverseer = (handler: Handler<Overseer>) => guard(actAsOverseer, handler);
export const asAdmin = (handler: Handler<Admin>, options?: RouteOptions) =>
  guard(actAsAdmin, handler, options);
export const asPublisher = (handler: Handler<Publisher>, options?: RouteOptions) =>
  guard(actAsPublisher, handler, options);
/** Any account that is signed in. */
export const asMember = (handler: Handler<Actor>) => guard((actor) => actor, handler);

/** A public route; an unsafe one still needs its CSRF token. */
export function asAnyone(handler: (req: Request, res: Response) => Promise<void> | void): RequestHandler[] {
  return [receiveBody(), verifyToken, (req, res) => handler(req, res)];
}

function guard<A extends Actor>(
  admit: (actor: Actor) => A,
  handler: Handler<A>,
  options: RouteOptions = {},
): RequestHandler[] {
  const authorise: RequestHandler = (req, _res, next) => {
    if (req.user) admit(req.user);
    next();
  };
  // What an expired session posted is read before it is refused, so that it can be shown again after sign-in.
  const requireSignIn: RequestHandler = (req, _res, next) => {
    if (!req.user) throw new SignInRequired('Bạn cần đăng nhập để xem trang này.');
    next();
  };
  const handle: RequestHandler = (req, res) => {
    if (!req.user) throw new SignInRequired('Bạn cần đăng nhập để xem trang này.');
    const actor = admit(req.user);
    refuseWhereFull(req);
    const work = answerOnce(req, res, () => handler(actor, req, res));
    res.locals['work'] = work;
    return work;
  };
  return [authorise, receiveBody(options.files), requireSignIn, verifyToken, handle];
}

/** Nothing more is kept where the disk is nearly full. Who is not signed in writes little, and has to be able to sign in. */
function refuseWhereFull(req: Request): void {
  const storage = req.app.get('storage') as Storage | undefined;
  if (req.method !== 'GET' && req.method !== 'HEAD' && storage?.isFull()) throw new Outage(DISK_FULL);
}

/** A whole positive number in the path; anything else is an address that does not exist. */
export function pathNumber(req: Request, name: string): number {
  const number = readId(req.params[name]);
  if (number === undefined) throw new NotFound('Không có địa chỉ này.');
  return number;
}

/** The version that a button's form posts; a post without it is none of the portal's own. */
export function postedVersion(req: Request): number {
  const { version = '' } = postedValues(req.body);
  if (!/^\d{1,9}$/.test(version))
    throw new BadRequest('Yêu cầu thiếu số phiên bản. Hãy tải lại trang rồi làm lại.');
  return Number(version);
}

/** Answers a successful write: 303 to `path`, where `notice` is shown once. */
export function done(req: Request, res: Response, path: string, notice: string): void {
  leadTo(res, path);
  leaveNotice(req, notice);
  redirectSaved(req, res, path);
}

/** Saves the session first: a browser follows the redirect before the end of this answer. */
export function redirectSaved(req: Request, res: Response, path: string): void {
  req.session.save((error: unknown) => {
    if (error) req.next?.(error);
    else res.redirect(303, path);
  });
}
