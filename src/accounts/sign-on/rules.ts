import type { SignOnSettings } from '../../config.js';
import { isMailAddress } from '../../platform/text/text.js';

/** What the other system says of whoever signed in there; which of it there is differs between systems. */
export type Claims = Readonly<Record<string, unknown>>;

/** By what an account is looked for, or why by nothing, in words. */
export type Identity =
  { readonly email: string } | { readonly username: string } | { readonly problem: string };

/** What has to be asked for so that the claim comes (OpenID Connect Core 1.0, section 5.4). */
export const scopes: Readonly<Record<SignOnSettings['claim'], string>> = {
  email: 'openid email',
  preferred_username: 'openid profile',
  sub: 'openid',
};

/** Whose account the claims name. An address counts only where the other system has verified it. */
export function identityOf(claims: Claims, { claim, name }: SignOnSettings): Identity {
  const value = claims[claim];
  // Letters that only look like ours, or turn into them in lower case, are no part of a name here.
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(value)) return { problem: silent(name) };
  if (claim !== 'email') return { username: claim === 'sub' ? value : value.toLowerCase() };
  if (!isMailAddress(value)) return { problem: silent(name) };
  return claims['email_verified'] === true ? { email: value } : { problem: unverified(name, value) };
}

const PASSWORD_STAYS = 'Bạn vẫn đăng nhập được bằng mật khẩu.';

export const silence = (name: string) =>
  `Nơi đăng nhập “${name}” hiện không trả lời. Hãy thử lại sau. ${PASSWORD_STAYS}`;
export const notProven = (name: string) =>
  `Lần đăng nhập bằng ${name} này không dùng được: đã quá 10 phút, đã dùng rồi, đã bị từ chối, hoặc bắt đầu từ nơi khác. Hãy bấm lại nút “Đăng nhập bằng ${name}”. ${PASSWORD_STAYS}`;
export const unknown = (who: string) =>
  `Không có tài khoản nào đang hoạt động trên cổng ứng với “${who}”. Hãy đề nghị người quản trị của đơn vị ghi đúng vào tài khoản của bạn. ${PASSWORD_STAYS}`;
export const several = (who: string) =>
  `Nhiều tài khoản cùng ghi “${who}”, nên cổng không biết bạn dùng tài khoản nào. Hãy đề nghị người quản trị ghi cho mỗi tài khoản một địa chỉ riêng. ${PASSWORD_STAYS}`;
const silent = (name: string) =>
  `Nơi đăng nhập “${name}” không cho cổng biết bạn là ai. Hãy báo người quản trị của nơi ấy. ${PASSWORD_STAYS}`;
const unverified = (name: string, email: string) =>
  `Nơi đăng nhập “${name}” chưa xác minh địa chỉ thư “${email}” là của bạn. Hãy xác minh ở đó rồi thử lại. ${PASSWORD_STAYS}`;
