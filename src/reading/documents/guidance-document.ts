import type { PublishedGuidance } from '../../guidance/finders.js';
import type { GuidanceContent } from '../../guidance/content.js';
import type { Block, OfficialDocument } from '../../platform/documents/content.js';
import { parentBody } from '../../document-settings/issuer.js';

type Part = Omit<GuidanceContent['sections'][number], 'parts'>;

/** The guidance in the official layout, word for word. Its text says no number, place or date: room is left for them. */
export function guidanceDocument(
  { content, publishedAt }: PublishedGuidance,
  federation: string,
): OfficialDocument {
  const { heading, lines } = content.recipients;
  return {
    title: 'Hướng dẫn thực hiện trách nhiệm nêu gương',
    draft: false,
    madeAt: publishedAt,
    letterhead: {
      parentBody: parentBody(null),
      issuingBody: federation,
      number: '',
      place: '',
    },
    type: content.kind,
    subject: content.subject,
    blocks: [
      { kind: 'paragraph', text: content.preamble },
      ...content.sections.flatMap((section) => [
        ...partBlocks(section, 1),
        ...section.parts.flatMap((part) => partBlocks(part, 2)),
      ]),
    ],
    closing: { recipientsTitle: heading, recipients: lines, ...content.signature },
  };
}

function partBlocks({ number, heading, bullets }: Part, level: 1 | 2): Block[] {
  const list: Block = { kind: 'list', items: bullets.map(({ text }) => text) };
  return [{ kind: 'heading', level, text: `${number}. ${heading}` }, ...(bullets.length > 0 ? [list] : [])];
}
