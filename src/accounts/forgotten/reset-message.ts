import { letter } from '../../mail/letter.js';
import { formatTime } from '../../platform/text/format.js';
import { ACTIVATION } from '../addresses.js';

/** The link with which the owner of an account chooses another password; good until `end`. */
export function resetMessage(
  { fullName, username }: { readonly fullName: string; readonly username: string },
  token: string,
  end: Date,
) {
  return letter({
    subject: `Đặt lại mật khẩu của tài khoản ${username}`,
    before: [
      'Có người báo quên mật khẩu của tài khoản này trên Cổng Nêu gương. Nếu là bạn, hãy mở liên kết dưới đây và đặt mật khẩu mới.',
    ],
    facts: [
      ['Họ và tên', fullName],
      ['Tên đăng nhập', username],
      ['Liên kết dùng được đến', formatTime(end)],
    ],
    links: [{ text: 'Đặt mật khẩu mới', path: `${ACTIVATION}/${token}` }],
    after: [
      'Liên kết chỉ dùng được một lần. Ai có liên kết đều đặt được mật khẩu, nên đừng chuyển thư này cho người khác.',
      'Nếu không phải bạn báo, hãy bỏ qua thư này: mật khẩu đang dùng không đổi.',
    ],
  });
}
