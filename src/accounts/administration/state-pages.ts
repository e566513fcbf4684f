import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';

/** What is told of an account in a list: what is as usual is silent. */
export function accountTag(account: {
  readonly isDeactivated: boolean;
  readonly isActivated: boolean;
  readonly hasSignedIn: boolean;
  readonly email: string;
}): SafeHtml {
  const { isDeactivated, isActivated, hasSignedIn, email } = account;
  if (isDeactivated) return ui.tag({ text: 'Đã ngừng', tone: 'grey' });
  if (!isActivated) return ui.tag({ text: 'Chưa kích hoạt', tone: 'yellow' });
  if (!hasSignedIn) return ui.tag({ text: 'Chưa đăng nhập', tone: 'blue' });
  return email === '' ? ui.tag({ text: 'Chưa có thư điện tử', tone: 'orange' }) : '';
}
