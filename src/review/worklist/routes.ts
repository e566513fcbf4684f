import { Router, type Request, type RequestHandler } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { BadRequest, NotPossible } from '../../platform/errors.js';
import { formatNumber } from '../../platform/text/format.js';
import { parseForm, requireForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { currentPeriod, openedPeriod } from '../../periods/finders.js';
import { FOLLOWING } from '../../platform/page/addresses.js';
import { assignReports, type Assignee } from '../../reports/assignment/commands.js';
import { possibleAssignees } from '../../reports/assignment/finders.js';
import { acceptMany } from '../../reports/bulk/commands.js';
import { seenText, type BulkResult, type Seen } from '../../reports/bulk/rules.js';
import { markOpened } from '../../reports/decisions/commands.js';
import { lastYearOf, openChildReports, judgedSubmissions, type Opened } from '../../reports/finders.js';
import { statusWords } from '../../reports/lifecycle.js';
import { WORKLIST, worklistAcceptance, worklistChoice, worklistOf } from '../addresses.js';
import { acceptPage, type Waiting } from './accept-page.js';
import { workRows } from './finders.js';
import { acceptanceForm, assignmentForm, chosenReports, readWorkQuery, workAddress } from './forms.js';
import { workPage } from './pages.js';

/** Reports that are accepted at once are looked at on one page. */
const LOOKED_AT = 20;

/** /viec-xet-duyet/<year>: what waits for the reviewers, who looks after it, and accepting several at once. */
export function worklistRoutes(deps: AppDeps): Router {
  return Router()
    .get(WORKLIST, toCurrent(deps))
    .get(worklistOf(':year'), showList(deps))
    .post(worklistChoice(':year'), act(deps))
    .get(worklistAcceptance(':year'), lookAtMany(deps))
    .post(worklistAcceptance(':year'), accept(deps));
}

function toCurrent({ db }: AppDeps): RequestHandler[] {
  return asOverseer(async (_overseer, _req, res) => {
    const period = await currentPeriod(db);
    res.redirect(303, period ? worklistOf(period.year) : FOLLOWING);
  });
}

function showList({ db, clock }: AppDeps): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const period = await openedPeriod(db, pathNumber(req, 'year'));
    const query = readWorkQuery(req.query);
    const [list, assignees] = await Promise.all([
      workRows(db, overseer, period.id, query),
      possibleAssignees(db, overseer),
    ]);
    page(res, 'review/worklist', workPage({ overseer, year: period.year, query, list, assignees }, clock()));
  });
}

/** What was chosen to be done with the reports that were ticked. */
function act({ db, clock }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const { year } = await openedPeriod(db, pathNumber(req, 'year'));
    const { reports, what, to } = requireForm(parseForm(assignmentForm, req.body));
    const back = backTo(req, year);
    if (reports.length === 0) return done(req, res, back, 'Chưa đánh dấu báo cáo nào.');
    if (what === 'accept') {
      const chosen = reports.map(seenText).join(',');
      return res.redirect(303, `${worklistAcceptance(year)}?reports=${chosen}`);
    }
    const assignee = assigneeOf(await possibleAssignees(db, reviewer), reviewer, what, to);
    if (assignee === undefined) return done(req, res, back, 'Hãy chọn người để giao rồi bấm “Giao”.');
    const outcome = await assignReports(db, reviewer, reports, assignee, clock());
    if (outcome.done === 0)
      throw new NotPossible(`Không giao được: ${leftOutWords(outcome) || 'không có báo cáo nào'}.`);
    const words = assignee
      ? `Đã giao ${formatNumber(outcome.done)} báo cáo cho ${assignee.fullName}.`
      : `Đã bỏ giao ${formatNumber(outcome.done)} báo cáo.`;
    done(req, res, back, withLeftOut(words, outcome));
  });
}

/** Null: nobody is to look after it. Undefined: nobody was chosen. */
function assigneeOf(
  possible: readonly Assignee[],
  reviewer: Reviewer,
  what: string,
  to: string,
): Assignee | null | undefined {
  if (what === 'release') return null;
  if (what === 'take') return { id: reviewer.accountId, fullName: reviewer.fullName };
  if (to === '') return undefined;
  const chosen = possible.find(({ id }) => String(id) === to);
  if (!chosen) throw new BadRequest('Người được chọn không còn là người xét duyệt của đơn vị.');
  return chosen;
}

function lookAtMany({ db, clock }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const { year } = await openedPeriod(db, pathNumber(req, 'year'));
    const seen = chosenReports.parse(textOf(req.query['reports']));
    if (seen.length === 0) return done(req, res, worklistOf(year), 'Chưa đánh dấu báo cáo nào.');
    const waiting: Waiting[] = [];
    const others: string[] = [];
    const ids = seen.slice(0, LOOKED_AT).map(({ id }) => id);
    for (const open of await openChildReports(db, reviewer, ids)) {
      const found = await lookAt({ db, clock }, open);
      if (found) waiting.push(found);
      else others.push(`${open.report.unitName}: ${statusWords[open.report.status]}`);
    }
    if (seen.length > LOOKED_AT)
      others.push(`${seen.length - LOOKED_AT} báo cáo khác: mỗi lần xem nhiều nhất ${LOOKED_AT} báo cáo`);
    page(res, 'review/accept-many', acceptPage(year, waiting, others));
  });
}

/** What waits, opened by looking at it; undefined where it no longer waits. */
async function lookAt(
  { db, clock }: Pick<AppDeps, 'db' | 'clock'>,
  open: Opened<Reviewer>,
): Promise<Waiting | undefined> {
  if (open.report.status !== 'SUBMITTED') return undefined;
  await markOpened(db, open, clock());
  const [shown, before] = await judgedSubmissions(db, open);
  if (!shown) return undefined;
  return { report: open.report, shown, before, lastYear: await lastYearOf(db, open) };
}

function accept({ db, clock }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const { year } = await openedPeriod(db, pathNumber(req, 'year'));
    const form = parseForm(acceptanceForm, req.body);
    const seen: readonly Seen[] = form.ok ? form.data.reports : [];
    const list = worklistOf(year);
    if (seen.length === 0) return done(req, res, list, 'Chưa chọn báo cáo nào để chấp nhận.');
    const outcome = await acceptMany(db, reviewer, seen, clock());
    done(req, res, list, withLeftOut(`Đã chấp nhận ${formatNumber(outcome.done)} báo cáo.`, outcome));
  });
}

function withLeftOut(words: string, outcome: BulkResult): string {
  const left = leftOutWords(outcome);
  return left ? `${words} Không làm được với: ${left}.` : words;
}

/** The first of those left out, by name. */
function leftOutWords({ leftOut }: BulkResult): string {
  const named = leftOut.slice(0, 20).map(({ name, why }) => `${name} (${why})`);
  const more =
    leftOut.length > named.length ? `; và ${formatNumber(leftOut.length - named.length)} báo cáo khác` : '';
  return named.join('; ') + more;
}

/** Back to the list as it was filtered. */
function backTo(req: Request, year: number): string {
  return workAddress(year, readWorkQuery(req.query));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string').join('\n');
  return typeof value === 'string' ? value : '';
}
