import type { FieldError, Form, Values } from './forms.js';
import type { Frame, SafeHtml } from './render.js';

/** Asks before what is hard to take back, in one card: views/confirm.ejs. The title is the question. */
export interface ConfirmPage extends Frame {
  errors: readonly FieldError[];
  /** What follows from a yes, a sentence each. */
  follows: readonly string[];
  /** Where a yes is posted, with the version of the row that was seen; '' where there is no row yet. */
  action: string;
  version: string;
  /** What is still asked for here: the number of a paper. */
  controls: readonly SafeHtml[];
  /** What was typed before, by field name: a yes posts it again. */
  kept: readonly (readonly [name: string, value: string])[];
  /** The way out is the form that was typed in, with what was typed: it is posted there too. */
  isTyped: boolean;
  submit: string;
  /** The way out, by which nothing happens. */
  back: { readonly text: string; readonly href: string };
}

declare module './render.js' {
  interface Pages {
    confirm: ConfirmPage;
  }
}

type Given = Frame & Pick<ConfirmPage, 'follows' | 'action' | 'version' | 'submit' | 'back'>;

/** `controls` are shown with what `form` says of them. */
export function confirmPage(
  given: Given,
  controls: readonly SafeHtml[] = [],
  { errors }: Pick<Form, 'errors'> = { errors: [] },
): ConfirmPage {
  return { ...given, hasErrors: errors.length > 0, errors, controls, kept: [], isTyped: false };
}

/** What is asked about a form that was filled in on the page before. */
export type Question = Frame & Pick<ConfirmPage, 'follows' | 'submit'>;

/** Asks about what was `typed`, and carries it on: a yes is posted to `action`, `back` shows the form with it again. */
export function confirmTyped(
  question: Question,
  typed: Values,
  { action, back }: { readonly action: string; readonly back: string },
): ConfirmPage {
  const { version = '', ...kept } = typed;
  const way = { text: 'Sửa lại', href: back };
  const asked = confirmPage({ ...question, action, version, back: way });
  return { ...asked, kept: Object.entries(kept), isTyped: true };
}
