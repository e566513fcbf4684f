import type { z } from 'zod';
import type { FieldError } from '../../platform/page/forms.js';
import { formDefinition, formDraft, type FormDefinition } from '../../form/definition.js';
import type { FormOperation } from './rules.js';

/** Something that keeps a form from being used: where it stands ("sections[2].fields[0].code") and what it is. */
export interface FormProblem {
  readonly path: string;
  readonly message: string;
}
/** A problem of a form that is being edited, with the part to mend; null where it is the whole. */
export interface DraftProblem extends FormProblem {
  readonly part: {
    readonly kind: 'section' | 'field' | 'check';
    readonly code: string;
    readonly label: string;
  } | null;
}

/** What is wrong at the part that an operation has just written, by the name of its box. */
export function problemsOf(form: FormDefinition, operation: FormOperation): FieldError[] {
  const at = placeOf(form, operation);
  if (!at) return [];
  const twice = hasTwice(form, operation) ? [{ field: 'code', message: 'Mã này đã có trong biểu mẫu.' }] : [];
  const issues = issuesOf(formDefinition, form).filter(({ path }) => isUnder(path, at));
  const errors = issues
    .filter(({ path }) => path[at.length] !== 'fields')
    .map(({ path, message }) => ({ field: String(path[at.length] ?? ''), message }));
  return [...twice, ...errors.filter(({ field }) => twice.length === 0 || field !== 'code')];
}

/** Everything that keeps the form from being used, in its order. */
export function formProblems(form: FormDefinition): DraftProblem[] {
  return issuesOf(formDefinition, form).map(({ path, message }) => ({
    path: pathWords(path),
    message,
    part: partAt(form, path),
  }));
}

/** Reads the working copy of a form; throws ZodError where it is none (only broken data can cause that). */
export function readDraft(json: unknown): FormDefinition {
  return formDraft.parse(json);
}

/** ["sections", 2, "code"] → "sections[2].code" */
export function pathWords(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at ? '.' : ''}${String(part)}`))
    .join('');
}

/** The words of a schema's own complaint where the definition has none for it. */
export function inVietnamese(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'Thiếu mục này.'
        : `Phải là ${TYPES[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `Phải là một trong: ${issue.values.map((value) => `“${String(value)}”`).join(', ')}.`;
    case 'unrecognized_keys':
      return `Không có mục “${issue.keys.join('”, “')}” ở đây.`;
    case 'too_small':
      return `Nhỏ hơn mức cho phép (${String(issue.minimum)}).`;
    case 'too_big':
      return `Vượt mức cho phép (${String(issue.maximum)}).`;
    default:
      return 'Không hợp lệ.';
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'chữ trong ngoặc kép',
  number: 'số',
  int: 'số nguyên',
  boolean: 'true hoặc false',
  array: 'danh sách [ … ]',
  object: 'nhóm { … }',
};

interface Coded {
  readonly code: string;
}
function partAt(form: FormDefinition, [list, at, inner, field]: Path): DraftProblem['part'] {
  const check = list === 'checks' ? form.checks[Number(at)] : undefined;
  if (check) return { kind: 'check', code: check.code, label: check.code };
  const section = list === 'sections' ? form.sections[Number(at)] : undefined;
  const one = inner === 'fields' && field !== undefined ? section?.fields[Number(field)] : undefined;
  if (one) return { kind: 'field', code: one.code, label: one.label };
  return section
    ? { kind: 'section', code: section.code, label: `${section.letter}. ${section.title}` }
    : null;
}

type Path = readonly PropertyKey[];

/** Where in the form the part stands that the operation wrote; undefined where it wrote none. */
function placeOf(form: FormDefinition, operation: FormOperation): Path | undefined {
  switch (operation.do) {
    case 'settings':
      return [];
    case 'add-section':
    case 'edit-section':
      return ['sections', form.sections.findLastIndex(({ code }) => code === operation.section.code)];
    case 'add-check':
    case 'edit-check':
      return ['checks', form.checks.findLastIndex(({ code }) => code === operation.check.code)];
    case 'add-field':
    case 'edit-field': {
      const at = form.sections.findIndex(({ code }) => code === operation.section);
      const fields = form.sections[at]?.fields ?? [];
      return ['sections', at, 'fields', fields.findLastIndex(({ code }) => code === operation.field.code)];
    }
    default:
      return undefined;
  }
}

function hasTwice(form: FormDefinition, operation: FormOperation): boolean {
  const twice = (all: readonly Coded[], one: Coded) => all.filter(({ code }) => code === one.code).length > 1;
  if ('section' in operation && typeof operation.section === 'object')
    return twice(form.sections, operation.section);
  if ('field' in operation)
    return twice(
      form.sections.flatMap(({ fields }) => fields),
      operation.field,
    );
  return 'check' in operation && twice(form.checks, operation.check);
}

function isUnder(path: Path, place: Path): boolean {
  if (place.length === 0) return ['yearChange', 'nil'].includes(String(path[0]));
  return place.every((part, at) => path[at] === part);
}

function issuesOf(schema: z.ZodType, json: unknown) {
  return schema.safeParse(json, { error: inVietnamese }).error?.issues ?? [];
}
