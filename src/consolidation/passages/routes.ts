import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { asStale, outcomeOf } from '../../platform/outcome.js';
import type { Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asReviewer, done, pathNumber, postedVersion } from '../../platform/http/routing.js';
import { obligationTexts } from '../../guidance/finders.js';
import {
  passageDown,
  passageEdit,
  passageMerge,
  passageRemoval,
  passageSplit,
  passageTargets,
  passageUp,
  passagesOf,
} from '../addresses.js';
import { stalePassages } from '../carried/finders.js';
import { openConsolidation } from '../finders.js';
import { passageCounts } from '../texts/finders.js';
import { editPassage, mergePassages, movePassage, removePassage, separatePassages } from './commands.js';
import { openPassage, passagesUnder, textsNow, type OpenedPassage } from './finders.js';
import { parseMerge, parsePassage } from './forms.js';
import { gatheredPage, mergePage, passagePage, passagesPage, removalPage } from './pages.js';
import { narrativeField } from '../../form/definition.js';

/** The marked passages under their questions: put in order, edited, merged, removed. */
export function passageRoutes(deps: AppDeps): Router {
  return Router().use(viewRoutes(deps), editRoutes(deps), removalRoutes(deps), orderRoutes(deps));
}

function viewRoutes({ db }: AppDeps): Router {
  const router = Router();
  router.get(
    passageTargets(':year'),
    asOverseer(async (overseer, req, res) => {
      const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
      const [counts, stale, obligations] = await Promise.all([
        passageCounts(db, open),
        stalePassages(db, open),
        obligationTexts(db, open.period.guidanceVersionId),
      ]);
      page(res, 'consolidation/gathered', gatheredPage(open, { counts, stale, obligations }));
    }),
  );
  router.get(
    passagesOf(':year', ':field'),
    asOverseer(async (overseer, req, res) => {
      const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
      const found = narrativeField(open.form, req.params['field']);
      if (!found) throw new NotFound('Biểu mẫu không có câu hỏi này.');
      const [passages, obligations] = await Promise.all([
        passagesUnder(db, open, found.field.code),
        obligationTexts(db, open.period.guidanceVersionId),
      ]);
      const now = await textsNow(db, passages);
      page(res, 'consolidation/passages', passagesPage({ open, ...found, passages, now, obligations }));
    }),
  );
  return router;
}

function editRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router();
  router.get(
    passageEdit(':year', ':id'),
    asReviewer(async (reviewer, req, res) => {
      const { open, passage } = await opened(deps, reviewer, req);
      page(res, 'form', passagePage(open, passage));
    }),
  );
  router.post(
    passageEdit(':year', ':id'),
    asReviewer(async (reviewer, req, res) => {
      const own = await opened(deps, reviewer, req);
      await answerForm(req, res, {
        posted: parsePassage(own.open.form, req.body),
        command: (edit) => outcomeOf(editPassage(db, own, edit, clock())),
        done: (_, { target }) => [listOf(own, target), 'Đã lưu đoạn trích.'],
        again: async ({ form, status, stale: isConflict = false }) => {
          const now = isConflict ? await opened(deps, reviewer, req) : own;
          page(res, 'form', passagePage(now.open, now.passage, { form, isConflict }), status);
        },
      });
    }),
  );
  return router;
}

function removalRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router();
  router.get(
    passageRemoval(':year', ':id'),
    asReviewer(async (reviewer, req, res) => {
      const { open, passage } = await opened(deps, reviewer, req);
      page(res, 'form', removalPage(open, passage));
    }),
  );
  router.post(
    passageRemoval(':year', ':id'),
    act(deps, 'Đã bỏ đoạn trích.', (own, version) => removePassage(db, own, version, clock())),
  );
  return router;
}

/** Order, and what belongs together. */
function orderRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  return Router()
    .get(passageMerge(':year', ':id'), showMerge(deps))
    .post(passageMerge(':year', ':id'), merge(deps))
    .post(
      passageUp(':year', ':id'),
      act(deps, 'Đã đổi thứ tự.', (own) => movePassage(db, own, 'up', clock())),
    )
    .post(
      passageDown(':year', ':id'),
      act(deps, 'Đã đổi thứ tự.', (own) => movePassage(db, own, 'down', clock())),
    )
    .post(
      passageSplit(':year', ':id'),
      act(deps, 'Đã tách các đoạn. Lời văn đã gộp vẫn ở đoạn đầu: hãy sửa lại nếu cần.', (own, version) =>
        separatePassages(db, own, version, clock()),
      ),
    );
}

function act(
  deps: AppDeps,
  notice: string,
  command: (own: OpenedPassage, version: number) => Promise<void>,
): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const own = await opened(deps, reviewer, req);
    await command(own, postedVersion(req));
    done(req, res, listOf(own), notice);
  });
}

function showMerge(deps: AppDeps): RequestHandler[] {
  return asReviewer((reviewer, req, res) => showMerging(deps, reviewer, req, res));
}

function merge(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asReviewer(async (reviewer, req, res) => {
    const own = await opened(deps, reviewer, req);
    await answerForm(req, res, {
      posted: parseMerge(req.body),
      command: (merging) => mergePassages(db, own, merging, clock()).catch(asStale),
      done: () => [listOf(own), 'Đã gộp các đoạn. Hãy sửa lại lời văn cho liền mạch.'],
      again: ({ form, status }) => showMerging(deps, reviewer, req, res, form, status),
    });
  });
}

async function showMerging(
  deps: AppDeps,
  reviewer: Reviewer,
  req: Request,
  res: Response,
  form?: Form,
  status = 200,
): Promise<void> {
  const { open, passage } = await opened(deps, reviewer, req);
  const others = await passagesUnder(deps.db, open, passage.target);
  page(res, 'consolidation/merge', mergePage(open, passage, others, form), status);
}

async function opened({ db }: AppDeps, reviewer: Reviewer, req: Request): Promise<OpenedPassage> {
  const open = await openConsolidation(db, reviewer, pathNumber(req, 'year'));
  return openPassage(db, open, pathNumber(req, 'id'));
}

function listOf({ open, passage }: OpenedPassage, target = passage.target): string {
  return passagesOf(open.period.year, target);
}
