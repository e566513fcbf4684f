import { z } from 'zod';
import {
  dayField,
  numberField,
  optionalLine,
  parseForm,
  postedValues,
  refuse,
  textField,
  type Parsed,
} from '../../platform/page/forms.js';
import { sure } from '../extension-forms.js';
import { newDayProblem } from '../extension-rules.js';

const asked = {
  branch: optionalLine('Nhánh', 200),
  dueBefore: dayField('Hạn mới'),
  reason: textField('Lý do', 5000),
};
const askedForm = z.object(asked);
const confirmedForm = z.object({
  ...asked,
  unit: numberField('Nhánh'),
  seen: numberField('Số báo cáo'),
  sure,
});

export interface BranchRequest {
  /** Code or name of the unit at its head, as typed. */
  readonly branch: string;
  readonly dueBefore: Date;
  readonly reason: string;
}
/** With a yes: of which unit, how many reports it stood to concern, and that one is sure where it is thought over. */
export interface ConfirmedRequest extends BranchRequest {
  readonly unit: number;
  readonly seen: number;
  readonly sure: boolean;
}

interface When {
  readonly now: Date;
  readonly opensOn: Date;
}

export const parseAsked = (body: unknown, when: When): Parsed<BranchRequest> =>
  later(parseForm(askedForm, body), body, when);
export const parseConfirmed = (body: unknown, when: When): Parsed<ConfirmedRequest> =>
  later(parseForm(confirmedForm, body), body, when);

function later<T extends BranchRequest>(parsed: Parsed<T>, body: unknown, when: When): Parsed<T> {
  if (!parsed.ok) return parsed;
  const message = newDayProblem(parsed.data.dueBefore, when);
  return message === '' ? parsed : refuse(postedValues(body), { field: 'dueBefore', message });
}
