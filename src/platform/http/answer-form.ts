import type { Request, Response } from 'express';
import type { Outcome } from '../outcome.js';
import { postedValues, type Form, type Parsed, type Values } from '../page/forms.js';
import { done as leadOn } from './routing.js';

/** The page again with what was typed. 422: and what is wrong with it. 409: somebody acted first; `stale` is what is saved now. */
export interface Again<Stale> {
  readonly form: Form;
  readonly status: 409 | 422;
  readonly stale?: Stale;
}

/** Where a form that was done leads, and the one line that is said there. */
export type Next = readonly [path: string, notice: string];

export interface FormAnswers<Data, Done, Stale> {
  readonly posted: Parsed<Data>;
  readonly command: (data: Data) => Promise<Outcome<Done, Stale>>;
  /** Undefined where it has answered itself. */
  readonly done: (done: Done, data: Data) => Next | undefined | Promise<Next | undefined>;
  readonly again: (again: Again<Stale>) => void | Promise<void>;
  /** What stands in the form again where that is not what was posted, letter by letter. */
  readonly typed?: (data: Data) => Values;
}

/** Gives the command that a posted form asks for, and answers: 303 where it is done, 422 where refused, 409 where stale. */
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
