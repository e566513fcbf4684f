import type { GuidanceContent } from '../guidance/content.js';
import { audiencePages, obligations } from '../guidance/rules.js';
import { guideAddress } from '../help/addresses.js';
import { guides } from '../help/guides.js';
import type { Entry } from './library.js';
import { DOCUMENTS } from '../documents/addresses.js';
import { GUIDANCE, obligationsAddress } from '../guidance/addresses.js';

/** Every section, part and bullet of the guidance, its documents, and the pages of audiences. */
export function guidanceEntries(content: GuidanceContent): Entry[] {
  const { kind, subject, preamble, sections, basisDocuments, recipients } = content;
  const bullets = sections.flatMap((section) => [
    ...bulletsOf(section, `Mục ${section.number}`),
    ...section.parts.flatMap((part) => bulletsOf(part, `Mục ${section.number}.${part.number}`)),
  ]);
  return [
    { kind: 'huong-dan', href: GUIDANCE, title: `${kind} ${subject}`, text: preamble },
    ...bullets,
    {
      kind: 'huong-dan',
      href: `${GUIDANCE}#noi-nhan`,
      title: recipients.heading,
      text: recipients.lines.join(' '),
    },
    ...sections.flatMap((section) => section.parts).flatMap((part) => audienceEntries(content, part)),
    ...basisDocuments.map(({ anchor, kind: type, number, date, issuer, about }) => ({
      kind: 'van-ban' as const,
      href: `${DOCUMENTS}#${anchor}`,
      title: `${type} số ${number}`,
      text: [date && `Ngày ${date}`, issuer, about].filter(Boolean).join('. '),
    })),
  ];
}

type Part = Pick<GuidanceContent['sections'][number], 'anchor' | 'heading' | 'bullets'>;

/** The heading, then each bullet under its place. */
function bulletsOf({ anchor, heading, bullets }: Part, place: string): Entry[] {
  const kind = 'huong-dan' as const;
  return [
    { kind, href: `${GUIDANCE}#${anchor}`, title: `${place}. ${heading}`, text: '' },
    ...bullets.map((bullet, at) => ({
      kind,
      href: `${GUIDANCE}#${bullet.anchor}`,
      title: `${place}, ý ${at + 1}`,
      text: bullet.text,
    })),
  ];
}

function audienceEntries(
  content: GuidanceContent,
  { audience }: GuidanceContent['sections'][number]['parts'][number],
): Entry[] {
  if (!audience) return [];
  const { slug, name } = audiencePages[audience];
  const count = String(obligations(content, audience).length);
  return [
    {
      kind: 'nghia-vu',
      href: obligationsAddress(slug),
      title: `Nội dung nêu gương: ${name}`,
      text: `Nghĩa vụ nêu gương của ${name.toLowerCase()}: ${count} nội dung, bản đăng ký nêu gương và bản tự đánh giá.`,
    },
  ];
}

/** Each step and question of the user guide; a question of several roles is found in the first one's. */
export function helpEntries(): Entry[] {
  const kind = 'tro-giup' as const;
  const seen = new Set<object>();
  const isNew = (part: object) => !seen.has(part) && seen.add(part);
  return guides.flatMap(({ slug, title, lead, steps, questions }) => {
    const href = guideAddress(slug);
    return [
      { kind, href, title, text: lead },
      ...steps
        .map((step, at) => ({ ...step, part: step, anchor: `buoc-${at + 1}` }))
        .concat(questions.map((question) => ({ ...question, part: question })))
        .filter(({ part }) => isNew(part))
        .map(({ anchor, ...part }) => ({
          kind,
          href: `${href}#${anchor}`,
          title: part.title,
          text: part.text.join(' '),
        })),
    ];
  });
}
