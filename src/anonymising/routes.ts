import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../deps.js';
import { NotPossible } from '../platform/errors.js';
import { answerForm } from '../platform/http/answer-form.js';
import { asAdmin, pathNumber } from '../platform/http/routing.js';
import { noteSecurity } from '../platform/http/security-log.js';
import { outcomeOf } from '../platform/outcome.js';
import { lineField, numberField, parseForm } from '../platform/page/forms.js';
import { page } from '../platform/page/render.js';
import { ACCOUNTS, anonymisation } from '../accounts/addresses.js';
import { anonymise } from './commands.js';
import { isContactOfUnit, openPerson } from './finders.js';
import { anonymisationPage } from './pages.js';

const anonymisationForm = z.object({ version: numberField('Số phiên bản'), reason: lineField('Lý do', 200) });

/** Where the federation's administrator takes from an ended account whose it was. */
export function anonymisingRoutes({ db, clock }: AppDeps): Router {
  const show: RequestHandler[] = asAdmin(async (admin, req, res) => {
    const person = await openPerson(db, admin, pathNumber(req, 'id'));
    if (!person.account.deactivatedAt) throw new NotPossible(IN_USE);
    const isContact = await isContactOfUnit(db, person);
    page(res, 'confirm', anonymisationPage(person, isContact, { values: {}, errors: [] }));
  });
  const take: RequestHandler[] = asAdmin(async (admin, req, res) => {
    const person = await openPerson(db, admin, pathNumber(req, 'id'));
    const about = person.account.username;
    await answerForm(req, res, {
      posted: parseForm(anonymisationForm, req.body),
      command: (typed) => outcomeOf(anonymise(db, person, typed, clock())),
      done: () => {
        noteSecurity(req, { event: 'account-anonymised', outcome: 'done', account: admin.username, about });
        return [ACCOUNTS, `Đã xóa thông tin cá nhân của tài khoản số ${person.account.id}.`];
      },
      again: async ({ form, status }) =>
        page(res, 'confirm', anonymisationPage(person, await isContactOfUnit(db, person), form), status),
    });
  });
  return Router().get(anonymisation(':id'), show).post(anonymisation(':id'), take);
}

const IN_USE = 'Tài khoản này đang hoạt động. Hãy ngừng tài khoản trước, rồi xóa thông tin.';
