import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { actAsOverseer, actAsReviewer, hasRole, type Overseer, type Reviewer } from '../../platform/actor.js';
import { sendAttachment } from '../../platform/http/downloads.js';
import { NotFound } from '../../platform/errors.js';
import { outcomeOf } from '../../platform/outcome.js';
import { parseForm, type FieldError, type Parsed } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asReviewer, pathNumber } from '../../platform/http/routing.js';
import { typedWords } from '../../platform/page/typed-words.js';
import { reviewOf } from '../../reports/addresses.js';
import {
  acceptReport,
  exemptReport,
  extendReport,
  markOpened,
  reopenReport,
  returnReport,
  unexemptReport,
} from '../../reports/decisions/commands.js';
import { takeBack } from '../../reports/take-back/commands.js';
import { receiverStanding } from '../../reports/decisions/finders.js';
import { openChildReport, openReportBelow, submittedAttachment, type Opened } from '../../reports/finders.js';
import { allows, isReviewedBy, statusWords } from '../../reports/lifecycle.js';
import { phraseInsertion, reviewDecision, reviewFile } from '../addresses.js';
import { phrasesOf } from '../phrases/finders.js';
import { countWritten } from '../../mail/finders.js';
import type { MessageKind } from '../../mail/names.js';
import { mailedWords } from '../../mail/rules.js';
import { neighbours } from '../worklist/finders.js';
import { reviewActions, type Refused, type ReviewAction } from './action-pages.js';
import { roundsOf } from './finders.js';
import {
  acceptForm,
  parseExtension,
  parseRemarks,
  withPhraseInserted,
  readView,
  reasonForm,
  type Remarks,
} from './forms.js';
import { reviewPage } from './pages.js';

/** /xet-duyet/<report>: seeing a report below the own unit, and deciding on a direct child's. */
export function reviewingRoutes(deps: AppDeps): Router {
  const router = Router()
    .get(reviewOf(':id'), showReport(deps))
    .get(reviewFile(':id', ':attachment'), sendSubmittedFile(deps))
    .post(phraseInsertion(':id'), insertPhrase(deps));
  for (const [action, decision] of Object.entries(decisions(deps)))
    router.post(reviewDecision(':id', reviewActions[action as ReviewAction].slug), decision);
  return router;
}

function showReport(deps: AppDeps): RequestHandler[] {
  return asOverseer((overseer, req, res) => show(deps, req, res, overseer));
}

function sendSubmittedFile({ db }: AppDeps): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const open = await openReportBelow(db, overseer, pathNumber(req, 'id'));
    sendAttachment(res, await submittedAttachment(db, open, pathNumber(req, 'attachment')));
  });
}

/** What each decision reads from its form, and the command that it gives. */
function decisions(deps: AppDeps): Record<ReviewAction, RequestHandler[]> {
  const { db, clock } = deps;
  const now = () => clock();
  return {
    accept: decide(deps, 'accept', plain(acceptForm), (open, { version }) =>
      acceptReport(db, open, version, now()),
    ),
    return: decide(deps, 'return', remarks(now), (open, data) => returnReport(db, open, data, now())),
    reopen: decide(deps, 'reopen', remarks(now), (open, data) => reopenReport(db, open, data, now())),
    exempt: decide(deps, 'exempt', plain(reasonForm), (open, data) => exemptReport(db, open, data, now())),
    unexempt: decide(deps, 'unexempt', plain(reasonForm), (open, data) =>
      unexemptReport(db, open, data, now()),
    ),
    takeBack: decide(deps, 'takeBack', plain(acceptForm), (open, { version }) =>
      takeBack(db, open, version, now()),
    ),
    extend: decide(
      deps,
      'extend',
      async (open, body) => {
        const receiver = await receiverStanding(db, open.actor, open.report.period.id);
        return parseExtension(open.report, body, { now: now(), receiver });
      },
      (open, { extensionReason: reason, version, dueBefore }) =>
        extendReport(db, open, { version, dueBefore, reason }, now()),
    ),
  };
}

type Parse<T> = (open: Opened<Reviewer>, body: unknown) => Parsed<T> | Promise<Parsed<T>>;

function plain<S extends z.ZodObject>(schema: S): Parse<z.infer<S>> {
  return (_open, body) => parseForm(schema, body);
}

function remarks(now: () => Date): Parse<Remarks> {
  return (open, body) => parseRemarks(open.report.form, body, now());
}

/** One decision: the direct child's report, what was posted, the command; or the page again with what was typed. */
function decide<T>(
  deps: AppDeps,
  action: ReviewAction,
  parse: Parse<T>,
  command: (open: Opened<Reviewer>, data: T) => Promise<void>,
): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const open = await openChildReport(deps.db, reviewer, pathNumber(req, 'id'));
    const { id: reportId } = open.report;
    const posted = await parse(open, req.body);
    const since = deps.clock();
    await answerForm(req, res, {
      posted,
      command: (data) => outcomeOf(command(open, data)),
      done: async () => {
        const mailed = await mailedWordsOf(deps, action, { reportId, since });
        return [reviewOf(reportId), reviewActions[action].done + mailed];
      },
      again: ({ form, status }) => {
        const errors = status === 409 ? form.errors.map(lookAgain) : form.errors;
        const words = typedWords(req.body);
        const refused = { action, words, form: { ...form, errors }, status };
        return show(deps, req, res, actAsOverseer(reviewer), refused);
      },
    });
  });
}

function lookAgain({ field, message }: FieldError): FieldError {
  return { field, message: `${message} Hãy xem lại báo cáo rồi quyết định.` };
}

/** A phrase put into one of the boxes of a return, where the browser does not do so itself; nothing is decided yet. */
function insertPhrase(deps: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const open = await openChildReport(deps.db, reviewer, pathNumber(req, 'id'));
    const { status, form: definition } = open.report;
    const action = allows('reopen', status) ? 'reopen' : 'return';
    const form = withPhraseInserted(definition, req.body, await phrasesOf(deps.db, reviewer));
    const overseer = actAsOverseer(reviewer);
    const words = typedWords(req.body);
    if (allows(action, status))
      return show(deps, req, res, overseer, {
        action,
        form,
        words,
        status: form.errors.length > 0 ? 422 : 200,
      });
    const message = `Báo cáo hiện ở trạng thái “${statusWords[status]}” nên không trả lại được.`;
    const errors = [{ field: '', message }];
    return show(deps, req, res, overseer, { action, form: { ...form, errors }, words, status: 409 });
  });
}

/** What to say about the message that told the unit of it; '' where there is none for that action. */
async function mailedWordsOf(
  { db, config }: AppDeps,
  action: ReviewAction,
  about: { reportId: number; since: Date },
): Promise<string> {
  const kind = MAILED[action];
  return kind ? mailedWords(await countWritten(db, { ...about, kind }), config.mail !== undefined) : '';
}

const MAILED: Partial<Record<ReviewAction, MessageKind>> = {
  accept: 'accepted',
  return: 'returned',
  reopen: 'reopened',
  extend: 'extended',
};

async function show(
  deps: AppDeps,
  req: Request,
  res: Response,
  overseer: Overseer,
  refused?: Refused,
): Promise<void> {
  const open = await openForReview(deps, overseer, pathNumber(req, 'id'));
  const [rounds, beside] = await Promise.all([roundsOf(deps.db, open), neighbours(deps.db, open)]);
  const asked = req.query['lan'];
  const at = asked === undefined ? 0 : rounds.submissions.findIndex((s) => String(s.number) === asked);
  if (at < 0) throw new NotFound('Báo cáo chưa có lần nộp này.');
  const [shown, before] = rounds.submissions.slice(at);
  const view = readView(req.query, {
    hasBefore: before !== undefined,
    hasLastYear: rounds.lastYear !== null,
  });
  const model = reviewPage({ open, rounds, shown, before, view, beside, refused }, deps.clock());
  page(res, 'review/report', model, refused?.status ?? 200);
}

/** The report, to be shown. The parent's reviewer seeing a submission ends the unit's chance to recall it. */
export async function openForReview(
  { db, clock }: AppDeps,
  overseer: Overseer,
  id: number,
): Promise<Opened<Overseer>> {
  const open = await openReportBelow(db, overseer, id);
  const { report } = open;
  const reviews = isReviewedBy(report, overseer.unit.id) && hasRole(overseer, 'REVIEWER');
  if (!reviews || report.status !== 'SUBMITTED' || report.openedAt) return open;
  await markOpened(db, await openChildReport(db, actAsReviewer(overseer), id), clock());
  // Read again: the unit may have recalled it just before.
  return openReportBelow(db, overseer, id);
}
