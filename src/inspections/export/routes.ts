import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Overseer } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { sendListCsv, sendListWorkbook, type ListFile } from '../../platform/page/list-file.js';
import { asOverseer, pathNumber } from '../../platform/http/routing.js';
import { allInspections } from '../plan/finders.js';
import { readListQuery } from '../plan/forms.js';
import type { Listed } from '../rules.js';
import { columns } from './rules.js';
import { inspectionPlanAddress } from '../addresses.js';

/** The whole list that the page shows a part of, as a file. */
export function exportRoutes(deps: AppDeps): Router {
  return Router()
    .get(
      `${inspectionPlanAddress(':year')}/danh-sach.xlsx`,
      asOverseer((overseer, req, res) => send(deps, overseer, req, res, sendListWorkbook)),
    )
    .get(
      `${inspectionPlanAddress(':year')}/danh-sach.csv`,
      asOverseer((overseer, req, res) => send(deps, overseer, req, res, sendListCsv)),
    );
}

async function send(
  { db, clock }: AppDeps,
  overseer: Overseer,
  req: Request,
  res: Response,
  write: (res: Response, list: ListFile<Listed>) => Promise<void>,
): Promise<void> {
  const year = pathNumber(req, 'year');
  if (year < 1901 || year > 2997) throw new NotFound('Không có năm này.');
  const { query, unknown } = readListQuery(req.query);
  // The page says what of the address means nothing; a file of something else would not.
  if (unknown.length > 0)
    return res.redirect(303, `${inspectionPlanAddress(year)}${/\?.*$/.exec(req.originalUrl)?.[0] ?? ''}`);
  const now = clock();
  const title = `Kiểm tra ${year}`;
  const batches = allInspections(db, overseer, year, query, now);
  await write(res, { name: `kiem-tra-${year}`, title, columns: columns(now), batches });
}
