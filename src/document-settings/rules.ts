import { z } from 'zod';
import type { Level } from '../platform/actor.js';
import { officialLayout, type OfficialLayout } from '../platform/documents/layout.js';
import { measures, type MeasureName } from './measures.js';

// How a unit words and measures its official documents (table document_settings).

/** The longest that each wording may be. */
export const wordingLengths = {
  parentBody: 200,
  issuingBody: 200,
  numberSuffix: 40,
  place: 60,
  board: 100,
  to: 200,
  authority: 100,
  position: 100,
  name: 100,
} as const;
export type WordingName = keyof typeof wordingLengths;
export const MOST_RECIPIENTS = 15;
export const LONGEST_RECIPIENT = 150;

export const documentSettings = z.strictObject({
  wording: z.strictObject({
    ...(Object.fromEntries(
      Object.entries(wordingLengths).map(([name, most]) => [name, z.string().max(most).default('')]),
    ) as Record<WordingName, z.ZodDefault<z.ZodString>>),
    recipients: z.array(z.string().max(LONGEST_RECIPIENT)).max(MOST_RECIPIENTS).default([]),
  }),
  /** Whether the unit has said itself who its signatory signs for: until then it is as is usual (`signedAsUsual`). */
  isAuthorityChosen: z.boolean().default(false),
  measures: z.strictObject(
    Object.fromEntries(
      Object.entries(measures).map(([name, { min, max, standard }]) => [
        name,
        z.number().min(min).max(max).default(standard),
      ]),
    ) as Record<MeasureName, z.ZodDefault<z.ZodNumber>>,
  ),
});
/** Wordings left empty are as the report itself says, but for `place` and `authority`: those are left out. */
export type DocumentSettings = z.infer<typeof documentSettings>;

export const standardSettings: DocumentSettings = documentSettings.parse({
  wording: { place: officialLayout.place, authority: officialLayout.authority },
  measures: {},
});

/** Stands over whoever signs for a union without a standing committee. */
export const WHOLE_COMMITTEE = 'TM. BAN CHẤP HÀNH';

/**
 * Until a unit says itself who its signatory signs for: the whole committee of a grassroots union, most of which have no
 * standing one, else the standing committee, as the guidance is signed.
 */
export function signedAsUsual(settings: DocumentSettings, level: Level): DocumentSettings {
  if (settings.isAuthorityChosen || level !== 'GRASSROOTS') return settings;
  return { ...settings, wording: { ...settings.wording, authority: WHOLE_COMMITTEE } };
}

export function layoutOf({ measures: given, wording }: DocumentSettings): OfficialLayout {
  const { marginTop, marginBottom, marginLeft, marginRight, firstLine, lineSpacing, paragraphGap, ...type } =
    given;
  return {
    ...officialLayout,
    margins: { top: marginTop, bottom: marginBottom, left: marginLeft, right: marginRight },
    sizes: { ...officialLayout.sizes, ...type },
    firstLine: firstLine * 10,
    lineSpacing,
    paragraphGap,
    place: wording.place,
    authority: wording.authority,
  };
}
