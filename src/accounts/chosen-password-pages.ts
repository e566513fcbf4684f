import { ui } from '../platform/page/components.js';
import type { FieldError, Form } from '../platform/page/forms.js';
import type { SafeHtml } from '../platform/page/render.js';
import { passwordField } from './forms.js';
import type { Owner } from './password-strength.js';
import { passwordProblem } from './passwords.js';

/** The two fields of a form in which a password is chosen. */
export const chosenPassword = {
  password: passwordField('mật khẩu mới'),
  passwordAgain: passwordField('mật khẩu mới lần nữa'),
};

/** What is wrong with the choice; empty where nothing is. */
export async function choiceProblems(
  chosen: { password: string; passwordAgain: string },
  owner: Owner,
): Promise<FieldError[]> {
  const problem = await passwordProblem(chosen.password, owner);
  if (problem) return [{ field: 'password', message: problem }];
  if (chosen.password !== chosen.passwordAgain)
    return [
      { field: 'passwordAgain', message: 'Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại cả hai.' },
    ];
  return [];
}

/** Asks for the password that one has. */
export function currentPasswordControl({ errors }: Form, hint = ''): SafeHtml {
  return ui.field({
    ...{ name: 'currentPassword', label: 'Mật khẩu hiện tại', hint, kind: 'password', value: '', width: 20 },
    autocomplete: 'current-password',
    error: errors.find(({ field }) => field === 'currentPassword')?.message ?? '',
  });
}

/** Never shows again what was typed. */
export function passwordControls(
  errors: readonly FieldError[],
): Record<'password' | 'passwordAgain', SafeHtml> {
  const control = (name: string, label: string, hint = '') =>
    ui.field({
      name,
      label,
      hint,
      kind: 'password',
      value: '',
      width: 20,
      autocomplete: 'new-password',
      error: errors.find((error) => error.field === name)?.message ?? '',
    });
  return {
    password: control('password', 'Mật khẩu mới', 'Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt.'),
    passwordAgain: control('passwordAgain', 'Nhập lại mật khẩu mới'),
  };
}
