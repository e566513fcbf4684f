import { z } from 'zod';
import { lineField } from '../platform/page/forms.js';
import { isMailAddress } from '../platform/text/text.js';

export const testMailForm = z.object({
  address: lineField('Địa chỉ nhận', 200).refine(isMailAddress, {
    error: 'Địa chỉ nhận phải là một địa chỉ, không dấu, không có khoảng trống, ví dụ ten@congdoan.vn.',
  }),
});
