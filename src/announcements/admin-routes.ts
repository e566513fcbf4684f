import { Router, type Request } from 'express';
import type { AppDeps } from '../deps.js';
import type { Publisher } from '../platform/actor.js';
import { outcomeOf } from '../platform/outcome.js';
import { readId } from '../platform/text/numbers.js';
import { page } from '../platform/page/render.js';
import { answerForm } from '../platform/http/answer-form.js';
import { asPublisher, done, pathNumber, postedVersion } from '../platform/http/routing.js';
import { publishAnnouncement, editAnnouncement, withdrawAnnouncement } from './commands.js';
import { unitsBelow } from '../units/tree/count-finders.js';
import {
  announcementAdminPage,
  editAnnouncementPage,
  newAnnouncementPage,
  receiptQuestion,
} from './admin-page.js';
import { managedAnnouncements, openAnnouncement } from './finders.js';
import { announcementValues, parseEdit, parseNew } from './forms.js';
import { ANNOUNCEMENT_ADMIN } from './addresses.js';

/** /quan-tri/thong-bao: what the federation announces, and until when. */
export function announcementAdminRoutes(deps: AppDeps): Router {
  return Router().use(listRoutes(deps), newRoutes(deps), editRoutes(deps));
}

function listRoutes({ db, clock }: AppDeps): Router {
  return Router().get(
    ANNOUNCEMENT_ADMIN,
    asPublisher(async (publisher, req, res) => {
      const after = readId(req.query['sau']);
      const list = await managedAnnouncements(db, publisher, after);
      page(res, 'list', announcementAdminPage(list, clock(), after === undefined));
    }),
  );
}

function newRoutes({ db, clock, config }: AppDeps): Router {
  const address = `${ANNOUNCEMENT_ADMIN}/moi`;
  const router = Router();
  router.get(
    address,
    asPublisher((_publisher, _req, res) => {
      page(res, 'form', newAnnouncementPage({ values: { audience: 'EVERYONE' }, errors: [] }));
    }),
  );
  router.post(
    address,
    asPublisher(async (publisher, req, res) => {
      await answerForm(req, res, {
        posted: parseNew(req.body, clock()),
        asks: async ({ content, confirmBefore }) =>
          confirmBefore
            ? receiptQuestion(content, confirmBefore, {
                units: await unitsBelow(db, publisher.unit, clock()),
                isMailSet: config.mail !== undefined,
              })
            : undefined,
        command: (wanted) => outcomeOf(publishAnnouncement(db, publisher, wanted, clock()), 'title'),
        done: () => [ANNOUNCEMENT_ADMIN, 'Đã ra thông báo.'],
        again: ({ form, status }) => page(res, 'form', newAnnouncementPage(form), status),
      });
    }),
  );
  return router;
}

function editRoutes({ db, clock }: AppDeps): Router {
  const address = `${ANNOUNCEMENT_ADMIN}/:id`;
  const opened = (publisher: Publisher, req: Request) =>
    openAnnouncement(db, publisher, pathNumber(req, 'id'));
  const router = Router();
  router.get(
    address,
    asPublisher(async (publisher, req, res) => {
      const { announcement } = await opened(publisher, req);
      const form = { values: announcementValues(announcement), errors: [] };
      page(res, 'form', editAnnouncementPage(announcement, form));
    }),
  );
  router.post(
    address,
    asPublisher(async (publisher, req, res) => {
      const open = await opened(publisher, req);
      await answerForm(req, res, {
        posted: parseEdit(req.body),
        command: (edit) => editAnnouncement(db, open, edit, clock()),
        done: () => [ANNOUNCEMENT_ADMIN, 'Đã lưu thay đổi.'],
        again: ({ form, status, stale = open.announcement }) =>
          page(res, 'form', editAnnouncementPage(stale, form, status === 409), status),
      });
    }),
  );
  router.post(
    `${address}/rut`,
    asPublisher(async (publisher, req, res) => {
      await withdrawAnnouncement(db, await opened(publisher, req), postedVersion(req), clock());
      done(req, res, ANNOUNCEMENT_ADMIN, 'Đã rút thông báo.');
    }),
  );
  return router;
}
