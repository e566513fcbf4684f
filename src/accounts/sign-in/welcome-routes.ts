import type { Request, Response } from 'express';
import { redirectSaved } from '../../platform/http/routing.js';
import { page } from '../../platform/page/render.js';
import { OWN_FACTOR } from '../addresses.js';
import { readCarried } from './carried-forms.js';
import { resendPage } from './pages.js';

/** On to work; what an expired session could not send is shown first. */
export function welcome(req: Request, res: Response, path: string): void {
  const carried = readCarried((req.body as { carried?: unknown }).carried);
  if (!carried) return redirectSaved(req, res, path);
  const kept = 'Nội dung bạn nhập trước đó còn nguyên và chưa được gửi.';
  const message = `Bạn đã đăng nhập lại. ${kept}`;
  page(res, 'accounts/resend', {
    ...resendPage(carried, 'Gửi lại nội dung đã nhập', message),
    before: req.session.enrolment ? ENROL_FIRST : null,
  });
}

/** Opens beside what was typed, which waits. */
export const ENROL_FIRST = {
  text: 'Trước khi gửi, hãy mở trang thiết lập bước xác minh thứ hai (trong thẻ mới) và làm xong ở đó. Rồi trở lại đây và bấm gửi lại.',
  link: 'Thiết lập bước xác minh thứ hai',
  href: OWN_FACTOR,
};
