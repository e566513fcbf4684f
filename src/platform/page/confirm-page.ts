import type { Frame } from './render.js';

/** Asks before what is hard to take back, in one card: views/confirm.ejs. The title is the question. */
export interface ConfirmPage extends Frame {
  /** What follows from a yes, a sentence each. */
  follows: readonly string[];
  /** Where a yes is posted, with the version of the row that was seen. */
  action: string;
  version: string;
  submit: string;
  /** The way out, by which nothing happens. */
  back: { readonly text: string; readonly href: string };
}

declare module './render.js' {
  interface Pages {
    confirm: ConfirmPage;
  }
}
