import type { Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { NotPossible } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import { changedNumber, type Selection } from '../../platform/page/selection.js';
import { Prisma } from '../../platform/prisma/client.js';
import { record } from '../../history/commands.js';
import { standingWords, type LeftOut } from '../../reports/bulk/rules.js';
import { askedAnything } from '../../reports/deadline-finders.js';
import { isEditable } from '../../reports/lifecycle.js';
import { reportsByCode } from '../../reports/selection/finders.js';
import { namedStrangers } from '../../reports/selection/rules.js';
import { writeAgain } from '../deliveries/commands.js';
import { lockTargets } from '../deliveries/finders.js';
import { ladderOf } from '../settings/finders.js';
import { readWordings, type Wordings } from '../wording.js';
import { matching, receiverOf, type OpenedReminders, type LoggedDelivery } from './finders.js';
import type { OwingFilter } from './rules.js';

/** Whom a letter is to: of those that match all or the ones that are ticked, and whoever of the pasted codes owes something. */
export interface Choice extends Selection {
  readonly filter: OwingFilter;
  readonly reportIds: readonly number[];
}

/** A letter that was made, and the codes that it goes to nobody by. */
export interface Drafted {
  readonly id: number;
  readonly leftOut: readonly LeftOut[];
}

/** Makes a letter to the chosen units, in the texts that the ladder has; refused where there are none. */
export function createDraft(
  db: Db,
  reminders: OpenedReminders<Reviewer>,
  choice: Choice,
  now: Date,
): Promise<Outcome<Drafted>> {
  return db.$transaction(async (tx) => {
    const { actor, period } = reminders;
    const { matches, chosen, strangers } = await chosenBy(tx, reminders, choice, now);
    const { matched } = choice;
    if (choice.isAll && matched !== undefined) {
      const count = await countOf(tx, matches);
      if (count !== matched) return { problems: [{ field: 'whom', message: changedNumber(matched, count) }] };
    }
    const { wordings } = await ladderOf(tx, period.id);
    const about = {
      periodId: period.id,
      parentId: actor.unit.id,
      createdAt: now,
      createdByName: actor.fullName,
      wordings: wordings as object,
    };
    const { id } = await tx.reminderDraft.create({ data: about });
    const [made] = await tx.$queryRaw<[{ count: number }]>`
      WITH recipient AS (
        INSERT INTO reminder_recipients (draft_id, report_id)
        SELECT ${id}, report.id FROM reports report WHERE ${chosen} RETURNING 1)
      SELECT count(*)::int AS count FROM recipient`;
    if (made.count > 0) return { done: { id, leftOut: strangers } };
    await tx.reminderDraft.delete({ where: { id } });
    return { problems: [nobody(strangers)] };
  });
}

/** As conditions on `report`: what matches the filter, and what is chosen; and the codes by which nobody is. */
async function chosenBy(
  tx: Tx,
  reminders: OpenedReminders<Reviewer>,
  { filter, isAll, reportIds, codes }: Choice,
  now: Date,
) {
  const { actor, period } = reminders;
  const matches = await matching(tx, reminders, filter, now);
  const { ids, strangers } = await reportsByCode(tx, actor, period.id, codes);
  const owing = await tx.$queryRaw<{ id: number }[]>`
    SELECT report.id FROM reports report WHERE report.id = ANY (${ids}) AND ${askedAnything(now)}`;
  const named = owing.map(({ id }) => id);
  const settled = await tx.report.findMany({
    where: { id: { in: ids, notIn: named } },
    select: { unitName: true, status: true, lastSubmittedAt: true, acceptedAt: true },
    orderBy: [{ unitName: 'asc' }, { id: 'asc' }],
  });
  const ticked = isAll ? Prisma.sql`true` : Prisma.sql`report.id = ANY (${[...reportIds]})`;
  return {
    matches,
    chosen: Prisma.sql`((${matches} AND ${ticked}) OR report.id = ANY (${named}))`,
    strangers: [...strangers, ...settled.map((report) => ({ name: report.unitName, why: notOwing(report) }))],
  };
}

/** Why nothing can be asked of it: it was filed or exempt, or nothing can be filed any more. */
function notOwing(report: Parameters<typeof standingWords>[0]): string {
  return isEditable(report.status) ? 'kỳ báo cáo đã khóa với đơn vị này' : standingWords(report);
}

async function countOf(tx: Tx, matches: Prisma.Sql): Promise<number> {
  const [found] = await tx.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM reports report WHERE ${matches}`;
  return found.count;
}

function nobody(strangers: readonly LeftOut[]) {
  const message = 'Chưa chọn đơn vị nào còn nợ báo cáo, nên không có ai để gửi.';
  if (strangers.length === 0) return { field: '', message };
  return { field: 'codes', message: `${message} Không chọn được: ${namedStrangers(strangers)}.` };
}

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
