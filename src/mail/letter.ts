import { escapeHtml } from '../platform/page/templates.js';
import { cleanLine } from '../platform/text/text.js';

/** What a message says: plain words, a list of facts, links to pages of the portal. */
export interface LetterContent {
  readonly subject: string;
  /** Paragraphs before the facts; a line break within one stays. */
  readonly before: readonly string[];
  readonly facts?: readonly (readonly [key: string, value: string])[];
  /** `path` begins with a slash. Left out where the portal does not know its own address. */
  readonly links?: readonly { readonly text: string; readonly path: string }[];
  readonly after?: readonly string[];
}

const FOOTER = 'Thư do hệ thống tự gửi, xin không trả lời thư này.';

/**
 * A message as subject, text and HTML that say the same. Every fact is one line. `publicUrl`: the portal's own address,
 * without a slash at its end; without it there are no links.
 */
export function letter(content: LetterContent, publicUrl: string | undefined) {
  const { before, facts = [], links = [], after = [] } = content;
  const parts = {
    subject: cleanLine(content.subject),
    before,
    facts: facts.map(([key, value]) => [key, cleanLine(value)] as const),
    links: publicUrl === undefined ? [] : links.map(({ text, path }) => ({ text, href: publicUrl + path })),
    after: [...after, FOOTER],
  };
  return { subject: parts.subject, text: plain(parts), html: markup(parts) };
}

interface Parts {
  subject: string;
  before: readonly string[];
  facts: readonly (readonly [string, string])[];
  links: readonly { text: string; href: string }[];
  after: readonly string[];
}

function plain({ subject, before, facts, links, after }: Parts): string {
  const blocks = [
    subject,
    ...before,
    facts.map(([key, value]) => `${key}: ${value}`).join('\n'),
    ...links.map(({ text, href }) => `${text}:\n${href}`),
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
    ...links.map(({ text, href }) => `<p><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></p>`),
    ...after.map(paragraph),
    '</body></html>',
  ].join('\n');
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
}
