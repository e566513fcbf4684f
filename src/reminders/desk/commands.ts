import type { Reviewer } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar.js';
import type { Db, Tx } from '../../platform/db.js';
import { Conflict } from '../../platform/errors.js';
import { Prisma } from '../../platform/prisma/client.js';
import { record } from '../../history/commands.js';
import { findWorkingCalendar } from '../../holidays/finders.js';
import { remind, write, type Target } from '../deliveries/commands.js';
import { causeOf } from '../ladder.js';
import { ladderOf } from '../settings/finders.js';
import { wordingFor, type Wording } from '../wording.js';
import { matching, stillOwes, type Desk, type LoggedDelivery, type OpenedDraft } from './finders.js';
import type { OwingFilter } from './rules.js';

/** Whom a letter is to: all that match, or of these reports those that match. */
export interface Choice {
  readonly filter: OwingFilter;
  readonly reportIds?: readonly number[];
}

/** Makes a letter to the chosen units; undefined where there are none. */
export function createDraft(
  db: Db,
  desk: Desk<Reviewer>,
  { filter, reportIds }: Choice,
  { subject, text }: Wording,
  now: Date,
): Promise<number | undefined> {
  return db.$transaction(async (tx) => {
    const { actor, period } = desk;
    const about = {
      periodId: period.id,
      parentId: actor.unit.id,
      createdAt: now,
      createdByName: actor.fullName,
    };
    const { id } = await tx.reminderDraft.create({ data: { ...about, subject, text } });
    const where = await matching(tx, desk, filter, now);
    const chosen = reportIds ? Prisma.sql`AND report.id = ANY (${[...reportIds]})` : Prisma.empty;
    const [made] = await tx.$queryRaw<[{ count: number }]>`
      WITH recipient AS (
        INSERT INTO reminder_recipients (draft_id, report_id)
        SELECT ${id}, report.id FROM reports report WHERE ${where} ${chosen} RETURNING 1)
      SELECT count(*)::int AS count FROM recipient`;
    if (made.count > 0) return id;
    await tx.reminderDraft.delete({ where: { id } });
    return undefined;
  });
}

/** Saves the words of a letter; false where somebody saved, sent or discarded it since that `version`. */
export async function saveDraft(
  db: Db,
  { draft: { id } }: OpenedDraft<Reviewer>,
  { version, subject, text }: Wording & { version: number },
): Promise<boolean> {
  const { count } = await db.reminderDraft.updateMany({
    where: { id, version, sentAt: null, discardedAt: null },
    data: { subject, text, version: { increment: 1 } },
  });
  return count > 0;
}

/** Takes units out of a letter that has not been sent. */
export function removeRecipients(
  db: Db,
  { draft: { id } }: OpenedDraft<Reviewer>,
  reportIds: readonly number[],
): Promise<number> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.reminderDraft.updateMany({
      where: { id, sentAt: null, discardedAt: null },
      data: { version: { increment: 1 } },
    });
    if (count === 0) throw new Conflict('Thư này vừa được gửi hoặc bỏ ở nơi khác.');
    const taken = await tx.reminderRecipient.deleteMany({
      where: { draftId: id, reportId: { in: [...reportIds] } },
    });
    return taken.count;
  });
}

export async function discardDraft(
  db: Db,
  { draft: { id } }: OpenedDraft<Reviewer>,
  now: Date,
): Promise<void> {
  const { count } = await db.reminderDraft.updateMany({
    where: { id, sentAt: null, discardedAt: null },
    data: { discardedAt: now },
  });
  if (count === 0) throw new Conflict('Thư này vừa được gửi hoặc bỏ ở nơi khác.');
}

/**
 * Sends a letter to those of its units that still owe something; answers how many it went to and how many no longer
 * did. Conflict where it was changed, sent or discarded since that `version`, or is to nobody.
 */
export function sendDraft(
  db: Db,
  { desk, draft }: OpenedDraft<Reviewer>,
  version: number,
  now: Date,
  publicUrl?: string,
): Promise<{ sent: number; leftOut: number }> {
  return db.$transaction(
    async (tx) => {
      const { id, subject, text } = draft;
      const { count } = await tx.reminderDraft.updateMany({
        where: { id, version, sentAt: null, discardedAt: null },
        data: { sentAt: now, sentByName: desk.actor.fullName, version: { increment: 1 } },
      });
      if (count === 0)
        throw new Conflict('Thư này vừa được sửa, gửi hoặc bỏ ở nơi khác. Hãy xem lại rồi gửi.');
      const inLetter = Prisma.sql`report.id IN (SELECT report_id FROM reminder_recipients WHERE draft_id = ${id})`;
      const targets = await lockTargets(tx, desk, inLetter, now);
      if (targets.length === 0)
        throw new Conflict('Không còn đơn vị nào trong thư này nợ báo cáo, nên không có ai để gửi.');
      const reminding = {
        periodId: desk.period.id,
        step: `letter ${String(id)}`,
        title: `Thư: ${subject.slice(0, 190)}`,
      };
      const sent = await remind(tx, { ...reminding, wording: { subject, text } }, targets, now, publicUrl);
      const leftOut = (await tx.reminderRecipient.count({ where: { draftId: id } })) - sent;
      await tx.reminderDraft.update({ where: { id }, data: { leftOut } });
      const { actor } = desk;
      const detail = { subject, units: sent };
      await record(tx, { at: now, action: 'reminder-sent', actor, unitId: actor.unit.id, detail });
      return { sent, leftOut };
    },
    { timeout: 60_000 },
  );
}

/** Writes a reminder of the log once more, in the words that hold now. Conflict where the unit owes nothing any more. */
export function remindAgain(
  db: Db,
  { desk, delivery }: LoggedDelivery,
  now: Date,
  publicUrl?: string,
): Promise<number> {
  return db.$transaction(async (tx) => {
    const [target] = await lockTargets(tx, desk, Prisma.sql`report.id = ${delivery.reportId}`, now);
    if (!target) throw new Conflict('Đơn vị đã nộp báo cáo, nên không cần nhắc nữa.');
    const waiting = { deliveryId: delivery.id, sentAt: null, failedAt: null };
    if ((await tx.message.count({ where: waiting })) > 0)
      throw new Conflict('Thư nhắc đơn vị này đang chờ gửi, chưa cần gửi lại.');
    const wording = await wordingOf(tx, delivery);
    const deliveries = new Map([[delivery.reportId, delivery.id]]);
    const written = await write(tx, wording, [target], deliveries, now, publicUrl);
    const { unitId, reportId } = target;
    const detail = { title: delivery.title };
    await record(tx, { at: now, action: 'reminded-again', actor: desk.actor, unitId, reportId, detail });
    return written;
  });
}

/** The words of a letter by hand, or those of the ladder's step. */
async function wordingOf(tx: Tx, { step, periodId }: LoggedDelivery['delivery']): Promise<Wording> {
  const letter = /^letter (\d+)$/.exec(step)?.[1];
  if (letter) return tx.reminderDraft.findUniqueOrThrow({ where: { id: Number(letter) } });
  const { wordings } = await ladderOf(tx, periodId);
  return wordingFor(wordings, causeOf(step), step.includes(' +'));
}

/** The units of some reports that still owe something, their reports locked until the transaction ends. */
async function lockTargets(
  tx: Tx,
  { actor, period }: Desk<Reviewer>,
  which: Prisma.Sql,
  now: Date,
): Promise<Target[]> {
  const rows = await tx.$queryRaw<{ id: number; unitId: number; unit: string; dueBefore: Date }[]>`
    SELECT report.id, report.unit_id AS "unitId", report.unit_name AS unit,
           coalesce(report.correct_before, report.due_before) AS "dueBefore"
    FROM reports report
    WHERE report.parent_id = ${actor.unit.id} AND report.period_id = ${period.id} AND ${stillOwes(now)} AND ${which}
    ORDER BY report.id FOR NO KEY UPDATE`;
  const calendar = await findWorkingCalendar(tx);
  const shared = { parentId: actor.unit.id, receiver: actor.unit.name, year: period.year };
  return rows.map(({ id, ...row }) => ({
    ...shared,
    ...row,
    reportId: id,
    daysLeft: calendar.workingDaysUntil(addDays(now, -1), addDays(row.dueBefore, -1)),
  }));
}
