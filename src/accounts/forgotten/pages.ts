import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import { FORGOTTEN, SIGN_IN } from '../addresses.js';
import { toldPage, type ToldPage } from '../told-pages.js';

const CRUMBS = [{ text: 'Đăng nhập', href: SIGN_IN }, { text: 'Quên mật khẩu' }];
const ELSE =
  'Người quản trị của công đoàn cấp trên tạo được liên kết kích hoạt mới cho bạn. Nếu chưa biết gọi ai, hãy gọi nơi hỗ trợ ghi ở cuối trang.';

export function forgottenPage(form: Form): FormPage {
  return formPage(
    {
      title: 'Quên mật khẩu',
      crumbs: CRUMBS,
      nav: 'sign-in',
      lead: 'Nếu tài khoản có địa chỉ thư đã xác nhận, cổng gửi đến đó một liên kết để đặt mật khẩu mới.',
      action: FORGOTTEN,
      submit: 'Gửi liên kết',
    },
    form,
    {
      username: ui.field({
        name: 'username',
        label: 'Tên đăng nhập',
        hint: `Không nhớ tên đăng nhập, hoặc chưa xác nhận địa chỉ thư? ${ELSE}`,
        form,
        width: 20,
        autocomplete: 'username',
        attributes: { autocapitalize: 'none', spellcheck: 'false' },
      }),
    },
  );
}

/** The same whoever asked: it tells nobody whether there is such an account. */
export function askedPage(): ToldPage {
  return toldPage({
    title: 'Đã nhận yêu cầu',
    crumbs: CRUMBS,
    nav: 'sign-in',
    lead: 'Nếu tên đăng nhập đúng và tài khoản có địa chỉ thư đã xác nhận, thư sẽ đến trong vài phút.',
    paragraphs: [
      'Hãy xem cả mục thư rác. Liên kết trong thư dùng được một lần, trong một giờ. Mỗi tài khoản chỉ được gửi vài thư một ngày.',
      `Không thấy thư? ${ELSE}`,
    ],
    link: ui.button({ text: 'Về trang đăng nhập', href: SIGN_IN, kind: 'quiet' }),
  });
}

/** Where the portal sends no mail. */
export function noMailPage(): ToldPage {
  return toldPage({
    title: 'Quên mật khẩu',
    crumbs: CRUMBS,
    nav: 'sign-in',
    lead: 'Cổng hiện chưa gửi được thư, nên chưa đặt lại được mật khẩu qua thư.',
    paragraphs: [ELSE],
    link: ui.button({ text: 'Về trang đăng nhập', href: SIGN_IN, kind: 'quiet' }),
  });
}
