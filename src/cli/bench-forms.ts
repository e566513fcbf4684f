/** A form of a page that posts to an address; one that its buttons send elsewhere is a form for each of these addresses. */
export interface FoundForm {
  /** The page on which it stands. */
  readonly page: string;
  /** Address with its query */
  readonly action: string;
  readonly controls: readonly Control[];
  readonly isMultipart: boolean;
}

export interface Control {
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

/** What a browser would post by a button of the form with nothing changed: names and values, files left out. */
export function asItStands({ controls }: FoundForm, button = ''): [name: string, value: string][] {
  const isPosted = ({ kind, name, value, isChosen }: Control) => {
    if (name === '' || kind === 'file') return false;
    if (kind === 'button') return value === button;
    return kind === 'tick' || kind === 'radio' ? isChosen : true;
  };
  return controls.filter(isPosted).map(({ name, value }) => [name, value]);
}

/** An opening or closing tag: "/form" is the name of one that closes; `end`: where the text behind it begins. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly end: number;
}

/** The tags of a page in turn, as a browser reads them. */
export function* tagsOf(html: string): Generator<Tag> {
  for (const match of html.matchAll(/<(\/?[a-z][a-z0-9]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*>/g)) {
    const pairs = [...(match[2] ?? '').matchAll(/([^\s=]+)(?:="([^"]*)")?/g)];
    const attributes = Object.fromEntries(
      pairs.map(([, name, value]) => [name ?? '', unescaped(value ?? '')]),
    );
    yield { name: match[1] ?? '', attributes, end: match.index + match[0].length };
  }
}

/** Text as the templates escape it, read. */
export function unescaped(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
