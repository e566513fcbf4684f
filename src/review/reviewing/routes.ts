import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { actAsOverseer, actAsReviewer, hasRole, type Overseer, type Reviewer } from '../../platform/actor.js';
import { sendAttachment } from '../../platform/downloads.js';
import { NotFound } from '../../platform/errors.js';
import { parseForm, type Form, type Parsed } from '../../platform/forms.js';
import { page } from '../../platform/render.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/routing.js';
import {
  acceptReport,
  exemptReport,
  extendReport,
  markOpened,
  reopenReport,
  returnReport,
  unexemptReport,
} from '../../reports/decisions/commands.js';
import { openChildReport, openReportBelow, submittedAttachment, type Opened } from '../../reports/finders.js';
import { reviewActions, type ReviewAction } from './actions.js';
import { roundsOf } from './finders.js';
import { acceptForm, parseExtension, parseRemarks, reasonForm, type Remarks } from './forms.js';
import { reviewPage } from './pages.js';

/** /xet-duyet/<report>: seeing a report below the own unit, and deciding on a direct child's. */
export function reviewingRoutes(deps: AppDeps): Router {
  const router = Router()
    .get('/xet-duyet/:id', showReport(deps))
    .get('/xet-duyet/:id/tep/:attachment', sendSubmittedFile(deps));
  for (const [action, decision] of Object.entries(decisions(deps)))
    router.post(`/xet-duyet/:id/${reviewActions[action as ReviewAction].slug}`, decision);
  return router;
}

function showReport(deps: AppDeps): RequestHandler[] {
  const { db } = deps;
  return asOverseer(async (overseer, req, res) => {
    const id = pathNumber(req, 'id');
    await markSeen(deps, overseer, await openReportBelow(db, overseer, id));
    await show(deps, req, res, await openReportBelow(db, overseer, id));
  });
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
    extend: decide(
      deps,
      'extend',
      (open, body) => parseExtension(open.report, body, now()),
      (open, { extensionReason: reason, ...data }) => extendReport(db, open, { ...data, reason }, now()),
    ),
  };
}

type Parse<T> = (open: Opened<Reviewer>, body: unknown) => Parsed<T>;

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
    const parsed = parse(open, req.body);
    if (!parsed.ok) {
      const seen = await openReportBelow(deps.db, actAsOverseer(reviewer), open.report.id);
      return show(deps, req, res, seen, { action, form: parsed.form });
    }
    await command(open, parsed.data);
    done(req, res, `/xet-duyet/${String(open.report.id)}`, reviewActions[action].done);
  });
}

/** The parent's reviewer seeing a submission for the first time ends the unit's chance to recall it. */
async function markSeen(
  { db, clock }: AppDeps,
  overseer: Overseer,
  { report }: Opened<Overseer>,
): Promise<void> {
  const reviews = report.parentId === overseer.unit.id && hasRole(overseer, 'REVIEWER');
  if (!reviews || report.status !== 'SUBMITTED' || report.openedAt) return;
  await markOpened(db, await openChildReport(db, actAsReviewer(overseer), report.id), clock());
}

async function show(
  { db, clock }: AppDeps,
  req: Request,
  res: Response,
  open: Opened<Overseer>,
  refused?: { action: ReviewAction; form: Form },
): Promise<void> {
  const rounds = await roundsOf(db, open);
  const asked = req.query['lan'];
  const shown =
    asked === undefined ? rounds.submissions[0] : rounds.submissions.find((s) => String(s.number) === asked);
  if (asked !== undefined && !shown) throw new NotFound('Báo cáo chưa có lần nộp này.');
  const before = rounds.submissions.find((s) => s.number === (shown?.number ?? 0) - 1);
  const parts = { open, rounds, shown, before, ...(refused ? { refused } : {}) };
  page(res, 'review/report', reviewPage(parts, clock()), refused ? 422 : 200);
}
