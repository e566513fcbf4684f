import { actAsFiler, actAsOwnReader, actAsReviewer, actAsSubmitter } from '../platform/actor.js';
import { addDays, inZone, isoDay, yearOf } from '../platform/text/calendar.js';
import type { Db } from '../platform/postgres/db.js';
import { confirmReceipt, markReceiptOpened } from '../acknowledgements/commands.js';
import { openOwnReceipt, waitingReceipts } from '../acknowledgements/finders.js';
import { recordSending, takeDue } from '../mail/commands.js';
import { findManagedPeriod, type PeriodAdmin } from '../periods/finders.js';
import { acceptReport, reopenReport, returnReport } from '../reports/decisions/commands.js';
import { openChildReport, openOwnReport } from '../reports/finders.js';
import { declareNil } from '../reports/nil/commands.js';
import { addLateUnits } from '../reports/opening/commands.js';
import { markReady } from '../reports/sign-off/commands.js';
import { releaseReportsOf } from '../reports/assignment/commands.js';
import { editUnit } from '../units/commands.js';
import { findManagedUnit } from '../units/finders.js';
import { CORRECTION_OVERDUE, LATE_COMER, MOVED, TWO_STEPS, WITHOUT_WORKERS } from './demo-province.js';
import { fileDraft, fillDraft, filingNow, standIn } from './demo-reports.js';

/**
 * What one wants to see and what seldom happens, one unit each (docs/demo.md), through the portal's own commands. Not
 * in January: nothing has had the time to happen.
 */
export async function showCases(db: Db, admin: PeriodAdmin, now: Date): Promise<void> {
  if (now < isoDay(`${yearOf(now)}-02-01`)) return;
  await addLateUnits(db, await findManagedPeriod(db, admin, yearOf(now)), now);
  await waitForSignatory(db, now);
  await missCorrection(db, now);
  await haveNoWorkers(db, now);
  await reportNothing(db, now);
  await moveAway(db, admin, now);
  await outdateConsolidation(db, now);
  await receiveInPart(db, now);
  await losePost(db, now);
}

/** Filled in and marked ready by the filer; the signatory has not submitted it yet. */
async function waitForSignatory(db: Db, now: Date): Promise<void> {
  const filer = actAsFiler(await standIn(db, TWO_STEPS, 'FILER'));
  await fillDraft(db, filer, { year: yearOf(now), index: 31, at: now });
  const { open, filing } = await filingNow(db, filer, yearOf(now));
  const marked = await markReady(db, open, filing, now);
  if (!('done' in marked)) throw new Error(marked.problems.map(({ message }) => message).join(' '));
}

/** Returned, and not corrected in time. */
async function missCorrection(db: Db, now: Date): Promise<void> {
  const filed = daysAgo(now, 14);
  await fileWhole(db, CORRECTION_OVERDUE, { index: 32, now, at: filed });
  const open = await reviewed(db, CORRECTION_OVERDUE, now);
  const reason = 'Số liệu phần C chưa khớp với danh sách đoàn viên. Đề nghị rà soát và nộp lại.';
  const correctBefore = addDays(inZone(now).startOf('day').toDate(), -3);
  const remarks = { version: open.report.version, reason, notes: {}, correctBefore };
  await returnReport(db, open, remarks, daysAgo(now, 12));
}

/** Not asked about the two audiences that it has not. */
async function haveNoWorkers(db: Db, now: Date): Promise<void> {
  const at = daysAgo(now, 5);
  await fileWhole(db, WITHOUT_WORKERS, { index: 33, now, at });
  const open = await reviewed(db, WITHOUT_WORKERS, now);
  await acceptReport(db, open, open.report.version, daysAgo(now, 4));
}

/** Came after the opening, and has nothing to report at all. */
async function reportNothing(db: Db, now: Date): Promise<void> {
  const filer = actAsFiler(await standIn(db, LATE_COMER, 'FILER'));
  await fillDraft(db, filer, { year: yearOf(now), index: 34, at: now, sections: 1 });
  const open = await openOwnReport(db, filer, yearOf(now));
  const reason = 'Đơn vị mới thành lập trong năm, chưa tổ chức hoạt động.';
  await declareNil(db, open, { version: open.report.version, reason }, now);
  await fileDraft(db, filer, yearOf(now), { at: now });
}

/** Reported to the union it stood below then. */
async function moveAway(db: Db, admin: PeriodAdmin, now: Date): Promise<void> {
  await fileWhole(db, MOVED, { index: 35, now, at: daysAgo(now, 5) });
  const { id, name, code, level, activeFrom, needsSignatory, version } = await db.unit.findUniqueOrThrow({
    where: { code: MOVED },
  });
  const { id: parentId } = await db.unit.findUniqueOrThrow({ where: { code: 'PL' } });
  const edit = {
    name,
    code,
    level: level as 'GRASSROOTS',
    parentId,
    activeFrom,
    needsSignatory,
    version,
  };
  const moved = await editUnit(db, await findManagedUnit(db, admin, id), edit, now, releaseReportsOf);
  if (!('done' in moved)) throw new Error(`${code} cannot be moved`);
}

/** One of the reports that figures were made from has been reopened and filed again since. */
async function outdateConsolidation(db: Db, now: Date): Promise<void> {
  const child = await reviewed(db, 'KCN03', now);
  const reason = 'Đơn vị đề nghị sửa số tin, bài tuyên truyền.';
  const remarks = { version: child.report.version, reason, notes: {}, correctBefore: addDays(now, 5) };
  await reopenReport(db, child, remarks, now);
  const filer = actAsFiler(await standIn(db, 'KCN03', 'FILER'));
  await fileDraft(db, filer, yearOf(now), { at: now, changeNote: 'Đã rà soát; số liệu không thay đổi.' });
  const again = await reviewed(db, 'KCN03', now);
  await acceptReport(db, again, again.report.version, now);
}

/** Of those asked to confirm the period one has confirmed, one has only opened it. */
async function receiveInPart(db: Db, now: Date): Promise<void> {
  const education = actAsOwnReader(await standIn(db, 'GD', 'FILER'));
  for (const { id } of await waitingReceipts(db, education))
    await confirmReceipt(db, await openOwnReceipt(db, education, id), now);
  const health = await standIn(db, 'YT', 'FILER');
  for (const { id } of await waitingReceipts(db, health))
    await markReceiptOpened(db, await openOwnReceipt(db, health, id), now);
}

/** The one address of the sample does not exist. */
async function losePost(db: Db, now: Date): Promise<void> {
  const reason = 'Không gửi được: 550 5.1.1 địa chỉ không tồn tại';
  for (let message = await takeDue(db, now); message; message = await takeDue(db, now))
    await recordSending(db, message, { outcome: 'bounced', reason }, now);
}

interface Case {
  index: number;
  now: Date;
  at: Date;
}

async function fileWhole(db: Db, code: string, { now, ...filling }: Case): Promise<void> {
  const filer = actAsFiler(await standIn(db, code, 'FILER'));
  await fillDraft(db, filer, { year: yearOf(now), ...filling });
  await fileDraft(db, filer, yearOf(now), { at: filling.at });
}

/** The report of a unit, opened by a reviewer of the unit that it stands below. */
async function reviewed(db: Db, code: string, now: Date) {
  const year = yearOf(now);
  const { report } = await openOwnReport(db, actAsSubmitter(await standIn(db, code, 'FILER')), year);
  const parent = await db.unit.findUniqueOrThrow({ where: { id: report.parentId ?? 0 } });
  return openChildReport(db, actAsReviewer(await standIn(db, parent.code, 'REVIEWER')), report.id);
}

function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}
