import { z } from 'zod';
import { numberField, parseForm, textField, type Parsed } from '../../platform/page/forms.js';
import { allFields, type FormDefinition, isNarrative } from '../../form/definition.js';
import { LONGEST_PASSAGE, passageKinds, type PassageKind } from './rules.js';

const version = numberField('Số phiên bản');

export interface PassageEdit {
  readonly version: number;
  readonly text: string;
  readonly kind: PassageKind;
  /** The code of a narrative question. */
  readonly target: string;
}

export function parsePassage(form: FormDefinition, body: unknown): Parsed<PassageEdit> {
  const questions = allFields(form)
    .filter(isNarrative)
    .map(({ code }) => code);
  return parseForm(
    z.object({
      version,
      text: textField('Đoạn trích', LONGEST_PASSAGE),
      kind: z.enum(passageKinds, { error: 'Hãy chọn đoạn này là gì.' }),
      target: z.enum(questions, { error: 'Hãy chọn câu hỏi trong danh sách.' }),
    }),
    body,
  );
}

const mergeForm = z.object({
  version,
  others: z
    .string({ error: 'Hãy chọn ít nhất một đoạn để gộp.' })
    .transform((text) => [...new Set(text.split('\n'))])
    .pipe(
      z.array(
        z
          .string()
          .regex(/^[1-9]\d{0,8}$/, 'Đoạn được chọn không hợp lệ.')
          .transform(Number),
      ),
    ),
});

export function parseMerge(body: unknown): Parsed<{ version: number; others: number[] }> {
  return parseForm(mergeForm, body);
}
