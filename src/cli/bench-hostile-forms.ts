import { pick, type Field, type Random } from './bench-hostile-fields.js';
import { DEMO_PASSWORD } from './demo-data.js';

/** A form of a page that posts to an address; one that its buttons send elsewhere is a form for each of these addresses. */
export interface FoundForm {
  /** The page on which it stands. */
  readonly page: string;
  /** Address with its query */
  readonly action: string;
  readonly controls: readonly Control[];
  readonly isMultipart: boolean;
}

interface Control {
  readonly kind: 'kept' | 'typed' | 'password' | 'tick' | 'radio' | 'select' | 'button' | 'file';
  readonly name: string;
  readonly value: string;
  readonly isChosen: boolean;
  readonly options: readonly string[];
  /** Where a button sends the form, if not to its own address. */
  readonly sendsTo: string;
}

export interface PageContent {
  readonly links: string[];
  /** Addresses that forms of the page ask for, as filled in as they stand. */
  readonly asked: string[];
  readonly forms: FoundForm[];
}

interface OpenForm {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly controls: Control[];
}

/** What a page offers, read tag by tag as a browser does: a control may stand outside of the form that it names. */
export function contentOf(html: string, page: string): PageContent {
  const [links, forms] = [[] as string[], [] as OpenForm[]];
  let open: OpenForm | undefined;
  for (const { name, attributes, end } of tagsOf(html)) {
    if (name === 'a') links.push(attributes['href'] ?? '');
    else if (name === '/form') open = undefined;
    else if (name === 'form') {
      open = { id: attributes['id'] ?? '', attributes, controls: [] };
      forms.push(open);
    } else if (['input', 'textarea', 'select', 'button'].includes(name)) {
      const { form } = attributes;
      const owner = form ? forms.find(({ id }) => id === form) : open;
      owner?.controls.push(controlOf(name, attributes, html.slice(end, end + LONGEST)));
    }
  }
  const isPost = ({ attributes }: OpenForm) => attributes['method']?.toLowerCase() === 'post';
  return {
    links,
    asked: forms.filter((form) => !isPost(form)).map((form) => askedBy(form, page)),
    forms: forms.filter(isPost).flatMap((form) => postedBy(form, page)),
  };
}

/** How far behind a tag its text or its options are looked for. */
const LONGEST = 200_000;

function controlOf(tag: string, attributes: Readonly<Record<string, string>>, rest: string): Control {
  const { name = '', value = '', type = 'text', formaction: sendsTo = '' } = attributes;
  const base = { name, value, isChosen: 'checked' in attributes, options: [], sendsTo };
  if (tag === 'button') return { ...base, kind: 'button' };
  if (tag === 'select') return { ...base, ...optionsOf(rest.slice(0, rest.indexOf('</select>'))) };
  if (tag === 'textarea')
    return { ...base, kind: 'typed', value: unescaped(rest.slice(0, rest.indexOf('</textarea>')).trim()) };
  const kind = INPUTS[type] ?? 'typed';
  return { ...base, kind, value: kind === 'tick' ? value || 'on' : value };
}

const INPUTS: Readonly<Record<string, Control['kind']>> = {
  ...{ checkbox: 'tick', radio: 'radio', hidden: 'kept', password: 'password', file: 'file' },
};

function optionsOf(html: string): Pick<Control, 'kind' | 'options' | 'value'> {
  const found = [...tagsOf(html)].filter(({ name }) => name === 'option');
  const selected = found.find(({ attributes }) => 'selected' in attributes) ?? found[0];
  const options = found.map(({ attributes }) => attributes['value'] ?? '');
  return { kind: 'select', options, value: selected?.attributes['value'] ?? '' };
}

function askedBy({ attributes, controls }: OpenForm, page: string): string {
  const chosen = controls.filter(
    ({ kind, isChosen }) => !['tick', 'radio', 'button'].includes(kind) || isChosen,
  );
  const ticked =
    chosen.length === controls.length ? chosen : [...chosen, ...controls.filter(isTick).slice(0, 3)];
  const query = new URLSearchParams(
    ticked.filter(({ name }) => name !== '').map(({ name, value }): [string, string] => [name, value]),
  );
  return `${attributes['action'] || page.replace(/\?.*/, '')}?${query.toString()}`;
}

const isTick = ({ kind }: Control) => kind === 'tick';

function postedBy({ attributes, controls }: OpenForm, page: string): FoundForm[] {
  const own = attributes['action'] || page;
  const isMultipart = attributes['enctype'] === 'multipart/form-data';
  const actions = new Set([own, ...controls.flatMap(({ sendsTo }) => sendsTo || [])]);
  return [...actions].map((action) => ({
    ...{ page, action, isMultipart },
    controls: controls.filter(({ kind, sendsTo }) => kind !== 'button' || (sendsTo || own) === action),
  }));
}

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

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly end: number;
}

function* tagsOf(html: string): Generator<Tag> {
  for (const match of html.matchAll(/<(\/?[a-z][a-z0-9]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*>/g)) {
    const pairs = [...(match[2] ?? '').matchAll(/([^\s=]+)(?:="([^"]*)")?/g)];
    const attributes = Object.fromEntries(
      pairs.map(([, name, value]) => [name ?? '', unescaped(value ?? '')]),
    );
    yield { name: match[1] ?? '', attributes, end: match.index + match[0].length };
  }
}

function unescaped(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
