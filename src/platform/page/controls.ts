import type { FieldError, Form } from './forms.js';
import { template, type SafeHtml } from './templates.js';

/**
 * What every control takes. The id is the name, so that `#name` leads to it. With `form` (what was posted),
 * value and error are found there by name.
 */
export interface ControlProps {
  readonly name: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly form?: Form | undefined;
}
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint?: string | undefined;
}
interface FieldProps extends ControlProps {
  readonly label: string;
  readonly value?: string | undefined;
  /** number: text with a numeric keyboard; day: text, day first. */
  readonly kind?: 'text' | 'number' | 'password' | 'textarea' | 'day' | undefined;
  /** In characters. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 'full' | undefined;
  readonly rows?: number | undefined;
  readonly autocomplete?: string | undefined;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  /** Says "(không bắt buộc)" after the label. */
  readonly optional?: boolean | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}
interface RadiosProps extends ControlProps {
  readonly legend: string;
  readonly items: readonly Choice[];
  readonly value?: string | undefined;
  readonly inline?: boolean | undefined;
}
interface CheckboxesProps extends ControlProps {
  readonly legend: string;
  readonly items: readonly Choice[];
  readonly values?: readonly string[] | undefined;
}
interface SelectProps extends ControlProps {
  readonly label: string;
  readonly items: readonly Choice[];
  readonly value?: string | undefined;
}
interface FileProps extends ControlProps {
  readonly label: string;
  readonly accept?: string | undefined;
  readonly multiple?: boolean | undefined;
  /** A phone opens its camera, the one at its back. */
  readonly capture?: boolean | undefined;
}

const control = (name: string) => template<object>(`components/${name}`, 'props');
const templates = {
  frame: control('frame'),
  input: control('input'),
  textarea: control('textarea'),
  select: control('select'),
  file: control('file'),
  choices: control('choices'),
  computed: control('computed'),
};

const DAY_HINT = 'Ví dụ: 09/9/2026';

/** Form controls: each with its label or legend, hint and error message, tied together for screen readers. */
export const controls = {
  field(props: FieldProps): SafeHtml {
    const { kind, hint = kind === 'day' ? DAY_HINT : '' } = props;
    const common = withHintAndError({ ...props, hint });
    return frame(props, common, box(props, common));
  },

  /** The same without label, hint and message, where the page has them in other places, under the ids of `describedBy`. */
  box(props: Omit<FieldProps, 'label'> & { describedBy: string }): SafeHtml {
    return box(props, { ...withHintAndError(props), describedBy: props.describedBy });
  },

  select(props: SelectProps): SafeHtml {
    const common = withHintAndError(props);
    const value = props.value ?? postedValue(props);
    const items = props.items.map((item) => ({ ...item, isChosen: item.value === value }));
    return frame(props, common, templates.select({ ...common, items }));
  },

  file(props: FileProps): SafeHtml {
    const common = withHintAndError(props);
    const { accept = '', multiple = false, capture = false } = props;
    return frame(props, common, templates.file({ ...common, accept, multiple, capture }));
  },

  radios(props: RadiosProps): SafeHtml {
    const { inline = false, value = postedValue(props) } = props;
    return choices('radio', props, { inline, chosen: [value] });
  },

  /**
   * A figure that follows from others; '' shows as a dash. `attributes` tell the browser what it follows from. `isInCell`:
   * of a table, whose head says what it is.
   */
  computed(props: {
    name: string;
    label: string;
    value: string;
    attributes?: Readonly<Record<string, string>>;
    isInCell?: boolean;
  }): SafeHtml {
    return templates.computed({ isInCell: false, ...props, attributes: pairs(props.attributes) });
  },

  checkboxes(props: CheckboxesProps): SafeHtml {
    // Repeated fields arrive joined by newlines (platform/forms).
    const { values = postedValue(props).split('\n') } = props;
    return choices('checkbox', props, { inline: false, chosen: values });
  },
};

type Common = ReturnType<typeof withHintAndError>;

function box(props: Omit<FieldProps, 'label'>, common: Common): SafeHtml {
  const { kind = 'text', value, width, rows = 5, autocomplete = '', prefix = '', suffix = '' } = props;
  const typed = {
    ...common,
    value: value ?? postedValue(props),
    attributes: pairs(props.attributes),
    autocomplete,
  };
  if (kind === 'textarea') return templates.textarea({ ...typed, rows });
  const size = String(width ?? (kind === 'day' ? 10 : 'full'));
  return templates.input({ ...typed, kind, prefix, suffix, width: size });
}

function frame(
  props: { label: string; optional?: boolean | undefined },
  common: Common,
  inner: SafeHtml,
): SafeHtml {
  return templates.frame({
    ...common,
    label: props.label,
    optional: props.optional ?? false,
    control: inner,
  });
}

function choices(
  type: 'radio' | 'checkbox',
  props: RadiosProps | CheckboxesProps,
  { inline, chosen }: { inline: boolean; chosen: readonly string[] },
): SafeHtml {
  const items = props.items.map((item, at) => ({
    value: item.value,
    text: item.text,
    hint: ('hint' in item && item.hint) || '',
    // The first one carries the bare name, so that the error summary leads to it.
    id: at === 0 ? props.name : `${props.name}-${at + 1}`,
    isChosen: chosen.includes(item.value),
  }));
  const kind = type === 'radio' ? 'govuk-radios' : 'govuk-checkboxes';
  return templates.choices({ ...withHintAndError(props), type, kind, legend: props.legend, inline, items });
}

function withHintAndError(props: ControlProps) {
  const { name, hint = '', error = postedError(props) } = props;
  const describedBy = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return { name, hint, error, describedBy };
}

function postedValue({ form, name }: ControlProps): string {
  return form && Object.hasOwn(form.values, name) ? (form.values[name] ?? '') : '';
}

function postedError({ form, name }: ControlProps): string {
  return form?.errors.find((error: FieldError) => error.field === name)?.message ?? '';
}

function pairs(attributes: Readonly<Record<string, string>> = {}) {
  return Object.entries(attributes).map(([name, value]) => ({ name, value }));
}
