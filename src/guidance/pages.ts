import type { Frame } from '../platform/render.js';
import type { Audience, GuidanceContent, GuidanceSection } from './content.js';
import type { PublishedGuidance } from './finders.js';
import { obligations } from './rules.js';

/** `linkName`: what its link to itself is called, "Liên kết đến mục II.1, ý 2". */
interface TextPart {
  anchor: string;
  title: string;
  linkName: string;
  bullets: readonly { anchor: string; text: string; linkName: string }[];
  parts: readonly TextPart[];
}
export interface GuidanceTextPage extends Frame {
  kind: string;
  subject: string;
  preamble: string;
  sections: readonly TextPart[];
  recipients: GuidanceContent['recipients'];
  signature: GuidanceContent['signature'];
}
interface AudienceLink {
  href: string;
  name: string;
  heading: string;
}
export interface AudiencesPage extends Frame {
  audiences: readonly (AudienceLink & { count: string })[];
}
export interface ObligationsPage extends Frame {
  heading: string;
  obligations: readonly { number: string; text: string; href: string; anchor: string }[];
  textHref: string;
  others: readonly AudienceLink[];
}
export interface DocumentsPage extends Frame {
  documents: readonly {
    anchor: string;
    kind: string;
    number: string;
    date: string;
    issuer: string;
    about: string;
  }[];
}

declare module '../platform/render.js' {
  interface Pages {
    'guidance/text': GuidanceTextPage;
    'guidance/audiences': AudiencesPage;
    'guidance/obligations': ObligationsPage;
    'guidance/documents': DocumentsPage;
  }
}

/** The address of each audience's page, and what it is called. */
export const audiencePages: Record<Audience, { slug: string; name: string }> = {
  'civil-servant': { slug: 'can-bo-cong-chuc', name: 'Cán bộ, công chức' },
  'public-employee': { slug: 'vien-chuc', name: 'Viên chức' },
  worker: { slug: 'cong-nhan-lao-dong', name: 'Công nhân lao động' },
};

export function guidanceTextPage({ content }: PublishedGuidance): GuidanceTextPage {
  return {
    title: 'Hướng dẫn',
    nav: 'guidance',
    kind: content.kind,
    subject: content.subject,
    preamble: content.preamble,
    sections: content.sections.map((section) => textPart(section)),
    recipients: content.recipients,
    signature: content.signature,
  };
}

export function audiencesPage({ content }: PublishedGuidance): AudiencesPage {
  return {
    title: 'Nghĩa vụ nêu gương',
    nav: 'obligations',
    audiences: audienceLinks(content).map(({ audience, ...link }) => ({
      ...link,
      count: `${String(obligations(content, audience).length)} nội dung`,
    })),
  };
}

export function obligationsPage({ content }: PublishedGuidance, audience: Audience): ObligationsPage {
  const { name } = audiencePages[audience];
  const links = audienceLinks(content);
  const part = content.sections.flatMap((section) => section.parts).find((p) => p.audience === audience);
  return {
    title: `Nghĩa vụ nêu gương: ${name}`,
    crumbs: [{ text: 'Nghĩa vụ nêu gương', href: '/nghia-vu' }, { text: name }],
    nav: 'obligations',
    heading: part?.heading ?? name,
    obligations: obligations(content, audience).map(({ code, number, anchor, text }) => ({
      number: String(number),
      text,
      href: `/huong-dan#${anchor}`,
      anchor: code,
    })),
    textHref: `/huong-dan#${part?.anchor ?? ''}`,
    others: links.filter((link) => link.audience !== audience),
  };
}

export function documentsPage({ content }: PublishedGuidance): DocumentsPage {
  return {
    title: 'Văn bản',
    nav: 'documents',
    documents: content.basisDocuments.map(({ anchor, kind, number, date, issuer, about }) => ({
      anchor,
      kind,
      number,
      date: date || '–',
      issuer: issuer || '–',
      about: about || '–',
    })),
  };
}

function audienceLinks(content: GuidanceContent): (AudienceLink & { audience: Audience })[] {
  return content.sections
    .flatMap((section) => section.parts)
    .flatMap(({ audience, heading }) => {
      if (!audience) return [];
      const { slug, name } = audiencePages[audience];
      return [{ audience, href: `/nghia-vu/${slug}`, name, heading }];
    });
}

function textPart({ anchor, number, heading, bullets, parts }: GuidanceSection, within = ''): TextPart {
  const linkName = `Liên kết đến mục ${within}${number}`;
  return {
    anchor,
    title: `${number}. ${heading}`,
    linkName,
    bullets: bullets.map((bullet, at) => ({ ...bullet, linkName: `${linkName}, ý ${String(at + 1)}` })),
    parts: parts.map((part) => textPart(part, `${within}${number}.`)),
  };
}
