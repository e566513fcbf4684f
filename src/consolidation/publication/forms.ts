import { z } from 'zod';
import { numberField, optionalText, parseForm, tickField, type Parsed } from '../../platform/page/forms.js';
import type { FormDefinition } from '../../form/definition.js';
import type { Chosen } from './rules.js';
import { consolidatedFields } from '../../form/consolidated.js';

const listed = z
  .string()
  .default('')
  .transform((text) => text.split('\n').filter((one) => one !== ''));

const ids = (message: string) =>
  listed.pipe(
    z.array(
      z
        .string()
        .regex(/^[1-9]\d{0,8}$/, message)
        .transform(Number),
    ),
  );

/** What becomes public. Figures that the form does not consolidate are refused. */
export function parsePublication(form: FormDefinition, body: unknown): Parsed<Chosen & { version: number }> {
  const known = consolidatedFields(form).map(({ field }) => field.code);
  const schema = z.object({
    version: numberField('Số phiên bản'),
    introduction: optionalText('Lời giới thiệu', 5000),
    figures: listed.pipe(
      z
        .array(z.enum(known, { error: 'Có chỉ tiêu không có trong biểu mẫu. Hãy tải lại trang.' }))
        .min(1, 'Hãy chọn ít nhất một chỉ tiêu để công bố.'),
    ),
    examples: ids('Gương điển hình được chọn không hợp lệ.'),
    passages: ids('Đoạn trích được chọn không hợp lệ.'),
    namesExamples: tickField('Lựa chọn nêu tên không hợp lệ.'),
  });
  return parseForm(schema, body);
}
