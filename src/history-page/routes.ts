import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../deps.js';
import { asAdmin, asMember } from '../platform/http/routing.js';
import { withQuery } from '../platform/http/query.js';
import { sendListCsv, sendListWorkbook, type ListFile } from '../platform/page/list-file.js';
import { page } from '../platform/page/render.js';
import { inZone } from '../platform/text/calendar.js';
import { BRANCH_HISTORY, OWN_HISTORY, historyFile } from '../history/addresses.js';
import { everyEvent, findHistory, type HistoryRow } from './finders.js';
import { readHistoryForm } from './forms.js';
import { addressOf, historyColumns, historyPage } from './pages.js';
import { asBranchReader, asUnitReader, type HistoryReader } from './readers.js';

type Show = (reader: HistoryReader, req: Request, res: Response) => Promise<void>;

/** /nhat-ky: what was done in and about the own unit; /quan-tri/nhat-ky: in the administrator's branch. */
export function historyRoutes(deps: AppDeps): Router {
  const router = Router();
  const at = (path: (of: typeof OWN_HISTORY | typeof BRANCH_HISTORY) => string, show: Show) => {
    router.get(
      path(OWN_HISTORY),
      asMember((actor, req, res) => show(asUnitReader(actor), req, res)),
    );
    router.get(
      path(BRANCH_HISTORY),
      asAdmin((admin, req, res) => show(asBranchReader(admin), req, res)),
    );
  };
  at((of) => of, shown(deps));
  at((of) => historyFile(of, 'csv'), sent(deps, sendListCsv));
  at((of) => historyFile(of, 'xlsx'), sent(deps, sendListWorkbook));
  return router;
}

function shown({ db }: AppDeps): Show {
  return async (reader, req, res) => {
    const form = readHistoryForm(req.query);
    const found =
      form.errors.length > 0
        ? { people: undefined, units: undefined, rows: [], next: undefined }
        : await findHistory(db, reader, form.query);
    const model = historyPage(reader, form, found);
    page(res, 'list', model, model.hasErrors === true ? 422 : 200);
  };
}

function sent(
  { db, clock }: AppDeps,
  sendAs: (res: Response, list: ListFile<HistoryRow>) => Promise<void>,
): Show {
  return async (reader, req, res) => {
    const { query, values, errors } = readHistoryForm(req.query);
    // The page says what is wrong with a day.
    if (errors.length > 0) return res.redirect(303, withQuery(addressOf(reader), values));
    const name = `nhat-ky-${inZone(clock()).format('YYYY-MM-DD')}`;
    const batches = everyEvent(db, reader, query);
    await sendAs(res, { name, title: 'Nhật ký', columns: historyColumns(reader), batches });
  };
}
