import { escapeHtml } from '../platform/page/templates.js';
import { cleanLine } from '../platform/text/text.js';

/** What a message says: plain words, a list of facts, links to pages of the portal. */
export interface LetterContent {
  readonly subject: string;
  /** Paragraphs before the facts; a line break within one stays. */
  readonly before: readonly string[];
  readonly facts?: readonly (readonly [key: string, value: string])[];
  /** `path` begins with a slash. */
  readonly links?: readonly { readonly text: string; readonly path: string }[];
  readonly after?: readonly string[];
}

const FOOTER = 'Thư do hệ thống tự gửi, xin không trả lời thư này.';

/** The words of a message, the same in both; `withLinks` makes them what a reader gets. */
export interface LetterWords {
  readonly text: string;
  readonly html: string;
}

/**
 * A message as subject, text and HTML that say the same. Every fact is one line. The words do not know where the portal
 * is: each link stands between two marks, and a third is where the portal's address comes in.
 */
export function letter(content: LetterContent): LetterWords & { readonly subject: string } {
  const { before, facts = [], links = [], after = [] } = content;
  const parts = {
    subject: cleanLine(content.subject),
    before: before.map(unmarked),
    facts: facts.map(([key, value]) => [key, cleanLine(value)] as const),
    links,
    after: [...after.map(unmarked), FOOTER],
  };
  return { subject: parts.subject, text: plain(parts), html: markup(parts) };
}

/**
 * A noncharacter, so that no text of a person has it: cleanText takes it away where text comes in, and `unmarked` here,
 * for what did not come in by that door.
 */
const MARK = '\ufdd0';

function unmarked(text: string): string {
  return text.replaceAll(MARK, '');
}

/**
 * The words that `letter` made, as a reader gets them. `publicUrl`: the portal's own address, without a slash at its end;
 * without it the links are left out, each with the break before it. Words without a mark stay as they are.
 */
export function withLinks({ text, html }: LetterWords, publicUrl: string | undefined): LetterWords {
  if (publicUrl === undefined) return { text: text.replace(LINK, ''), html: html.replace(LINK, '') };
  const at = (address: string) => (_link: string, gap: string, start: string, end: string) =>
    gap + start + address + end;
  return { text: text.replace(LINK, at(publicUrl)), html: html.replace(LINK, at(escapeHtml(publicUrl))) };
}

// Of the text an empty line is the break, of the HTML the end of a line.
const LINK = new RegExp(`(\\n{1,2})${MARK}([^${MARK}]*)${MARK}([^${MARK}]*)${MARK}`, 'g');

type Parts = Required<LetterContent>;

function plain({ subject, before, facts, links, after }: Parts): string {
  const blocks = [
    subject,
    ...before,
    facts.map(([key, value]) => `${key}: ${value}`).join('\n'),
    ...links.map(({ text, path }) => `${MARK}${text}:\n${MARK}${path}${MARK}`),
    ...after,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function markup({ subject, before, facts, links, after }: Parts): string {
  const rows = facts.map(
    ([key, value]) =>
      `<tr><th scope="row" align="left">${escapeHtml(key)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return [
    '<!DOCTYPE html>',
    `<html lang="vi"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body>`,
    `<h1>${escapeHtml(subject)}</h1>`,
    ...before.map(paragraph),
    ...(rows.length > 0 ? [`<table cellpadding="4">${rows.join('')}</table>`] : []),
    ...links.map(
      ({ text, path }) => `${MARK}<p><a href="${MARK}${escapeHtml(path)}">${escapeHtml(text)}</a></p>${MARK}`,
    ),
    ...after.map(paragraph),
    '</body></html>',
  ].join('\n');
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
}
