import { tagsOf, unescaped, type Tag } from '../../src/cli/bench-forms.js';

export interface FormControl {
  readonly name: string;
  readonly kind: 'hidden' | 'typed' | 'password' | 'choice' | 'file' | 'button';
  readonly value: string;
  /** The words of the label that is for it; '' where none is. */
  readonly label: string;
}
export interface PageForm {
  readonly action: string;
  /** Its own, and those of its buttons that send it elsewhere. */
  readonly actions: readonly string[];
  readonly method: string;
  readonly controls: readonly FormControl[];
}

/** The forms in the main part of a page, as a browser would find them: tag by tag. */
export function formsOf(html: string): PageForm[] {
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  const forms: { id: string; action: string; method: string; tags: Tag[] }[] = [];
  const labels = new Map<string, string>();
  let open: (typeof forms)[number] | undefined;
  for (const tag of tagsOf(main)) {
    if (tag.name === 'form') {
      const { id = '', action = '', method = 'get' } = tag.attributes;
      open = { id, action, method, tags: [] };
      forms.push(open);
    } else if (tag.name === '/form') open = undefined;
    else if (tag.name === 'label')
      labels.set(tag.attributes['for'] ?? '', wordsUntil(main, tag.end, '</label>'));
    else if (['input', 'textarea', 'select', 'button'].includes(tag.name))
      (tag.attributes['form'] ? forms.find(({ id }) => id === tag.attributes['form']) : open)?.tags.push(tag);
  }
  return forms.map(({ tags, action, method }) => ({
    action,
    method,
    actions: [action, ...tags.flatMap(({ attributes }) => attributes['formaction'] ?? [])],
    controls: tags
      .filter(({ attributes }) => attributes['name'])
      .map(({ name, attributes }) => ({
        name: attributes['name'] ?? '',
        kind: kindOf(name, attributes['type'] ?? 'text'),
        value: attributes['value'] ?? '',
        label: labels.get(attributes['id'] ?? '') ?? '',
      })),
  }));
}

function kindOf(tag: string, type: string): FormControl['kind'] {
  if (tag === 'button') return 'button';
  if (tag === 'select' || ['checkbox', 'radio'].includes(type)) return 'choice';
  if (tag === 'input' && ['hidden', 'password', 'file'].includes(type)) return type as FormControl['kind'];
  return 'typed';
}

function wordsUntil(html: string, from: number, end: string): string {
  const markup = html.slice(from, html.indexOf(end, from));
  return unescaped(markup.replace(/<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim();
}

/** What a page shows as words that a person typed: each under its label. */
export function shownWords(html: string): { label: string; text: string }[] {
  const list = /<dl class="typed-texts">([\s\S]*?)<\/dl>/.exec(html)?.[1] ?? '';
  return [...list.matchAll(/<dt>([\s\S]*?)<\/dt><dd[^>]*>([\s\S]*?)<\/dd>/g)].map(([, label, text]) => ({
    label: unescaped(label ?? ''),
    text: unescaped(text ?? ''),
  }));
}
