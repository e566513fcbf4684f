import { z } from 'zod';
import {
  numberField,
  optionalLine,
  parseForm,
  textField,
  type Parsed,
  type Values,
} from '../../platform/page/forms.js';
import type { Shown } from '../finders.js';
import type { Correction } from './commands.js';

export const adviceName = (number: number) => `advice_${number}`;

/** What was posted as a correction of a conclusion with these recommendations. */
export function parseCorrection(body: unknown, { recommendations }: Shown): Parsed<Correction> {
  const advice = recommendations.map(({ number }) => [
    adviceName(number),
    textField(`Kiến nghị ${number}`, 5000),
  ]);
  const schema = z.object({
    version: numberField('Số phiên bản'),
    reason: textField('Lý do đính chính', 2000),
    number: optionalLine('Số văn bản', 60),
    conclusion: textField('Kết luận', 20_000),
    ...(Object.fromEntries(advice) as Record<string, z.ZodType>),
  });
  const parsed = parseForm(schema, body);
  if (!parsed.ok) return parsed;
  const { version, reason, number, conclusion, ...rest } = parsed.data;
  const texts = recommendations.map(
    (one) => (rest as Record<string, string>)[adviceName(one.number)] ?? one.text,
  );
  return { ok: true, data: { version, reason, number, conclusion, texts } };
}

/** The conclusion as its form shows it. */
export function correctionValues({ conclusion, recommendations }: Shown): Values {
  const advice = recommendations.map(({ number, text }) => [adviceName(number), text]);
  return { conclusion, ...(Object.fromEntries(advice) as Record<string, string>) };
}
