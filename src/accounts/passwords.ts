import { hash, verify } from '@node-rs/argon2';
import { isStrong, tellsOfOwner, type Owner } from './password-strength.js';

// Argon2id, the library's default algorithm, at OWASP's first recommendation.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// Of a password nobody knows: answering for a missing account takes as long as for a wrong password.
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$zScweAEnwXu9EpN4bEZtPw$vCiBodgJNFV7+wD1K6kvqNMgusjMiQCdG0xJMDGlqck';

export function hashPassword(password: string): Promise<string> {
  return hash(asHashed(password), COST);
}

/** `stored` is null where there is no such account, or it has no password yet. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? NOBODY, asHashed(password));
  return stored !== null && matches;
}

// The rule of the first hashes, which does not change with that of texts: nobody could sign in any more.
const DROPPED =
  // eslint-disable-next-line no-control-regex -- they are what it looks for
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** What of a typed password counts: NFC without outer blanks and invisible signs. */
export function asHashed(password: string): string {
  const lines = password.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n').toWellFormed();
  return lines.replace(DROPPED, '').normalize('NFC').trim();
}

/** Says in Vietnamese why a password may not be chosen; undefined where it may. */
export async function passwordProblem(password: string, owner: Owner): Promise<string | undefined> {
  if (password.length < 10) return 'Mật khẩu phải có ít nhất 10 ký tự.';
  if (password.toLowerCase() === owner.username.toLowerCase())
    return 'Mật khẩu không được trùng với tên đăng nhập.';
  if (tellsOfOwner(password, owner))
    return 'Mật khẩu này ghép từ tên của bạn hoặc tên đơn vị, nên dễ đoán. Hãy chọn mật khẩu khác, ví dụ một câu ngắn chỉ mình bạn biết.';
  if (!(await isStrong(password, owner)))
    return 'Mật khẩu này quá dễ đoán. Hãy chọn mật khẩu khác, ví dụ một câu ngắn chỉ mình bạn biết.';
  return undefined;
}
