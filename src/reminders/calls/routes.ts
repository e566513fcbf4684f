import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { sendListCsv, sendListWorkbook, type ListFile } from '../../platform/page/list-file.js';
import { parseForm, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asReviewer, pathNumber } from '../../platform/http/routing.js';
import { callList, callListFile, callTo } from '../addresses.js';
import { countOwing, openReminders } from '../overview/finders.js';
import { noteCall } from './commands.js';
import { allCalls, callsPage as foundCalls, contactsBefore, openCall } from './finders.js';
import { callAddress, callForm, readCallQuery } from './forms.js';
import { callPage, callsPage, callTabs, rowId } from './pages.js';
import { callColumns, type CallRow } from './rules.js';

/** /don-doc/<year>/goi-dien: whom to telephone, and what came of it. */
export function callRoutes(deps: AppDeps): Router {
  return Router().use(listRoutes(deps), noteRoutes(deps));
}

function listRoutes(deps: AppDeps): Router {
  const { db, clock, config } = deps;
  return Router()
    .get(
      callList(':year'),
      asOverseer(async (overseer, req, res) => {
        const of = await openReminders(db, overseer, pathNumber(req, 'year'));
        const { unknown, ...query } = readCallQuery(req.query, config.mail !== undefined);
        const now = clock();
        const { reach: _, ...rest } = query.filter;
        const tabs = callTabs.map((reach) => (reach ? { ...rest, reach } : rest));
        const [counts, found] = await Promise.all([
          countOwing(db, of, tabs, now),
          foundCalls(db, of, query, now),
        ]);
        const model = callsPage({ of, query, unknown, counts, found }, now);
        page(res, 'reminders/calls', model, unknown.length > 0 ? 422 : 200);
      }),
    )
    .get(callListFile(':year', 'csv'), sendFile(deps, sendListCsv))
    .get(callListFile(':year', 'xlsx'), sendFile(deps, sendListWorkbook));
}

function sendFile(
  { db, clock, config }: AppDeps,
  send: (res: Response, list: ListFile<CallRow>) => Promise<void>,
): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const of = await openReminders(db, overseer, pathNumber(req, 'year'));
    const { filter, unknown } = readCallQuery(req.query, config.mail !== undefined);
    const { year } = of.period;
    // The page says what of the address means nothing; a file of something else would not.
    if (unknown.length > 0) {
      const query = /\?.*$/.exec(req.originalUrl)?.[0] ?? '';
      return res.redirect(303, `${callList(year)}${query}`);
    }
    const now = clock();
    const about = { name: `goi-dien-${year}`, title: `Gọi điện ${year}` };
    await send(res, { ...about, columns: callColumns(now), batches: allCalls(db, of, filter, now) });
  });
}

function noteRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();
  const opened = async (reviewer: Reviewer, req: Request) =>
    openCall(db, await openReminders(db, reviewer, pathNumber(req, 'year')), pathNumber(req, 'id'));
  const listOf = (req: Request) => readCallQuery(req.query, config.mail !== undefined);
  const show = async (req: Request, res: Response, reviewer: Reviewer, form: Form, status = 200) => {
    const open = await opened(reviewer, req);
    const { filter, after } = listOf(req);
    const action = callAddress(callTo(open.reminders.period.year, open.report.id), filter, after);
    page(
      res,
      'form',
      callPage({ open, before: await contactsBefore(db, open), action }, form, clock()),
      status,
    );
  };
  router.get(
    callTo(':year', ':id'),
    asReviewer((reviewer, req, res) => show(req, res, reviewer, { values: {}, errors: [] })),
  );
  router.post(
    callTo(':year', ':id'),
    asReviewer(async (reviewer, req, res) => {
      const open = await opened(reviewer, req);
      await answerForm(req, res, {
        posted: parseForm(callForm, req.body),
        command: async (call) => ({ done: await noteCall(db, open, call, clock()) }),
        done: () => {
          const { filter, after } = listOf(req);
          const list = callAddress(callList(open.reminders.period.year), filter, after);
          return [`${list}#${rowId(open.report.id)}`, `Đã ghi cuộc gọi cho ${open.report.unitName}.`];
        },
        again: ({ form, status }) => show(req, res, reviewer, form, status),
      });
    }),
  );
  return router;
}
