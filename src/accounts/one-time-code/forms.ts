import { z } from 'zod';
import { lineField, numberField } from '../../platform/page/forms.js';
import { usernameKey } from '../rules.js';
import { codeKey } from './rules.js';

export const newCodeForm = z.object({
  reason: lineField('Lý do', 200),
  version: numberField('Số phiên bản'),
});
export type NewCode = z.infer<typeof newCodeForm>;

export const codeForm = z.object({
  username: lineField('Tên đăng nhập', 200).transform(usernameKey),
  code: lineField('Mã một lần', 40).transform(codeKey),
});
export type TypedCode = z.infer<typeof codeForm>;
