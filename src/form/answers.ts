import { formatDay, formatNumber } from '../platform/text/format.js';
import { isoDay, parseDay, inZone } from '../platform/text/calendar.js';
import { dayProblem, type FieldError, type Values } from '../platform/page/forms.js';
import { numberProblem, parseDecimal, parseInteger } from '../platform/text/numbers.js';
import { cleanLine, cleanText } from '../platform/text/text.js';
import {
  isComputed,
  type FieldDefinition,
  type FormDefinition,
  type NumberField,
  type SectionDefinition,
} from './definition.js';

/** A stored answer: numbers as numbers, yes/no as booleans, dates as "2026-09-09", all else as text. */
export type Answer = number | string | boolean;
/** By field code; an unanswered field is absent. */
export type Answers = Readonly<Record<string, Answer>>;

/**
 * Reads what was typed into a section's fields. Gaps are fine; what is typed must be of its kind and within its
 * bounds, else it is an error and nothing is stored. Posted names the section does not have are the caller's to refuse.
 */
export function readAnswers(
  section: SectionDefinition,
  typed: Values,
): { answers: Answers; errors: FieldError[] } {
  const answers: Record<string, Answer> = {};
  const errors: FieldError[] = [];
  for (const field of section.fields) {
    const text = typed[field.code] ?? '';
    if (field.kind === 'file' || isComputed(field) || text.trim() === '') continue;
    const result = readAnswer(field, text);
    if ('problem' in result) errors.push({ field: field.code, message: result.problem });
    else answers[field.code] = result.answer;
  }
  return { answers, errors };
}

/** The answers of a section with its totals as they follow from them: absent while a part of the sum is. */
export function withTotals(section: SectionDefinition, answers: Answers): Answers {
  const known = { ...answers };
  for (const field of section.fields) {
    if (field.kind !== 'total') continue;
    const sum = sumOf(field.of.map((code) => answers[code]));
    if (sum === undefined) Reflect.deleteProperty(known, field.code);
    else known[field.code] = sum;
  }
  return known;
}

/** The rates of a form in percent, to one decimal, by field code: absent where a part is, or the whole is 0. */
export function rates(
  form: FormDefinition,
  figure: (code: string) => Answer | undefined,
): Map<string, number> {
  const known = new Map<string, number>();
  for (const field of form.sections.flatMap((section) => section.fields)) {
    if (field.kind !== 'rate') continue;
    const [part, whole] = [sumOf(field.of.map(figure)), sumOf(field.over.map(figure))];
    if (part !== undefined && whole) known.set(field.code, Math.round((1000 * part) / whole) / 10);
  }
  return known;
}

/** Undefined while one of them is not known. Decimals have six places at most; rounding there keeps 0,1 + 0,2 at 0,3. */
export function sumOf(figures: readonly (Answer | undefined)[]): number | undefined {
  if (!figures.every((figure) => typeof figure === 'number')) return undefined;
  return Math.round(figures.reduce((sum, figure) => sum + figure, 0) * 1e6) / 1e6;
}

/** The answers as they are typed into fields: numbers grouped, dates day first. */
export function typedAnswers(section: SectionDefinition, answers: Answers): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const field of section.fields) {
    const answer = answers[field.code];
    if (answer !== undefined) typed[field.code] = typedAnswer(field, answer);
  }
  return typed;
}

/** An answer in words for reading: "1.234", "09/9/2026", "Có", the label of a choice; '' where there is none. */
export function answerWords(field: FieldDefinition, answer: Answer | undefined): string {
  if (answer === undefined) return '';
  if (field.kind === 'yes-no') return answer === true ? 'Có' : 'Không';
  if (field.kind === 'choice') return field.choices.find((c) => c.code === answer)?.label ?? String(answer);
  const suffix = suffixOf(field);
  return suffix ? `${typedAnswer(field, answer)} ${suffix}` : typedAnswer(field, answer);
}

export function suffixOf(field: FieldDefinition): string {
  if (field.kind === 'percent' || field.kind === 'rate') return '%';
  if (field.kind === 'total') return field.unit;
  return field.kind === 'money' ? 'đồng' : '';
}

type Read = { answer: Answer } | { problem: string };

function readAnswer(field: FieldDefinition, text: string): Read {
  switch (field.kind) {
    case 'integer':
    case 'money':
      return readNumber(field, text, parseInteger(text), 'phải là số nguyên viết bằng chữ số, ví dụ 1.234');
    case 'decimal':
    case 'percent':
      return readNumber(
        field,
        text,
        parseDecimal(text),
        'phải là số, phần thập phân viết sau dấu phẩy, ví dụ 12,5',
      );
    case 'date':
      return readDay(field.label, text);
    case 'yes-no':
      if (text === 'yes' || text === 'no') return { answer: text === 'yes' };
      return { problem: `${field.label}: hãy chọn Có hoặc Không.` };
    case 'choice':
      if (field.choices.some((c) => c.code === text)) return { answer: text };
      return { problem: `${field.label}: hãy chọn một mục trong danh sách.` };
    case 'line':
      return readText(field, cleanLine(text));
    default:
      return readText(field, cleanText(text));
  }
}

function readNumber(field: NumberField, text: string, value: number | undefined, rule: string): Read {
  const max = field.kind === 'percent' ? Math.min(field.max, 100) : field.max;
  if (value === undefined) return { problem: `${field.label} ${numberProblem(text) ?? rule}.` };
  if (value < field.min) return { problem: `${field.label} không được nhỏ hơn ${formatNumber(field.min)}.` };
  if (value > max) return { problem: `${field.label} không được lớn hơn ${formatNumber(max)}.` };
  return { answer: value };
}

function readText(field: FieldDefinition, text: string): Read {
  const max = 'maxLength' in field ? field.maxLength : 300;
  if (text.length <= max) return { answer: text };
  return {
    problem: `${field.label} dài ${formatNumber(text.length)} ký tự, quá mức ${formatNumber(max)} ký tự. Hãy rút gọn.`,
  };
}

function readDay(label: string, text: string): Read {
  const problem = dayProblem(label, text);
  const day = parseDay(text);
  if (problem || !day) return { problem: problem ?? label };
  return { answer: inZone(day).format('YYYY-MM-DD') };
}

function typedAnswer(field: FieldDefinition, answer: Answer): string {
  if (typeof answer === 'number') return formatNumber(answer);
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no';
  return field.kind === 'date' ? formatDay(isoDay(answer)) : answer;
}
