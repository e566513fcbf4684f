import { Router, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { postedValues, refuse, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asReviewer, pathNumber } from '../../platform/http/routing.js';
import { leadTo } from '../../platform/http/sent-forms.js';
import { openedPeriod, type OpenedPeriod } from '../../periods/finders.js';
import { following } from '../../reports/addresses.js';
import { exemptMany, extendMany } from '../../reports/bulk/commands.js';
import { receiverStanding } from '../../reports/decisions/finders.js';
import { BULK_LIMIT, type BulkResult } from '../../reports/bulk/rules.js';
import { bulkDecision } from '../addresses.js';
import { candidates, chosenChildren } from './finders.js';
import { parseBulk, readBulkFilter, type BulkFilter, type BulkRequest } from './forms.js';
import { bulkConfirmPage, bulkDonePage, bulkPage, doubtsAbout } from './pages.js';
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
    const posted = postedValues(req.body);
    const parts = { action, period, filter: readBulkFilter(posted) };
    const form = parseBulk(action, req.body, { now: clock(), opensOn: period.opensOn });
    if (!form.ok) return show(deps, res, reviewer, parts, form.form, 422);
    const receiver = action === 'extend' ? await receiverStanding(db, reviewer, period.id) : null;
    if (form.data.whom === 'confirmed') {
      const { reports, dueBefore, isSure } = form.data;
      const isAsked = action === 'extend' && !isSure;
      const chosen = isAsked ? await chosenChildren(db, reviewer, period.id, reports) : [];
      if (doubtsAbout(chosen, dueBefore, receiver).length > 0)
        return page(
          res,
          'review/bulk-confirm',
          bulkConfirmPage(parts, chosen, form.data, { receiver, errors: [UNSURE] }),
          422,
        );
      const outcome = await act(deps, reviewer, action, form.data);
      leadTo(res, following(period.year));
      return page(res, 'review/bulk-done', bulkDonePage(parts, outcome));
    }
    const rows =
      form.data.whom === 'all'
        ? (await candidates(db, reviewer, period.id, parts, BULK_LIMIT)).rows
        : await chosenChildren(db, reviewer, period.id, form.data.reports);
    if (rows.length > 0)
      return page(res, 'review/bulk-confirm', bulkConfirmPage(parts, rows, form.data, { receiver }));
    const nobody = {
      field: '',
      message: 'Chưa chọn đơn vị nào. Hãy đánh dấu đơn vị, hoặc chọn cả danh sách.',
    };
    await show(deps, res, reviewer, parts, refuse(posted, nobody).form, 422);
  });
}

const UNSURE = { field: 'sure', message: 'Hãy đánh dấu ô “Vẫn gia hạn” nếu vẫn làm, hoặc chọn lại ngày.' };

function act(
  { db, clock }: AppDeps,
  reviewer: Reviewer,
  action: BulkAction,
  { reports, reason, dueBefore }: BulkRequest,
): Promise<BulkResult> {
  const now = clock();
  if (action !== 'extend') return exemptMany(db, reviewer, action, { reports, reason }, now);
  if (!dueBefore) throw new Error('an extension without its day');
  return extendMany(db, reviewer, reports, { reason, dueBefore }, now);
}

async function show(
  { db }: AppDeps,
  res: Response,
  reviewer: Reviewer,
  parts: { action: BulkAction; period: OpenedPeriod; filter: BulkFilter },
  form: Form,
  status = 200,
): Promise<void> {
  const found = await candidates(db, reviewer, parts.period.id, parts, SHOWN);
  page(res, 'review/bulk', bulkPage(parts, found, form), status);
}
