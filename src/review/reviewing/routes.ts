import { Router, type Request, type Response } from 'express';
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
import { acceptForm, parseExtension, parseRemarks, reasonForm } from './forms.js';
import { reviewPage } from './pages.js';

/** /xet-duyet/<report>: seeing a report below the own unit, and deciding on a direct child's. */
export function reviewingRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    '/xet-duyet/:id',
    asOverseer(async (overseer, req, res) => {
      const id = pathNumber(req, 'id');
      await markSeen(overseer, await openReportBelow(db, overseer, id));
      await show(req, res, await openReportBelow(db, overseer, id));
    }),
  );

  router.get(
    '/xet-duyet/:id/tep/:attachment',
    asOverseer(async (overseer, req, res) => {
      const open = await openReportBelow(db, overseer, pathNumber(req, 'id'));
      sendAttachment(res, await submittedAttachment(db, open, pathNumber(req, 'attachment')));
    }),
  );

  const simple =
    <S extends z.ZodObject>(schema: S) =>
    (_open: Opened<Reviewer>, body: unknown) =>
      parseForm(schema, body);
  const remarks = (open: Opened<Reviewer>, body: unknown) => parseRemarks(open.report.form, body, clock());
  decide('accept', simple(acceptForm), (open, { version }) => acceptReport(db, open, version, clock()));
  decide('return', remarks, (open, data) => returnReport(db, open, data, clock()));
  decide('reopen', remarks, (open, data) => reopenReport(db, open, data, clock()));
  decide('exempt', simple(reasonForm), (open, data) => exemptReport(db, open, data, clock()));
  decide('unexempt', simple(reasonForm), (open, data) => unexemptReport(db, open, data, clock()));
  decide(
    'extend',
    (open, body) => parseExtension(open.report, body, clock()),
    (open, { version, dueBefore, extensionReason: reason }) =>
      extendReport(db, open, { version, dueBefore, reason }, clock()),
  );

  /** One decision: the direct child's report, what was posted, the command; or the page again with what was typed. */
  function decide<T>(
    action: ReviewAction,
    parse: (open: Opened<Reviewer>, body: unknown) => Parsed<T>,
    command: (open: Opened<Reviewer>, data: T) => Promise<void>,
  ): void {
    router.post(
      `/xet-duyet/:id/${reviewActions[action].slug}`,
      asReviewer(async (reviewer, req, res) => {
        const open = await openChildReport(db, reviewer, pathNumber(req, 'id'));
        const parsed = parse(open, req.body);
        if (!parsed.ok) {
          const seen = await openReportBelow(db, actAsOverseer(reviewer), open.report.id);
          return show(req, res, seen, { action, form: parsed.form });
        }
        await command(open, parsed.data);
        done(req, res, `/xet-duyet/${String(open.report.id)}`, reviewActions[action].done);
      }),
    );
  }

  /** The parent's reviewer seeing a submission for the first time ends the unit's chance to recall it. */
  async function markSeen(overseer: Overseer, { report }: Opened<Overseer>): Promise<void> {
    const reviews = report.parentId === overseer.unit.id && hasRole(overseer, 'REVIEWER');
    if (!reviews || report.status !== 'SUBMITTED' || report.openedAt) return;
    const reviewer = actAsReviewer(overseer);
    await markOpened(db, await openChildReport(db, reviewer, report.id), clock());
  }

  async function show(
    req: Request,
    res: Response,
    open: Opened<Overseer>,
    refused?: { action: ReviewAction; form: Form },
  ): Promise<void> {
    const rounds = await roundsOf(db, open);
    const asked = req.query['lan'];
    const shown =
      asked === undefined
        ? rounds.submissions[0]
        : rounds.submissions.find((s) => String(s.number) === asked);
    if (asked !== undefined && !shown) throw new NotFound('Báo cáo chưa có lần nộp này.');
    const before = rounds.submissions.find((s) => s.number === (shown?.number ?? 0) - 1);
    const parts = { open, rounds, shown, before, ...(refused ? { refused } : {}) };
    page(res, 'review/report', reviewPage(parts, clock()), refused ? 422 : 200);
  }

  return router;
}
