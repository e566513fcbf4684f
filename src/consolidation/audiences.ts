import { audiences, type Audience } from '../guidance/content.js';
import { type FieldDefinition, type FormDefinition, obligationCode } from '../form/definition.js';

/** What ends the codes of a form's fields about one audience: registered_worker (form/default-form.ts). */
const ENDINGS: Record<Audience, string> = {
  'civil-servant': '_civil_servant',
  'public-employee': '_public_employee',
  worker: '_worker',
};

export const audienceNames: Record<Audience, string> = {
  'civil-servant': 'Cán bộ, công chức',
  'public-employee': 'Viên chức',
  worker: 'Công nhân lao động',
};

/** Whose obligation a narrative question asks about; undefined for any other field. */
export function audienceAsked(field: FieldDefinition | undefined): Audience | undefined {
  const code = field && obligationCode(field);
  return audiences.find((audience) => code?.startsWith(`${audience}-`));
}

/** One thing that is asked of audiences, with the field of each that is asked. */
export interface Measure {
  /** The code of its fields without their ending. */
  readonly code: string;
  readonly fields: ReadonlyMap<Audience, FieldDefinition>;
}

/** What the form asks of more than one audience, in its order. */
export function measures(form: FormDefinition): Measure[] {
  const found = new Map<string, Map<Audience, FieldDefinition>>();
  for (const field of form.sections.flatMap((section) => section.fields))
    for (const audience of audiences) {
      if (!field.code.endsWith(ENDINGS[audience])) continue;
      const code = field.code.slice(0, -ENDINGS[audience].length);
      found.set(code, (found.get(code) ?? new Map<Audience, FieldDefinition>()).set(audience, field));
    }
  return [...found].filter(([, fields]) => fields.size > 1).map(([code, fields]) => ({ code, fields }));
}

/** What a measure is called: what the labels of its fields have in common but the audience. */
export function measureName({ code, fields }: Measure): string {
  const [first] = fields.values();
  const known = NAMES[code];
  return known ?? first?.label ?? code;
}

const NAMES: Readonly<Record<string, string>> = {
  members: 'Đoàn viên, người lao động',
  reached: 'Được quán triệt',
  reached_rate: 'Tỷ lệ được quán triệt',
  registered: 'Đăng ký nêu gương',
  registered_rate: 'Tỷ lệ đăng ký',
  did_well: 'Được đánh giá thực hiện tốt',
  did_well_rate: 'Tỷ lệ thực hiện tốt',
  commended_collectives: 'Tập thể được biểu dương, khen thưởng',
  commended_individuals: 'Cá nhân được biểu dương, khen thưởng',
};
