import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { actAsOverseer, actAsReviewer, hasRole, type Overseer, type Reviewer } from '../../platform/actor.js';
import { sendAttachment } from '../../platform/http/downloads.js';
import { NotFound } from '../../platform/errors.js';
import { outcomeOf } from '../../platform/outcome.js';
import {
  parseForm,
  requireForm,
  type FieldError,
  type Form,
  type Parsed,
} from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { formatClock } from '../../platform/text/format.js';
import { answerForm, type Next } from '../../platform/http/answer-form.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/http/routing.js';
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
import {
  openChildReport,
  openReportBelow,
  submissionsOf,
  submittedAttachment,
  type Opened,
} from '../../reports/finders.js';
import { reviewNotesOf } from '../../reports/review-notes/finders.js';
import { writtenNotes } from '../../reports/review-notes/rules.js';
import { allows, isReviewedBy, statusWords, type ReportStatus } from '../../reports/lifecycle.js';
import { REVIEW_KEYS, phraseInsertion, reviewDecision, reviewFile } from '../addresses.js';
import { correctionDays } from '../correction-days/finders.js';
import { suggestedDay } from '../correction-days/rules.js';
import { phrasesOf } from '../phrases/finders.js';
import { countWritten } from '../../mail/finders.js';
import type { MessageKind } from '../../mail/names.js';
import { mailedWords } from '../../mail/rules.js';
import { chooseSingleKeys } from '../../accounts/commands.js';
import { usesSingleKeys } from '../../accounts/finders.js';
import { findWorkingCalendar } from '../../holidays/finders.js';
import { neighbours } from '../worklist/finders.js';
import { inList, readWorkQuery } from '../worklist/forms.js';
import { acceptAnywayPage, reviewActions, type Refused, type ReviewAction } from './action-pages.js';
import { roundsOf } from './finders.js';
import {
  acceptForm,
  parseExtension,
  parseRemarks,
  keysForm,
  withPhraseInserted,
  readUnfolded,
  readView,
  reasonForm,
  type Remarks,
} from './forms.js';
import { noted, reviewPage, type JustDecided } from './pages.js';
import { returnPage } from './return-page.js';

/** /xet-duyet/<report>: seeing a report below the own unit, and deciding on a direct child's. */
export function reviewingRoutes(deps: AppDeps): Router {
  const router = Router()
    .get(reviewOf(':id'), showReport(deps))
    .get(reviewFile(':id', ':attachment'), sendSubmittedFile(deps))
    .get(reviewDecision(':id', reviewActions.return.slug), prepare(deps, 'return'))
    .get(reviewDecision(':id', reviewActions.reopen.slug), prepare(deps, 'reopen'))
    .post(phraseInsertion(':id'), insertPhrase(deps))
    .post(REVIEW_KEYS, chooseKeys(deps));
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
    accept: accept(deps),
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

/** Accepts at once; where notes wait for a return, it is asked first whether they may stay unsent. */
function accept(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asReviewer(async (reviewer, req, res) => {
    const open = await openChildReport(db, reviewer, pathNumber(req, 'id'));
    const notes = writtenNotes(await reviewNotesOf(db, open));
    const posted = parseForm(acceptForm, req.body);
    const asks = notes.length > 0 && req.query['khong-gui'] !== '1' && allows('accept', open.report.status);
    if (asks && posted.ok)
      return page(res, 'confirm', acceptAnywayPage(open.report, notes.length, listOf(req)));
    await answerDecision(deps, req, res, {
      ...{ action: 'accept', open, posted },
      command: ({ version }) => acceptReport(db, open, version, clock()),
    });
  });
}

/** One decision: the direct child's report, what was posted, the command; or the page again with what was typed. */
function decide<T extends { version: number }>(
  deps: AppDeps,
  action: ReviewAction,
  parse: Parse<T>,
  command: (open: Opened<Reviewer>, data: T) => Promise<void>,
): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const open = await openChildReport(deps.db, reviewer, pathNumber(req, 'id'));
    const posted = await parse(open, req.body);
    await answerDecision(deps, req, res, { action, open, posted, command: (data) => command(open, data) });
  });
}

interface Decided<T> {
  readonly action: ReviewAction;
  readonly open: Opened<Reviewer>;
  readonly posted: Parsed<T>;
  readonly command: (data: T) => Promise<void>;
}

async function answerDecision<T extends { version: number }>(
  deps: AppDeps,
  req: Request,
  res: Response,
  { action, open, posted, command }: Decided<T>,
): Promise<void> {
  const since = deps.clock();
  await answerForm(req, res, {
    posted,
    command: (data) => outcomeOf(command(data)),
    done: (_, { version }) => nextAfter(deps, req, { action, open, version, since }),
    again: ({ form, status }) => {
      const errors = status === 409 ? form.errors.map(lookAgain) : form.errors;
      return again(deps, req, res, open, {
        ...{ action, status, words: typedWords(req.body) },
        form: { ...form, errors },
      });
    },
  });
}

/** What was posted and not done: on the page of a return, or on the report's, as the state now is. */
async function again(
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

/**
 * After an acceptance or a return the next report of the same list, saying what was done; else the report itself. What was
 * decided can be taken back there for a while.
 */
async function nextAfter(
  deps: AppDeps,
  req: Request,
  {
    action,
    open,
    version,
    since,
  }: { action: ReviewAction; open: Opened<Reviewer>; version: number; since: Date },
): Promise<Next> {
  const { id, unitName, parentId } = open.report;
  const list = listOf(req);
  const mailed = await mailedWordsOf(deps, action, { reportId: id, since });
  const { done } = reviewActions[action];
  delete req.session.decided;
  if (action !== 'accept' && action !== 'return') return [inList(reviewOf(id), list), done + mailed];
  const words = `${done} của ${unitName}`;
  req.session.decided = {
    ...{ report: id, unit: unitName, version: version + 1 },
    ...{ words: `${words} lúc ${formatClock(since)}.`, at: since.getTime() },
  };
  const { next, left } = await neighbours(deps.db, open, list);
  if (next) {
    const follows = `Tiếp theo: ${next.unitName}. Còn ${left} báo cáo chờ xét duyệt.`;
    return [inList(reviewOf(next.id), list), `${words}. ${follows}${mailed}`];
  }
  const isOwnList = parentId === open.actor.unit.id;
  const none = isOwnList ? ' Không còn báo cáo nào chờ xét duyệt trong danh sách này.' : '';
  return [inList(reviewOf(id), list), `${words}.${none}${mailed}`];
}

declare module 'express-session' {
  interface SessionData {
    /** The last decision of this session, while it can be taken back from the pages after it. `at`: ms since 1970. */
    decided?: JustDecided & { readonly at: number };
  }
}
const OFFERED_MS = 10 * 60_000;

/** The list that the reviewer goes through, from the address. */
const listOf = (req: Request) => readWorkQuery(req.query);

/** The page of a return or a reopening, with the notes that were kept for it. */
function prepare(deps: AppDeps, action: 'return' | 'reopen'): RequestHandler[] {
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

/** Switches the keys of one letter on or off, for this person on every device. */
function chooseKeys({ db }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const { keys, report } = requireForm(parseForm(keysForm, req.body));
    await chooseSingleKeys(db, reviewer, keys === 'on');
    const words = keys === 'on' ? 'Đã bật phím tắt.' : 'Đã tắt phím tắt.';
    done(req, res, inList(reviewOf(report), listOf(req)), words);
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
  const list = listOf(req);
  const acts = isTheirs(open);
  const [rounds, beside, reviewer] = await Promise.all([
    roundsOf(deps.db, open),
    acts ? neighbours(deps.db, open, list) : NOBODY_BESIDE,
    acts ? ofReviewer(deps, req, open) : null,
  ]);
  const asked = req.query['lan'];
  const at = asked === undefined ? 0 : rounds.submissions.findIndex((s) => String(s.number) === asked);
  if (at < 0) throw new NotFound('Báo cáo chưa có lần nộp này.');
  const [shown, before] = rounds.submissions.slice(at);
  const view = readView(req.query, {
    hasBefore: before !== undefined,
    hasLastYear: rounds.lastYear !== null,
  });
  const isUnfolded = readUnfolded(req.query);
  const parts = { open, rounds, shown, before, view, isUnfolded, beside, list, reviewer, refused };
  page(res, 'review/report', reviewPage(parts, deps.clock()), refused?.status ?? 200);
}

const NOBODY_BESIDE = { previous: null, next: null, left: 0 };

/** What only a reviewer's page has: the notes for the next return, the keys, what was decided just before. */
async function ofReviewer({ db, clock }: AppDeps, req: Request, open: Opened<Overseer>) {
  const [notes, usesKeys] = await Promise.all([reviewNotesOf(db, open), usesSingleKeys(db, open.actor)]);
  const { decided } = req.session;
  const isOffered = decided !== undefined && clock().getTime() - decided.at < OFFERED_MS;
  return { notes, usesKeys, justDecided: isOffered ? decided : undefined };
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
