import { formatSize } from '../../platform/text/format.js';
import { pictureWords, riskWords, type Looked } from '../../uploads/look-rules.js';
import { ui } from '../../platform/page/components.js';
import type { Values } from '../../platform/page/forms.js';
import {
  isComputed,
  isNarrative,
  type CheckDefinition,
  type FieldDefinition,
  type SectionDefinition,
} from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { sumOf, suffixOf, type Answer } from '../../form/answers.js';
import { attachedOf, computedOf, typedOf } from '../../form/kinds.js';
import { type Control } from '../../form/kinds/kind.js';

export interface AttachedFile extends Looked {
  readonly id: number;
  readonly field: string;
  readonly name: string;
  readonly size: number;
}
/** What one field's control needs besides its definition. */
export interface FieldState {
  readonly typed: Values;
  readonly error?: string | undefined;
  readonly files: readonly AttachedFile[];
  /** The ids of those that can be shown as a picture. */
  readonly pictured: ReadonlySet<number>;
  /** What follows from the answers, in words; '' while they do not say. */
  readonly computed: string;
  /** For client/computed.ts. */
  readonly attributes: Readonly<Record<string, string>>;
  /** It may be left empty, with a word of explanation at filing. */
  readonly isExpected: boolean;
  /** The address under which an attached file is fetched. */
  readonly fileHref: (id: number) => string;
  /** The page that leads from the draft to its signed paper; '' where there is no draft. */
  readonly signingHref: string;
}

/** The control of one field, as HTML, with its label, hint and message. */
export function fieldControl(field: FieldDefinition, state: FieldState): string {
  const { attributes, computed } = state;
  if (isComputed(field))
    return ui.computed({ name: field.code, label: field.label, value: computed, attributes });
  const base = {
    name: field.code,
    ...(field.help ? { hint: field.help } : {}),
    ...(state.error ? { error: state.error } : {}),
  };
  const label = labelOf(field, state.isExpected);
  const typed = typedOf(field);
  if (!typed) return fileControl(field, label, base, state);
  const value = state.typed[field.code] ?? '';
  return control(typed.control(field), { ...base, label, value }, suffixOf(field));
}

/** Whether a check says so where it is not answered. */
export function isExpected({ code }: FieldDefinition, checks: readonly CheckDefinition[]): boolean {
  return checks.some((check) => check.kind === 'present' && check.field === code);
}

/** `isExpected`: left empty, it asks for a word of explanation at filing. */
export function labelOf(field: FieldDefinition, isExpected: boolean): string {
  const { label, required } = field;
  if (required || isComputed(field)) return label;
  return `${label} (${isExpected ? 'chưa có thì ghi lý do khi nộp' : 'không bắt buộc'})`;
}

/**
 * The box alone of a number or a text, whose label and messages stand elsewhere on the page; of what is computed, its
 * figure. `describedBy`: the ids of what describes it.
 */
export function fieldBox(field: FieldDefinition, state: FieldState, describedBy: string): string {
  const { code, label } = field;
  const { attributes, computed, error, typed } = state;
  if (isComputed(field))
    return ui.computed({ name: code, label, value: computed, attributes, isInCell: true });
  const base = { name: code, value: typed[code] ?? '', error, describedBy };
  if (isNarrative(field)) return ui.box({ ...base, kind: 'textarea', rows: 3 });
  return ui.box({ ...base, kind: 'number', suffix: suffixOf(field), attributes: TO_NEXT });
}

function control(
  drawn: Control,
  { label, ...base }: Base & { label: string; value: string },
  suffix: string,
): string {
  switch (drawn.as) {
    case 'radios':
      return ui.radios({ ...base, legend: label, items: drawn.items, inline: true });
    case 'select':
      return ui.select({ ...base, label, items: [NO_CHOICE, ...drawn.items] });
    case 'day':
      return ui.field({ ...base, label, kind: 'day', width: 10, attributes: TO_NEXT });
    case 'line':
      return ui.field({ ...base, label, kind: 'text', width: 'full', attributes: TO_NEXT });
    case 'paragraphs':
      return ui.field({ ...base, label, kind: 'textarea', rows: 5 });
    case 'number':
      return ui.field({ ...base, label, kind: 'number', width: 10, suffix, attributes: TO_NEXT });
  }
}

/**
 * What client/computed.ts needs to compute while figures are typed: the codes on this page, and what those of other
 * sections add up to. Nothing where a figure of another section is not known.
 */
export function computedAttributes(
  field: FieldDefinition,
  section: SectionDefinition,
  elsewhere: ReadonlyMap<string, Answer>,
): Record<string, string> {
  // What the portal itself answers stands in no control.
  const here = new Set(section.fields.filter((one) => !unionsCounted(one)).map(({ code }) => code));
  const parts = computedOf(field)?.parts(field);
  return parts ? computedFrom(parts, here, elsewhere, suffixOf(field)) : {};
}

/** The same of any sum or quotient; `here`: the codes on this page. */
export function computedFrom(
  parts: { readonly of: readonly string[]; readonly over?: readonly string[] | undefined },
  here: ReadonlySet<string>,
  elsewhere: ReadonlyMap<string, Answer>,
  suffix: string,
): Record<string, string> {
  const side = (name: string, codes: readonly string[]) => {
    const added = sumOf(codes.filter((code) => !here.has(code)).map((code) => elsewhere.get(code)));
    return {
      [`data-${name}`]: codes.filter((code) => here.has(code)).join(' '),
      [`data-${name}-added`]: added === undefined ? '' : String(added),
    };
  };
  return {
    ...side('of', parts.of),
    ...(parts.over && side('over', parts.over)),
    'data-suffix': suffix,
  };
}

/** The keyboard of a phone calls its Enter so; client/enter-key.ts does it. */
const TO_NEXT = { enterkeyhint: 'next' };

const NO_CHOICE = { value: '', text: 'Chọn một mục' };

type Base = { name: string; hint?: string; error?: string };

/** The files that are there, each with a box to take it away, and the control to add more. */
function fileControl(field: FieldDefinition, label: string, base: Base, state: FieldState): string {
  const files = state.files.filter((file) => file.field === field.code);
  const control = ui.file({ ...base, label, accept: acceptOf(field) }) + signingLink(field, state);
  if (files.length === 0) return control;
  const items = files.map((file) => ({
    value: String(file.id),
    text: `Bỏ tệp ${file.name} (${formatSize(file.size)})`,
  }));
  const links = files
    .map((file) =>
      ui.scan({
        name: file.name,
        href: state.fileHref(file.id),
        isPictured: state.pictured.has(file.id),
        notes: [pictureWords(file, state.pictured.has(file.id)), riskWords(file.risk)].filter(Boolean),
      }),
    )
    .join('');
  return (
    control +
    links +
    ui.checkboxes({
      name: `remove_${field.code}`,
      legend: 'Tệp đã gửi',
      items,
      values: (state.typed[`remove_${field.code}`] ?? '').split('\n'),
    })
  );
}

function signingLink({ meaning }: FieldDefinition, { signingHref }: FieldState): string {
  if (meaning !== 'signed_report' || signingHref === '') return '';
  return ui.button({ text: 'Chụp từng trang bằng điện thoại', href: signingHref, kind: 'quiet' });
}

function acceptOf(field: FieldDefinition): string {
  return attachedOf(field)?.accept(field) === 'pdf' ? '.pdf' : '.pdf,.docx,.xlsx,.jpg,.jpeg,.png';
}
