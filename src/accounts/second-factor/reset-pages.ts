import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { ui } from '../../platform/page/components.js';
import { confirmPage, type ConfirmPage } from '../../platform/page/confirm-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { ManagedAccount } from '../administration/finders.js';
import { accountAddress, ACCOUNTS, factorResetAddress } from '../addresses.js';

export function factorResetPage({ account }: ManagedAccount, form: Form): ConfirmPage {
  const back = accountAddress(account.id);
  return confirmPage(
    {
      title: `Đặt lại bước xác minh thứ hai của ${account.fullName}?`,
      nav: 'administration',
      crumbs: [
        { text: 'Quản trị', href: ADMINISTRATION },
        { text: 'Tài khoản', href: ACCOUNTS },
        { text: account.fullName, href: back },
        { text: 'Đặt lại bước xác minh thứ hai' },
      ],
      follows: [
        'Chỉ làm khi bạn đã nhận ra đúng người ấy, chẳng hạn gọi lại số điện thoại ghi ở tài khoản.',
        'Ứng dụng xác thực, khóa truy cập và mã khôi phục của tài khoản này hết dùng được; người ấy bị đăng xuất ở mọi nơi.',
        'Lần sau người ấy đăng nhập bằng mật khẩu, rồi thiết lập lại.',
        'Việc này được ghi vào nhật ký, và người ấy được báo qua thư điện tử.',
      ],
      action: factorResetAddress(account.id),
      version: '',
      submit: 'Đặt lại',
      back: { text: 'Quay lại', href: back },
    },
    [
      ui.field({
        name: 'reason',
        label: 'Lý do',
        hint: 'Ví dụ: mất điện thoại, đã gọi lại để xác nhận.',
        form,
      }),
    ],
    form,
  );
}
