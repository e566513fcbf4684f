import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import {
  confirmationAddress,
  OWN_ACCOUNT,
  OWN_EMAIL,
  OWN_EMAIL_CONFIRMATION,
  SIGN_IN,
} from '../addresses.js';
import { currentPasswordControl } from '../chosen-password-pages.js';
import { emailControl } from '../email-pages.js';
import { toldPage, type ToldPage } from '../told-pages.js';
import type { AddressByLink } from './finders.js';

interface Standing {
  readonly email: string;
  readonly isConfirmed: boolean;
  readonly isMailSet: boolean;
}

export function ownEmailPage(form: Form, { email, isConfirmed, isMailSet }: Standing): FormPage {
  const canConfirm = email !== '' && !isConfirmed && isMailSet;
  return formPage(
    {
      title: 'Địa chỉ thư điện tử',
      crumbs: [{ text: 'Tài khoản của tôi', href: OWN_ACCOUNT }, { text: 'Địa chỉ thư điện tử' }],
      nav: 'account',
      lead: `${isMailSet ? RECEIPTS : NO_MAIL} Để trống nếu không muốn nhận thư.`,
      action: OWN_EMAIL,
      submit: 'Lưu',
      buttons: canConfirm ? [confirmation(email)] : [],
    },
    form,
    {
      email: emailControl(form, 'email'),
      currentPassword: currentPasswordControl(
        form,
        'Cổng hỏi mật khẩu để không ai đổi được địa chỉ này khi bạn rời máy.',
      ),
    },
  );
}

const RECEIPTS = 'Biên nhận của báo cáo được gửi đến địa chỉ này.';
const NO_MAIL = 'Cổng hiện chưa gửi được thư điện tử; khi gửi được, biên nhận của báo cáo đến địa chỉ này.';

function confirmation(email: string) {
  return {
    action: OWN_EMAIL_CONFIRMATION,
    text: 'Gửi thư xác nhận',
    hint: `Địa chỉ ${email} chưa được xác nhận. Mở thư và bấm liên kết trong thư; xác nhận rồi, khi quên mật khẩu bạn đặt lại được qua thư.`,
    version: '',
    isWarning: false,
  };
}

/** The page that the link in a letter leads to. Whoever looks through mail for viruses opens links, too: a button confirms. */
export function confirmationPage(
  token: string,
  { owner, email, isConfirmed }: AddressByLink,
): FormPage | ToldPage {
  const title = 'Xác nhận địa chỉ thư điện tử';
  if (isConfirmed)
    return toldPage({
      title: 'Đã xác nhận địa chỉ thư điện tử',
      lead: `Địa chỉ ${email} là của tài khoản “${owner.username}”. Khi quên mật khẩu, bạn đặt lại được qua địa chỉ này.`,
      link: ui.button({ text: 'Vào cổng', href: SIGN_IN }),
    });
  return formPage(
    {
      title,
      lead: `Địa chỉ ${email} là của tài khoản “${owner.username}”, ${owner.fullName}, ${owner.unit.name}?`,
      action: confirmationAddress(token),
      submit: 'Xác nhận địa chỉ này',
    },
    { values: {}, errors: [] },
    {},
  );
}
