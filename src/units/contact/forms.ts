import { z } from 'zod';
import { numberField, optionalLine } from '../../platform/page/forms.js';
import { isMailAddress } from '../../platform/text/text.js';

export const helpContactForm = z.object({
  version: numberField('Số phiên bản của đơn vị'),
  contactBoard: optionalLine('Bộ phận tiếp nhận', 120),
  contactPhone: optionalLine('Điện thoại hỗ trợ', 40).refine((text) => text === '' || isPhone(text), {
    error:
      'Điện thoại hỗ trợ chỉ gồm chữ số, có thể thêm khoảng trống, dấu chấm, gạch nối; từ 6 đến 15 chữ số.',
  }),
  contactHours: optionalLine('Giờ trực', 80),
  contactEmail: optionalLine('Thư điện tử hỗ trợ', 200).refine((text) => text === '' || isMailAddress(text), {
    error: 'Thư điện tử hỗ trợ phải là một địa chỉ, không dấu, không có khoảng trống, ví dụ ten@congdoan.vn.',
  }),
});
export type HelpContactEdit = z.infer<typeof helpContactForm>;

/** One number, which a telephone can dial. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return /^\+?[\d\s.()-]+$/.test(text) && digits >= 6 && digits <= 15;
}
