import { randomBytes } from 'node:crypto';
import type { SafeHtml } from './templates.js';

// Each form of a page says of itself which of its fields a person types into, and what they are called: what is posted
// can then be shown again as words, and nothing else of it is ever taken for words (docs/decisions/0035).

/** One text that a person typed, under the label of its field. */
export interface TypedText {
  readonly label: string;
  readonly text: string;
}

/** "name label" of each field that is typed into, one a line. */
export const WORDS_FIELD = '_words';
/** What is the same for one form on one page, and for no other. */
export const KEY_FIELD = '_key';

const FORM = /<form\b([^>]*)>([\s\S]*?)<\/form>/g;
/** A form that saves itself, or that answers with a file, may well be sent twice with the same words. */
const REPEATS = /\bdata-(?:draft|answers-file)\b/;

/** The page with what its forms say of themselves. Forms without a token are public and kept for everybody: as they are. */
export function describeForms(html: SafeHtml): SafeHtml {
  return html.replace(FORM, (form, attributes: string, content: string) => {
    if (!content.includes('name="_csrf"')) return form;
    const key = REPEATS.test(attributes) ? '' : hidden(KEY_FIELD, randomBytes(12).toString('base64url'));
    const words = content.includes(`name="${WORDS_FIELD}"`) ? '' : wordsOf(content);
    return `<form${attributes}>${key}${words}${content}</form>`;
  });
}

/** Markup escapes what people write, so that nothing in a text looks like a control. */
const TYPED = /<(?:textarea|input)\b[^>]*?\bname="([^"]+)"(?:[^>]*?\btype="(text|search)")?[^>]*>/g;
const LABEL = /<label\b[^>]*\bfor="([^"]+)"[^>]*>([\s\S]*?)<\/label>/g;

function wordsOf(content: SafeHtml): SafeHtml {
  const labels = new Map([...content.matchAll(LABEL)].map(([, id, label]) => [id, plain(label ?? '')]));
  const lines = [...content.matchAll(TYPED)]
    .filter(([tag, , type]) => tag.startsWith('<textarea') || type !== undefined)
    .map(([, name = '']) => `${name} ${labels.get(name) ?? ''}`.trim());
  return lines.length === 0 ? '' : hidden(WORDS_FIELD, lines.join('&#10;'));
}

function plain(label: SafeHtml): SafeHtml {
  return label
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const hidden = (name: string, escaped: SafeHtml) => `<input type="hidden" name="${name}" value="${escaped}">`;

/** The texts that a person typed into the form that was posted, in its order; none of a form that says nothing of itself. */
export function typedWords(body: unknown): TypedText[] {
  const posted = (body ?? {}) as Readonly<Record<string, unknown>>;
  return fieldsOf(posted[WORDS_FIELD]).flatMap(({ name, label }) =>
    textsOf(posted[name]).map((text) => ({ label, text })),
  );
}

function fieldsOf(words: unknown): { name: string; label: string }[] {
  if (typeof words !== 'string') return [];
  return words.split(/\r?\n/).map((line) => {
    const [name = ''] = line.split(' ', 1);
    return { name, label: line.slice(name.length + 1) };
  });
}

function textsOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((text): text is string => typeof text === 'string' && text.trim() !== '');
}
