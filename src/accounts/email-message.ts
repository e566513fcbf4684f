import { letter } from '../mail/letter.js';

/** Whose account it is, as a letter names it. */
interface Holder {
  readonly fullName: string;
  readonly username: string;
}

/** To the address that an account had: it has another now, or none. `by`: who changed it, '' for its own person. */
export function addressLeftMessage({ fullName, username }: Holder, by: string) {
  return letter({
    subject: `Tài khoản ${username} không còn dùng địa chỉ thư này`,
    before: [
      'Địa chỉ này vừa được bỏ khỏi một tài khoản trên Cổng Nêu gương. Từ nay thư của tài khoản không gửi đến đây nữa.',
    ],
    facts: [
      ['Họ và tên', fullName],
      ['Tên đăng nhập', username],
      ['Người đổi', by === '' ? 'Chủ tài khoản, sau khi nhập mật khẩu' : by],
    ],
    after: [
      'Nếu bạn không biết việc này, hãy gọi ngay người quản trị của công đoàn cấp trên để ngừng tài khoản.',
    ],
  });
}

/** To an address that its owner has yet to confirm. `path`: of the page that does it. */
export function confirmationMessage({ fullName, username }: Holder, path: string) {
  return letter({
    subject: 'Xác nhận địa chỉ thư điện tử',
    before: [
      'Địa chỉ này vừa được ghi cho một tài khoản trên Cổng Nêu gương. Nếu đó là tài khoản của bạn, hãy mở liên kết dưới đây rồi bấm “Xác nhận địa chỉ này”.',
    ],
    facts: [
      ['Họ và tên', fullName],
      ['Tên đăng nhập', username],
    ],
    links: [{ text: 'Xác nhận địa chỉ', path }],
    after: [
      'Liên kết dùng được trong 3 ngày. Xác nhận rồi, khi quên mật khẩu bạn nhận được liên kết đặt lại qua địa chỉ này.',
      'Nếu không phải tài khoản của bạn, hãy bỏ qua thư này.',
    ],
  });
}
