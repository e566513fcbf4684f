import { pick, type Field, type Random } from './bench-hostile-fields.js';
import type { Control, FoundForm } from './bench-forms.js';
import { DEMO_PASSWORD } from './demo-data.js';

/** What somebody would post who fills the form in: mostly as it stands, what is empty with words that fit. */
export function filledIn(random: Random, { controls }: FoundForm): Field[] {
  const named = controls.filter(({ name }) => name !== '');
  const buttons = named.filter(({ kind }) => kind === 'button');
  const pressed = buttons.length > 0 ? pick(random, buttons) : undefined;
  const fields: Field[] = [];
  const radios = new Set<string>();
  for (const control of named) {
    const { kind, name } = control;
    if (kind === 'radio' && radios.has(name)) continue;
    if (kind === 'radio') radios.add(name);
    const value = valueOf(random, control, named);
    if (value !== undefined && (kind !== 'button' || control === pressed))
      fields.push([name, Buffer.from(value)]);
  }
  return fields;
}

/** Undefined where a browser would post nothing. */
function valueOf(random: Random, control: Control, all: readonly Control[]): string | undefined {
  const { kind, name, value, isChosen, options } = control;
  const radios = () => all.filter((other) => other.kind === 'radio' && other.name === name);
  const choices: Readonly<Record<Control['kind'], () => string | undefined>> = {
    file: () => undefined,
    password: () => DEMO_PASSWORD,
    tick: () => (random() < (isChosen ? 0.8 : 0.4) ? value : undefined),
    radio: () => chosenOf(random, radios()),
    select: () => (random() < 0.5 || options.length === 0 ? value : pick(random, options)),
    typed: () => (value === '' && random() < 0.8 ? wordsFor(random, name) : value),
    kept: () => value,
    button: () => value,
  };
  return choices[kind]();
}

function chosenOf(random: Random, radios: readonly Control[]): string {
  const chosen = random() < 0.4 ? radios.find(({ isChosen }) => isChosen) : undefined;
  return (chosen ?? pick(random, radios)).value;
}

/** The names of the fields for files. */
export function fileFieldsOf({ controls }: FoundForm): string[] {
  return controls.filter(({ kind }) => kind === 'file').map(({ name }) => name);
}

const WORDS: readonly (readonly [of: RegExp, words: readonly string[]])[] = [
  [/ngay|han|date|before|from|until|on$/i, ['30/09/2026', '25/08/2026', '01/09/2026']],
  [/gio|time|luc/i, ['08:30', '16:00']],
  [/mail/i, ['nguoi.nhan@minhgiang.example', '']],
  [/phone|dien-thoai/i, ['0912345678']],
  [/year|nam$|number|count|^so/i, ['3', '12', '2027']],
];
const ANY_WORDS = ['Nội dung của đơn vị', 'Theo kế hoạch công tác năm 2026.', '3', '12', '30/09/2026'];

function wordsFor(random: Random, name: string): string {
  return pick(random, WORDS.find(([of]) => of.test(name))?.[1] ?? ANY_WORDS);
}
