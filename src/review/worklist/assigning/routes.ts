import { Router, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../../deps.js';
import type { Reviewer } from '../../../platform/actor.js';
import { asReviewer, done, pathNumber } from '../../../platform/http/routing.js';
import { postedValues, refuse, type Form, type Parsed } from '../../../platform/page/forms.js';
import { page } from '../../../platform/page/render.js';
import { readCodes } from '../../../platform/page/selection.js';
import { formatNumber } from '../../../platform/text/format.js';
import { openedPeriod, type OpenedPeriod } from '../../../periods/finders.js';
import { assignReports, type Assignment } from '../../../reports/assignment/commands.js';
import { possibleAssignees } from '../../../reports/assignment/finders.js';
import { readSeen, type BulkResult } from '../../../reports/bulk/rules.js';
import type { Selected, SelectedReport } from '../../../reports/selection/finders.js';
import { worklistAssignment } from '../../addresses.js';
import { selectAgain } from '../finders.js';
import { readWorkQuery, workAddress, type WorkQuery } from '../forms.js';
import { sortOut, withLeftOut } from '../many-page.js';
import { parseAssignment } from './forms.js';
import { assignPage } from './pages.js';
import { assignmentsFor } from './rules.js';

/** Who looks after many reports; the work list leads here (../routes.ts). */
export function assignRoutes(deps: AppDeps): Router {
  return Router().post(worklistAssignment(':year'), assign(deps));
}

function assign(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asReviewer(async (reviewer, req, res) => {
    const period = await openedPeriod(db, pathNumber(req, 'year'));
    const query = readWorkQuery(req.query);
    const { reports = '', codes: pasted = '' } = postedValues(req.body);
    const codes = readCodes(pasted);
    const selected = await selectAgain(db, reviewer, period.id, { reports: readSeen(reports), codes });
    const posted = await assignmentsIn(deps, reviewer, selected.rows, req.body);
    if (!posted.ok)
      return showAssign(deps, res, { reviewer, period, query, codes }, { selected, form: posted.form });
    const outcome = await assignReports(db, reviewer, posted.data, clock());
    done(req, res, workAddress(period.year, query), withLeftOut(doneWords(posted.data, outcome), outcome));
  });
}

async function assignmentsIn(
  { db }: AppDeps,
  reviewer: Reviewer,
  rows: readonly SelectedReport[],
  body: unknown,
): Promise<Parsed<Assignment[]>> {
  const posted = parseAssignment(body);
  if (!posted.ok) return posted;
  const found = assignmentsFor(rows, posted.data, await possibleAssignees(db, reviewer));
  return 'problem' in found
    ? refuse(postedValues(body), found.problem)
    : { ok: true, data: found.assignments };
}

/** "Đã giao 7 báo cáo: Mai 4, Lan 3." Who got how many is said where all that was asked for was done. */
function doneWords(assignments: readonly Assignment[], { done: count, leftOut }: BulkResult): string {
  const people = assignments.flatMap(({ to, reports }) => (to ? [`${to.fullName} ${reports.length}`] : []));
  if (people.length === 0) return `Đã bỏ giao ${formatNumber(count)} báo cáo.`;
  const shares = leftOut.length === 0 ? `: ${people.join(', ')}` : '';
  return `Đã giao ${formatNumber(count)} báo cáo${shares}.`;
}

/** Of which list, and whose, it is asked. */
interface Asked {
  readonly reviewer: Reviewer;
  readonly period: OpenedPeriod;
  readonly query: WorkQuery;
  readonly codes: readonly string[];
}

/** Asks who looks after them; what nobody has to decide on any more is given to nobody. */
export async function showAssign(
  { db }: AppDeps,
  res: Response,
  { reviewer, period, query, codes }: Asked,
  { selected, form = { values: {}, errors: [] } }: { selected: Selected; form?: Form },
): Promise<void> {
  const reviewers = await possibleAssignees(db, reviewer);
  const isOpen = ({ status }: SelectedReport) => status !== 'ACCEPTED' && status !== 'EXEMPT';
  const many = sortOut(selected.rows, selected.strangers, isOpen);
  const model = assignPage({ from: { year: period.year, query, codes }, many, reviewers }, form);
  page(res, 'review/many', model, form.errors.length > 0 ? 422 : 200);
}
