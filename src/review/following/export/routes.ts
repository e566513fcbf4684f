import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../../deps.js';
import type { Overseer } from '../../../platform/actor.js';
import { csvStream } from '../../../platform/csv.js';
import { contentDisposition } from '../../../platform/downloads.js';
import { asOverseer, pathNumber } from '../../../platform/routing.js';
import { findWorkingCalendar } from '../../../holidays/finders.js';
import { openedPeriod, openFollowedUnit } from '../finders.js';
import { readFollowQuery } from '../forms.js';
import { dueSoonUntil } from '../rules.js';
import { exportedReports } from './finders.js';
import { csvRow, writeList } from './pages.js';
import { columns, type ExportedReport } from './rules.js';

/** The whole list that the page shows a part of, as a file: any number of rows, batch by batch. */
export function exportRoutes(deps: AppDeps): Router {
  return Router()
    .get('/theo-doi/:year/danh-sach.xlsx', sendWorkbook(deps))
    .get('/theo-doi/:year/danh-sach.csv', sendCsv(deps));
}

function sendWorkbook(deps: AppDeps): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const list = await asked(deps, overseer, req);
    // The page says what of the address means nothing; a file of something else would not.
    if (!list) return toPage(req, res);
    const { year, batches, now } = list;
    head(res, `theo-doi-${year}.xlsx`, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const file = new PassThrough();
    await untilLeft(Promise.all([pipeline(file, res), writeList(file, `Theo dõi ${year}`, batches, now)]));
  });
}

function sendCsv(deps: AppDeps): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const list = await asked(deps, overseer, req);
    if (!list) return toPage(req, res);
    const { year, batches, now } = list;
    head(res, `theo-doi-${year}.csv`, 'text/csv; charset=utf-8');
    const names = columns.map(({ name }) => name);
    await untilLeft(pipeline(Readable.from(rowsOf(batches, now)), csvStream(names), res));
  });
}

/** What is asked for; undefined where some of it means nothing. */
async function asked({ db, clock }: AppDeps, overseer: Overseer, req: Request) {
  const { query, unknown } = readFollowQuery(req.query);
  const [period, unit, calendar] = await Promise.all([
    openedPeriod(db, pathNumber(req, 'year')),
    openFollowedUnit(db, overseer, query.unitId),
    findWorkingCalendar(db),
  ]);
  if (unknown.length > 0) return undefined;
  const now = clock();
  const soon = dueSoonUntil(calendar, now, query.days);
  const scope = { periodId: period.id, parentId: unit.id };
  return { year: String(period.year), now, batches: exportedReports(db, scope, { query, now, soon }) };
}

async function* rowsOf(batches: AsyncIterable<readonly ExportedReport[]>, now: Date) {
  for await (const batch of batches) yield* batch.map((report) => csvRow(report, now));
}

function toPage(req: Request, res: Response): void {
  const query = /\?.*$/.exec(req.originalUrl)?.[0] ?? '';
  res.redirect(303, `/theo-doi/${String(pathNumber(req, 'year'))}${query}`);
}

/** A download that its person breaks off is no failure. */
async function untilLeft(sending: Promise<unknown>): Promise<void> {
  await sending.catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

function head(res: Response, name: string, type: string): void {
  res.set({ 'Content-Disposition': contentDisposition(name), 'Cache-Control': 'private, no-store' });
  res.type(type);
}
