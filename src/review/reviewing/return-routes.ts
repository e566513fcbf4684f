import type { Request, RequestHandler, Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { actAsOverseer, type Reviewer } from '../../platform/actor.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asReviewer, pathNumber } from '../../platform/http/routing.js';
import { typedWords } from '../../platform/page/typed-words.js';
import { reviewOf } from '../../reports/addresses.js';
import { openChildReport, submissionsOf, type Opened } from '../../reports/finders.js';
import { reviewNotesOf } from '../../reports/review-notes/finders.js';
import { allows, statusWords, type ReportStatus } from '../../reports/lifecycle.js';
import { correctionDays } from '../correction-days/finders.js';
import { suggestedDay } from '../correction-days/rules.js';
import { phrasesOf } from '../phrases/finders.js';
import { findWorkingCalendar } from '../../holidays/finders.js';
import { inList } from '../worklist/forms.js';
import type { Refused, ReviewAction } from './action-pages.js';
import { withPhraseInserted } from './forms.js';
import { noted } from './pages.js';
import { returnPage } from './return-page.js';
import { listOf, openToDecide, show } from './showing-routes.js';

/** The page of a return or a reopening, with the notes that were kept for it. */
export function prepare(deps: AppDeps, action: 'return' | 'reopen'): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const open = await openToDecide(deps, reviewer, req);
    const { status } = open.report;
    if (!allows(action, status))
      return again(deps, req, res, open, {
        ...{ action, words: [], status: 409 },
        form: { values: {}, errors: [cannotReturn(status)] },
      });
    await showReturn(deps, req, res, { action, open });
  });
}

async function showReturn(
  { db, clock }: AppDeps,
  req: Request,
  res: Response,
  { action, open, typed, status = 200 }: ReturnShown,
): Promise<void> {
  const [notes, phrases, days, calendar, [shown]] = await Promise.all([
    reviewNotesOf(db, open),
    phrasesOf(db, open.actor),
    correctionDays(db, open.actor),
    findWorkingCalendar(db),
    submissionsOf(db, open),
  ]);
  const list = listOf(req);
  const model = returnPage(
    {
      ...{ action: action === 'reopen' ? action : 'return', report: noted(open.report, shown) },
      accountId: open.actor.accountId,
      ...{ notes, phrases, days, suggested: suggestedDay(calendar, clock(), days) },
      inList: (path) => inList(path, list),
      back: inList(reviewOf(open.report.id), list),
    },
    typed,
  );
  page(res, 'review/return', model, status);
}
interface ReturnShown {
  readonly action: ReviewAction;
  readonly open: Opened<Reviewer>;
  readonly typed?: Form;
  readonly status?: number;
}

/** A phrase put into one of the boxes of a return, where the browser does not do so itself; nothing is decided yet. */
export function insertPhrase(deps: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const open = await openChildReport(deps.db, reviewer, pathNumber(req, 'id'));
    const { status, form: definition } = open.report;
    const action = allows('reopen', status) ? 'reopen' : 'return';
    const form = withPhraseInserted(definition, req.body, await phrasesOf(deps.db, reviewer));
    const words = typedWords(req.body);
    if (allows(action, status)) {
      const refused = { action, form, words, status: form.errors.length > 0 ? 422 : 200 } as const;
      return again(deps, req, res, open, refused);
    }
    const errors = [cannotReturn(status)];
    return again(deps, req, res, open, { action, form: { ...form, errors }, words, status: 409 });
  });
}

function cannotReturn(status: ReportStatus): FieldError {
  return { field: '', message: `Báo cáo hiện ở trạng thái “${statusWords[status]}” nên không trả lại được.` };
}

/** What was posted and not done: on the page of a return, or on the report's, as the state now is. */
export async function again(
  deps: AppDeps,
  req: Request,
  res: Response,
  { actor, report }: Opened<Reviewer>,
  refused: Refused,
): Promise<void> {
  const { action, form, status } = refused;
  const open = await openChildReport(deps.db, actor, report.id);
  if (isSendingBack(action) && allows(action, open.report.status))
    return showReturn(deps, req, res, { action, open, typed: form, status });
  return show(deps, req, res, actAsOverseer(actor), refused);
}

const isSendingBack = (action: ReviewAction) => action === 'return' || action === 'reopen';
