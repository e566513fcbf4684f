import { Readable } from 'node:stream';
import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { hasRole } from '../platform/actor.js';
import { csvStream } from '../platform/files/csv.js';
import { contentDisposition, sendStream } from '../platform/http/downloads.js';
import { outcomeOf } from '../platform/outcome.js';
import { readId } from '../platform/text/numbers.js';
import { page } from '../platform/page/render.js';
import { answerForm } from '../platform/http/answer-form.js';
import {
  asMember,
  asOverseer,
  asOwnReader,
  asPublisher,
  done,
  pathNumber,
} from '../platform/http/routing.js';
import { currentGuidance } from '../guidance/finders.js';
import { unitsBelow } from '../units/tree/count-finders.js';
import { confirmReceipt, markReceiptOpened, publishRequest, type Ask } from './commands.js';
import {
  confirmedReceipts,
  countReceipts,
  everyReceipt,
  followedReceipts,
  listRequests,
  openFollowedRequest,
  openOwnReceipt,
  requestsBelow,
  waitingReceipts,
} from './finders.js';
import { CSV_COLUMNS, csvLine, csvName, followedPage } from './followed-page.js';
import { parseRequest, readFollowedQuery } from './forms.js';
import { receiptPage, receiptsPage } from './pages.js';
import { newRequestPage, requestQuestion, requestsPage } from './request-page.js';
import { ACKNOWLEDGEMENTS, REQUESTS, acknowledgementAddress, followedRequestAddress } from './addresses.js';

/** Nơi nhận: units are asked to confirm what they received, do so, and their parents see who has. */
export function acknowledgementRoutes(deps: AppDeps): Router {
  return Router().use(ownRoutes(deps), followedRoutes(deps), requestRoutes(deps));
}

/** /xac-nhan: what the own unit is asked. */
function ownRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    ACKNOWLEDGEMENTS,
    asMember(async (actor, req, res) => {
      const after = readId(req.query['sau']);
      const [waiting, confirmed, below] = await Promise.all([
        waitingReceipts(db, actor),
        confirmedReceipts(db, actor, after),
        hasRole(actor, 'REVIEWER', 'LEADER') ? requestsBelow(db, actor) : [],
      ]);
      const parts = { waiting, confirmed, after, below };
      page(res, 'acknowledgements/index', receiptsPage(actor, parts, clock()));
    }),
  );

  router.get(
    acknowledgementAddress(':id'),
    asMember(async (actor, req, res) => {
      const id = pathNumber(req, 'id');
      const open = await openOwnReceipt(db, actor, id);
      if (!open.receipt.openedAt) await markReceiptOpened(db, open, clock());
      // Read again: somebody else of the unit may have opened it just before.
      page(res, 'acknowledgements/receipt', receiptPage(await openOwnReceipt(db, actor, id), clock()));
    }),
  );

  router.post(
    `${acknowledgementAddress(':id')}/xac-nhan`,
    asOwnReader(async (actor, req, res) => {
      const open = await openOwnReceipt(db, actor, pathNumber(req, 'id'));
      await confirmReceipt(db, open, clock());
      done(req, res, ACKNOWLEDGEMENTS, `Đã xác nhận đơn vị nhận “${open.receipt.request.title}”.`);
    }),
  );

  return router;
}

/** /xac-nhan/theo-doi/<request>: how the direct children answer. */
function followedRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    followedRequestAddress(':request'),
    asOverseer(async (overseer, req, res) => {
      const open = await openFollowedRequest(db, overseer, pathNumber(req, 'request'));
      const query = readFollowedQuery(req.query);
      const [counts, list] = await Promise.all([countReceipts(db, open), followedReceipts(db, open, query)]);
      page(res, 'acknowledgements/followed', followedPage({ open, counts, list, query }, clock()));
    }),
  );

  router.get(
    `${followedRequestAddress(':request')}/csv`,
    asOverseer(async (overseer, req, res) => {
      const open = await openFollowedRequest(db, overseer, pathNumber(req, 'request'));
      const now = clock();
      const rows = Readable.from(everyReceipt(db, open, readFollowedQuery(req.query)));
      const lines = rows.map((row: Parameters<typeof csvLine>[0]) =>
        csvLine(row, open.request.confirmBefore, now),
      );
      const name = contentDisposition(csvName(open));
      res.set({ 'Content-Disposition': name, 'Cache-Control': 'private, no-store' });
      res.type('text/csv; charset=utf-8');
      await sendStream(res, lines, csvStream(CSV_COLUMNS));
    }),
  );

  return router;
}

/** /quan-tri/xac-nhan: the federation's administrator asks. */
function requestRoutes(deps: AppDeps): Router {
  const { db } = deps;
  const router = Router();

  router.get(
    REQUESTS,
    asPublisher(async (publisher, req, res) => {
      const after = readId(req.query['sau']);
      const found = await listRequests(db, publisher, after);
      page(res, 'list', requestsPage(found, after));
    }),
  );

  return router.use(newRequestRoutes(deps));
}

function newRequestRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();
  const isMailSet = config.mail !== undefined;

  router.get(
    `${REQUESTS}/moi`,
    asPublisher((_publisher, _req, res) => {
      page(res, 'form', newRequestPage({ values: { subject: 'GUIDANCE' }, errors: [] }, isMailSet));
    }),
  );

  router.post(
    `${REQUESTS}/moi`,
    asPublisher(async (publisher, req, res) => {
      const now = clock();
      await answerForm(req, res, {
        posted: parseRequest(req.body, now),
        asks: async (wanted) => requestQuestion(wanted, await unitsBelow(db, publisher.unit, now), isMailSet),
        command: async (wanted) => {
          const ask = await askOf(db, wanted, now);
          return outcomeOf(publishRequest(db, publisher, ask, now), 'title');
        },
        done: (units, { title }) => [REQUESTS, `Đã đề nghị ${units} đơn vị xác nhận đã nhận “${title}”.`],
        again: ({ form, status }) => page(res, 'form', newRequestPage(form, isMailSet), status),
      });
    }),
  );

  return router;
}

async function askOf(db: AppDeps['db'], data: Ask, now: Date): Promise<Ask> {
  if (data.subject !== 'GUIDANCE') return data;
  return { ...data, guidanceVersionId: (await currentGuidance(db, now)).id };
}
