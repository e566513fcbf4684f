import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { formatNumber } from '../../platform/text/format.js';
import {
  numberField,
  optionalLine,
  optionalText,
  parseForm,
  type Parsed,
  type Values,
} from '../../platform/page/forms.js';
import { numberProblem, parseDecimal } from '../../platform/text/numbers.js';
import { measureNames, measures, type Measure, type MeasureName } from '../../document-settings/measures.js';
import {
  documentSettings,
  LONGEST_RECIPIENT,
  MOST_RECIPIENTS,
  wordingLengths,
  type DocumentSettings,
  type WordingName,
} from '../../document-settings/rules.js';

export const wordingLabels: Readonly<Record<WordingName, string>> = {
  parentBody: 'Cơ quan chủ quản',
  issuingBody: 'Cơ quan ban hành',
  numberSuffix: 'Ký hiệu sau số',
  place: 'Địa danh',
  board: 'Bộ phận lưu',
  to: 'Kính gửi',
  authority: 'Quyền hạn ký',
  position: 'Chức vụ người ký',
  name: 'Họ tên người ký',
};
export const wordingNames = Object.keys(wordingLabels) as WordingName[];
export const RECIPIENTS = 'Nơi nhận';

const wordingFields = Object.fromEntries(
  wordingNames.map((name) => [name, optionalLine(wordingLabels[name], wordingLengths[name])]),
);
/** A measure of a text may be called as that text is. */
export const measureInput = (name: MeasureName) => `measure_${name}` as const;
const measureFields = Object.fromEntries(
  measureNames.map((name) => [measureInput(name), measureField(measures[name])]),
);

const settingsForm = z.object({
  version: numberField('Số phiên bản của cài đặt'),
  ...wordingFields,
  recipients: optionalText(RECIPIENTS, 5000).transform((text, ctx): string[] => {
    const lines = recipientsOf(text);
    const problem = recipientsProblem(lines);
    if (!problem) return lines;
    ctx.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  }),
  ...measureFields,
});

export interface PostedSettings {
  readonly version: number;
  readonly settings: DocumentSettings;
}

export function parseSettings(body: unknown): Parsed<PostedSettings> {
  const parsed = parseForm(settingsForm, body);
  if (!parsed.ok) return parsed;
  const { version, recipients, ...fields } = parsed.data as Record<string, unknown>;
  const pick = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, fields[name]]));
  const settings = documentSettings.parse({
    wording: { ...pick(wordingNames), recipients },
    isAuthorityChosen: true,
    measures: Object.fromEntries(measureNames.map((name) => [name, fields[measureInput(name)]])),
  });
  return { ok: true, data: { version: Number(version), settings } };
}

/** The settings as the form shows them. */
export function settingsValues({ wording, measures: given }: DocumentSettings, version: number): Values {
  const { recipients, ...words } = wording;
  const numbers = measureNames.map((name) => [measureInput(name), formatNumber(given[name])]);
  return {
    ...words,
    recipients: recipients.join('\n'),
    ...(Object.fromEntries(numbers) as Record<string, string>),
    version: String(version),
  };
}

/** Settings as part of an address: nothing of a preview is stored. */
export function packSettings(settings: DocumentSettings): string {
  return deflateRawSync(JSON.stringify(settings)).toString('base64url');
}

/** Undefined for anything that is not what packSettings made of good settings. */
export function unpackSettings(packed: unknown): DocumentSettings | undefined {
  if (typeof packed !== 'string' || packed.length > MOST_PACKED) return undefined;
  try {
    const json = inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: MOST_INFLATED });
    return documentSettings.safeParse(JSON.parse(json.toString())).data;
  } catch {
    return undefined;
  }
}

const MOST_PACKED = 8000;
const MOST_INFLATED = 40_000;

function recipientsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*[-–•+]\s*/, '')
        .replace(/[;.\s]+$/, '')
        .trim(),
    )
    .filter((line) => line !== '');
}

function recipientsProblem(lines: readonly string[]): string | undefined {
  if (lines.length > MOST_RECIPIENTS) return `${RECIPIENTS} có nhiều nhất ${MOST_RECIPIENTS} dòng.`;
  const long = lines.find((line) => line.length > LONGEST_RECIPIENT);
  return long && `${RECIPIENTS}: dòng “${long.slice(0, 40)}…” dài quá ${LONGEST_RECIPIENT} ký tự.`;
}

function measureField(measure: Measure) {
  return z.string({ error: rangeOf(measure) }).transform((text, ctx): number => {
    const { min, max, step } = measure;
    const value = parseDecimal(text);
    if (value === undefined || value < min || value > max)
      ctx.addIssue({ code: 'custom', message: measureProblem(measure, text) });
    else if (!isMultiple(value, step))
      ctx.addIssue({
        code: 'custom',
        message: `${measure.label} chỉ nhận bội số của ${formatNumber(step)}.`,
      });
    else return value;
    return z.NEVER;
  });
}

function measureProblem(measure: Measure, text: string): string {
  const wrong = numberProblem(text);
  return wrong ? `${measure.label} ${wrong}. ${rangeOf(measure)}` : rangeOf(measure);
}

export function rangeOf({ label, min, max, unit }: Measure): string {
  return `${label} phải là số từ ${formatNumber(min)} đến ${formatNumber(max)} ${unit}.`;
}

function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-6;
}
