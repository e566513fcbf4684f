import type { GuidanceContent } from '../../guidance/content.js';
import type { PublishedGuidance } from '../../guidance/finders.js';
import { audiencePages, obligations } from '../../guidance/rules.js';
import type { OfficialDocument } from '../../platform/documents/content.js';
import type { Audience } from '../../form/audiences.js';

/** The obligations of one audience as a page to hand out. */
export function obligationsDocument(
  { content, publishedAt }: PublishedGuidance,
  audience: Audience,
  federation: string,
): OfficialDocument {
  const { heading, source } = partOf(content, audience, federation);
  return {
    title: `Nội dung nêu gương - ${audiencePages[audience].name}`,
    draft: false,
    madeAt: publishedAt,
    type: 'Nội dung nêu gương',
    subject: heading,
    blocks: [
      ...obligations(content, audience).map(({ number, text }) => ({
        kind: 'paragraph' as const,
        lead: `${number}.`,
        text,
      })),
      { kind: 'paragraph', italic: true, text: `Nguồn: ${source}.` },
    ],
  };
}

/** The audience's part of the guidance: its heading, and where it stands: "Mục II.1, Hướng dẫn thực hiện …". */
export function partOf(
  { kind, subject, sections }: GuidanceContent,
  audience: Audience,
  federation: string,
): { heading: string; source: string } {
  const { name } = audiencePages[audience];
  const [found] = sections.flatMap((section) =>
    section.parts
      .filter((part) => part.audience === audience)
      .map((part) => ({ heading: part.heading, number: `Mục ${section.number}.${part.number}, ` })),
  );
  const said = kind.charAt(0) + kind.slice(1).toLocaleLowerCase('vi');
  const whole = `${said} ${subject.charAt(0).toLocaleLowerCase('vi')}${subject.slice(1)}, của ${federation}`;
  return { heading: found?.heading ?? name, source: `${found?.number ?? ''}${whole}` };
}
