import { z } from 'zod';

// A report form is data, kept with its period: sections of fields, and checks that compare them.

const code = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/);
const label = z.string().min(1).max(300);

const fieldBase = {
  code,
  label,
  help: z.string().max(1000).optional(),
  required: z.boolean().default(false),
  /** Whether consolidation sums it (numbers only). */
  sum: z.boolean().default(false),
};
const numberField = (kind: 'integer' | 'decimal' | 'percent' | 'money') =>
  z.strictObject({
    ...fieldBase,
    kind: z.literal(kind),
    min: z.number().default(0),
    max: z.number().default(1e12),
  });
const textField = <const K extends 'line' | 'text'>(kind: K, maxLength: number) =>
  z.strictObject({
    ...fieldBase,
    kind: z.literal(kind),
    maxLength: z.number().int().min(1).max(maxLength).default(maxLength),
    /** The obligation this text answers: its words stand beside the field. */
    obligation: z.string().max(60).optional(),
  });

export const fieldDefinition = z.discriminatedUnion('kind', [
  numberField('integer'),
  numberField('decimal'),
  numberField('percent'),
  numberField('money'),
  textField('line', 300),
  textField('text', 20_000),
  z.strictObject({ ...fieldBase, kind: z.literal('yes-no') }),
  z.strictObject({
    ...fieldBase,
    kind: z.literal('choice'),
    choices: z.array(z.strictObject({ code: z.string().min(1).max(60), label })).min(2),
  }),
  z.strictObject({ ...fieldBase, kind: z.literal('date') }),
  z.strictObject({ ...fieldBase, kind: z.literal('file'), accept: z.enum(['pdf', 'any']).default('any') }),
]);

export const sectionDefinition = z.strictObject({
  /** The address of its page: /bao-cao/2026/<code>. */
  code: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  letter: z.string().regex(/^[A-Z]$/),
  title: label,
  help: z.string().max(1000).optional(),
  /** The part of the guidance it reports on, "II.1". */
  guidance: z.string().max(20).optional(),
  /**
   * The section may be answered by one statement ("không có viên chức"); that is an error while the figure
   * `zeroField` is above 0.
   */
  notApplicable: z.strictObject({ statement: label, zeroField: code }).optional(),
  fields: z.array(fieldDefinition).min(1),
});

/**
 * `compare`: the sum of `left` stands in `relation` to the sum of `right`; skipped while one of them is missing.
 * `present`: the field should be answered. An error forbids submitting; a warning asks for an explanation.
 */
export const checkDefinition = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('compare'),
    code,
    severity: z.enum(['error', 'warning']),
    left: z.array(code).min(1),
    relation: z.enum(['=', '≤']),
    right: z.array(code).min(1),
  }),
  z.strictObject({
    kind: z.literal('present'),
    code,
    severity: z.literal('warning'),
    field: code,
    message: label,
  }),
]);

/** Addresses under /bao-cao/<year>/ that are no sections. */
export const RESERVED_SECTIONS: readonly string[] = ['kiem-tra', 'bien-nhan', 'thu-hoi', 'tep'];

export const formDefinition = z
  .strictObject({ sections: z.array(sectionDefinition).min(1), checks: z.array(checkDefinition) })
  .superRefine((form, ctx) => {
    for (const message of structuralProblems(form)) ctx.addIssue({ code: 'custom', message });
  });

export type FieldDefinition = z.infer<typeof fieldDefinition>;
export type SectionDefinition = z.infer<typeof sectionDefinition>;
export type CheckDefinition = z.infer<typeof checkDefinition>;
export type FormDefinition = z.infer<typeof formDefinition>;
export type NumberField = Extract<FieldDefinition, { kind: 'integer' | 'decimal' | 'percent' | 'money' }>;

/** Reads a period's `form` column; throws ZodError where it is no form (only broken data can cause that). */
export function readForm(json: unknown): FormDefinition {
  return formDefinition.parse(json);
}

export function allFields(form: FormDefinition): FieldDefinition[] {
  return form.sections.flatMap((section) => section.fields);
}

export function isNumberField(field: FieldDefinition): field is NumberField {
  return ['integer', 'decimal', 'percent', 'money'].includes(field.kind);
}

/** Number fields that consolidation sums, with their sections. */
export function summedFields(form: FormDefinition): { section: SectionDefinition; field: NumberField }[] {
  return form.sections.flatMap((section) =>
    section.fields.filter(isNumberField).flatMap((field) => (field.sum ? [{ section, field }] : [])),
  );
}

/** The codes of the fields a check looks at, in its order. */
export function checkedFields(check: CheckDefinition): string[] {
  return check.kind === 'present' ? [check.field] : [...check.left, ...check.right];
}

function structuralProblems(form: { sections: SectionDefinition[]; checks: CheckDefinition[] }): string[] {
  const fields = new Map(form.sections.flatMap((s) => s.fields).map((field) => [field.code, field]));
  const known = (c: string) => fields.has(c);
  const isNumber = (c: string) => {
    const field = fields.get(c);
    return field !== undefined && isNumberField(field);
  };
  return [
    ...repeated(form.sections.map((s) => s.code)).map((c) => `section ${c} stands twice`),
    ...form.sections
      .filter((s) => RESERVED_SECTIONS.includes(s.code))
      .map((s) => `section code ${s.code} is reserved`),
    ...repeated(form.sections.flatMap((s) => s.fields.map((f) => f.code))).map(
      (c) => `field ${c} stands twice`,
    ),
    ...repeated(form.checks.map((c) => c.code)).map((c) => `check ${c} stands twice`),
    ...form.checks.flatMap((check) =>
      checkedFields(check)
        .filter((c) => (check.kind === 'compare' ? !isNumber(c) : !known(c)))
        .map(
          (c) =>
            `check ${check.code} names ${c}, which is no ${check.kind === 'compare' ? 'number' : 'field'}`,
        ),
    ),
    ...form.sections
      .filter((s) => s.notApplicable && !isNumber(s.notApplicable.zeroField))
      .map((s) => `section ${s.code} rests on a figure that the form does not have`),
  ];
}

function repeated(codes: string[]): string[] {
  return [...new Set(codes.filter((c, i) => codes.indexOf(c) !== i))];
}
