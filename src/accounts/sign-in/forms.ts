import { z } from 'zod';
import { lineField, optionalLine } from '../../platform/page/forms.js';
import { passwordField } from '../forms.js';

export const signInForm = z.object({
  username: lineField('Tên đăng nhập', 200),
  password: passwordField('mật khẩu'),
  tiep: optionalLine('Địa chỉ tiếp theo', 2000),
});
