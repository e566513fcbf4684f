import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { conflictOf } from '../../platform/errors.js';
import { parseForm, postedValues, refuse, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { addPhrase, editPhrase, movePhrase, removePhrase } from './commands.js';
import { openPhrase, phrasesOf, type OwnPhrase } from './finders.js';
import { newPhraseForm, phraseForm } from './forms.js';
import { phrasePage, phrasesPage } from './pages.js';
import { MOST_PHRASES } from './rules.js';

const BASE = '/xet-duyet/cau-mau';

/** /xet-duyet/cau-mau: the phrases that the reviewers of a unit keep for reuse. */
export function phraseRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  return Router()
    .get(
      BASE,
      asReviewer(async (reviewer, _req, res) => list(deps, reviewer, res)),
    )
    .post(BASE, add(deps))
    .get(
      `${BASE}/:id/sua`,
      asReviewer(async (reviewer, req, res) => {
        page(
          res,
          'review/phrase',
          phrasePage((await openPhrase(db, reviewer, pathNumber(req, 'id'))).phrase),
        );
      }),
    )
    .post(`${BASE}/:id/sua`, edit(deps))
    .post(
      `${BASE}/:id/bo`,
      act(deps, 'Đã bỏ câu mẫu.', (own) => removePhrase(db, own, clock())),
    )
    .post(
      `${BASE}/:id/len`,
      act(deps, 'Đã đổi thứ tự câu mẫu.', (own) => movePhrase(db, own, 'up', clock())),
    )
    .post(
      `${BASE}/:id/xuong`,
      act(deps, 'Đã đổi thứ tự câu mẫu.', (own) => movePhrase(db, own, 'down', clock())),
    );
}

async function list({ db }: AppDeps, reviewer: Reviewer, res: Response, refused?: Form): Promise<void> {
  const rows = await phrasesOf(db, reviewer);
  page(res, 'review/phrases', phrasesPage(reviewer.unit.name, rows, refused), refused ? 422 : 200);
}

function add(deps: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const parsed = parseForm(newPhraseForm, req.body);
    if (!parsed.ok) return list(deps, reviewer, res, parsed.form);
    if (await addPhrase(deps.db, reviewer, parsed.data.phrase, deps.clock()))
      return done(req, res, BASE, 'Đã thêm câu mẫu.');
    const message = `Đã có ${MOST_PHRASES} câu mẫu. Hãy bỏ bớt câu không dùng rồi thêm câu mới.`;
    return list(deps, reviewer, res, refuse(postedValues(req.body), { field: 'phrase', message }).form);
  });
}

function edit(deps: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const own = await openPhrase(deps.db, reviewer, pathNumber(req, 'id'));
    const parsed = parseForm(phraseForm, req.body);
    if (!parsed.ok) {
      page(res, 'review/phrase', phrasePage(own.phrase, { form: parsed.form, isConflict: false }), 422);
      return;
    }
    const conflict = await conflictOf(editPhrase(deps.db, own, parsed.data, deps.clock()));
    if (conflict) return stale(deps, reviewer, req, res, conflict.message);
    done(req, res, BASE, 'Đã sửa câu mẫu.');
  });
}

/** What was typed, beside what stands now; NotFound where it was removed meanwhile. */
async function stale(
  { db }: AppDeps,
  reviewer: Reviewer,
  req: Request,
  res: Response,
  message: string,
): Promise<void> {
  const { phrase } = await openPhrase(db, reviewer, pathNumber(req, 'id'));
  const { form } = refuse(postedValues(req.body), { field: 'phrase', message });
  page(res, 'review/phrase', phrasePage(phrase, { form, isConflict: true }), 409);
}

function act({ db }: AppDeps, notice: string, command: (own: OwnPhrase) => Promise<void>): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    await command(await openPhrase(db, reviewer, pathNumber(req, 'id')));
    done(req, res, BASE, notice);
  });
}
