import { z } from 'zod';
import { audiences } from '../form/audiences.js';

const bullet = z.strictObject({ anchor: z.string(), text: z.string().min(1) });
const part = z.strictObject({
  anchor: z.string(),
  /** "I", or within a section "1". */
  number: z.string(),
  heading: z.string().min(1),
  audience: z.enum(audiences).optional(),
  bullets: z.array(bullet),
});
const section = part.extend({ parts: z.array(part.extend({ parts: z.array(z.never()) })) });

/** A document the guidance rests on. `date` as the text writes it; '' where the text does not say. */
const basisDocument = z.strictObject({
  anchor: z.string(),
  kind: z.string(),
  number: z.string(),
  date: z.string(),
  issuer: z.string(),
  about: z.string(),
});

/** The guidance as structured content: one version's `content` column. Plain text throughout. */
export const guidanceContent = z.strictObject({
  kind: z.string(),
  subject: z.string(),
  preamble: z.string(),
  sections: z.array(section),
  basisDocuments: z.array(basisDocument),
  recipients: z.strictObject({ heading: z.string(), lines: z.array(z.string()) }),
  signature: z.strictObject({
    authority: z.string(),
    position: z.string(),
    mark: z.string(),
    name: z.string(),
  }),
});

export type GuidanceContent = z.infer<typeof guidanceContent>;
export type GuidanceSection = z.infer<typeof section>;
