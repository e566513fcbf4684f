import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import type { FieldError } from '../../platform/page/forms.js';
import { formatDay } from '../../platform/text/format.js';
import { closeAccountsOf, moveAccountsOf } from '../../accounts/ending/commands.js';
import { recordAll } from '../../history/commands.js';
import { readForm } from '../../form/definition.js';
import { endUnit, type UnitOutcome } from '../../units/commands.js';
import { findUnitForAccounts, type ManagedUnit } from '../../units/finders.js';
import { isActive } from '../../units/rules.js';
import { releaseWork } from '../assignment/commands.js';
import { decided, exemptedLetter } from '../decisions/letters.js';
import { moveReports } from '../transition.js';
import { sendUnitMessages } from '../unit-message-commands.js';
import { openReportsOf } from './finders.js';
import type { Ending } from './forms.js';

/**
 * Ends a unit, and does with its open reports and accounts what its administrator decided; in one transaction. Problems
 * are for the form, `stale` is the unit as somebody else saved it meanwhile; then nothing is written.
 */
export function endUnitWith(db: Db, managed: ManagedUnit, ending: Ending, now: Date): Promise<UnitOutcome> {
  return unlessRefused(
    db.$transaction(async (tx) => {
      const { activeTo, accountsUntil, version } = ending;
      const outcome = await endUnit(tx, managed, { activeTo, accountsUntil, version }, now);
      if (!('done' in outcome)) return outcome;
      // While its people are still the unit's: they are told.
      if (ending.reports === 'exempt') await exemptOpen(tx, managed, { activeTo, now });
      await settleAccounts(tx, managed, ending, now);
      return outcome;
    }),
  );
}

/** Lets a unit go on that was ended. What was exempted or closed stays so. Conflict where it cannot, or was changed meanwhile. */
export function undoUnitEnd(db: Db, managed: ManagedUnit, version: number, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const outcome = await endUnit(tx, managed, { activeTo: null, accountsUntil: null, version }, now);
    if ('done' in outcome) return;
    const [problem] = outcome.problems ?? [];
    throw new Conflict(problem?.message ?? 'Đơn vị vừa được người khác sửa. Hãy tải lại trang rồi làm lại.');
  });
}

async function exemptOpen(
  tx: Tx,
  managed: ManagedUnit,
  { activeTo, now }: { activeTo: Date; now: Date },
): Promise<void> {
  const { admin, unit } = managed;
  await tx.$queryRaw`SELECT id FROM reports WHERE unit_id = ${unit.id} ORDER BY id FOR UPDATE`;
  const reports = await openReportsOf(tx, managed, now);
  const reason = `Đơn vị kết thúc hoạt động từ ngày ${formatDay(activeTo)}.`;
  await moveReports(tx, reports, 'exempt', () => ({}));
  const event = { at: now, action: 'report-exempted' as const, actor: admin, unitId: unit.id };
  await recordAll(
    tx,
    reports.map(({ id }) => ({ ...event, reportId: id, detail: { reason } })),
  );
  const tidings = reports.map(({ id, unitId, unitName, period }) => {
    const report = { unitName, period, form: readForm(period.form) };
    return { report: { id, unitId }, content: exemptedLetter(decided({ report, actor: admin }), reason) };
  });
  await sendUnitMessages(tx, 'extended', tidings, now);
}

async function settleAccounts(tx: Tx, managed: ManagedUnit, ending: Ending, now: Date): Promise<void> {
  const { admin: actor, unit } = managed;
  // Where the day is to come, accounts/ending/job.ts does it then.
  if (ending.accounts === 'close' && !isActive(ending, now))
    await closeAccountsOf(tx, { unitId: unit.id, actor }, now, releaseWork);
  if (ending.accounts !== 'move') return;
  const to = await findUnitForAccounts(tx, actor, ending.moveTo);
  if (!to || to.id === unit.id || !isActive(to, now)) throw new Refused(NO_UNIT);
  await moveAccountsOf(tx, managed, to, now, releaseWork);
}

const NO_UNIT: FieldError = {
  field: 'moveTo',
  message:
    'Không có đơn vị nào khác đang hoạt động mang mã này trong phạm vi quản trị của bạn. Hãy xem mã ở danh sách đơn vị.',
};

/** Found only after the unit was written: the transaction is given up, and the form says why. */
class Refused extends Error {
  constructor(readonly problem: FieldError) {
    super(problem.message);
  }
}

function unlessRefused(outcome: Promise<UnitOutcome>): Promise<UnitOutcome> {
  return outcome.catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
    return { problems: [error.problem] };
  });
}
