import type { Request, Response } from 'express';
import type { Outcome } from '../outcome.js';
import { postedValues, type Form, type Parsed, type Values } from '../page/forms.js';
import { done as leadOn } from './routing.js';

/** Shows the form again with what was typed. 422: with its errors. 409: somebody saved first; `stale` is what is saved now. */
export interface Again<Stale> {
  readonly form: Form;
  readonly status: 409 | 422;
  readonly stale?: Stale;
}

/** Where to redirect after success, and the notice shown there. */
export type Next = readonly [path: string, notice: string];

export interface FormAnswers<Data, Done, Stale> {
  readonly posted: Parsed<Data>;
  readonly command: (data: Data) => Promise<Outcome<Done, Stale>>;
  /** Returns undefined if it has already sent the response itself. */
  readonly done: (done: Done, data: Data) => Next | undefined | Promise<Next | undefined>;
  readonly again: (again: Again<Stale>) => void | Promise<void>;
  /** The values to show again, if they differ from what was posted (after cleaning, for example). */
  readonly typed?: (data: Data) => Values;
}

/** Runs the command of a posted form and answers: 303 on success, 422 if it is refused, 409 if somebody saved first. */
export async function answerForm<Data, Done, Stale>(
  req: Request,
  res: Response,
  { posted, command, done, again, typed }: FormAnswers<Data, Done, Stale>,
): Promise<void> {
  if (!posted.ok) return again({ form: posted.form, status: 422 });
  const outcome = await command(posted.data);
  if ('done' in outcome) {
    const next = await done(outcome.done, posted.data);
    return next && leadOn(req, res, ...next);
  }
  const values = typed?.(posted.data) ?? postedValues(req.body);
  const form = { values, errors: outcome.problems ?? [] };
  if ('stale' in outcome) return again({ form, status: 409, stale: outcome.stale });
  return again({ form, status: 422 });
}
