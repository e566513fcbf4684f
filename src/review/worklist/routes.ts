import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { actAsOverseer, type Overseer, type Reviewer } from '../../platform/actor.js';
import { NotPossible } from '../../platform/errors.js';
import { withQuery } from '../../platform/http/query.js';
import { formatNumber } from '../../platform/text/format.js';
import { readId } from '../../platform/text/numbers.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import {
  parseForm,
  postedValues,
  refuse,
  requireForm,
  type FieldError,
  type Form,
  type Values,
} from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { currentPeriod, openedPeriod, type OpenedPeriod } from '../../periods/finders.js';
import { FOLLOWING } from '../../platform/page/addresses.js';
import { assignReports } from '../../reports/assignment/commands.js';
import { acceptMany } from '../../reports/bulk/commands.js';
import { seenText, type Seen } from '../../reports/bulk/rules.js';
import { markOpened } from '../../reports/decisions/commands.js';
import { judgedReport, openChildReports, type Opened } from '../../reports/finders.js';
import { statusWords } from '../../reports/lifecycle.js';
import { waitingNotes, type WaitingNotes } from '../../reports/review-notes/finders.js';
import { selectReports, type Selected } from '../../reports/selection/finders.js';
import { selectionProblem } from '../../reports/selection/rules.js';
import { WORKLIST, worklistAcceptance, worklistChoice, worklistOf } from '../addresses.js';
import { acceptPage, type Waiting } from './accept-page.js';
import { assignRoutes, showAssign } from './assigning/routes.js';
import { inTab, workRows } from './finders.js';
import {
  acceptanceForm,
  choiceForm,
  chosenReports,
  keptForReturn,
  readWorkQuery,
  workAddress,
  type WorkQuery,
} from './forms.js';
import { leftOutWords, withLeftOut, withTold } from './many-page.js';
import { workPage } from './pages.js';
import { returnManyRoutes, showReturnMany } from './returning/routes.js';

/** Reports that are accepted at once are looked at on one page. */
const LOOKED_AT = 20;

/** /viec-xet-duyet/<year>: what waits for the reviewers, who looks after it, and accepting several at once. */
export function worklistRoutes(deps: AppDeps): Router {
  return Router()
    .get(WORKLIST, toCurrent(deps))
    .get(worklistOf(':year'), showList(deps))
    .post(worklistChoice(':year'), act(deps))
    .get(worklistAcceptance(':year'), lookAtMany(deps))
    .post(worklistAcceptance(':year'), accept(deps))
    .use(returnManyRoutes(deps), assignRoutes(deps));
}

function toCurrent({ db }: AppDeps): RequestHandler[] {
  return asOverseer(async (_overseer, _req, res) => {
    const period = await currentPeriod(db);
    res.redirect(303, period ? worklistOf(period.year) : FOLLOWING);
  });
}

function showList(deps: AppDeps): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const period = await openedPeriod(deps.db, pathNumber(req, 'year'));
    await list(deps, res, { overseer, period, query: readWorkQuery(req.query) }, { values: {}, errors: [] });
  });
}

async function list(
  { db, clock }: AppDeps,
  res: Response,
  { overseer, period, query }: { overseer: Overseer; period: OpenedPeriod; query: WorkQuery },
  form: Form,
): Promise<void> {
  const rows = await workRows(db, overseer, period.id, query);
  const model = workPage({ overseer, year: period.year, query, list: rows }, form, clock());
  page(res, 'review/worklist', model, form.errors.length > 0 ? 422 : 200);
}

/** What was chosen to be done with the reports that were chosen: each leads to a page that asks. */
function act(deps: AppDeps): RequestHandler[] {
  const { db } = deps;
  return asReviewer(async (reviewer, req, res) => {
    const period = await openedPeriod(db, pathNumber(req, 'year'));
    const query = readWorkQuery(req.query);
    const listed = { overseer: actAsOverseer(reviewer), period, query };
    const { again, ...values } = postedValues(req.body);
    if (again) return list(deps, res, listed, { values, errors: [] });
    const posted = parseForm(choiceForm, req.body);
    // Nothing but the codes is typed.
    if (!posted.ok && !posted.form.errors.every(({ field }) => field === 'codes')) requireForm(posted);
    if (!posted.ok) return list(deps, res, listed, posted.form);
    const { what, whom, reports, codes, matched, reason, correctBefore } = posted.data;
    if (what === 'take' && whom === 'ticked' && codes.length === 0)
      return take(deps, req, res, { reviewer, reports, back: workAddress(period.year, query) });
    const selection = { isAll: whom === 'all', codes, matched };
    const selected = await selectReports(db, reviewer, {
      ...{ ...selection, periodId: period.id, ids: reports.map(({ id }) => id) },
      matching: inTab(reviewer, period.id, query),
    });
    const problem = selectionProblem(selected, selection);
    if (problem) return list(deps, res, listed, refuse(values, problem).form);
    const kept = keptForReturn({ reason, correctBefore });
    await ask(deps, res, { reviewer, period, query, codes, what, selected, kept });
  });
}

interface Chosen {
  readonly reviewer: Reviewer;
  readonly period: OpenedPeriod;
  readonly query: WorkQuery;
  readonly codes: readonly string[];
  readonly what: 'accept' | 'return' | 'take' | 'assign';
  readonly selected: Selected;
  readonly kept: Values;
}

function ask(deps: AppDeps, res: Response, { what, selected, kept, ...of }: Chosen): Promise<void> | void {
  switch (what) {
    case 'accept':
      return res.redirect(303, acceptanceAddress(of.period.year, selected));
    case 'return':
      return showReturnMany(deps, res, of, { selected, kept });
    case 'take': {
      const form = { values: { how: 'one', to: String(of.reviewer.accountId) }, errors: [] };
      return showAssign(deps, res, of, { selected, form });
    }
    case 'assign':
      return showAssign(deps, res, of, { selected });
  }
}

/** `con`: how many are chosen beside those that one page can show; `ma`: codes that name none. */
function acceptanceAddress(year: number, { rows, strangers }: Selected): string {
  const shown = rows.slice(0, LOOKED_AT);
  const seen = shown.map(({ id, version, assigneeId }) =>
    seenText({ id, version, assignee: assigneeId ?? 0 }),
  );
  return withQuery(worklistAcceptance(year), {
    reports: seen.join(','),
    con: rows.length > shown.length ? String(rows.length - shown.length) : '',
    ma: strangers
      .slice(0, LOOKED_AT)
      .map(({ name }) => name)
      .join(', '),
  });
}

/** At once: only what stood there ticked, and it can be given back as easily. */
async function take(
  { db, clock }: AppDeps,
  req: Request,
  res: Response,
  { reviewer, reports, back }: { reviewer: Reviewer; reports: readonly Seen[]; back: string },
): Promise<void> {
  if (reports.length === 0) return done(req, res, back, 'Chưa đánh dấu báo cáo nào.');
  const to = { id: reviewer.accountId, fullName: reviewer.fullName };
  const outcome = await assignReports(db, reviewer, [{ reports, to }], clock());
  if (outcome.done === 0)
    throw new NotPossible(`Không giao được: ${leftOutWords(outcome.leftOut) || 'không có báo cáo nào'}.`);
  done(
    req,
    res,
    back,
    withLeftOut(`Đã giao ${formatNumber(outcome.done)} báo cáo cho ${to.fullName}.`, outcome),
  );
}

function lookAtMany(deps: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const { year } = await openedPeriod(deps.db, pathNumber(req, 'year'));
    const seen = chosenReports.parse(textOf(req.query['reports']));
    const strangers = clip(cleanLine(textOf(req.query['ma'])), 2000);
    if (seen.length === 0 && strangers === '')
      return done(req, res, worklistOf(year), 'Chưa đánh dấu báo cáo nào.');
    const left = (readId(req.query['con']) ?? 0) + Math.max(0, seen.length - LOOKED_AT);
    const others = [
      ...(strangers ? [`mã không chọn được: ${strangers}`] : []),
      ...(left > 0
        ? [`${formatNumber(left)} báo cáo khác: mỗi lần xem nhiều nhất ${LOOKED_AT} báo cáo`]
        : []),
    ];
    await showAcceptance(deps, res, { reviewer, year, seen, others });
  });
}

interface AcceptanceAsked {
  readonly reviewer: Reviewer;
  readonly year: number;
  readonly seen: readonly Seen[];
  /** What is not on the page, and why. */
  readonly others: readonly string[];
  readonly errors?: readonly FieldError[];
}

/** The reports one by one, with what waits in each; opened by looking at them. */
async function showAcceptance(
  deps: AppDeps,
  res: Response,
  { reviewer, year, seen, others, errors = [] }: AcceptanceAsked,
): Promise<void> {
  const waiting: Waiting[] = [];
  const decided: string[] = [];
  const ids = seen.slice(0, LOOKED_AT).map(({ id }) => id);
  const notes = await waitingNotes(deps.db, ids);
  for (const open of await openChildReports(deps.db, reviewer, ids)) {
    const found = await lookAt(deps, open, notes);
    if (found) waiting.push(found);
    else decided.push(`${open.report.unitName}: ${statusWords[open.report.status]}`);
  }
  const model = acceptPage({ year, waiting, others: [...decided, ...others], errors });
  page(res, 'review/accept-many', model, errors.length > 0 ? 422 : 200);
}

/** What waits, opened by looking at it; undefined where it no longer waits. */
async function lookAt(
  { db, clock }: Pick<AppDeps, 'db' | 'clock'>,
  open: Opened<Reviewer>,
  notes: ReadonlyMap<number, WaitingNotes>,
): Promise<Waiting | undefined> {
  const { report } = open;
  if (report.status !== 'SUBMITTED') return undefined;
  await markOpened(db, open, clock());
  const { submissions, lastYear } = await judgedReport(db, open);
  const [shown, before] = submissions;
  if (!shown) return undefined;
  return { report, shown, before, lastYear, notes: notes.get(report.id) };
}

function accept(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asReviewer(async (reviewer, req, res) => {
    const { year } = await openedPeriod(db, pathNumber(req, 'year'));
    const form = parseForm(acceptanceForm, req.body);
    const [list, reports] = [worklistOf(year), form.ok ? form.data.reports : []];
    if (!form.ok || reports.length === 0) return done(req, res, list, 'Chưa chọn báo cáo nào để chấp nhận.');
    const { noted, sure } = form.data;
    // Each report that is accepted with notes has had somebody say so; one that got its first since is left out and named.
    if (!sure && reports.some(({ id }) => noted.has(id)))
      return showAcceptance(deps, res, { reviewer, year, seen: reports, others: [], errors: [UNSENT] });
    const outcome = await acceptMany(db, reviewer, { reports, noted }, clock());
    const words = `Đã chấp nhận ${formatNumber(outcome.done)} báo cáo.`;
    done(req, res, list, withTold(words, outcome, deps.config.mail !== undefined));
  });
}

const UNSENT = {
  field: 'sure',
  message:
    'Có báo cáo còn ghi chú chưa gửi. Hãy đánh dấu ô dưới đây nếu vẫn chấp nhận, hoặc bỏ chọn báo cáo ấy.',
};

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string').join('\n');
  return typeof value === 'string' ? value : '';
}
