import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { outcomeOf } from '../../platform/outcome.js';
import { parseForm, type FieldError, type Parsed } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { formatClock } from '../../platform/text/format.js';
import { answerForm, type Next } from '../../platform/http/answer-form.js';
import { asReviewer, pathNumber } from '../../platform/http/routing.js';
import { typedWords } from '../../platform/page/typed-words.js';
import { reviewOf } from '../../reports/addresses.js';
import {
  acceptReport,
  exemptReport,
  extendReport,
  reopenReport,
  returnReport,
  unexemptReport,
} from '../../reports/decisions/commands.js';
import { takeBack } from '../../reports/take-back/commands.js';
import { receiverStanding } from '../../reports/decisions/finders.js';
import { openChildReport, type Opened } from '../../reports/finders.js';
import { reviewNotesOf } from '../../reports/review-notes/finders.js';
import { writtenNotes } from '../../reports/review-notes/rules.js';
import { allows } from '../../reports/lifecycle.js';
import { countWritten } from '../../mail/finders.js';
import type { MessageKind } from '../../mail/names.js';
import { mailedWords } from '../../mail/rules.js';
import { neighbours } from '../worklist/finders.js';
import { inList } from '../worklist/forms.js';
import { acceptAnywayPage, reviewActions, type ReviewAction } from './action-pages.js';
import { acceptForm, parseExtension, parseRemarks, reasonForm, type Remarks } from './forms.js';
import { again } from './return-routes.js';
import { listOf } from './showing-routes.js';

/** What each decision reads from its form, and the command that it gives. */
export function decisions(deps: AppDeps): Record<ReviewAction, RequestHandler[]> {
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

function lookAgain({ field, message }: FieldError): FieldError {
  return { field, message: `${message} Hãy xem lại báo cáo rồi quyết định.` };
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
