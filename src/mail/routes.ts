import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { page } from '../platform/page/render.js';
import { asAdmin, done, pathNumber } from '../platform/http/routing.js';
import { releaseMail, sendAgain } from './commands.js';
import { asMailAdmin, findHold, findMessage, listMessages, readMessage } from './finders.js';
import { readMessageQuery } from './forms.js';
import { withLinks } from './letter.js';
import { messagePage, messagesPage, releasePage } from './pages.js';
import { MESSAGES, messageAddress, RELEASE } from './addresses.js';

/** The outbox, for the federation's administrator: what was sent, what waits, what could not be delivered. */
export function mailRoutes({ db, clock, config }: AppDeps): Router {
  const isSet = config.mail !== undefined;
  const router = Router().use(releaseRoutes({ db, clock }));

  router.get(
    MESSAGES,
    asAdmin(async (admin, req, res) => {
      const query = readMessageQuery(req.query);
      const found = await listMessages(db, asMailAdmin(admin), query);
      const hold = await findHold(db, asMailAdmin(admin));
      page(res, 'list', messagesPage(found, query, { isSet, hold }));
    }),
  );

  router.get(
    messageAddress(':id'),
    asAdmin(async (admin, req, res) => {
      const message = await readMessage(db, asMailAdmin(admin), pathNumber(req, 'id'));
      page(res, 'mail/message', messagePage({ ...message, ...withLinks(message, config.publicUrl) }, isSet));
    }),
  );

  router.post(
    `${messageAddress(':id')}/gui-lai`,
    asAdmin(async (admin, req, res) => {
      const managed = await findMessage(db, asMailAdmin(admin), pathNumber(req, 'id'));
      await sendAgain(db, managed, clock());
      const when = isSet ? 'trong ít phút' : 'khi cổng đã cấu hình thư';
      done(req, res, MESSAGES, `Thư đến ${managed.message.toAddress} sẽ được gửi lại ${when}.`);
    }),
  );

  return router;
}

/** Letting the mail go again that a restored database holds back. */
function releaseRoutes({ db, clock }: Pick<AppDeps, 'db' | 'clock'>): Router {
  return Router()
    .get(
      RELEASE,
      asAdmin(async (admin, _req, res) => {
        const hold = await findHold(db, asMailAdmin(admin));
        if (hold) page(res, 'confirm', releasePage(hold));
        else res.redirect(303, MESSAGES);
      }),
    )
    .post(
      RELEASE,
      asAdmin(async (admin, req, res) => {
        await releaseMail(db, asMailAdmin(admin), clock());
        done(req, res, MESSAGES, 'Cổng đã gửi thư trở lại.');
      }),
    );
}
