import type { Request, Response } from 'express';
import type { Actor } from '../../platform/actor.js';
import type { Next } from '../../platform/http/answer-form.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { leadTo } from '../../platform/http/sent-forms.js';
import { page } from '../../platform/page/render.js';
import { OWN_FACTOR } from '../addresses.js';
import { recoveryCodesPage } from './own-pages.js';

/** Shows the recovery codes, where there are new ones; else leads on. */
export function added(
  req: Request,
  res: Response,
  { username }: Actor,
  about: 'app' | 'passkey',
  codes: readonly string[],
): Next | undefined {
  noteSecurity(req, { event: 'second-factor-added', outcome: 'done', account: username, about });
  const next = released(req);
  if (codes.length === 0) return [next ?? OWN_FACTOR, 'Đã thêm cách xác minh thứ hai.'];
  showCodes(res, codes, next);
  return undefined;
}

/** Where whoever had to set a second factor up was going; nothing holds them any more. */
export function released(req: Request): string | undefined {
  const { enrolment } = req.session;
  delete req.session.enrolment;
  return enrolment?.next;
}

/** Shown once: whoever sends the form again comes to where new ones can be made. */
export function showCodes(res: Response, codes: readonly string[], next: string | undefined): void {
  leadTo(res, OWN_FACTOR);
  page(res, 'second-factor/recovery-codes', recoveryCodesPage(codes, next), 201);
}

export function removed(req: Request, { username }: Actor, about: 'app' | 'passkey'): Next {
  noteSecurity(req, { event: 'second-factor-removed', outcome: 'done', account: username, about });
  return [OWN_FACTOR, 'Đã bỏ. Tài khoản đã được đăng xuất ở các nơi khác.'];
}
