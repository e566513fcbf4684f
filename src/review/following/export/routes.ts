import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../../deps.js';
import type { Overseer } from '../../../platform/actor.js';
import { sendListCsv, sendListWorkbook, type ListFile } from '../../../platform/page/list-file.js';
import { asOverseer, pathNumber } from '../../../platform/http/routing.js';
import { findWorkingCalendar } from '../../../holidays/finders.js';
import { openedPeriod } from '../../../periods/finders.js';
import { following } from '../../../reports/addresses.js';
import { branchesFile, followingFile } from '../../addresses.js';
import { leagueLines } from '../branches/export/finders.js';
import { leagueColumns, type LeagueLine } from '../branches/export/rules.js';
import { openFollowedUnit } from '../finders.js';
import { readFollowQuery } from '../forms.js';
import { exportedReports } from './finders.js';
import { columnsAt, type ExportedReport } from './rules.js';

/** The whole list that the page shows a part of, as a file: any number of rows, batch by batch. */
export function exportRoutes(deps: AppDeps): Router {
  return Router()
    .get(followingFile(':year', 'xlsx'), send(deps, sendListWorkbook))
    .get(followingFile(':year', 'csv'), send(deps, sendListCsv))
    .get(branchesFile(':year', 'xlsx'), sendLeague(deps, sendListWorkbook))
    .get(branchesFile(':year', 'csv'), sendLeague(deps, sendListCsv));
}

type Send<Row> = (res: Response, list: ListFile<Row>) => Promise<void>;

/** The table of branches, with all of them. */
function sendLeague({ db, clock }: AppDeps, sendAs: Send<LeagueLine>): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const { query, unknown } = readFollowQuery(req.query);
    const [period, unit] = await Promise.all([
      openedPeriod(db, pathNumber(req, 'year')),
      openFollowedUnit(db, overseer, query.unitId),
    ]);
    if (unknown.length > 0) return toPage(req, res);
    const scope = { periodId: period.id, parentId: unit.id };
    const batches = leagueLines(db, scope, clock(), query.branchSort);
    const name = `theo-nhanh-${period.year}`;
    await sendAs(res, { name, title: `Theo nhánh ${period.year}`, columns: leagueColumns, batches });
  });
}

function send(deps: AppDeps, sendAs: Send<ExportedReport>): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const list = await asked(deps, overseer, req);
    // The page says what of the address means nothing; a file of something else would not.
    await (list ? sendAs(res, list) : toPage(req, res));
  });
}

/** What is asked for; undefined where some of it means nothing. */
async function asked(
  { db, clock }: AppDeps,
  overseer: Overseer,
  req: Request,
): Promise<ListFile<ExportedReport> | undefined> {
  const { query, unknown } = readFollowQuery(req.query);
  const [period, unit, calendar] = await Promise.all([
    openedPeriod(db, pathNumber(req, 'year')),
    openFollowedUnit(db, overseer, query.unitId),
    findWorkingCalendar(db),
  ]);
  if (unknown.length > 0) return undefined;
  const now = clock();
  const soon = calendar.dueSoonUntil(now, query.days);
  const scope = { periodId: period.id, parentId: unit.id };
  const year = String(period.year);
  const batches = exportedReports(db, scope, { query, now, soon });
  return { name: `theo-doi-${year}`, title: `Theo dõi ${year}`, columns: columnsAt(now), batches };
}

function toPage(req: Request, res: Response): void {
  const query = /\?.*$/.exec(req.originalUrl)?.[0] ?? '';
  res.redirect(303, `${following(pathNumber(req, 'year'))}${query}`);
}
