import { z } from 'zod';
import {
  dayField,
  numberField,
  parseForm,
  postedTexts,
  postedValues,
  rightFields,
  type Parsed,
  type Values,
} from '../../platform/page/forms.js';
import { newAccountForm } from '../administration/forms.js';

const [day, version] = [dayField('Ngày bàn giao'), numberField('Số phiên bản')];
const person = newAccountForm.pick({
  ...{ fullName: true, username: true, position: true, email: true, phone: true, zaloName: true },
});
const toNewPerson = person.extend({ day, version });
const toAccount = z.object({ successor: numberField('Người nhận bàn giao'), day, version });

/** To an account of the unit, or to somebody who gets one. */
export type WantedHandover = z.infer<typeof toNewPerson> | z.infer<typeof toAccount>;

/** The fields in the order of the page. */
export const handoverFields = ['successor', ...Object.keys(person.shape), 'day'];

/** Whom and when a form means that is refused, as far as it can be read. */
export function meantBy(values: Values): Partial<WhomAndWhen> {
  const { successor, day: when } = rightFields(toAccount, values);
  const { username } = rightFields(toNewPerson, values);
  const whom = values['successor'] ? { successor } : { username };
  return Object.fromEntries(
    Object.entries({ ...whom, day: when }).filter(([, value]) => value !== undefined),
  );
}
interface WhomAndWhen {
  readonly successor: number;
  readonly username: string;
  readonly day: Date;
}

/** What is typed of a new person is not looked at where an account is chosen, and comes back all the same. */
export function parseHandover(body: unknown): Parsed<WantedHandover> {
  const { successor = '', ...typed } = postedTexts(body);
  const other = Object.entries(typed).filter(([name]) => !(name in person.shape));
  const parsed =
    successor === ''
      ? parseForm(toNewPerson, typed)
      : parseForm(toAccount, { successor, ...Object.fromEntries(other) });
  return parsed.ok ? parsed : { ok: false, form: { ...parsed.form, values: postedValues(body) } };
}
