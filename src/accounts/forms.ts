import { z } from 'zod';
import { optionalLine } from '../platform/page/forms.js';
import { cleanLine, isMailAddress } from '../platform/text/text.js';
import { asHashed } from './passwords.js';
import { parsePhone, phoneProblem } from './phones.js';

/** A password as it is hashed; its rules are those of passwords.ts. */
export function passwordField(label: string) {
  return z
    .string({ error: `Hãy nhập ${label}.` })
    .transform(asHashed)
    .pipe(z.string().min(1, `Hãy nhập ${label}.`).max(200, 'Mật khẩu dài quá 200 ký tự.'));
}

/** One e-mail address; '' where there is none. */
export const emailField = z
  .string({ error: 'Hãy nhập địa chỉ thư điện tử.' })
  .transform(cleanLine)
  .pipe(
    z.string().refine((text) => text === '' || isMailAddress(text), {
      error:
        'Địa chỉ thư điện tử phải là một địa chỉ, không dấu, không có khoảng trống, ví dụ ten@congdoan.vn; dài nhất 200 ký tự.',
    }),
  );

/** How a person is reached beside mail: the telephone's digits, '' where there is none, and the name in Zalo. */
export const phoneFields = {
  phone: z
    .string()
    .default('')
    .transform((text, ctx): string => {
      const typed = cleanLine(text);
      const problem = typed === '' ? undefined : phoneProblem(typed);
      if (!problem) return parsePhone(typed) ?? '';
      ctx.addIssue({ code: 'custom', message: problem });
      return z.NEVER;
    }),
  zaloName: optionalLine('Tên trên Zalo', 80),
};
