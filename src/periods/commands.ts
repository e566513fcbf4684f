import type { Db, Tx } from '../platform/postgres/db.js';
import { NotPossible } from '../platform/errors.js';
import type { Outcome } from '../platform/outcome.js';
import { formatDay } from '../platform/text/format.js';
import { asTaken } from '../platform/postgres/taken.js';
import type { Period } from '../platform/prisma/client.js';
import { currentGuidance } from '../guidance/finders.js';
import { obligations } from '../guidance/rules.js';
import { record } from '../history/commands.js';
import { defaultForm } from '../form/default-form.js';
import type { ManagedPeriod, PeriodAdmin } from './finders.js';
import type { NewPeriod, PeriodEdit } from './forms.js';
import { dateLabels, dateProblems, type PeriodDates } from './rules.js';

/** Makes a period with the default form of the guidance in force. It has no reports until it is opened. */
export async function createPeriod(
  db: Db,
  admin: PeriodAdmin,
  wanted: NewPeriod,
  now: Date,
): Promise<Outcome<Period>> {
  const problems = dateProblems(wanted);
  if (problems.length > 0) return { problems };
  const guidance = await currentGuidance(db, now);
  const form = defaultForm((audience) => obligations(guidance.content, audience));
  return db
    .$transaction(async (tx) => {
      const period = await tx.period.create({ data: { ...wanted, form, guidanceVersionId: guidance.id } });
      await record(tx, { at: now, action: 'period-created', actor: admin, detail: { year: period.year } });
      return { done: period };
    })
    .catch(asTaken(YEAR_TAKEN));
}

/** Changes year and dates of a period that is not open yet; Conflict for one that is: its reports hold the dates. */
export async function editPeriod(
  db: Db,
  { admin, period }: ManagedPeriod,
  edit: PeriodEdit,
  now: Date,
): Promise<Outcome<Period, Period>> {
  const problems = dateProblems(edit);
  if (problems.length > 0) return { problems };
  const { version, ...data } = edit;
  return db
    .$transaction(async (tx) => {
      const { count } = await tx.period.updateMany({
        where: { id: period.id, version, openedAt: null },
        data: { ...data, version: { increment: 1 } },
      });
      if (count === 0) return stale(tx, period.id);
      const changes = changesBetween(period, edit);
      const detail = { year: edit.year, changes };
      if (changes.length > 0) await record(tx, { at: now, action: 'period-edited', actor: admin, detail });
      return { done: await tx.period.findUniqueOrThrow({ where: { id: period.id } }) };
    })
    .catch(asTaken(YEAR_TAKEN));
}

const YEAR_TAKEN = { field: 'year', message: 'Năm này đã có kỳ báo cáo.' };

async function stale(tx: Tx, id: number): Promise<Outcome<Period, Period>> {
  const saved = await tx.period.findUniqueOrThrow({ where: { id } });
  if (saved.openedAt) throw new NotPossible('Kỳ báo cáo này đã mở, nên không sửa được năm và thời hạn nữa.');
  return { stale: saved };
}

function changesBetween(before: Period, after: NewPeriod): string[] {
  const dates = (Object.keys(dateLabels) as (keyof PeriodDates)[])
    .filter((name) => before[name].getTime() !== after[name].getTime())
    .map((name) => `${dateLabels[name]}: ${formatDay(before[name])} → ${formatDay(after[name])}`);
  return before.year === after.year ? dates : [`năm: ${before.year} → ${after.year}`, ...dates];
}
