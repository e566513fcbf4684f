import { z } from 'zod';
import { numberField, parseForm, tickField, type Parsed } from '../../platform/page/forms.js';
import type { FillRequest } from '../../reports/consolidated/commands.js';
import { fillableFields } from '../../form/consolidated.js';
import { allFields, type FormDefinition, isNarrative } from '../../form/definition.js';
import { textChoices } from './rules.js';

/** The name of the control that says what becomes of a text. */
export const textName = (field: string) => `van_${field}`;

/** What is to be put in. Figures that the form does not consolidate are refused; those not posted stay as they are. */
export function parseFill(form: FormDefinition, body: unknown): Parsed<FillRequest> {
  const texts = allFields(form).filter(isNarrative);
  const choice = z.enum(textChoices, { error: 'Hãy chọn một cách trong danh sách.' }).default('keep');
  const known = fillableFields(form).map(({ field }) => field.code);
  const schema = z.object({
    draftVersion: numberField('Số phiên bản của bản nháp'),
    submitted: tickField('Phạm vi báo cáo không hợp lệ.'),
    figures: z
      .string()
      .default('')
      .transform((text) => text.split('\n').filter((code) => code !== ''))
      .pipe(z.array(z.enum(known, { error: 'Có chỉ tiêu không có trong biểu mẫu. Hãy tải lại trang.' }))),
    ...Object.fromEntries(texts.map(({ code }) => [textName(code), choice])),
  });
  const parsed = parseForm(schema, body);
  if (!parsed.ok) return parsed;
  const chosen = parsed.data as unknown as Record<string, string>;
  const wanted = texts.flatMap(({ code }) => {
    const how = chosen[textName(code)];
    return how === 'replace' || how === 'append' ? [[code, how] as const] : [];
  });
  const { draftVersion, submitted: withSubmitted, figures } = parsed.data;
  return {
    ok: true,
    data: { draftVersion, withSubmitted, figures, texts: new Map(wanted) },
  };
}
