import { z } from 'zod';
import { choiceField, dayField, lineField, numberField, tickField } from '../platform/page/forms.js';
import { lowerLevels } from './rules.js';

const name = lineField('Tên đơn vị', 200);
const code = lineField('Mã đơn vị', 30)
  .refine((text) => /^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u.test(text), {
    error: 'Mã đơn vị chỉ gồm chữ, số và các dấu . _ / - ; không có khoảng trống.',
  })
  .transform((text) => text.toUpperCase())
  .pipe(z.string().max(30, 'Mã đơn vị dài quá 30 ký tự.'));
const version = numberField('Số phiên bản');
const needsSignatory = tickField('Hãy đánh dấu hoặc bỏ dấu.');

export const newUnitForm = z.object({
  name,
  code,
  level: choiceField('Cấp', lowerLevels),
  parentId: numberField('Đơn vị cấp trên'),
  activeFrom: dayField('Ngày bắt đầu hoạt động'),
});
export const unitForm = newUnitForm.extend({ needsSignatory, version });
/** The root stays what and where it is. */
export const rootUnitForm = z.object({ name, code, needsSignatory, version });

export type NewUnit = z.infer<typeof newUnitForm>;
export type UnitEdit = z.infer<typeof unitForm>;
export type RootUnitEdit = z.infer<typeof rootUnitForm>;
