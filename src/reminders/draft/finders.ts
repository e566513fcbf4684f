import type { Overseer, Reviewer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { Prisma } from '../../platform/prisma/client.js';
import type { Owed, Timed } from '../../reports/deadlines.js';
import { askedAnything, dayOwedFirst, owed, TIMED } from '../../reports/deadline-finders.js';
import { findTargets } from '../deliveries/finders.js';
import { HAS_ADDRESS, PAGE_SIZE, receiverOf, type OpenedReminders } from '../overview/finders.js';
import { letterTo, readWordings, type Wording, type Wordings } from '../wording.js';

type DraftRow = Omit<Prisma.ReminderDraftGetPayload<object>, 'wordings'> & { readonly wordings: Wordings };

declare const drafted: unique symbol;
/** A letter that people of the unit that reminds may read or send. Only the finder here makes it. */
export interface OpenedDraft<A> {
  readonly reminders: OpenedReminders<A>;
  readonly draft: DraftRow;
  readonly [drafted]: true;
}

export async function openDraft<A extends Overseer | Reviewer>(
  db: Db,
  of: OpenedReminders<A>,
  id: number,
): Promise<OpenedDraft<A>> {
  const where = { id, parentId: of.actor.unit.id, periodId: of.period.id, discardedAt: null };
  const draft = await db.reminderDraft.findFirst({ where });
  if (!draft) throw new NotFound('Không có thư đôn đốc này.');
  const wordings = readWordings(draft.wordings);
  return { reminders: of, draft: { ...draft, wordings } } as unknown as OpenedDraft<A>;
}

/** Those of a letter's units that get one of its texts: `owed` null: nothing, since they owe nothing. */
export interface DraftGroup {
  readonly owed: Owed | null;
  readonly units: number;
  /** Of them, those that nobody can be written to. */
  readonly unreached: number;
  /** The report of the one whose day comes first. */
  readonly first: number;
}

/** A unit that a letter is to. Once it was sent: `owed`, what it was told of, and whether that went to anybody. */
export interface Recipient extends Timed {
  readonly reportId: number;
  readonly unit: string;
  readonly owed: Owed | null;
  readonly isReachable: boolean;
}

/** Who gets which text: as it stands now, or of a letter that was sent as it went; and one page of them by name. */
export async function recipientsOf(
  db: Db,
  { draft }: OpenedDraft<unknown>,
  after: number | undefined,
  now: Date,
) {
  const recipients = recipientRows(draft, now);
  const last =
    after === undefined
      ? null
      : await db.report.findUnique({ where: { id: after }, select: { unitName: true } });
  const beyond = last ? Prisma.sql`WHERE (unit, "reportId") > (${last.unitName}, ${after})` : Prisma.empty;
  const [groups, rows] = await Promise.all([
    db.$queryRaw<DraftGroup[]>`
      SELECT owed, count(*)::int AS units, (count(*) FILTER (WHERE NOT "isReachable"))::int AS unreached,
        (array_agg("reportId" ORDER BY day, unit, "reportId"))[1] AS first
      FROM (${recipients}) AS recipients GROUP BY owed`,
    db.$queryRaw<Recipient[]>`
      SELECT * FROM (${recipients}) AS recipients ${beyond} ORDER BY unit, "reportId" LIMIT ${PAGE_SIZE + 1}`,
  ]);
  return { groups, rows: rows.slice(0, PAGE_SIZE), more: rows.length > PAGE_SIZE };
}
export type Recipients = Awaited<ReturnType<typeof recipientsOf>>;

function recipientRows(draft: DraftRow, now: Date): Prisma.Sql {
  const told = draft.sentAt
    ? Prisma.sql`delivery.owed, EXISTS (SELECT FROM messages WHERE delivery_id = delivery.id) AS "isReachable"`
    : Prisma.sql`CASE WHEN ${askedAnything(now)} THEN ${owed(now)} END AS owed, ${HAS_ADDRESS} AS "isReachable"`;
  return Prisma.sql`
    SELECT report.id AS "reportId", report.unit_name AS unit, ${TIMED}, ${dayOwedFirst} AS day, ${told}
    FROM reminder_recipients recipient
      JOIN reports report ON report.id = recipient.report_id
      LEFT JOIN reminder_deliveries delivery
        ON delivery.report_id = report.id AND delivery.draft_id = ${draft.id}
    WHERE recipient.draft_id = ${draft.id}`;
}

/** One letter of each text as its unit gets it, or got it. */
export interface Example {
  readonly owed: Owed;
  readonly unit: string;
  readonly words: Wording;
}

export async function examplesOf(
  db: Db,
  { reminders, draft }: OpenedDraft<Overseer> | OpenedDraft<Reviewer>,
  groups: readonly DraftGroup[],
  now: Date,
): Promise<Example[]> {
  const firsts = groups.flatMap(({ owed: kind, first }) => (kind ? [first] : []));
  if (!draft.sentAt) {
    const targets = await findTargets(
      db,
      receiverOf(reminders),
      Prisma.sql`report.id = ANY (${firsts})`,
      now,
    );
    return targets.map((to) => ({
      owed: to.owed,
      unit: to.unit,
      words: letterTo(draft.wordings, to.owed, to),
    }));
  }
  const told = await db.reminderDelivery.findMany({
    where: { draftId: draft.id, reportId: { in: firsts } },
    select: { owed: true, subject: true, text: true, report: { select: { unitName: true } } },
  });
  return told.map(({ owed: kind, report, ...words }) => ({
    owed: kind as Owed,
    unit: report.unitName,
    words,
  }));
}
