import { Router, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { postedValues, refuse, type Form, type Values } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asReviewer, pathNumber } from '../../platform/http/routing.js';
import { leadTo } from '../../platform/http/sent-forms.js';
import { openedPeriod } from '../../periods/finders.js';
import { following } from '../../reports/addresses.js';
import { exemptMany, extendMany } from '../../reports/bulk/commands.js';
import { receiverStanding } from '../../reports/decisions/finders.js';
import type { BulkResult, Told } from '../../reports/bulk/rules.js';
import { selectReports } from '../../reports/selection/finders.js';
import { selectionProblem } from '../../reports/selection/rules.js';
import { bulkDecision } from '../addresses.js';
import { candidates, confirmedChildren, matching } from './finders.js';
import { parseBulk, readBulkFilter, type BulkRequest } from './forms.js';
import { bulkConfirmPage, bulkDonePage, bulkPage, doubtsAbout, type BulkParts } from './pages.js';
import { bulkActions, SHOWN, type BulkAction } from './rules.js';

/** Extending, exempting and no longer exempting many direct children: choose, look, then do. */
export function bulkRoutes(deps: AppDeps): Router {
  const router = Router();
  for (const action of Object.keys(bulkActions) as BulkAction[]) {
    const address = bulkDecision(':year', bulkActions[action].slug);
    router.get(address, choose(deps, action)).post(address, proceed(deps, action));
  }
  return router;
}

function choose(deps: AppDeps, action: BulkAction): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const period = await openedPeriod(deps.db, pathNumber(req, 'year'));
    await show(deps, res, reviewer, { action, period, filter: readBulkFilter(req.query) }, NOTHING);
  });
}
const NOTHING: Form = { values: {}, errors: [] };

/** Answers by hand and not by answerForm: a choice leads to a page that asks, and what was done is a page, too. */
function proceed(deps: AppDeps, action: BulkAction): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const { db, clock } = deps;
    const period = await openedPeriod(db, pathNumber(req, 'year'));
    const { again, ...posted } = postedValues(req.body);
    const parts = { action, period, filter: readBulkFilter(posted) };
    if (again) return show(deps, res, reviewer, parts, { values: posted, errors: [] });
    const form = parseBulk(action, req.body, { now: clock(), opensOn: period.opensOn });
    if (!form.ok) return show(deps, res, reviewer, parts, form.form, 422);
    const ask = form.data.isConfirmed ? confirm : askAbout;
    await ask(deps, res, reviewer, { ...parts, request: form.data, posted });
  });
}

interface Asked extends BulkParts {
  readonly request: BulkRequest;
  readonly posted: Values;
}

/** Shows which units are chosen, and what would become of them; or the list again, with why there is nothing to ask. */
async function askAbout(deps: AppDeps, res: Response, reviewer: Reviewer, asked: Asked): Promise<void> {
  const { request, posted, ...parts } = asked;
  const { rows, strangers, matchesNow } = await selectReports(deps.db, reviewer, {
    ...request.selection,
    periodId: parts.period.id,
    matching: matching(parts),
    ids: request.reports.map(({ id }) => id),
  });
  const problem = selectionProblem({ rows, strangers, matchesNow }, request.selection);
  if (problem) return show(deps, res, reviewer, parts, refuse(posted, problem).form, 422);
  const receiver = await receiverOf(deps, reviewer, parts);
  const isMailSet = deps.config.mail !== undefined;
  const model = bulkConfirmPage(parts, rows, { request, receiver, isMailSet, strangers });
  page(res, 'review/bulk-confirm', model);
}

/** Does it; or asks once more where it should be thought over. */
async function confirm(deps: AppDeps, res: Response, reviewer: Reviewer, asked: Asked): Promise<void> {
  const { request, posted: _, ...parts } = asked;
  const { action, period } = parts;
  const isMailSet = deps.config.mail !== undefined;
  const receiver = await receiverOf(deps, reviewer, parts);
  const isAsked = action === 'extend' && !request.isSure;
  const chosen = isAsked ? await confirmedChildren(deps.db, reviewer, period.id, request.reports) : [];
  if (doubtsAbout(chosen, request.dueBefore, receiver).length > 0) {
    const model = bulkConfirmPage(parts, chosen, { request, receiver, isMailSet, errors: [UNSURE] });
    return page(res, 'review/bulk-confirm', model, 422);
  }
  const outcome = await act(deps, reviewer, action, request);
  leadTo(res, following(period.year));
  page(res, 'review/bulk-done', bulkDonePage(parts, outcome, isMailSet));
}

async function receiverOf({ db }: AppDeps, reviewer: Reviewer, { action, period }: BulkParts) {
  return action === 'extend' ? receiverStanding(db, reviewer, period.id) : null;
}

const UNSURE = { field: 'sure', message: 'Hãy đánh dấu ô “Vẫn gia hạn” nếu vẫn làm, hoặc chọn lại ngày.' };

function act(
  { db, clock }: AppDeps,
  reviewer: Reviewer,
  action: BulkAction,
  { reports, reason, dueBefore }: BulkRequest,
): Promise<BulkResult & Told> {
  const now = clock();
  if (action !== 'extend') return exemptMany(db, reviewer, action, { reports, reason }, now);
  if (!dueBefore) throw new Error('an extension without its day');
  return extendMany(db, reviewer, reports, { reason, dueBefore }, now);
}

async function show(
  { db }: AppDeps,
  res: Response,
  reviewer: Reviewer,
  parts: BulkParts,
  form: Form,
  status = 200,
): Promise<void> {
  const found = await candidates(db, reviewer, parts.period.id, parts, SHOWN);
  page(
    res,
    'review/bulk',
    bulkPage(parts, found, { form, canExtendBranch: reviewer.unit.parentId === null }),
    status,
  );
}
