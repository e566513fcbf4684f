import type { RequestHandler } from 'express';
import { AppError } from '../../platform/errors.js';
import { receiveBody } from '../../platform/http/body.js';
import { OWN_DEVICE_REMOVAL, OWN_FACTOR, OWN_HEADER, SECOND_STEP, SIGN_IN, SIGN_OUT } from '../addresses.js';

/** Somebody posts a form who has to set a second factor up first: answered with what was typed (sign-in/again-routes.ts). */
export class EnrolmentRequired extends AppError {
  readonly status = 403;
}

/** Signing in and out, and what ends a device's messages before the latter. */
const OPEN = [SIGN_IN, SECOND_STEP, SIGN_OUT, OWN_HEADER, OWN_DEVICE_REMOVAL, OWN_FACTOR];
/** Files of a form are not kept; the fields beside them are. */
const readBody = receiveBody({ size: 30_000_000, count: 30 });

/**
 * Leads who must have a second factor and has none to where it is set up, and nowhere else. That is found out at sign-in and
 * kept in the session, so that sessions from before the rule finish their work, and no request costs a query more.
 */
export const enrolmentGate: RequestHandler = (req, res, next) => {
  const isOpen = OPEN.includes(req.path) || req.path.startsWith(`${OWN_FACTOR}/`);
  if (!req.user || !req.session.enrolment || isOpen) return next();
  if (req.method === 'GET' || req.method === 'HEAD') return res.redirect(303, OWN_FACTOR);
  readBody(req, res, (error?: unknown) => {
    next(
      error ??
        new EnrolmentRequired(
          'Tài khoản của bạn phải có bước xác minh thứ hai trước khi làm việc khác, nên nội dung này chưa được gửi.',
        ),
    );
  });
};
