import type { Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict, NotPossible } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import { Prisma } from '../../platform/prisma/client.js';
import { record } from '../../history/commands.js';
import { owedKinds } from '../../reports/deadlines.js';
import { remind } from '../deliveries/commands.js';
import { lockTargets } from '../deliveries/finders.js';
import type { ReminderResult, ReminderTarget } from '../deliveries/rules.js';
import { receiverOf } from '../overview/finders.js';
import { countWords, type OwingCount } from '../overview/rules.js';
import { wordingLabels, wordingNames, type Wordings } from '../wording.js';
import type { OpenedDraft } from './finders.js';

/** Saves texts of a letter; stale where somebody saved, sent or discarded it since that `version`. */
export async function saveDraft(
  db: Db,
  { draft: { id, wordings } }: OpenedDraft<Reviewer>,
  { version, texts }: { version: number; texts: Partial<Wordings> },
): Promise<Outcome<true, true>> {
  const kept: object = { ...wordings, ...texts };
  const { count } = await db.reminderDraft.updateMany({
    where: { id, version, sentAt: null, discardedAt: null },
    data: { wordings: kept, version: { increment: 1 } },
  });
  return count > 0 ? { done: true } : { stale: true };
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

/** `leftOut`: how many owed nothing any more. */
export type Sent = ReminderResult & { readonly leftOut: number };

/** What was seen of a letter before it was sent. */
export interface SeenDraft {
  readonly version: number;
  /** The texts that were shown. */
  readonly texts: readonly (keyof Wordings)[];
}

/**
 * Sends a letter to those of its units that still owe something, each in the text for what it owes now. Conflict where it
 * was changed, sent or discarded since it was seen, is to nobody, or would go in a text that was not shown.
 */
export function sendDraft(
  db: Db,
  { reminders, draft }: OpenedDraft<Reviewer>,
  seen: SeenDraft,
  now: Date,
): Promise<Sent> {
  return db.$transaction(
    async (tx) => {
      const { id, wordings } = draft;
      const { actor } = reminders;
      const { count } = await tx.reminderDraft.updateMany({
        where: { id, version: seen.version, sentAt: null, discardedAt: null },
        data: { sentAt: now, sentByName: actor.fullName, version: { increment: 1 } },
      });
      if (count === 0)
        throw new Conflict('Thư này vừa được sửa, gửi hoặc bỏ ở nơi khác. Hãy xem lại rồi gửi.');
      const inLetter = Prisma.sql`report.id IN (SELECT report_id FROM reminder_recipients WHERE draft_id = ${id})`;
      const targets = await lockTargets(tx, receiverOf(reminders), inLetter, now);
      refuseUnseen(targets, seen);
      const reminding = { periodId: reminders.period.id, step: { draftId: id }, wordings };
      const reminded = await remind(tx, reminding, targets, now);
      const leftOut = await settle(tx, id, reminded);
      const { units, unreached } = reminded;
      const detail = { units: units - unreached, unreached, kinds: countWords(countsOf(targets)) };
      await record(tx, { at: now, action: 'reminder-sent', actor, unitId: actor.unit.id, detail });
      return { ...reminded, leftOut };
    },
    { timeout: 60_000 },
  );
}

/** Nobody is written to in words that the sender has not read: at midnight a unit may become overdue. */
function refuseUnseen(targets: readonly ReminderTarget[], { texts }: SeenDraft): void {
  if (targets.length === 0)
    throw new NotPossible('Không còn đơn vị nào trong thư này nợ báo cáo, nên không có ai để gửi.');
  const unseen = targets.map(({ owed }) => wordingNames[owed]).find((name) => !texts.includes(name));
  if (unseen)
    throw new Conflict(
      `Từ khi trang mở ra, có đơn vị chuyển sang nhận thư “${wordingLabels[unseen]}” mà trang chưa hiện. Thư chưa gửi: hãy tải lại trang, xem thư ấy rồi gửi.`,
    );
}

async function settle(tx: Tx, id: number, { units }: ReminderResult): Promise<number> {
  const leftOut = (await tx.reminderRecipient.count({ where: { draftId: id } })) - units;
  await tx.reminderDraft.update({ where: { id }, data: { leftOut } });
  return leftOut;
}

function countsOf(targets: readonly ReminderTarget[]): OwingCount[] {
  return owedKinds.map((kind) => ({
    owed: kind,
    units: targets.filter(({ owed }) => owed === kind).length,
  }));
}
