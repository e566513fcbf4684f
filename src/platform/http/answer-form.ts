import type { Request, Response } from 'express';
import type { Outcome } from '../outcome.js';
import { confirmTyped, type Question } from '../page/confirm-page.js';
import { postedValues, type Form, type Parsed, type Values } from '../page/forms.js';
import { page } from '../page/render.js';
import { withQuery } from './query.js';
import { done as leadOn } from './routing.js';

/**
 * Shows the form again with what was typed. 422: with its errors. 409: somebody saved first; `stale` is what is saved now.
 * 200: it was asked about, and is to be changed first.
 */
export interface Again<Stale> {
  readonly form: Form;
  readonly status: 200 | 409 | 422;
  readonly stale?: Stale;
}

/** Where to redirect after success, and the notice shown there. */
export type Next = readonly [path: string, notice: string];

export interface FormAnswers<Data, Done, Stale> {
  readonly posted: Parsed<Data>;
  /** Where it is hard to take back: what is asked before the command; undefined where nothing is. */
  readonly asks?: (data: Data) => Question | undefined | Promise<Question | undefined>;
  readonly command: (data: Data) => Promise<Outcome<Done, Stale>>;
  /** Returns undefined if it has already sent the response itself. */
  readonly done: (done: Done, data: Data) => Next | undefined | Promise<Next | undefined>;
  readonly again: (again: Again<Stale>) => void | Promise<void>;
  /** The values to show again, if they differ from what was posted (after cleaning, for example). */
  readonly typed?: (data: Data) => Values;
}

/**
 * Runs the command of a posted form and answers: 303 on success, 422 if it is refused, 409 if somebody saved first. Where it
 * `asks`, the first post shows the question, and what was typed is posted again by a yes, or by the way back to the form.
 */
export async function answerForm<Data, Done, Stale>(
  req: Request,
  res: Response,
  answers: FormAnswers<Data, Done, Stale>,
): Promise<void> {
  const { posted, command, done, again, typed } = answers;
  if (!posted.ok) return again({ form: posted.form, status: 422 });
  if (await isAskedFirst(req, res, posted.data, answers)) return;
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

/** Shows the question, or the form that is to be changed before; false where the command is to run. */
async function isAskedFirst<Data, Done, Stale>(
  req: Request,
  res: Response,
  data: Data,
  { asks, again }: FormAnswers<Data, Done, Stale>,
): Promise<boolean> {
  if (!asks || req.query[STEP] === YES) return false;
  const typed = postedValues(req.body);
  const isBack = req.query[STEP] === BACK;
  const question = isBack ? undefined : await asks(data);
  if (isBack) await again({ form: { values: typed, errors: [] }, status: 200 });
  else if (question) page(res, 'confirm', confirmTyped(question, typed, waysOn(req)));
  return isBack || question !== undefined;
}

/** What the address says of a form that is asked about. */
const STEP = 'buoc';
const [YES, BACK] = ['dong-y', 'sua-lai'] as const;

function waysOn({ baseUrl, path }: Request): { action: string; back: string } {
  const to = (step: string) => withQuery(baseUrl + path, { [STEP]: step });
  return { action: to(YES), back: to(BACK) };
}
