import { z } from 'zod';

/** A password as typed; its rules are those of passwords.ts. */
export function passwordField(label: string) {
  return z
    .string({ error: `Hãy nhập ${label}.` })
    .min(1, `Hãy nhập ${label}.`)
    .max(200, 'Mật khẩu dài quá 200 ký tự.');
}
