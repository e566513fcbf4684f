import { audiences, type Audience, type GuidanceContent } from './content.js';

/** The address of each audience's page, and what it is called. */
export const audiencePages: Record<Audience, { slug: string; name: string }> = {
  'civil-servant': { slug: 'can-bo-cong-chuc', name: 'Cán bộ, công chức' },
  'public-employee': { slug: 'vien-chuc', name: 'Viên chức' },
  worker: { slug: 'cong-nhan-lao-dong', name: 'Công nhân lao động' },
};

/** One duty of one audience: one bullet of section II. */
export interface Obligation {
  /** "worker-2": stable, named by report forms. */
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
  return (part?.bullets ?? []).map(({ anchor, text }, at) => ({
    code: `${audience}-${String(at + 1)}`,
    number: at + 1,
    anchor,
    text,
  }));
}

/** The words of every obligation, by its code. */
export function obligationWords(content: GuidanceContent): Map<string, string> {
  return new Map(
    audiences.flatMap((audience) => obligations(content, audience)).map((o) => [o.code, o.text]),
  );
}
