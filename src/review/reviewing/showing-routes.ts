import type { Request, RequestHandler, Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { actAsReviewer, hasRole, type Overseer, type Reviewer } from '../../platform/actor.js';
import { sendAttachment } from '../../platform/http/downloads.js';
import { NotFound } from '../../platform/errors.js';
import { parseForm, requireForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { reviewOf } from '../../reports/addresses.js';
import { markOpened } from '../../reports/decisions/commands.js';
import { openChildReport, openReportBelow, submittedAttachment, type Opened } from '../../reports/finders.js';
import { isReviewedBy } from '../../reports/lifecycle.js';
import { chooseSingleKeys } from '../../accounts/commands.js';
import { usesSingleKeys } from '../../accounts/finders.js';
import { neighbours } from '../worklist/finders.js';
import { inList, readWorkQuery } from '../worklist/forms.js';
import type { Refused } from './action-pages.js';
import { roundsOf } from './finders.js';
import { keysForm, readUnfolded, readView } from './forms.js';
import { reviewPage, type JustDecided } from './pages.js';

// What a report under review looks like, to its reviewer and to whoever is above.

export function showReport(deps: AppDeps): RequestHandler[] {
  return asOverseer((overseer, req, res) => show(deps, req, res, overseer));
}

export function sendSubmittedFile({ db }: AppDeps): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const open = await openReportBelow(db, overseer, pathNumber(req, 'id'));
    await sendAttachment(res, await submittedAttachment(db, open, pathNumber(req, 'attachment')));
  });
}

/** Switches the keys of one letter on or off, for this person on every device. */
export function chooseKeys({ db }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const { keys, report } = requireForm(parseForm(keysForm, req.body));
    await chooseSingleKeys(db, reviewer, keys === 'on');
    const words = keys === 'on' ? 'Đã bật phím tắt.' : 'Đã tắt phím tắt.';
    done(req, res, inList(reviewOf(report), listOf(req)), words);
  });
}

/** The report's page; `refused`: what was posted there and not done. */
export async function show(
  deps: AppDeps,
  req: Request,
  res: Response,
  overseer: Overseer,
  refused?: Refused,
): Promise<void> {
  const open = await openForReview(deps, overseer, pathNumber(req, 'id'));
  const list = listOf(req);
  const acts = isTheirs(open);
  const [rounds, beside, keys] = await Promise.all([
    roundsOf(deps.db, open),
    acts ? neighbours(deps.db, open, list) : NOBODY_BESIDE,
    acts ? ofReviewer(deps, req, open) : null,
  ]);
  const reviewer = keys && { ...keys, notes: rounds.notes };
  const asked = req.query['lan'];
  const at = asked === undefined ? 0 : rounds.submissions.findIndex((s) => String(s.number) === asked);
  if (at < 0) throw new NotFound('Báo cáo chưa có lần nộp này.');
  const [shown, before] = rounds.submissions.slice(at);
  const view = readView(req.query, {
    hasBefore: before !== undefined,
    hasLastYear: rounds.lastYear !== null,
  });
  const isUnfolded = readUnfolded(req.query);
  // From how many of its own direct children a submission was made; a grassroots union has none.
  const children = (open.report.unitLevel !== 'GRASSROOTS' && shown?.children) || null;
  const parts = { open, rounds, shown, before, children, view, isUnfolded, beside, list, reviewer, refused };
  page(res, 'review/report', reviewPage(parts, deps.clock()), refused?.status ?? 200);
}

const NOBODY_BESIDE = { previous: null, next: null, left: 0 };

/** What only a reviewer's page has: the keys, what was decided just before. */
async function ofReviewer({ db, clock }: AppDeps, req: Request, open: Opened<Overseer>) {
  const usesKeys = await usesSingleKeys(db, open.actor);
  const { decided } = req.session;
  const isOffered = decided !== undefined && clock().getTime() - decided.at < OFFERED_MS;
  return { usesKeys, justDecided: isOffered ? decided : undefined };
}

function isTheirs({ report, actor }: Opened<Overseer>): boolean {
  return isReviewedBy(report, actor.unit.id) && hasRole(actor, 'REVIEWER');
}

/** The report, to be shown. The parent's reviewer seeing a submission ends the unit's chance to recall it. */
export async function openForReview(
  deps: AppDeps,
  overseer: Overseer,
  id: number,
): Promise<Opened<Overseer>> {
  const open = await openReportBelow(deps.db, overseer, id);
  const { status, openedAt } = open.report;
  if (!isTheirs(open) || status !== 'SUBMITTED' || openedAt) return open;
  await markOpened(deps.db, await openChildReport(deps.db, actAsReviewer(overseer), id), deps.clock());
  // Read again: the unit may have recalled it just before.
  return openReportBelow(deps.db, overseer, id);
}

/** A direct child's report, to be decided on; what waits counts as opened from then on. */
export async function openToDecide({ db, clock }: AppDeps, reviewer: Reviewer, req: Request) {
  const id = pathNumber(req, 'id');
  const open = await openChildReport(db, reviewer, id);
  if (open.report.status !== 'SUBMITTED' || open.report.openedAt) return open;
  await markOpened(db, open, clock());
  return openChildReport(db, reviewer, id);
}

declare module 'express-session' {
  interface SessionData {
    /** The last decision of this session, while it can be taken back from the pages after it. `at`: ms since 1970. */
    decided?: JustDecided & { readonly at: number };
  }
}
const OFFERED_MS = 10 * 60_000;

/** The list that the reviewer goes through, from the address. */
export const listOf = (req: Request) => readWorkQuery(req.query);
