import { z } from 'zod';
import { lineField, numberField, optionalLine } from '../../platform/page/forms.js';
import { emailField, phoneFields } from '../forms.js';
import { roles, usernameKey } from '../rules.js';

const fullName = lineField('Họ và tên', 120);
const position = optionalLine('Chức vụ', 120);
const email = emailField.default('');
const unitCode = lineField('Mã đơn vị', 30);

/** Checked boxes arrive joined by newlines. */
const held = z
  .string({ error: 'Hãy chọn ít nhất một vai trò.' })
  .transform((text) => [...new Set(text.split('\n'))])
  .pipe(z.array(z.enum(roles, { error: 'Hãy chọn ít nhất một vai trò trong danh sách.' })));

/** ASCII, so that it is the same on every keyboard and in every lower case. */
const username = lineField('Tên đăng nhập', 60)
  .transform(usernameKey)
  .pipe(
    z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9._@-]{1,59}$/,
        'Tên đăng nhập gồm từ 2 đến 60 chữ cái không dấu, chữ số và các dấu . _ @ - ; không có khoảng trống.',
      ),
  );

export const newAccountForm = z.object({
  fullName,
  username,
  position,
  email,
  ...phoneFields,
  unitCode,
  roles: held,
});
export const accountForm = z.object({
  fullName,
  position,
  email,
  ...phoneFields,
  unitCode,
  roles: held,
  version: numberField('Số phiên bản'),
});
export const versionForm = z.object({ version: numberField('Số phiên bản') });

export { username as usernameField };
export type NewAccount = z.infer<typeof newAccountForm>;
export type AccountEdit = z.infer<typeof accountForm>;
