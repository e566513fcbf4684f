import { z } from 'zod';
import {
  attachedOf,
  computedOf,
  fieldDefinition,
  kindOf,
  quotientOf,
  typedOf,
  type FieldDefinition,
} from './kinds.js';
import { fieldCode, fieldCodes, label, type Typed } from './kinds/kind.js';
import type { Audience } from './audiences.js';
import { meaningProblem, unionsCounted, type Meaning } from './meanings.js';

export { fieldDefinition, type FieldDefinition } from './kinds.js';

// A report form is data, kept with its period: sections of fields, and checks that compare them. Messages are in
// Vietnamese, since an administrator edits forms and imports them as JSON.

export const sectionDefinition = z.strictObject({
  /** The address of its page: /bao-cao/2026/<code>. */
  code: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,59}$/,
      'Mã phần bắt đầu bằng chữ thường không dấu, chỉ gồm chữ thường không dấu, chữ số, gạch nối, tối đa 60 ký tự.',
    ),
  letter: z.string().regex(/^[A-Z]$/, 'Hãy ghi một chữ cái in hoa, từ A đến Z.'),
  title: label,
  help: z.string().max(1000).optional(),
  /** The part of the guidance it reports on, "II.1". */
  guidance: z.string().max(20).optional(),
  /**
   * The section may be answered by one statement ("không có viên chức"); that is an error while the figure
   * `zeroField` is above 0.
   */
  notApplicable: z.strictObject({ statement: label, zeroField: fieldCode }).optional(),
  /** Asked even of a unit that has nothing to report at all. */
  evenIfNil: z.boolean().default(false),
  fields: z.array(fieldDefinition).min(1, 'Phần này chưa có ô nào.'),
});

/**
 * `compare`: the sum of `left` stands in `relation` to the sum of `right`; skipped while one of them is missing.
 * `present`: the field should be answered. An error forbids submitting; a warning asks for an explanation.
 */
export const checkDefinition = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('compare'),
    code: fieldCode,
    severity: z.enum(['error', 'warning']),
    left: fieldCodes,
    relation: z.enum(['=', '≤']),
    right: fieldCodes,
  }),
  z.strictObject({
    kind: z.literal('present'),
    code: fieldCode,
    severity: z.literal('warning'),
    field: fieldCode,
    message: label,
  }),
]);

/** Addresses under /bao-cao/<year>/ that are no sections. */
export const RESERVED_SECTIONS: readonly string[] = [
  'kiem-tra',
  'bien-nhan',
  'thu-hoi',
  'tep',
  'khong-phat-sinh',
  'ky-duyet',
  'nam-truoc',
  'excel',
  'van-ban',
  'so-sanh',
  'lich-su',
  'nhac-viec',
  'trao-doi',
  'cac-lan',
  'tong-hop',
  'ky',
];

const settings = {
  /** A figure asks for a word where it differs from last year's by more than `percent`, and by `atLeast` or more. */
  yearChange: z
    .strictObject({
      percent: z.number().min(1, 'Ít nhất là 1.').max(1000, 'Nhiều nhất là 1000.'),
      atLeast: z.number().min(0, 'Không được âm.').max(1e15),
    })
    .nullable()
    .default({ percent: 50, atLeast: 5 }),
  /** The whole report may be answered by this statement and a reason. */
  nil: z.strictObject({ statement: label }).optional(),
};
const formParts = { checks: z.array(checkDefinition), ...settings };
export const formSettings = z.strictObject(settings);

export const formDefinition = z
  .strictObject({
    sections: z.array(sectionDefinition).min(1, 'Biểu mẫu chưa có phần nào.'),
    ...formParts,
  })
  .superRefine((form, ctx) => {
    for (const { path, message } of structuralProblems(form)) ctx.addIssue({ code: 'custom', path, message });
  });

/** A form while it is being edited: sections without fields and names of fields that are gone may stand in it. */
export const formDraft = z.strictObject({
  sections: z.array(sectionDefinition.extend({ fields: z.array(fieldDefinition) })),
  ...formParts,
});

export type SectionDefinition = z.infer<typeof sectionDefinition>;
export type CheckDefinition = z.infer<typeof checkDefinition>;
export type FormDefinition = z.infer<typeof formDefinition>;
export type WordsField = Extract<FieldDefinition, { maxLength: number }>;
/** A number that is typed. */
export type NumberField = Extract<FieldDefinition, { min: number; max: number }>;

/** Reads a period's `form` column; throws ZodError where it is no form (only broken data can cause that). */
export function readForm(json: unknown): FormDefinition {
  return formDefinition.parse(json);
}

export function allFields(form: FormDefinition): FieldDefinition[] {
  return form.sections.flatMap((section) => section.fields);
}

export function isNumberField(field: FieldDefinition): field is NumberField {
  return kindOf(field).isFigure && typedOf(field) !== undefined;
}

/** Whether its stored answer is a number: typed, or a total. */
export function isFigure(field: FieldDefinition): boolean {
  return kindOf(field).isFigure;
}

/** Whether its figure is a percentage: a difference of two is told in points. */
export function isShare(field: FieldDefinition): boolean {
  return kindOf(field).suffix(field) === '%';
}

/** Whether words of a person's own are typed into it: a line, or prose. */
export function isWords(field: FieldDefinition): field is WordsField {
  return 'maxLength' in field;
}

/** What is written in prose, to be read and gathered. */
export function isNarrative(field: FieldDefinition): field is WordsField {
  return kindOf(field).reads === 'paragraphs';
}

/** The code of the obligation that a narrative is about; undefined for any other field. */
export function obligationCode(field: FieldDefinition): string | undefined {
  return (isNarrative(field) && field.obligation) || undefined;
}

/** Whether files are sent for it. */
export function takesFiles(field: FieldDefinition): boolean {
  return attachedOf(field) !== undefined;
}

/** How a person is asked for its answer; undefined for files, and for what is computed or known. */
export function askedOf(field: FieldDefinition): Typed<FieldDefinition> | undefined {
  return isComputed(field) ? undefined : typedOf(field);
}

/** Whether a person types its answer. */
export function isTyped(field: FieldDefinition): boolean {
  return askedOf(field) !== undefined;
}

/** Computed from figures anywhere in the form, shown and never stored: a rate. */
export function isShownOnly(field: FieldDefinition): boolean {
  return quotientOf(field) !== undefined;
}

/** Computed from others, or known to the portal, so nothing is typed into it. */
export function isComputed(field: FieldDefinition): boolean {
  return computedOf(field) !== undefined || unionsCounted(field) !== undefined;
}

/** Figures that consolidation sums, with their sections. */
export function summedFields(form: FormDefinition): { section: SectionDefinition; field: FieldDefinition }[] {
  return form.sections.flatMap((section) =>
    section.fields.filter(isFigure).flatMap((field) => (field.sum ? [{ section, field }] : [])),
  );
}

/** The field with a meaning; undefined where the form has none. */
export function fieldMeaning(form: FormDefinition, meaning: Meaning): FieldDefinition | undefined {
  return allFields(form).find((field) => field.meaning === meaning);
}

/** Whose obligation a narrative question asks about; undefined for any other field. */
export function audienceAsked(field: FieldDefinition | undefined): Audience | undefined {
  return field && isNarrative(field) ? field.audience : undefined;
}

/** A narrative question of the form, with its section; undefined for any other code. */
export function narrativeField(
  form: FormDefinition,
  code: unknown,
): { section: SectionDefinition; field: FieldDefinition } | undefined {
  return form.sections
    .flatMap((section) => section.fields.map((field) => ({ section, field })))
    .find(({ field }) => isNarrative(field) && field.code === code);
}

/** The codes of the fields a check looks at, in its order. */
export function checkedFields(check: CheckDefinition): string[] {
  return check.kind === 'present' ? [check.field] : [...check.left, ...check.right];
}

type Path = (string | number)[];
interface StructuralProblem {
  path: Path;
  message: string;
}
interface Parts {
  sections: SectionDefinition[];
  checks: CheckDefinition[];
}

/** What no single part can tell: codes that stand twice, and names of fields that the form does not have. */
function structuralProblems(form: Parts): StructuralProblem[] {
  const fields = new Map(form.sections.flatMap((s) => s.fields).map((field) => [field.code, field]));
  const figure = (c: string) => {
    const field = fields.get(c);
    return field !== undefined && isFigure(field);
  };
  return [
    ...codeProblems(form),
    ...form.sections.flatMap((section, at) => computedProblems(section, at, figure)),
    ...meaningProblems(form),
    ...form.checks.flatMap((check, at) =>
      checkedFields(check)
        .filter((c) => (check.kind === 'compare' ? !figure(c) : !fields.has(c)))
        .map((c) => ({
          path: ['checks', at],
          message: `Kiểm tra “${check.code}” nhắc đến “${c}”, không phải là ${check.kind === 'compare' ? 'ô số liệu' : 'ô'} của biểu mẫu.`,
        })),
    ),
    ...form.sections.flatMap(({ code: section, notApplicable }, at) =>
      notApplicable && !figure(notApplicable.zeroField)
        ? [
            {
              path: ['sections', at, 'notApplicable', 'zeroField'],
              message: `Phần “${section}” dựa vào ô số liệu “${notApplicable.zeroField}”, không có trong biểu mẫu.`,
            },
          ]
        : [],
    ),
  ];
}

function codeProblems(form: Parts): StructuralProblem[] {
  const sections = form.sections.map((section, at) => ({
    code: section.code,
    path: ['sections', at, 'code'],
  }));
  const letters = form.sections.map((section, at) => ({
    code: section.letter,
    path: ['sections', at, 'letter'],
  }));
  const fields = form.sections.flatMap((section, at) =>
    section.fields.map((field, i) => ({ code: field.code, path: ['sections', at, 'fields', i, 'code'] })),
  );
  const checks = form.checks.map((check, at) => ({ code: check.code, path: ['checks', at, 'code'] }));
  return [
    ...repeated('Mã phần', sections),
    ...repeated('Chữ cái của phần', letters),
    ...repeated('Mã ô', fields),
    ...repeated('Mã kiểm tra', checks),
    ...sections
      .filter(({ code: c }) => RESERVED_SECTIONS.includes(c))
      .map(({ code: c, path }) => ({ path, message: `Mã phần “${c}” đã dùng cho một trang khác.` })),
  ];
}

function repeated(what: string, coded: { code: string; path: Path }[]): StructuralProblem[] {
  return coded
    .filter(({ code: c }, at) => coded.findIndex((other) => other.code === c) < at)
    .map(({ code: c, path }) => ({ path, message: `${what} “${c}” bị trùng.` }));
}

/** A meaning is of fields of its kinds and, where only one field can have it, of one. */
function meaningProblems({ sections }: Parts): StructuralProblem[] {
  const all = sections.flatMap(({ fields }) => fields);
  return sections.flatMap(({ fields }, at) =>
    fields.flatMap((field, i) => {
      const problem = meaningProblem(field, all);
      if (!problem) return [];
      const { property, message } = problem;
      return [{ path: ['sections', at, 'fields', i, property], message }];
    }),
  );
}

/** What is stored with its section is of numbers typed there, what is only shown of figures anywhere. */
function computedProblems(
  section: SectionDefinition,
  at: number,
  figure: (code: string) => boolean,
): StructuralProblem[] {
  const own = section.fields.filter(isNumberField).map((field) => field.code);
  return section.fields.flatMap((field, i) => {
    const parts = computedOf(field)?.parts(field);
    if (!parts) return [];
    const isOwn = !parts.over;
    const wrong = [...parts.of, ...(parts.over ?? [])].filter((c) => !(isOwn ? own.includes(c) : figure(c)));
    return wrong.map((c) => ({
      path: ['sections', at, 'fields', i, 'of'],
      message: `Ô “${field.code}” tính từ “${c}”, không phải là ô số liệu ${isOwn ? 'nhập trong cùng phần' : 'của biểu mẫu'}.`,
    }));
  });
}
