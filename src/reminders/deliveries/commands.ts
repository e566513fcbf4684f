import type { Tx } from '../../platform/db.js';
import { mailboxesOf } from '../../accounts/finders.js';
import { enqueue } from '../../mail/commands.js';
import { letter } from '../../mail/letter.js';
import { fill, paragraphs, type Addressee, type Wording } from '../wording.js';

/** A report whose unit is reminded. `parentId`: whom it goes to; null for the root's own. */
export interface Target extends Addressee {
  readonly reportId: number;
  readonly unitId: number;
  readonly parentId: number | null;
}

export interface Reminding {
  readonly periodId: number;
  /** What makes a step of one report go once. */
  readonly step: string;
  /** The step in words, for the log. */
  readonly title: string;
  readonly wording: Wording;
}

/**
 * Records the step for each report and writes to its filers and signatories, in one transaction; a report that has the
 * step already is left alone, whoever else is at it. Answers how many were new.
 */
export async function remind(
  tx: Tx,
  { periodId, step, title, wording }: Reminding,
  targets: readonly Target[],
  now: Date,
  publicUrl: string | undefined,
): Promise<number> {
  const created = await tx.reminderDelivery.createManyAndReturn({
    data: targets.map(({ reportId, parentId }) => ({ reportId, periodId, parentId, step, title, at: now })),
    skipDuplicates: true,
    select: { id: true, reportId: true },
  });
  const deliveries = new Map(created.map(({ id, reportId }) => [reportId, id]));
  const fresh = targets.filter(({ reportId }) => deliveries.has(reportId));
  await write(tx, wording, fresh, deliveries, now, publicUrl);
  return created.length;
}

/** Writes to each unit's filers and signatories; `deliveries`: the row of the log by report. */
export async function write(
  tx: Tx,
  wording: Wording,
  targets: readonly Target[],
  deliveries: ReadonlyMap<number, number>,
  now: Date,
  publicUrl: string | undefined,
): Promise<number> {
  const unitIds = targets.map(({ unitId }) => unitId);
  const mailboxes = await mailboxesOf(tx, unitIds, 'reminded', ['FILER', 'SIGNATORY']);
  const messages = targets.flatMap((target) => {
    const { reportId, unitId } = target;
    const deliveryId = deliveries.get(reportId);
    if (deliveryId === undefined) return [];
    const words = reminderLetter(wording, target, publicUrl);
    const about = { kind: 'reminded', unitId, reportId, deliveryId, ...words } as const;
    return (mailboxes.get(unitId) ?? []).map((to) => ({ ...about, to }));
  });
  if (messages.length > 0) await enqueue(tx, messages, now);
  return messages.length;
}

function reminderLetter(wording: Wording, to: Addressee, publicUrl: string | undefined) {
  return letter(
    {
      subject: fill(wording.subject, to),
      before: paragraphs(fill(wording.text, to)),
      links: [{ text: 'Báo cáo của đơn vị trên cổng (cần đăng nhập)', path: `/bao-cao/${String(to.year)}` }],
    },
    publicUrl,
  );
}
