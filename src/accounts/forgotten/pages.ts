import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import { FORGOTTEN, ONE_TIME_CODE, SIGN_IN } from '../addresses.js';
import { toldPage, type ToldPage } from '../told-pages.js';
import { whomToCall, type WaysIn } from '../sign-in/ways-in.js';

const CRUMBS = [{ text: 'Đăng nhập', href: SIGN_IN }, { text: 'Quên mật khẩu' }];
const ELSE =
  'Người quản trị của công đoàn cấp trên tạo được liên kết kích hoạt mới cho bạn. Nếu chưa biết gọi ai, hãy gọi nơi hỗ trợ ghi ở cuối trang.';

const BACK = ui.button({ text: 'Về trang đăng nhập', href: SIGN_IN, kind: 'quiet' });
const CODE = ui.button({ text: 'Nhập mã một lần', href: ONE_TIME_CODE });

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
    link: BACK,
  });
}

/** Where the portal sends no mail. */
export function noMailPage(ways: WaysIn): ToldPage {
  return toldPage({
    title: 'Quên mật khẩu',
    crumbs: CRUMBS,
    nav: 'sign-in',
    lead: `Hãy gọi ${whomToCall(ways)} để nhận mã một lần hoặc liên kết kích hoạt, rồi tự đặt mật khẩu mới.`,
    paragraphs: ['Cổng hiện chưa gửi được thư, nên không đặt lại mật khẩu qua thư được.'],
    link: `<div class="button-row">${CODE} ${BACK}</div>`,
  });
}
