import { Router, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../deps.js';
import type { Admin } from '../platform/actor.js';
import { NotPossible } from '../platform/errors.js';
import { answerForm } from '../platform/http/answer-form.js';
import { asAdmin, pathNumber } from '../platform/http/routing.js';
import { noteSecurity } from '../platform/http/security-log.js';
import { outcomeOf } from '../platform/outcome.js';
import { parseForm, type FieldError, type Form } from '../platform/page/forms.js';
import { page } from '../platform/page/render.js';
import { ACCOUNTS, anonymisation } from '../accounts/addresses.js';
import { ownFactors } from '../accounts/second-factor/finders.js';
import { anonymise } from './commands.js';
import { isContactOfUnit, openPerson, type OpenedPerson } from './finders.js';
import { anonymisationForm } from './forms.js';
import { anonymisationPage } from './pages.js';

/** Asks whoever is signed in for the own password again; what is wrong, empty where nothing is. */
export type Prove = (admin: Admin, typed: string) => Promise<FieldError[]>;

/** Where the federation's administrator takes from an ended account whose it was. */
export function anonymisingRoutes({ db, clock }: AppDeps, prove: Prove): Router {
  const show = async (res: Response, person: OpenedPerson, form: Form, status = 200) => {
    const [isContact, askable] = await Promise.all([
      isContactOfUnit(db, person),
      ownFactors(db, person.admin),
    ]);
    page(res, 'confirm', anonymisationPage(person, { isContact, askable }, form), status);
  };
  const ask: RequestHandler[] = asAdmin(async (admin, req, res) => {
    const person = await openPerson(db, admin, pathNumber(req, 'id'));
    if (!person.account.deactivatedAt) throw new NotPossible(IN_USE);
    await show(res, person, { values: {}, errors: [] });
  });
  const take: RequestHandler[] = asAdmin(async (admin, req, res) => {
    const person = await openPerson(db, admin, pathNumber(req, 'id'));
    const about = person.account.username;
    await answerForm(req, res, {
      posted: parseForm(anonymisationForm, req.body),
      command: async ({ currentPassword, ...typed }) => {
        // It is not taken back: whoever finds a screen unlocked does not do it.
        const problems = await prove(admin, currentPassword);
        return problems.length > 0 ? { problems } : outcomeOf(anonymise(db, person, typed, clock()));
      },
      done: () => {
        noteSecurity(req, { event: 'account-anonymised', outcome: 'done', account: admin.username, about });
        return [ACCOUNTS, `Đã xóa thông tin cá nhân của tài khoản số ${person.account.id}.`];
      },
      again: ({ form, status }) => show(res, person, form, status),
    });
  });
  return Router().get(anonymisation(':id'), ask).post(anonymisation(':id'), take);
}

const IN_USE = 'Tài khoản này đang hoạt động. Hãy ngừng tài khoản trước, rồi xóa thông tin.';
