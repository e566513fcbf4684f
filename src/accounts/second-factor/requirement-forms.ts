import { z } from 'zod';
import { dayField, numberField } from '../../platform/page/forms.js';
import { roles } from '../rules.js';

/** Checked boxes arrive joined by newlines; none may be checked. */
const chosen = z
  .string()
  .default('')
  .transform((text) => [...new Set(text.split('\n').filter((role) => role !== ''))])
  .pipe(z.array(z.enum(roles, { error: 'Có vai trò không còn trong danh sách. Hãy chọn lại.' })));

export const requirementForm = z.object({
  roles: chosen,
  rootRoles: chosen,
  startsOn: dayField('Ngày bắt đầu'),
  version: numberField('Số phiên bản'),
});
