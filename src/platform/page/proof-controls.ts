import { ui } from './components.js';
import type { Form } from './forms.js';
import type { SafeHtml } from './render.js';

/** What an account can be asked for, to show anew who sits there. `isSet`: a second factor. */
export interface Askable {
  readonly hasPassword: boolean;
  readonly isSet: boolean;
}

/** The password, called `password`; of who comes by another sign-on, a code, or nothing as long as there is none. */
export function proofControls(
  { hasPassword, isSet }: Askable,
  form: Form,
  password = 'Mật khẩu hiện tại của bạn',
): Record<string, SafeHtml> {
  if (!hasPassword && !isSet) return {};
  return {
    currentPassword: ui.field({
      name: 'currentPassword',
      label: hasPassword ? password : 'Mã xác minh hoặc mã khôi phục của bạn',
      kind: 'password',
      value: '',
      width: 20,
      autocomplete: hasPassword ? 'current-password' : 'one-time-code',
      form,
    }),
  };
}
