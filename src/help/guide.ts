/**
 * The user guide as data: the pages of /tro-giup, docs/huong-dan-su-dung and the search all come from it
 * (docs/decisions/0045). Whatever stands in “…” is a word of the portal, and is on the page that `seen` names: a test
 * signs in to the sample province and looks.
 */
export interface Guide {
  /** The last part of its address. */
  readonly slug: string;
  readonly title: string;
  /** For whom it is, and what they do. */
  readonly lead: string;
  readonly needs: readonly string[];
  readonly steps: readonly Step[];
  /** What if … */
  readonly questions: readonly Question[];
}

/** A page of the sample province of 20 August 2026, for one of its accounts; `by` is '' for a visitor. */
export interface Seen {
  readonly by: string;
  readonly at: string;
}

export interface Step {
  readonly title: string;
  readonly text: readonly string[];
  readonly seen?: Seen;
  /** Taken of the page that `seen` names, by `npm run guide`. */
  readonly picture?: Picture;
}

export interface Picture {
  /** In public/tro-giup, without its ending. */
  readonly name: string;
  readonly alt: string;
}

export interface Question {
  /** Its anchor. */
  readonly anchor: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly seen?: Seen;
}

/** Every picture has this size, in CSS pixels. */
export const PICTURE = { width: 880, height: 520 } as const;
export const pictureHref = ({ name }: Picture) => `/tro-giup/hinh/${name}.webp`;
