import { OWN_ROLES, type Actor, type OwnReader, type Publisher } from '../platform/actor.js';
import { addDays } from '../platform/text/calendar.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { NotPossible } from '../platform/errors.js';
import { formatDay } from '../platform/text/format.js';
import { isSame } from '../platform/text/text.js';
import { mailboxesOf } from '../accounts/finders.js';
import { record } from '../history/commands.js';
import { findWorkingCalendar } from '../holidays/finders.js';
import { enqueue } from '../mail/commands.js';
import type { OpenedReceipt } from './finders.js';
import { requestMessage, type AskedOf } from './request-message.js';
import { PERIOD_WORKING_DAYS, periodAnnouncement, type ReceiptSubject } from './rules.js';

/** What units are asked to confirm; the id goes with the subject. */
export interface Ask {
  readonly subject: ReceiptSubject;
  readonly guidanceVersionId?: number;
  readonly periodId?: number;
  /** One line; the same asker asks for one title of a subject once. */
  readonly title: string;
  readonly text: string;
  readonly confirmBefore: Date;
}

/**
 * Asks every active unit below the publisher's for a receipt, and tells their people by mail; in the transaction of
 * what was published. Conflict where the same was asked before. Answers with how many units are asked.
 */
export async function askForReceipt(tx: Tx, publisher: Publisher, ask: Ask, now: Date): Promise<number> {
  const request = await createRequest(tx, publisher, ask, now);
  const asked = await tx.$queryRaw<(AskedOf & { unitId: number })[]>`
    INSERT INTO acknowledgements (request_id, unit_id, parent_id, unit_name, unit_name_folded)
    SELECT ${request}, id, parent_id, name, name_folded FROM units
    WHERE path LIKE ${`${publisher.unit.path}%`} AND id <> ${publisher.unit.id}
      AND active_from <= ${now} AND (active_to IS NULL OR active_to > ${now})
    RETURNING id, unit_id AS "unitId", unit_name AS "unitName"`;
  const { title, text, confirmBefore } = ask;
  const said = { title, text, confirmBefore, by: publisher.fullName, byUnit: publisher.unit.name };
  for (let at = 0; at < asked.length; at += CHUNK) {
    const some = asked.slice(at, at + CHUNK);
    const unitIds = some.map(({ unitId }) => unitId);
    const mailboxes = await mailboxesOf(tx, unitIds, 'announced', OWN_ROLES);
    const messages = some.flatMap((unit) => {
      const about = {
        kind: 'announced' as const,
        unitId: unit.unitId,
        ...requestMessage(said, unit),
      };
      return (mailboxes.get(unit.unitId) ?? []).map((to) => ({ ...about, to }));
    });
    await enqueue(tx, messages, now);
  }
  const detail = { title, units: asked.length, confirmBefore: formatDay(confirmBefore) };
  const { id: unitId } = publisher.unit;
  await record(tx, { at: now, action: 'receipt-asked', actor: publisher, unitId, detail });
  return asked.length;
}

/** How many units are told in one go. */
const CHUNK = 1000;

/** The same in a transaction of its own, with time for every unit of a province. */
export function publishRequest(db: Db, publisher: Publisher, ask: Ask, now: Date): Promise<number> {
  return db.$transaction((tx) => askForReceipt(tx, publisher, ask, now), { timeout: 120_000 });
}

/** Asks for the receipt of a period that opens in this transaction, within some working days. */
export async function askForPeriod(
  tx: Tx,
  publisher: Publisher,
  period: { id: number; year: number },
  now: Date,
): Promise<void> {
  const confirmBefore = addDays((await findWorkingCalendar(tx)).addWorkingDays(now, PERIOD_WORKING_DAYS), 1);
  const ask = {
    subject: 'PERIOD' as const,
    periodId: period.id,
    confirmBefore,
    ...periodAnnouncement(period.year),
  };
  await askForReceipt(tx, publisher, ask, now);
}

async function createRequest(tx: Tx, publisher: Publisher, ask: Ask, now: Date): Promise<number> {
  const { id: unitId } = publisher.unit;
  const by = { askedAt: now, askedById: publisher.accountId, askedByName: publisher.fullName };
  const data = { ...ask, ...by, unitId };
  const { subject } = ask;
  const others = await tx.acknowledgementRequest.findMany({
    where: { unitId, subject },
    select: { title: true },
  });
  if (others.some(({ title }) => isSame(title, ask.title))) throw alreadyAsked(ask);
  // Sent twice, or by two people at once: units hear of it once.
  const made = await tx.acknowledgementRequest.createManyAndReturn({ data, skipDuplicates: true });
  if (made[0]) return made[0].id;
  throw alreadyAsked(ask);
}

function alreadyAsked({ title }: Ask): NotPossible {
  return new NotPossible(`Đã đề nghị xác nhận “${title}” rồi. Muốn đề nghị việc khác, hãy đổi chủ đề.`);
}

/** Marks who of the unit saw it first, and when. */
export function markReceiptOpened(
  db: Db,
  { actor, receipt }: OpenedReceipt<Actor>,
  now: Date,
): Promise<void> {
  return db.$transaction((tx) => markOpened(tx, actor, receipt, now));
}

/** Confirms for the unit that it received it; the first to confirm stands. */
export function confirmReceipt(
  db: Db,
  { actor, receipt }: OpenedReceipt<OwnReader>,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await markOpened(tx, actor, receipt, now);
    const { count } = await tx.acknowledgement.updateMany({
      where: { id: receipt.id, confirmedAt: null },
      data: { confirmedAt: now, confirmedById: actor.accountId, confirmedByName: actor.fullName },
    });
    if (count > 0) await tell(tx, actor, receipt, 'receipt-confirmed', now);
  });
}

type Receipt = OpenedReceipt<Actor>['receipt'];

async function markOpened(tx: Tx, actor: Actor, receipt: Receipt, now: Date): Promise<void> {
  const { count } = await tx.acknowledgement.updateMany({
    where: { id: receipt.id, openedAt: null },
    data: { openedAt: now, openedById: actor.accountId, openedByName: actor.fullName },
  });
  if (count > 0) await tell(tx, actor, receipt, 'receipt-opened', now);
}

function tell(
  tx: Tx,
  actor: Actor,
  receipt: Receipt,
  action: 'receipt-opened' | 'receipt-confirmed',
  at: Date,
) {
  const detail = { title: receipt.request.title };
  return record(tx, { at, action, actor, unitId: receipt.unitId, detail });
}
