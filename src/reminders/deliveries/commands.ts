import { FILING_ROLES } from '../../platform/actor.js';
import type { Tx } from '../../platform/postgres/db.js';
import { mailboxesOf } from '../../accounts/finders.js';
import { enqueue } from '../../mail/commands.js';
import { letter } from '../../mail/letter.js';
import { tellDevices } from '../../push/commands.js';
import { ownReport } from '../../reports/addresses.js';
import { noteUndelivered } from '../../reports/reach/commands.js';
import { reminderNotice } from '../notice.js';
import { letterTo, paragraphs, type Wording } from '../wording.js';
import type { ReminderResult, ReminderRequest, ReminderTarget } from './rules.js';
import { clip } from '../../platform/text/text.js';

/** A unit's own letter. */
interface Letter {
  readonly to: ReminderTarget;
  readonly words: Wording;
}

/**
 * Records the step for each report, with what its unit is told, and writes to its filers and signatories, in one
 * transaction; a report that has the step already is left alone, whoever else is at it.
 */
export async function remind(
  tx: Tx,
  reminding: ReminderRequest,
  targets: readonly ReminderTarget[],
  now: Date,
): Promise<ReminderResult> {
  const letters = targets.map((to) => ({ to, words: letterTo(reminding.wordings, to.owed, to) }));
  const deliveries = new Map<number, number>();
  for (let at = 0; at < letters.length; at += CHUNK) {
    const rows = await recordDeliveries(tx, reminding, letters.slice(at, at + CHUNK), now);
    for (const { id, reportId } of rows) deliveries.set(reportId, id);
  }
  const reached = await writeLetters(tx, letters, deliveries, now);
  return { units: deliveries.size, unreached: deliveries.size - reached };
}

/** How many rows one statement writes: it has a limit of parameters. */
const CHUNK = 1000;
/** Of a title in the log, and of the subject of a message. */
const LONGEST = { title: 200, subject: 400 };

function recordDeliveries(
  tx: Tx,
  { periodId, step, title }: ReminderRequest,
  letters: readonly Letter[],
  now: Date,
): Promise<{ id: number; reportId: number }[]> {
  return tx.reminderDelivery.createManyAndReturn({
    data: letters.map(({ to: { reportId, parentId, owed }, words }) => ({
      ...{ reportId, periodId, parentId, ...step, owed, ...words, at: now },
      title: clip(title ?? `Thư: ${words.subject}`, LONGEST.title),
    })),
    skipDuplicates: true,
    select: { id: true, reportId: true },
  });
}

/** Writes a reminder of the log once more, in the words that hold now; answers whether anybody could be written to. */
export async function writeAgain(
  tx: Tx,
  { deliveryId, wordings }: { deliveryId: number } & Pick<ReminderRequest, 'wordings'>,
  to: ReminderTarget,
  now: Date,
): Promise<boolean> {
  const words = letterTo(wordings, to.owed, to);
  await tx.reminderDelivery.update({ where: { id: deliveryId }, data: { owed: to.owed, ...words } });
  const reached = await writeLetters(tx, [{ to, words }], new Map([[to.reportId, deliveryId]]), now);
  return reached > 0;
}

/**
 * Writes to each unit's filers and signatories; `deliveries`: the row of the log by report, those without are left out.
 * Answers how many units have anybody to write to.
 */
async function writeLetters(
  tx: Tx,
  letters: readonly Letter[],
  deliveries: ReadonlyMap<number, number>,
  now: Date,
): Promise<number> {
  const fresh = letters.filter(({ to }) => deliveries.has(to.reportId));
  await pushNotices(tx, fresh, deliveries, now);
  const unitIds = fresh.map(({ to }) => to.unitId);
  const mailboxes = await mailboxesOf(tx, unitIds, 'reminded', FILING_ROLES);
  const isReached = ({ to }: Letter) => (mailboxes.get(to.unitId) ?? []).length > 0;
  const reached = fresh.filter(isReached);
  const messages = reached.flatMap(({ to: { reportId, unitId, year }, words }) => {
    const deliveryId = deliveries.get(reportId)!;
    const about = {
      kind: 'reminded',
      unitId,
      reportId,
      deliveryId,
      ...mailOf(words, year),
    } as const;
    return mailboxes.get(unitId)!.map((to) => ({ ...about, to }));
  });
  if (messages.length > 0) await enqueue(tx, messages, now);
  const unwritten = fresh.filter((letter) => !isReached(letter)).map(({ to }) => to.reportId);
  await noteUndelivered(tx, unwritten, now);
  return reached.length;
}

/** The same step on the devices of those who asked for it, whether or not a letter reaches them. */
function pushNotices(
  tx: Tx,
  letters: readonly Letter[],
  deliveries: ReadonlyMap<number, number>,
  now: Date,
): Promise<void> {
  const tidings = letters.map(({ to }) => {
    const deliveryId = deliveries.get(to.reportId)!;
    return { unitId: to.unitId, deliveryId, notice: reminderNotice(to) };
  });
  return tellDevices(tx, tidings, FILING_ROLES, now);
}

function mailOf({ subject, text }: Wording, year: number) {
  const link = { text: 'Báo cáo của đơn vị trên cổng (cần đăng nhập)', path: ownReport(year) };
  const content = { subject: clip(subject, LONGEST.subject), before: paragraphs(text), links: [link] };
  return letter(content);
}
