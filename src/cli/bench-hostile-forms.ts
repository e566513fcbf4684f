import type { Field } from './bench-hostile-fields.js';

/** A form of a page as a browser would post it. */
export interface FoundForm {
  /** Address with its query */
  readonly action: string;
  readonly fields: readonly Field[];
  readonly isMultipart: boolean;
}

/** Reads a page under an address with a session's cookie; '' where there is none. */
export type Read = (path: string, cookie: string) => Promise<string>;

/** So many pages are read of each account, and so many of one kind, where only numbers differ. */
const [MOST_PAGES, MOST_ALIKE] = [400, 3];

/** The forms of the pages that an account finds by following links, from the home page on. */
export async function formsReachedBy(cookie: string, read: Read): Promise<FoundForm[]> {
  const [paths, kinds] = [['/'], new Map<string, number>()];
  const forms: FoundForm[] = [];
  for (let i = 0; i < paths.length && i < MOST_PAGES; i++) {
    const path = paths[i]!;
    const html = await read(path, cookie);
    forms.push(...formsOf(html, path));
    for (const [, href = ''] of html.matchAll(/<a[^>]* href="(\/[^"#]*)/g)) {
      const link = unescaped(href);
      const kind = link.replace(/\?.*/, '').replace(/\d+/g, '0');
      const alike = kinds.get(kind) ?? 0;
      if (alike >= MOST_ALIKE || paths.includes(link) || /\.(pdf|docx|xlsx|csv|ics|xml)/.test(link)) continue;
      kinds.set(kind, alike + 1);
      paths.push(link);
    }
  }
  return forms;
}

function formsOf(html: string, path: string): FoundForm[] {
  return [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, head = '', inner = '']) => {
    if (!/method="post"/i.test(head)) return [];
    const fields = fieldsOf(inner);
    const isMultipart = head.includes('multipart/form-data');
    const others = [...inner.matchAll(/ formaction="([^"]*)"/g)].map(([, action = '']) => action);
    return [attribute(head, 'action') || path, ...others].map((action) => ({
      ...{ action: unescaped(action), fields, isMultipart },
    }));
  });
}

function fieldsOf(html: string): Field[] {
  const fields: Field[] = [];
  for (const [tag, kind = ''] of html.matchAll(/<(input|select|textarea|button)\b[^>]*>/g)) {
    const name = unescaped(attribute(tag, 'name'));
    if (name === '' || attribute(tag, 'type') === 'file') continue;
    const rest = html.slice(html.indexOf(tag) + tag.length);
    const chosen =
      kind === 'select' ? attribute(/<option[^>]*>/.exec(rest)?.[0] ?? '', 'value') : attribute(tag, 'value');
    const value = kind === 'textarea' ? rest.slice(0, rest.indexOf('</textarea>')).trim() : chosen;
    fields.push([name, Buffer.from(unescaped(value))]);
  }
  return fields;
}

function attribute(tag: string, name: string): string {
  return new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

function unescaped(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
