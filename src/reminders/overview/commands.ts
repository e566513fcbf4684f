import type { Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { NotPossible } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import { Prisma } from '../../platform/prisma/client.js';
import { record } from '../../history/commands.js';
import { writeAgain } from '../deliveries/commands.js';
import { lockTargets } from '../deliveries/finders.js';
import { ladderOf } from '../settings/finders.js';
import { readWordings, type Wordings } from '../wording.js';
import { matching, receiverOf, type OpenedReminders, type LoggedDelivery } from './finders.js';
import type { OwingFilter } from './rules.js';

/** Whom a letter is to: all that match, or of these reports those that match. */
export interface Choice {
  readonly filter: OwingFilter;
  readonly reportIds?: readonly number[];
}

/** Makes a letter to the chosen units, in the texts that the ladder has; refused where there are none. */
export function createDraft(
  db: Db,
  reminders: OpenedReminders<Reviewer>,
  { filter, reportIds }: Choice,
  now: Date,
): Promise<Outcome<number>> {
  return db.$transaction(async (tx) => {
    const { actor, period } = reminders;
    const { wordings } = await ladderOf(tx, period.id);
    const about = {
      periodId: period.id,
      parentId: actor.unit.id,
      createdAt: now,
      createdByName: actor.fullName,
      wordings: wordings as object,
    };
    const { id } = await tx.reminderDraft.create({ data: about });
    const where = await matching(tx, reminders, filter, now);
    const chosen = reportIds ? Prisma.sql`AND report.id = ANY (${[...reportIds]})` : Prisma.empty;
    const [made] = await tx.$queryRaw<[{ count: number }]>`
      WITH recipient AS (
        INSERT INTO reminder_recipients (draft_id, report_id)
        SELECT ${id}, report.id FROM reports report WHERE ${where} ${chosen} RETURNING 1)
      SELECT count(*)::int AS count FROM recipient`;
    if (made.count > 0) return { done: id };
    await tx.reminderDraft.delete({ where: { id } });
    return { problems: [NOBODY] };
  });
}

const NOBODY = { field: '', message: 'Chưa chọn đơn vị nào còn nợ báo cáo, nên không có ai để gửi.' };

/**
 * Writes a reminder of the log once more, in the words for what the unit owes now; answers whether it has an address.
 * NotPossible where it owes nothing any more.
 */
export function remindAgain(db: Db, { reminders, delivery }: LoggedDelivery, now: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const which = Prisma.sql`report.id = ${delivery.reportId}`;
    const [target] = await lockTargets(tx, receiverOf(reminders), which, now);
    if (!target) throw new NotPossible('Đơn vị đã nộp báo cáo, nên không cần nhắc nữa.');
    const waiting = { deliveryId: delivery.id, sentAt: null, failedAt: null };
    if ((await tx.message.count({ where: waiting })) > 0)
      throw new NotPossible('Thư nhắc đơn vị này đang chờ gửi, chưa cần gửi lại.');
    const again = { deliveryId: delivery.id, wordings: await wordingsOf(tx, delivery) };
    const isReached = await writeAgain(tx, again, target, now);
    const { unitId, reportId } = target;
    const detail = { title: delivery.title };
    await record(tx, { at: now, action: 'reminded-again', actor: reminders.actor, unitId, reportId, detail });
    return isReached;
  });
}

/** The words of a letter by hand, or those of the ladder. */
async function wordingsOf(tx: Tx, { draftId, periodId }: LoggedDelivery['delivery']): Promise<Wordings> {
  if (draftId === null) return (await ladderOf(tx, periodId)).wordings;
  const draft = await tx.reminderDraft.findUniqueOrThrow({ where: { id: draftId } });
  return readWordings(draft.wordings);
}
