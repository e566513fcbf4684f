import { z } from 'zod';
import { lineField, optionalLine } from '../../platform/forms.js';

export const signInForm = z.object({
  username: lineField('Tên đăng nhập', 200),
  password: z
    .string({ error: 'Hãy nhập mật khẩu.' })
    .min(1, 'Hãy nhập mật khẩu.')
    .max(200, 'Mật khẩu dài quá 200 ký tự.'),
  tiep: optionalLine('Địa chỉ tiếp theo', 2000),
});
