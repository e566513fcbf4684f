import type { Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import type { HistoryAction } from '../../history/actions.js';
import { enqueue, withdraw } from '../../mail/commands.js';
import { letter } from '../../mail/letter.js';
import type { MessageKind } from '../../mail/names.js';
import { decided, takenBackLetter } from '../decisions/letters.js';
import type { Opened } from '../finders.js';
import { saidIn } from '../return-notes.js';
import { bringNotesBack } from '../review-notes/commands.js';
import { lastDecision, type Decision } from '../lifecycle.js';
import { claimReport, moveReport, recordReportEvent, type ReportRecord } from '../transition.js';
import { decisionNames } from './rules.js';

/**
 * Takes the last decision back (PRODUCT.md, "States of a report"): the report stands as the decision found it. Conflict
 * where the unit has saved or filed since, or the year has been sent. Who was told of the decision is told that it no
 * longer stands; a message that has not gone yet is withdrawn instead.
 */
export function takeBack(db: Db, open: Opened<Reviewer>, version: number, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'takeBack', version);
    const decision = lastDecision(report);
    if (!decision) throw new Error(`no decision leads to ${report.status}`);
    await refuseSent(tx, report);
    const made = await tx.historyEvent.findFirst({
      where: { reportId: report.id, action: TOLD[decision].event },
      orderBy: { id: 'desc' },
    });
    if (decision === 'return' || decision === 'reopen') await forgetReturn(tx, open, now);
    const { correctThen: correctBefore, acceptedThen: acceptedAt } = report;
    await moveReport(tx, report, 'takeBack', { correctBefore, acceptedAt });
    await recordReportEvent(tx, open, 'decision-taken-back', now, { what: decisionNames[decision] });
    await tellUnit(tx, open, { decision, since: made?.at ?? now, now });
  });
}

/** How each decision was told: its event, and the message that it sent. */
const TOLD: Record<Decision, { event: HistoryAction; kind: MessageKind }> = {
  return: { event: 'report-returned', kind: 'returned' },
  accept: { event: 'report-accepted', kind: 'accepted' },
  reopen: { event: 'report-reopened', kind: 'reopened' },
  exempt: { event: 'report-exempted', kind: 'extended' },
};

/** Whoever records that the year was sent waits for this, or is waited for. */
async function refuseSent(tx: Tx, { periodId }: ReportRecord): Promise<void> {
  const [root] = await tx.$queryRaw<{ status: string }[]>`
    SELECT status::text AS status FROM reports WHERE period_id = ${periodId} AND parent_id IS NULL FOR SHARE`;
  if (root?.status !== 'ACCEPTED') return;
  throw new Conflict(
    'Báo cáo cả năm đã được ghi là đã gửi lên trên, nên không rút lại quyết định được nữa. Cần sửa thì mở lại báo cáo.',
  );
}

/** It asks for nothing any more: neither for a note of what was changed, nor is it counted. Its words are notes again. */
async function forgetReturn(tx: Tx, open: Opened<Reviewer>, takenBackAt: Date): Promise<void> {
  const reportId = open.report.id;
  const latest = await tx.return.findFirst({ where: { reportId }, orderBy: { id: 'desc' } });
  if (!latest) return;
  await tx.return.update({ where: { id: latest.id }, data: { takenBackAt } });
  await bringNotesBack(tx, open, saidIn(latest), takenBackAt);
}

async function tellUnit(
  tx: Tx,
  open: Opened<Reviewer>,
  { decision, since, now }: { decision: Decision; since: Date; now: Date },
): Promise<void> {
  const { report } = open;
  const { kind } = TOLD[decision];
  const told = await withdraw(tx, { reportId: report.id, kind, since }, now);
  const content = takenBackLetter(decided(open), decision);
  const message = { kind, unitId: report.unitId, reportId: report.id, ...letter(content) };
  if (told.length > 0)
    await enqueue(
      tx,
      told.map((to) => ({ ...message, to })),
      now,
    );
}
