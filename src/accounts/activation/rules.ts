import type { Actor } from '../../platform/actor.js';
import type { LetterContent } from '../../mail/letter.js';
import { rolesInWords } from '../rules.js';

/** That an account is ready, for its own person. The link that made it so is used up, and not in it. */
export function activatedLetter({ fullName, username, unit, roles }: Actor): LetterContent {
  return {
    subject: 'Tài khoản của bạn ở Cổng Nêu gương đã được kích hoạt',
    before: [
      'Tài khoản đã có mật khẩu và dùng được ngay. Nếu không phải bạn vừa đặt mật khẩu, hãy báo ngay cho người quản trị ở công đoàn cấp trên.',
    ],
    facts: [
      ['Họ và tên', fullName],
      ['Tên đăng nhập', username],
      ['Đơn vị', unit.name],
      ['Vai trò', rolesInWords(roles)],
    ],
    links: [{ text: 'Đăng nhập', path: '/dang-nhap' }],
  };
}
