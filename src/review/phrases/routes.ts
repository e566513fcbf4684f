import { Router, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { parseForm, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { PHRASES, phraseDown, phraseEdit, phraseRemoval, phraseUp } from '../addresses.js';
import { addPhrase, editPhrase, movePhrase, removePhrase } from './commands.js';
import { openPhrase, phrasesOf, type OwnPhrase } from './finders.js';
import { newPhraseForm, phraseForm } from './forms.js';
import { phrasePage, phrasesPage } from './pages.js';

/** /xet-duyet/cau-mau: the phrases that the reviewers of a unit keep for reuse. */
export function phraseRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  return Router()
    .get(
      PHRASES,
      asReviewer(async (reviewer, _req, res) => list(deps, reviewer, res)),
    )
    .post(PHRASES, add(deps))
    .get(
      phraseEdit(':id'),
      asReviewer(async (reviewer, req, res) => {
        page(
          res,
          'review/phrase',
          phrasePage((await openPhrase(db, reviewer, pathNumber(req, 'id'))).phrase),
        );
      }),
    )
    .post(phraseEdit(':id'), edit(deps))
    .post(
      phraseRemoval(':id'),
      act(deps, 'Đã bỏ câu mẫu.', (own) => removePhrase(db, own, clock())),
    )
    .post(
      phraseUp(':id'),
      act(deps, 'Đã đổi thứ tự câu mẫu.', (own) => movePhrase(db, own, 'up', clock())),
    )
    .post(
      phraseDown(':id'),
      act(deps, 'Đã đổi thứ tự câu mẫu.', (own) => movePhrase(db, own, 'down', clock())),
    );
}

async function list({ db }: AppDeps, reviewer: Reviewer, res: Response, refused?: Form): Promise<void> {
  const rows = await phrasesOf(db, reviewer);
  page(res, 'review/phrases', phrasesPage(reviewer.unit.name, rows, refused), refused ? 422 : 200);
}

function add(deps: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    await answerForm(req, res, {
      posted: parseForm(newPhraseForm, req.body),
      command: ({ phrase }) => addPhrase(deps.db, reviewer, phrase, deps.clock()),
      done: () => [PHRASES, 'Đã thêm câu mẫu.'],
      again: ({ form }) => list(deps, reviewer, res, form),
    });
  });
}

function edit({ db, clock }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const id = pathNumber(req, 'id');
    const own = await openPhrase(db, reviewer, id);
    await answerForm(req, res, {
      posted: parseForm(phraseForm, req.body),
      command: (edited) => editPhrase(db, own, edited, clock()),
      done: () => [PHRASES, 'Đã sửa câu mẫu.'],
      again: async ({ form, status, stale: isConflict = false }) => {
        // NotFound where it was removed meanwhile.
        const { phrase } = isConflict ? await openPhrase(db, reviewer, id) : own;
        page(res, 'review/phrase', phrasePage(phrase, { form, isConflict }), status);
      },
    });
  });
}

function act({ db }: AppDeps, notice: string, command: (own: OwnPhrase) => Promise<void>): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    await command(await openPhrase(db, reviewer, pathNumber(req, 'id')));
    done(req, res, PHRASES, notice);
  });
}
