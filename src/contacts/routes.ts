import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { answerForm } from '../platform/http/answer-form.js';
import { asAdmin, asMember, done } from '../platform/http/routing.js';
import { parseForm } from '../platform/page/forms.js';
import { page } from '../platform/page/render.js';
import { readId } from '../platform/text/numbers.js';
import { CONTACTS } from '../accounts/addresses.js';
import { CONFIRMATIONS } from './addresses.js';
import { askForConfirmation, confirmContacts } from './commands.js';
import { countConfirmations, followedUnits, openConfirmations, openOwnContacts } from './finders.js';
import { changeForm, rightForm } from './forms.js';
import { confirmationsPage, contactsPage } from './pages.js';
import { confirmationStates } from './rules.js';

/** Once a year units say who files and who signs for them, and the unions above see who has. */
export function contactRoutes(deps: AppDeps): Router {
  return Router().use(ownRoutes(deps), followedRoutes(deps));
}

function ownRoutes({ db, clock }: AppDeps): Router {
  return Router()
    .get(
      CONTACTS,
      asMember(async (actor, _req, res) => {
        const own = await openOwnContacts(db, actor, clock());
        page(res, 'contacts/own', contactsPage(own, { values: {}, errors: [] }));
      }),
    )
    .post(
      CONTACTS,
      asMember(async (actor, req, res) => {
        const own = await openOwnContacts(db, actor, clock());
        await answerForm(req, res, {
          posted: parseForm(rightForm, req.body),
          command: async () => ({ done: await confirmContacts(db, own, '', clock()) }),
          done: () => [CONTACTS, `Đã xác nhận đầu mối năm ${own.period.year}. Cảm ơn đơn vị.`],
          again: ({ form, status }) => page(res, 'contacts/own', contactsPage(own, form), status),
        });
      }),
    )
    .post(
      `${CONTACTS}/thay-doi`,
      asMember(async (actor, req, res) => {
        const own = await openOwnContacts(db, actor, clock());
        await answerForm(req, res, {
          posted: parseForm(changeForm, req.body),
          command: async ({ note }) => ({ done: await confirmContacts(db, own, note, clock()) }),
          done: () => [
            CONTACTS,
            'Đã báo thay đổi. Người quản trị của công đoàn cấp trên sẽ bàn giao tài khoản.',
          ],
          again: ({ form, status }) => page(res, 'contacts/own', contactsPage(own, form), status),
        });
      }),
    );
}

function followedRoutes({ db, clock, config }: AppDeps): Router {
  return Router()
    .get(
      CONFIRMATIONS,
      asAdmin(async (admin, req, res) => {
        const now = clock();
        const open = await openConfirmations(db, admin, now);
        const state = confirmationStates.find((known) => known === req.query['tinh-trang']);
        const after = readId(req.query['sau']);
        const [found, counts] = await Promise.all([
          followedUnits(db, open, { state, after }, now),
          countConfirmations(db, open, now),
        ]);
        page(res, 'list', confirmationsPage({ period: open.period, found, counts, state, after }));
      }),
    )
    .post(
      `${CONFIRMATIONS}/nhac`,
      asAdmin(async (admin, req, res) => {
        const open = await openConfirmations(db, admin, clock());
        const units = await askForConfirmation(db, open, clock());
        const mailed = config.mail ? '' : ' Thư chưa được gửi: cổng chưa cấu hình thư điện tử.';
        done(req, res, CONFIRMATIONS, `Đã nhắc ${units} đơn vị xác nhận đầu mối.${mailed}`);
      }),
    );
}
