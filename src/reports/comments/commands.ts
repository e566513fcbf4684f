import type { Actor, Reviewer, Submitter } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { mailboxesOf } from '../../accounts/finders.js';
import { enqueue } from '../../mail/commands.js';
import { letter, type LetterContent } from '../../mail/letter.js';
import { sectionHeading } from '../../form/sheet.js';
import { ownComments, reviewComments } from '../addresses.js';
import type { Opened } from '../finders.js';
import { recordReportEvent } from '../transition.js';
import { sendUnitMessages } from '../unit-message-commands.js';
import { sideOf } from './finders.js';

export interface NewComment {
  readonly text: string;
  /** The code of the section it is about, '' for the whole. */
  readonly section: string;
}

type Speaker = Opened<Submitter> | Opened<Reviewer>;

/** Says something about a report to the other side, which hears of it by mail. The report's state stays as it is. */
export function writeComment(db: Db, open: Speaker, { text, section }: NewComment, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const { report, actor } = open;
    const side = sideOf(open);
    const by = { writtenAt: now, writtenById: actor.accountId, writtenByName: actor.fullName };
    const { id } = await tx.comment.create({ data: { reportId: report.id, side, section, text, ...by } });
    await keepRead(tx, open, id);
    await recordReportEvent(tx, open, 'comment-written', now, { section: headingOf(open, section) });
    const content = commentLetter(open, { text, section });
    if (side === 'REVIEWERS') await sendUnitMessages(tx, 'commented', [{ report, content }], now);
    else await writeToReviewers(tx, open, content, now);
  });
}

/** The reader's side has read the comments up to `lastRead`. */
export function markRead(db: Db, open: Opened<Actor>, lastRead: number): Promise<void> {
  return db.$transaction((tx) => keepRead(tx, open, lastRead));
}

/** Never backwards: of two who read at once, the one who has read farther counts. */
async function keepRead(tx: Tx, open: Opened<Actor>, lastRead: number): Promise<void> {
  const key = { reportId: open.report.id, side: sideOf(open) };
  await tx.commentReading.createMany({ data: [{ ...key, lastRead }], skipDuplicates: true });
  await tx.commentReading.updateMany({ where: { ...key, lastRead: { lt: lastRead } }, data: { lastRead } });
}

/**
 * To whoever looks after the report; to all of the parent's reviewers where nobody does, or cannot be reached; to those
 * who stand in for them where nobody of the parent is left.
 */
async function writeToReviewers(
  tx: Tx,
  { report }: Speaker,
  content: LetterContent,
  now: Date,
): Promise<void> {
  if (report.parentId === null) return;
  const unitIds = [report.parentId, ...(report.standInId ? [report.standInId] : [])];
  const mailboxes = await mailboxesOf(tx, unitIds, 'commented', ['REVIEWER']);
  const all = unitIds.map((id) => mailboxes.get(id) ?? []).find((some) => some.length > 0) ?? [];
  const assigned = all.filter(({ accountId }) => accountId === report.assigneeId);
  const to = assigned.length > 0 ? assigned : all;
  const words = letter(content);
  const about = { kind: 'commented' as const, unitId: report.parentId, reportId: report.id };
  if (to.length > 0)
    await enqueue(
      tx,
      to.map((mailbox) => ({ ...about, ...words, to: mailbox })),
      now,
    );
}

function commentLetter(open: Speaker, { text, section }: NewComment): LetterContent {
  const { report, actor } = open;
  const year = String(report.period.year);
  const heading = headingOf(open, section);
  const path = sideOf(open) === 'UNIT' ? reviewComments(report.id) : ownComments(year);
  return {
    subject: `Ý kiến mới về báo cáo năm ${year} – ${report.unitName}`,
    before: [`${actor.fullName}, ${actor.unit.name}, viết:`, text],
    facts: [
      ['Đơn vị báo cáo', report.unitName],
      ['Kỳ báo cáo', `Năm ${year}`],
      ...(heading ? [['Về phần', heading] as const] : []),
    ],
    links: [{ text: 'Đọc và trả lời trên cổng (cần đăng nhập)', path }],
  };
}

function headingOf({ report }: Speaker, code: string): string {
  const section = report.form.sections.find((s) => s.code === code);
  return section ? sectionHeading(section) : '';
}
