import type { GuidanceContent, GuidanceSection } from '../../guidance/content.js';
import type { PublishedGuidance } from '../../guidance/finders.js';
import { formatDay } from '../../platform/text/format.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { ui } from '../../platform/page/components.js';
import { audienceLinks, noteLinks, noteTaker, readingTime, type NoteTaker } from '../rules.js';
import { GUIDANCE } from '../../guidance/addresses.js';

/** `linkName`: what its link to itself is called, "Liên kết đến mục II.1, ý 2". */
interface TextPart {
  anchor: string;
  title: string;
  linkName: string;
  bullets: readonly { anchor: string; html: SafeHtml; linkName: string }[];
  parts: readonly TextPart[];
}
export interface GuidanceTextPage extends Frame {
  isLarge: boolean;
  kind: string;
  subject: string;
  /** "3 phần. Đọc khoảng 5 phút." */
  length: string;
  /** Since when it is in force. */
  about: string;
  preamble: SafeHtml;
  sections: readonly TextPart[];
  recipients: GuidanceContent['recipients'];
  signature: GuidanceContent['signature'];
  notes: SafeHtml;
  pager: SafeHtml;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reading/text': GuidanceTextPage;
  }
}

/** `isLarge`: set in large type, on the screen and on paper. */
export function guidanceTextPage(
  { number, content, publishedAt }: PublishedGuidance,
  isLarge: boolean,
): GuidanceTextPage {
  const notes = noteTaker(content.basisDocuments);
  const [first] = audienceLinks(content);
  return {
    title: isLarge ? 'Hướng dẫn, chữ lớn' : 'Hướng dẫn',
    ...(isLarge ? { crumbs: [{ text: 'Hướng dẫn', href: GUIDANCE }, { text: 'Chữ lớn' }] } : {}),
    nav: 'guidance',
    share: {
      description: content.subject,
      path: GUIDANCE,
      data: ({ origin, federation }) => ({
        '@context': 'https://schema.org',
        '@type': 'DigitalDocument',
        name: `${content.kind} ${content.subject}`,
        url: `${origin}${GUIDANCE}`,
        inLanguage: 'vi',
        version: String(number),
        datePublished: publishedAt.toISOString(),
        publisher: { '@type': 'Organization', name: federation },
      }),
    },
    isLarge,
    kind: content.kind,
    subject: content.subject,
    length: `${content.sections.length} phần. ${readingTime(textsOf(content))}.`,
    about: `Công bố trên cổng ngày ${formatDay(publishedAt)}.`,
    preamble: ui.noted(notes.take(content.preamble)),
    sections: content.sections.map((section) => textPart(section, notes)),
    recipients: content.recipients,
    signature: content.signature,
    notes: ui.notes(noteLinks(notes)),
    pager: ui.pager({ next: first && { href: first.href, text: `Nội dung nêu gương: ${first.name}` } }),
  };
}

function textPart(part: GuidanceSection, notes: NoteTaker, within = ''): TextPart {
  const { anchor, number, heading, bullets, parts } = part;
  const linkName = `Liên kết đến mục ${within}${number}`;
  return {
    anchor,
    title: `${number}. ${heading}`,
    linkName,
    bullets: bullets.map((bullet, at) => ({
      anchor: bullet.anchor,
      html: ui.noted(notes.take(bullet.text)),
      linkName: `${linkName}, ý ${at + 1}`,
    })),
    parts: parts.map((inner) => textPart(inner, notes, `${within}${number}.`)),
  };
}

function textsOf({ subject, preamble, sections }: GuidanceContent): string[] {
  const parts = sections.flatMap((section) => [section, ...section.parts]);
  return [
    subject,
    preamble,
    ...parts.flatMap(({ heading, bullets }) => [heading, ...bullets.map(({ text }) => text)]),
  ];
}
