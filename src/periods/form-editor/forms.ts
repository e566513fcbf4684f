import { z } from 'zod';
import { numberField, parseForm, refuse, type FieldError, type Parsed } from '../../platform/page/forms.js';
import { numberProblem, parseDecimal } from '../../platform/text/numbers.js';
import { cleanLine } from '../../platform/text/text.js';
import {
  checkDefinition,
  fieldDefinition,
  formSettings,
  sectionDefinition,
  type CheckDefinition,
  type FieldDefinition,
  type FormDefinition,
} from '../../form/definition.js';
import { kinds, type FieldKind } from '../../form/kinds.js';
import { boxesOf, boxLabels, codesIn, isFurther, type CheckKind } from './boxes.js';
import { readFormText } from './json.js';
import { inVietnamese } from './problems.js';
import type { FormOperation, FormSettings, SectionHead } from './rules.js';

type Typed = Readonly<Record<string, string>>;
/** What was posted, the version it was made from, and the part of the form that it makes. */
export type Read<T> = Parsed<{ part: T; version: number; typed: Typed }>;

/** `fixedCode`: of a section that is there already; answers are kept under it. `codeFor`: of a new one of which none was typed. */
export function readSection(
  body: unknown,
  fixedCode: string | undefined,
  codeFor: (title: string) => string,
): Read<SectionHead> {
  const boxes = ['letter', 'title', 'help', 'guidance', 'statement', 'zeroField', 'options'];
  return read(fixedCode === undefined ? ['code', ...boxes] : boxes, body, (typed) => {
    const { code, letter, title, statement, zeroField } = lines(typed);
    const hasStatement = statement !== '' || zeroField !== '';
    const raw = {
      code: fixedCode ?? (code || codeFor(title ?? '')),
      letter,
      title,
      ...given('help', typed['help']),
      ...given('guidance', typed['guidance']),
      ...(hasStatement ? { notApplicable: { statement, zeroField } } : {}),
      evenIfNil: ticked(typed, 'evenIfNil'),
    };
    return sectionHead.safeParse(raw, { error: inVietnamese });
  });
}

/** `codeFor`: the code of a field with that question, where none was typed. */
export function readField(
  kind: FieldKind,
  body: unknown,
  codeFor: (label: string) => string,
): Read<FieldDefinition> {
  const boxes = ['section', 'code', 'label', 'help', ...boxesOf(kind)];
  return read([...boxes, ...moreBoxes(body)], body, (typed) => {
    const raw = rawField(kind, typed);
    return fieldDefinition.safeParse(
      { ...raw, code: raw['code'] || codeFor(String(raw['label'])) },
      { error: inVietnamese },
    );
  });
}

/** `freeCode`: of a check of which no code was typed. */
export function readCheck(kind: CheckKind, body: unknown, freeCode: string): Read<CheckDefinition> {
  const own =
    kind === 'compare' ? ['severity', 'left', 'relation', 'right', ...moreBoxes(body)] : ['field', 'message'];
  return read(['code', ...own], body, (typed) => {
    const { code: given, field, message, severity, relation } = lines(typed);
    const code = given || freeCode;
    const [left, right] = [codesIn(typed, 'left'), codesIn(typed, 'right')];
    const raw =
      kind === 'compare'
        ? { kind, code, severity, relation, left, right }
        : { kind, code, severity: 'warning', field, message };
    return checkDefinition.safeParse(raw, { error: inVietnamese });
  });
}

export function readSettings(body: unknown): Read<FormSettings> {
  return read(['options', 'percent', 'atLeast', 'statement'], body, (typed) => {
    const { statement } = lines(typed);
    const raw = {
      yearChange: ticked(typed, 'yearChange')
        ? { percent: numberOf(typed['percent']), atLeast: numberOf(typed['atLeast']) }
        : null,
      ...(statement ? { nil: { statement } } : {}),
    };
    return formSettings.safeParse(raw, { error: inVietnamese });
  });
}

/** A complaint with the label of its box before it. */
export function labelled({ field, message }: FieldError): FieldError {
  const label = boxLabels[field];
  return {
    field,
    message: label ? `${label}: ${message.charAt(0).toLowerCase()}${message.slice(1)}` : message,
  };
}

/** One press of a button of the editor: which part goes where, is copied, or goes. */
export function readButton(body: unknown): Parsed<{ version: number; operation: FormOperation }> {
  const posted = parseForm(buttonForm, body);
  if (!posted.ok) return posted;
  const [way, part, code] = posted.data.do.split(' ') as [Way, ButtonPart, string];
  return { ok: true, data: { version: posted.data.version, operation: pressed(way, part, code) } };
}

function pressed(way: Way, part: ButtonPart, code: string): FormOperation {
  if (way === 'remove') return { do: `remove-${part}`, code };
  const movable = part as Exclude<ButtonPart, 'check'>;
  if (way === 'copy') return { do: `copy-${movable}`, code };
  return { do: `move-${movable}`, code, by: way === 'up' ? -1 : 1 };
}

/** The file where one was chosen, else what was pasted. */
export function readImport(
  body: unknown,
  file: Uint8Array | undefined,
): Parsed<{ version: number; text: string; form: FormDefinition }> {
  const posted = parseForm(importForm, body);
  if (!posted.ok) return posted;
  const { version } = posted.data;
  const text = file?.length ? new TextDecoder().decode(file) : posted.data.json;
  const result = readFormText(text);
  if ('form' in result) return { ok: true, data: { version, text, form: result.form } };
  const errors = result.problems.map(({ path, message }) => ({
    field: 'json',
    message: path ? `${path}: ${message}` : message,
  }));
  return refuse({ json: text }, ...errors);
}

export const versionForm = z.object({ version: numberField('Số phiên bản') });

type Way = 'up' | 'down' | 'copy' | 'remove';
type ButtonPart = 'section' | 'field' | 'check';
const buttonForm = versionForm.extend({
  do: z
    .string({ error: 'Thiếu thao tác.' })
    .regex(
      /^(?:(?:up|down|copy) (?:section|field)|remove (?:section|field|check)) [a-z][a-z0-9_-]*$/,
      'Thao tác không hợp lệ.',
    ),
});
const importForm = versionForm.extend({ json: z.string().default(''), file: z.literal('').optional() });

const sectionHead = sectionDefinition.omit({ fields: true });

/** First the names and the version that were posted, then what they make together. */
function read<T>(
  boxes: readonly string[],
  body: unknown,
  make: (typed: Typed) => z.ZodSafeParseResult<T>,
): Read<T> {
  const shape = Object.fromEntries(boxes.map((name) => [name, z.string().default('')]));
  const posted = parseForm(z.object({ ...shape, version: numberField('Số phiên bản') }), body);
  if (!posted.ok) return posted;
  const { version, ...texts } = posted.data as { version: number } & Record<string, string>;
  const typed = Object.fromEntries(boxes.map((name) => [name, texts[name] ?? '']));
  const made = make(typed);
  if (!made.success) {
    const errors = errorsOf(made.error).map((error) => aboutNumber(error, typed[error.field]));
    return refuse(typed, ...errors.map(labelled));
  }
  return { ok: true, data: { part: made.data, version, typed } };
}

function rawField(kind: FieldKind, typed: Typed): Record<string, unknown> {
  const { code, label } = lines(typed);
  const raw: Record<string, unknown> = { kind, code, label, ...given('help', typed['help']) };
  for (const option of kinds[kind].editor.options) raw[option] = ticked(typed, option);
  for (const name of boxesOf(kind)) {
    if (name === 'options') continue;
    const text = typed[name] ?? '';
    if (name === 'choices') raw[name] = choiceList(text);
    else if (name === 'of' || name === 'over') raw[name] = codesIn(typed, name);
    else if (['min', 'max', 'maxLength'].includes(name)) Object.assign(raw, given(name, text, numberOf));
    else if (['accept', 'unit'].includes(name)) raw[name] = text;
    else Object.assign(raw, given(name, text));
  }
  return raw;
}

/** One error a box: an issue deep inside, as of one choice, belongs to the box that holds it. */
function errorsOf(error: z.ZodError): FieldError[] {
  const first = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const names = path.filter((part) => typeof part === 'string');
    const field = (names[0] === 'choices' ? 'choices' : names.at(-1)) ?? '';
    if (!first.has(field)) first.set(field, message);
  }
  return [...first].map(([field, message]) => ({ field, message }));
}

/** Absent where nothing was typed, so that the definition's own default stands. */
function given(name: string, text = '', asValue: (text: string) => unknown = (same) => same) {
  return text === '' ? {} : { [name]: asValue(text) };
}

/** Text that is no number stays text, for the schema to complain about. */
function numberOf(text = ''): number | string {
  return parseDecimal(text) ?? text;
}

const NUMBERS = ['min', 'max', 'maxLength', 'percent', 'atLeast'];

/** What is wrong with the writing of a number, where that is it. */
function aboutNumber(error: FieldError, text = ''): FieldError {
  const isNumber = NUMBERS.includes(error.field) && typeof numberOf(text) === 'string';
  return { field: error.field, message: (isNumber ? numberProblem(text) : undefined) ?? error.message };
}

function lines(typed: Typed): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, cleanLine(value)]));
}

function ticked(typed: Typed, option: string): boolean {
  return (typed['options'] ?? '').split('\n').includes(option);
}

/** The boxes for a second field and more that were posted: a part has as many of them as it needs. */
function moreBoxes(body: unknown): string[] {
  return Object.keys(body ?? {}).filter(isFurther);
}

/** "mã | nhãn", one a line. */
function choiceList(text: string): { code: string; label: string }[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [code = '', ...label] = line.split('|');
      return { code: code.trim(), label: cleanLine(label.join('|')) };
    });
}
