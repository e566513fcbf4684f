import { z } from 'zod';
import { formatDay } from '../../platform/text/format.js';
import {
  choiceField,
  dayField,
  numberField,
  optionalDay,
  optionalLine,
  parseForm,
  postedValues,
  refuse,
  type FieldError,
  type Parsed,
} from '../../platform/page/forms.js';

const endingForm = z.object({
  activeTo: dayField('Ngày kết thúc hoạt động'),
  // Not asked where nothing is open.
  reports: choiceField('Báo cáo chưa xong', ['stay', 'exempt']).default('stay'),
  accounts: choiceField('Tài khoản của đơn vị', ['keep', 'close', 'move']),
  accountsUntil: optionalDay('Ngày thôi dùng tài khoản'),
  moveTo: optionalLine('Mã đơn vị nhận tài khoản', 30),
  version: numberField('Số phiên bản'),
});
export const versionForm = z.object({ version: numberField('Số phiên bản') });

/** How a unit ends. `accountsUntil`: set where its people are to finish what is open. */
export type Ending = z.infer<typeof endingForm>;

/** `owes`: whether the unit has a report to file or to correct. Who has to file it must be able to. */
export function parseEnding(body: unknown, { owes, now }: { owes: boolean; now: Date }): Parsed<Ending> {
  const parsed = parseForm(endingForm, body);
  if (!parsed.ok) return parsed;
  const { data } = parsed;
  const problems = [...problemsOfAccounts(data, now), ...(owes ? problemsOfReports(data) : [])];
  if (problems.length > 0) return refuse(postedValues(body), ...problems);
  return { ok: true, data: data.accounts === 'keep' ? data : { ...data, accountsUntil: null } };
}

function problemsOfReports({ reports, accounts }: Ending): FieldError[] {
  if (reports === 'exempt' || accounts === 'keep') return [];
  const message =
    'Báo cáo vẫn phải nộp thì phải còn người nộp: hãy cho dùng tiếp tài khoản đến một ngày, hoặc miễn báo cáo.';
  return [{ field: 'accounts', message }];
}

function problemsOfAccounts({ accounts, accountsUntil, activeTo, moveTo }: Ending, now: Date): FieldError[] {
  if (accounts === 'move' && moveTo === '')
    return [{ field: 'moveTo', message: 'Hãy nhập mã đơn vị nhận tài khoản.' }];
  if (accounts !== 'keep') return [];
  if (!accountsUntil)
    return [{ field: 'accountsUntil', message: 'Hãy nhập ngày mà từ đó tài khoản không dùng được nữa.' }];
  const earliest = activeTo > now ? activeTo : now;
  if (accountsUntil >= earliest) return [];
  const message = `Tài khoản dùng tiếp thì phải dùng được đến sau ngày ${formatDay(earliest)}.`;
  return [{ field: 'accountsUntil', message }];
}
