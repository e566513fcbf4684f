import { formChecksAddress, formEditorAddress, formSectionAddress } from '../addresses.js';
import { allFields, type FormDefinition } from '../../form/definition.js';
import { fieldCopied, sectionCopied } from './copies.js';
import { editForm, type FormOperation } from './rules.js';

/** Where one is led after an operation: to the part that it wrote, unfolded, or to what held the part that is gone. */
export function placeAfter(
  { period, working: before }: { period: { year: number }; working: FormDefinition },
  operation: FormOperation,
): string {
  const after = editForm(before, operation) ?? before;
  if (isOn(operation, 'field')) return fieldPlace(period.year, before, after, operation);
  if (isOn(operation, 'section')) return sectionPlace(period.year, before, after, operation);
  if (operation.do === 'settings') return formEditorAddress(period.year);
  const checks = formChecksAddress(period.year);
  return 'check' in operation ? `${checks}#kiem-tra-${operation.check.code}` : checks;
}

type On<Part extends string> = Extract<FormOperation, { do: `${string}-${Part}` }>;

function isOn<Part extends string>(operation: FormOperation, part: Part): operation is On<Part> {
  return operation.do.endsWith(`-${part}`);
}

function sectionPlace(
  year: number,
  before: FormDefinition,
  after: FormDefinition,
  operation: On<'section'>,
): string {
  if (operation.do === 'remove-section') return formEditorAddress(year);
  if (operation.do === 'copy-section') return formSectionAddress(year, sectionCopied(before, after));
  return formSectionAddress(year, 'section' in operation ? operation.section.code : operation.code);
}

function fieldPlace(year: number, before: FormDefinition, after: FormDefinition, operation: On<'field'>) {
  const code = codeAfter(before, after, operation);
  const isHome = (form: FormDefinition, field: string) =>
    form.sections.find(({ fields }) => fields.some((one) => one.code === field))?.code;
  const home = isHome(after, code) ?? isHome(before, code);
  if (!home) return formEditorAddress(year);
  const isThere = allFields(after).some((field) => field.code === code);
  return formSectionAddress(year, home) + (isThere ? `?o=${code}#o-${code}` : '');
}

function codeAfter(before: FormDefinition, after: FormDefinition, operation: On<'field'>): string {
  if ('field' in operation) return operation.field.code;
  return operation.do === 'copy-field' ? fieldCopied(before, after) : operation.code;
}
