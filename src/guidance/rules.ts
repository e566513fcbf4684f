import { type GuidanceContent } from './content.js';
import { audienceNames, audiences, type Audience } from '../form/audiences.js';

/** The address of each audience's page, and what it is called. */
export const audiencePages: Record<Audience, { slug: string; name: string }> = {
  'civil-servant': { slug: 'can-bo-cong-chuc', name: audienceNames['civil-servant'] },
  'public-employee': { slug: 'vien-chuc', name: audienceNames['public-employee'] },
  worker: { slug: 'cong-nhan-lao-dong', name: audienceNames.worker },
};

/** One duty of one audience: one bullet of section II. */
export interface Obligation {
  /** "worker-2": named by report forms; the same while its anchor is. */
  readonly code: string;
  /** From 1 within its audience. */
  readonly number: number;
  /** Its anchor on the page of the whole text. */
  readonly anchor: string;
  readonly text: string;
}

/** The obligations of one audience, in the text's order. */
export function obligations(content: GuidanceContent, audience: Audience): Obligation[] {
  const part = content.sections.flatMap((section) => section.parts).find((p) => p.audience === audience);
  if (!part) return [];
  return part.bullets.map(({ anchor, text }, at) => ({
    code: obligationCode(audience, part.anchor, anchor),
    number: at + 1,
    anchor,
    text,
  }));
}

/**
 * "civil-servant-2" of the bullet "ii-1-2" in the part "ii-1": it goes with its anchor and not with its place, so that
 * the forms that name it mean the same duty when another is put before it or taken away (docs/decisions/0020).
 */
function obligationCode(audience: Audience, part: string, anchor: string): string {
  return `${audience}-${anchor.startsWith(`${part}-`) ? anchor.slice(part.length + 1) : anchor}`;
}

/** The words of every obligation, by its code. */
export function obligationWords(content: GuidanceContent): Map<string, string> {
  return new Map(
    audiences.flatMap((audience) => obligations(content, audience)).map((o) => [o.code, o.text]),
  );
}
