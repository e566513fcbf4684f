import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { page } from '../platform/render.js';
import { asAdmin, done, pathNumber } from '../platform/routing.js';
import { sendAgain } from './commands.js';
import { asMailAdmin, findMessage, listUnsent } from './finders.js';
import { unsentMessagesPage } from './pages.js';

const LIST = '/quan-tri/thu';

/** What could not be delivered yet, for the federation's administrator. */
export function mailRoutes({ db, clock, config }: AppDeps): Router {
  const isSet = config.mail !== undefined;
  const router = Router();

  router.get(
    LIST,
    asAdmin(async (admin, req, res) => {
      const { sau } = req.query;
      const after = typeof sau === 'string' && /^[1-9]\d{0,8}$/.test(sau) ? Number(sau) : undefined;
      const found = await listUnsent(db, asMailAdmin(admin), after);
      page(res, 'mail/index', unsentMessagesPage(found, { after, isSet }));
    }),
  );

  router.post(
    `${LIST}/:id/gui-lai`,
    asAdmin(async (admin, req, res) => {
      const managed = await findMessage(db, asMailAdmin(admin), pathNumber(req, 'id'));
      await sendAgain(db, managed, clock());
      const when = isSet ? 'trong ít phút' : 'khi cổng đã cấu hình thư';
      done(req, res, LIST, `Thư đến ${managed.message.toAddress} sẽ được gửi lại ${when}.`);
    }),
  );

  return router;
}
