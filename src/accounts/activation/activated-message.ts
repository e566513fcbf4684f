import type { Actor } from '../../platform/actor.js';
import { letter } from '../../mail/letter.js';
import { SIGN_IN } from '../addresses.js';

/** Tells the owner of an account that it is ready, or that its password was set anew, and `by` what; no secret stands in it. */
export function activatedMessage({ fullName, username, unit }: Actor, by: 'liên kết' | 'mã một lần') {
  return letter({
    subject: `Tài khoản ${username} đã sẵn sàng`,
    before: [`Tài khoản trên Cổng Nêu gương vừa được đặt mật khẩu bằng ${by} và dùng được ngay.`],
    facts: [
      ['Họ và tên', fullName],
      ['Tên đăng nhập', username],
      ['Đơn vị', unit.name],
    ],
    links: [{ text: 'Đăng nhập', path: SIGN_IN }],
    after: ['Nếu không phải bạn vừa đặt mật khẩu, hãy báo ngay cho người quản trị để ngừng tài khoản này.'],
  });
}
