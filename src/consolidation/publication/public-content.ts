import { z } from 'zod';

const figure = z.strictObject({
  code: z.string(),
  label: z.string(),
  /** In words, as it was published. */
  text: z.string(),
});
const example = z.strictObject({
  /** Of the model example; 0 in what was published before it was kept. */
  id: z.number().default(0),
  audience: z.string(),
  isCollective: z.boolean(),
  /** '' where it may not be named. */
  name: z.string(),
  position: z.string(),
  unitName: z.string(),
  deed: z.string(),
});

/** Of the units that must report. */
const rate = z.strictObject({ name: z.string(), part: z.number(), whole: z.number() });
/** One thing by audience, drawn as bars. */
const chart = z.strictObject({
  code: z.string(),
  name: z.string(),
  bars: z.array(z.strictObject({ label: z.string(), value: z.number().nullable(), text: z.string() })),
});

/** What the public page of a year says: `PublicResults.content`. Nothing else of the year is public. */
export const publicContent = z.strictObject({
  introduction: z.string(),
  /** From which reports the figures are, in words. */
  source: z.string(),
  /** From how many; null in what was published before it was kept. */
  reports: z.number().int().nullable().default(null),
  /** Empty in what was published before there were any; so are `shares` and `works`. */
  rates: z.array(rate).default([]),
  /** Rates, in percent. */
  shares: z.array(chart).default([]),
  sections: z.array(z.strictObject({ heading: z.string(), figures: z.array(figure) })),
  charts: z.array(chart),
  /** What units wrote, by the question: passages as they were edited. */
  works: z.array(z.strictObject({ heading: z.string(), texts: z.array(z.string()) })).default([]),
  examples: z.array(example),
  /** What was ticked, to stand so again; not shown. */
  chosen: z.strictObject({
    examples: z.array(z.number()),
    passages: z.array(z.number()).default([]),
    namesExamples: z.boolean(),
  }),
});
export type PublicContent = z.infer<typeof publicContent>;
export type PublicExample = z.infer<typeof example>;
