import type {
  CheckDefinition,
  FieldDefinition,
  FormDefinition,
  SectionDefinition,
} from '../../form/definition.js';
import { kindOf } from '../../form/kinds.js';
import { withFieldCopy, withSectionCopy } from './copies.js';

/** A section without its fields. */
export type SectionHead = Omit<SectionDefinition, 'fields'>;
export type FormSettings = Pick<FormDefinition, 'yearChange' | 'nil'>;

/** One change of a form, as data. `code` names the part as it stands before the change; `by` -1 is one place up. */
export type FormOperation =
  | { do: 'add-section'; section: SectionHead }
  | { do: 'edit-section'; code: string; section: SectionHead }
  | { do: 'move-section'; code: string; by: -1 | 1 }
  | { do: 'copy-section'; code: string }
  | { do: 'remove-section'; code: string }
  | { do: 'add-field'; section: string; field: FieldDefinition }
  | { do: 'edit-field'; code: string; section: string; field: FieldDefinition }
  | { do: 'move-field'; code: string; by: -1 | 1 }
  | { do: 'copy-field'; code: string }
  | { do: 'remove-field'; code: string }
  | { do: 'add-check'; check: CheckDefinition }
  | { do: 'edit-check'; code: string; check: CheckDefinition }
  | { do: 'remove-check'; code: string }
  | { do: 'settings'; settings: FormSettings };

/**
 * The form after one change; undefined where it does not have the part that the operation names. Fields that were
 * renamed are renamed wherever the form names them; those that were removed are left standing there, to be seen.
 */
export function editForm(form: FormDefinition, operation: FormOperation): FormDefinition | undefined {
  switch (operation.do) {
    case 'settings': {
      const { nil: _old, ...rest } = form;
      return { ...rest, ...operation.settings };
    }
    case 'add-section':
    case 'edit-section':
    case 'move-section':
    case 'remove-section':
      return editSections(form, operation);
    case 'copy-section':
      return withSectionCopy(form, operation.code);
    case 'copy-field':
      return withFieldCopy(form, operation.code);
    case 'add-check':
      return { ...form, checks: [...form.checks, operation.check] };
    case 'edit-check':
      return withChecks(form, replaced(form.checks, operation.code, [operation.check]));
    case 'remove-check':
      return withChecks(form, replaced(form.checks, operation.code, []));
    default:
      return editFields(form, operation);
  }
}

type SectionOperation = Extract<
  FormOperation,
  { do: 'add-section' | 'edit-section' | 'move-section' | 'remove-section' }
>;
type FieldOperation = Extract<
  FormOperation,
  { do: 'add-field' | 'edit-field' | 'move-field' | 'remove-field' }
>;

function editSections(form: FormDefinition, operation: SectionOperation): FormDefinition | undefined {
  if (operation.do === 'add-section')
    return { ...form, sections: [...form.sections, { ...operation.section, fields: [] }] };
  if (operation.do === 'move-section')
    return withSections(form, moved(form.sections, operation.code, operation.by));
  const old = form.sections.find(({ code }) => code === operation.code);
  const now = operation.do === 'edit-section' && old ? [{ ...operation.section, fields: old.fields }] : [];
  return withSections(form, replaced(form.sections, operation.code, now));
}

function editFields(form: FormDefinition, operation: FieldOperation): FormDefinition | undefined {
  if (operation.do === 'add-field') return addField(form, operation.section, operation.field);
  const { code } = operation;
  const home = form.sections.find((section) => section.fields.some((field) => field.code === code));
  if (!home) return undefined;
  const inHome = (fields: SectionDefinition['fields'] | undefined) =>
    fields && withSections(form, replaced(form.sections, home.code, [{ ...home, fields }]));
  if (operation.do === 'move-field') return inHome(moved(home.fields, code, operation.by));
  if (operation.do === 'remove-field') return inHome(replaced(home.fields, code, []));
  if (operation.section === home.code) {
    const edited = inHome(replaced(home.fields, code, [operation.field]));
    return edited && renameField(edited, code, operation.field.code);
  }
  const without = inHome(replaced(home.fields, code, []));
  const added = without && addField(without, operation.section, operation.field);
  return added && renameField(added, code, operation.field.code);
}

function addField(form: FormDefinition, to: string, field: FieldDefinition): FormDefinition | undefined {
  const section = form.sections.find(({ code }) => code === to);
  if (!section) return undefined;
  const now = { ...section, fields: [...section.fields, field] };
  return withSections(form, replaced(form.sections, to, [now]));
}

/** A renamed field keeps its place in totals, rates, checks and the figure a section depends on. */
function renameField(form: FormDefinition, old: string, now: string): FormDefinition {
  if (old === now) return form;
  const one = (code: string) => (code === old ? now : code);
  const all = (codes: readonly string[]) => codes.map(one);
  return {
    ...form,
    sections: form.sections.map((section) => ({
      ...section,
      ...(section.notApplicable && {
        notApplicable: { ...section.notApplicable, zeroField: one(section.notApplicable.zeroField) },
      }),
      fields: section.fields.map((field) => kindOf(field).renamed(field, one)),
    })),
    checks: form.checks.map((check) =>
      check.kind === 'present'
        ? { ...check, field: one(check.field) }
        : { ...check, left: all(check.left), right: all(check.right) },
    ),
  };
}

interface Coded {
  readonly code: string;
}

function replaced<T extends Coded>(all: readonly T[], code: string, by: readonly T[]): T[] | undefined {
  const at = all.findIndex((one) => one.code === code);
  return at < 0 ? undefined : all.toSpliced(at, 1, ...by);
}

/** The first stays first, the last stays last. */
function moved<T extends Coded>(all: readonly T[], code: string, by: -1 | 1): T[] | undefined {
  const at = all.findIndex((one) => one.code === code);
  const one = all[at];
  return one && all.toSpliced(at, 1).toSpliced(Math.max(0, at + by), 0, one);
}

const withSections = (form: FormDefinition, sections: SectionDefinition[] | undefined) =>
  sections && { ...form, sections };
const withChecks = (form: FormDefinition, checks: CheckDefinition[] | undefined) =>
  checks && { ...form, checks };
