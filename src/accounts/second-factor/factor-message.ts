import { letter } from '../../mail/letter.js';
import { OWN_FACTOR } from '../addresses.js';

/** Tells an account's address what happened to its second factor; no secret stands in it. `what`: a sentence, who did it and what. */
export function factorMessage(username: string, what: string) {
  return letter({
    subject: `Bước xác minh thứ hai của tài khoản ${username}`,
    before: [what],
    links: [{ text: 'Xem bước xác minh thứ hai', path: OWN_FACTOR }],
    after: [
      'Nếu không phải việc bạn biết, hãy đổi mật khẩu ngay và báo cho người quản trị của công đoàn cấp trên.',
    ],
  });
}
