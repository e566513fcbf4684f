import type { Frame } from '../platform/render.js';
import type { Audience, GuidanceContent, GuidanceSection } from '../guidance/content.js';
import type { PublishedGuidance } from '../guidance/finders.js';
import { audiencePages, obligations } from '../guidance/rules.js';

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
declare module '../platform/render.js' {
  interface Pages {
    'reading/text': GuidanceTextPage;
    'reading/audiences': AudiencesPage;
    'reading/obligations': ObligationsPage;
  }
}

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
