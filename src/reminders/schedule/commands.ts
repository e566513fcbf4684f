import { addDays, inZone } from '../../platform/text/calendar.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { parentBody } from '../../document-settings/issuer.js';
import { findWorkingCalendar } from '../../holidays/finders.js';
import type { WorkingCalendar } from '../../holidays/rules.js';
import { whatIsAsked } from '../../reports/deadlines.js';
import { remind } from '../deliveries/commands.js';
import type { ReminderTarget } from '../deliveries/rules.js';
import { LAST_HOUR, SENDING_HOUR, stepsFor, timeOf, type Cause, type Step } from '../ladder.js';
import { ladderOf, type LadderSettings } from '../settings/finders.js';
import { daysOwed, lockOwing, runningPeriods, type OwingReport, type RunningPeriod } from './finders.js';
import { remindReceipts } from './receipt-commands.js';

/**
 * Sends every step of every ladder that is due and has not gone, for reports and for receipts to confirm, each once a report however many processes do so at
 * once; answers how many units were reminded. Only on working days between SENDING_HOUR and LAST_HOUR in
 * Asia/Ho_Chi_Minh. After an outage only the latest step that is due goes; those before it are recorded as skipped.
 */
export async function sendDueSteps(db: Db, now: Date): Promise<number> {
  const calendar = await findWorkingCalendar(db);
  if (!isSendingTime(now, calendar)) return 0;
  let reminded = await remindReceipts(db, calendar, now);
  for (const period of await runningPeriods(db, now)) {
    const settings = await ladderOf(db, period.id);
    if (!settings.isOn) continue;
    for (const cause of ['deadline', 'correction'] as const)
      for (const dueBefore of await daysOwed(db, period.id, cause, now))
        reminded += await sendDue(db, { period, settings, cause, dueBefore, calendar, now });
  }
  return reminded;
}

interface Due {
  period: RunningPeriod;
  settings: LadderSettings;
  cause: Cause;
  dueBefore: Date;
  calendar: WorkingCalendar;
  now: Date;
}

function isSendingTime(now: Date, calendar: WorkingCalendar): boolean {
  const hour = inZone(now).hour();
  return hour >= SENDING_HOUR && hour < LAST_HOUR && calendar.isWorkingDay(now);
}

async function sendDue(db: Db, due: Due): Promise<number> {
  const { settings, cause, dueBefore, calendar, now } = due;
  const passed = stepsFor(cause, settings.ladder[cause], dueBefore, calendar, addDays(now, 0));
  const step = passed.pop();
  if (!step) return 0;
  let reminded = 0;
  for (;;) {
    const sent = await sendChunk(db, due, step, passed);
    if (sent === 0) return reminded;
    reminded += sent;
  }
}

/** Answers how many units were reminded: 0 where none is left, or another process has them. */
function sendChunk(db: Db, due: Due, step: Step, passed: readonly Step[]): Promise<number> {
  const { period, dueBefore, settings, calendar, now } = due;
  const { changedAt } = settings;
  return db.$transaction(
    async (tx) => {
      const owed = { period, step: step.key, at: timeOf(step), changedAt };
      const reports = await lockOwing(tx, owed, now);
      await recordSkipped(tx, due, reports, passed);
      const daysLeft = calendar.workingDaysLeft(now, dueBefore);
      const shared = { year: period.year, dueBefore, daysLeft };
      const targets = reports.flatMap((report) => {
        const owed = whatIsAsked(report, now);
        return owed ? [targetOf(report, { ...shared, owed })] : [];
      });
      const { wordings } = settings;
      const reminding = { periodId: period.id, step: step.key, title: step.title, wordings };
      const { units } = await remind(tx, reminding, targets, now);
      return units;
    },
    { timeout: 60_000 },
  );
}

async function recordSkipped(tx: Tx, due: Due, reports: readonly OwingReport[], passed: readonly Step[]) {
  const { period, settings, now } = due;
  const begin = settings.changedAt ?? period.openedAt ?? now;
  const rows = reports.flatMap(({ id: reportId, parentId, since }) =>
    passed
      .filter((step) => timeOf(step) > begin && timeOf(step) > (since ?? begin))
      .map(({ key, title }) => ({
        reportId,
        periodId: period.id,
        parentId,
        ...key,
        title,
        isSkipped: true,
        at: now,
      })),
  );
  if (rows.length > 0) await tx.reminderDelivery.createMany({ data: rows, skipDuplicates: true });
}

function targetOf(
  { id, unitId, parentId, unitName, parentName }: OwingReport,
  of: Pick<ReminderTarget, 'year' | 'dueBefore' | 'daysLeft' | 'owed'>,
): ReminderTarget {
  const receiver = parentBody(parentName === null ? null : { name: parentName });
  return { reportId: id, unitId, parentId, unit: unitName, receiver, ...of };
}
