import { z } from 'zod';
import { BadRequest } from '../errors.js';
import { parseDay, writtenDay } from '../text/calendar.js';
import { cleanLine, cleanText, hasControls } from '../text/text.js';

/** What was typed, by field name, to be shown again as it was. */
export type Values = Readonly<Record<string, string>>;
/** An error of one field; `field` is '' where it concerns the whole form. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}
export interface Form {
  readonly values: Values;
  readonly errors: readonly FieldError[];
}
export type Parsed<T> = { ok: true; data: T } | { ok: false; form: Form };

/**
 * Checks what was posted. Errors come in the schema's order, one a field. A posted field that the schema does
 * not have is an error of the whole form. A repeated field arrives as its values joined by a newline.
 */
export function parseForm<S extends z.ZodObject>(schema: S, body: unknown): Parsed<z.infer<S>> {
  const posted = Object.entries(postedTexts(body));
  const invisible = posted.filter(([, text]) => hasControls(text)).map(([name]) => name);
  const cleaned = postedValues(body);
  const result = schema.strict().safeParse(cleaned);
  const errors = [
    ...invisible.map((field) => ({
      field,
      message:
        'Có ký tự điều khiển không nhìn thấy được; hệ thống đã bỏ các ký tự ấy. Hãy xem lại rồi gửi lại.',
    })),
    ...(result.success ? [] : issuesAsErrors(result.error, Object.keys(schema.shape))),
  ];
  if (result.success && errors.length === 0) return { ok: true, data: result.data as z.infer<S> };
  return { ok: false, form: { values: cleaned, errors } };
}

/** What of a form that is refused is right by itself, for the rules that only the database can tell: all that is wrong is said at once. */
export function rightFields<S extends z.ZodObject>(schema: S, values: Values): Partial<z.infer<S>> {
  const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
  const right = Object.entries(shape).flatMap(([name, field]) => {
    const read = field.safeParse(values[name]);
    return read.success ? [[name, read.data] as const] : [];
  });
  return Object.fromEntries(right) as Partial<z.infer<S>>;
}

/** The same form with what else is wrong; of each field what was found first, in the order of `fields`. */
function withErrors(form: Form, more: readonly FieldError[], fields: readonly string[]): Form {
  const known = new Set(form.errors.map(({ field }) => field));
  const errors = [...form.errors, ...more.filter(({ field }) => !known.has(field))];
  const rank = ({ field }: FieldError) => fields.indexOf(field);
  return { values: form.values, errors: errors.sort((a, b) => rank(a) - rank(b)) };
}

/** What only the database can tell (`find`) is said together with what is wrong in the form itself. `fields`: in the page's order. */
export async function alsoFound<Data>(
  posted: Parsed<Data>,
  find: (values: Values) => FieldError[] | Promise<FieldError[]>,
  fields: readonly string[],
): Promise<Parsed<Data>> {
  if (posted.ok) return posted;
  return { ok: false, form: withErrors(posted.form, await find(posted.form.values), fields) };
}

/** What a button's form posted, in which nothing is typed: where that is wrong it was made by hand, and nothing is to be kept. */
export function requireForm<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.data;
  throw new BadRequest(parsed.form.errors.map(({ message }) => message).join(' '));
}

/** A form that failed a rule only the database or another field could tell. */
export function refuse(values: Values, ...errors: FieldError[]): { ok: false; form: Form } {
  return { ok: false, form: { values, errors } };
}

/**
 * The posted texts by name, clean, without what forms carry for the portal itself, whose names begin with a low line: the
 * door that every form comes in by. Passwords come as they were typed.
 */
export function postedValues(body: unknown): Record<string, string> {
  const clean = (name: string, text: string) => (/password/i.test(name) ? text : cleanText(text));
  return Object.fromEntries(
    Object.entries(postedTexts(body)).map(([name, text]) => [name, clean(name, text)]),
  );
}

/** As they were posted. */
export function postedTexts(body: unknown): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    if (name.startsWith('_')) continue;
    if (typeof value === 'string') values[name] = value;
    else if (Array.isArray(value)) values[name] = value.filter((v) => typeof v === 'string').join('\n');
  }
  return values;
}

/** One line of text. `label` names the field in messages. */
export function lineField(label: string, max: number) {
  return requiredText(label, max, cleanLine);
}

/** Text of several lines. */
export function textField(label: string, max: number) {
  return requiredText(label, max, cleanText);
}

/** One line that may stay empty. */
export function optionalLine(label: string, max: number) {
  return z
    .string()
    .default('')
    .transform(cleanLine)
    .pipe(z.string().max(max, tooLong(label, max)));
}

/** Several lines that may stay empty. */
export function optionalText(label: string, max: number) {
  return z
    .string()
    .default('')
    .transform(cleanText)
    .pipe(z.string().max(max, tooLong(label, max)));
}

/** A calendar day, day first: the instant it begins in Asia/Ho_Chi_Minh. */
export function dayField(label: string) {
  return z.string({ error: missing(label) }).transform((text, ctx): Date => {
    const problem = dayProblem(label, text);
    const day = parseDay(text);
    if (day && !problem) return day;
    ctx.addIssue({ code: 'custom', message: problem ?? missing(label) });
    return z.NEVER;
  });
}

export function optionalDay(label: string) {
  return z
    .string()
    .default('')
    .transform((text, ctx): Date | null => {
      if (text.trim() === '') return null;
      const day = parseDay(text);
      if (day) return day;
      ctx.addIssue({ code: 'custom', message: dayProblem(label, text) ?? missing(label) });
      return z.NEVER;
    });
}

/** Says in Vietnamese what is wrong with a typed day; undefined where nothing is. */
export function dayProblem(label: string, text: string): string | undefined {
  const typed = text.trim();
  if (typed === '') return missing(label);
  if (parseDay(typed)) return undefined;
  if (/^(?:ngày\s+)?\d{1,2}(?:\s*[/.-]\s*|\s+tháng\s+)\d{1,2}$/i.test(typed))
    return `${label} thiếu năm. Viết đủ ngày/tháng/năm, ví dụ 09/9/2026.`;
  if (writtenDay(typed)) return `${label}: không có ngày ${typed.replace(/^ngày\s+/i, '')} trong lịch.`;
  return `${label} phải viết theo ngày/tháng/năm, ví dụ 09/9/2026.`;
}

/** A whole number as posted by the portal's own hidden fields and selects (ids, versions). */
export function numberField(label: string) {
  return z
    .string({ error: missing(label) })
    .regex(/^\d{1,9}$/, `${label} không hợp lệ.`)
    .transform(Number);
}

/** One check box of the value "yes": whether it is ticked. */
export function tickField(error: string) {
  return z
    .literal(['', 'yes'], { error })
    .default('')
    .transform((text) => text === 'yes');
}

export function choiceField<const T extends readonly [string, ...string[]]>(label: string, choices: T) {
  return z.enum(choices, { error: `Hãy chọn ${lowerFirst(label)}.` });
}

function requiredText(label: string, max: number, clean: (text: string) => string) {
  return z
    .string({ error: missing(label) })
    .transform(clean)
    .pipe(z.string().min(1, missing(label)).max(max, tooLong(label, max)));
}

const missing = (label: string) => `Hãy nhập ${lowerFirst(label)}.`;
const tooLong = (label: string, max: number) => `${label} dài quá ${max} ký tự.`;
const lowerFirst = (label: string) =>
  /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

function issuesAsErrors(error: z.ZodError, order: readonly string[]): FieldError[] {
  const first = new Map<string, string>();
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      first.set('', `Biểu mẫu không có ô “${issue.keys.join('”, “')}”. Hãy tải lại trang rồi gửi lại.`);
      continue;
    }
    const field = String(issue.path[0] ?? '');
    if (!first.has(field)) first.set(field, issue.message);
  }
  const rank = (field: string) => order.indexOf(field);
  return [...first]
    .map(([field, message]) => ({ field, message }))
    .sort((a, b) => rank(a.field) - rank(b.field));
}
