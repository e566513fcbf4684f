import { z } from 'zod';
import { lineField, optionalLine } from '../../platform/page/forms.js';
import { asHashed } from '../passwords.js';

/** The password, or a code of the second factor; '' where the account has none to be asked for. */
const proof = { currentPassword: z.string().default('').transform(asHashed).pipe(z.string().max(200)) };

export const proofForm = z.object(proof);
export const appForm = z.object({
  sealed: lineField('Khóa của ứng dụng', 200),
  code: lineField('Mã 6 chữ số', 20),
  ...proof,
});
export const passkeyForm = z.object({
  name: optionalLine('Tên của khóa', 60),
  passkey: optionalLine('Câu trả lời của trình duyệt', 20_000),
  ...proof,
});
/** What the file of recovery codes is made of: the page that showed them sends them back. */
export const codesForm = z.object({
  codes: z
    .string({ error: 'Không có mã nào.' })
    .regex(/^(?:\d{4} \d{4} \d{4}\n?){1,20}$/, 'Đây không phải là mã khôi phục.'),
});
