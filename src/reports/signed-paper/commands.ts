import type { Quota } from '../../config.js';
import type { Filer } from '../../platform/actor.js';
import type { Outcome } from '../../platform/outcome.js';
import type { FieldError } from '../../platform/page/forms.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { whyNoRoom } from '../../uploads/quota-finders.js';
import { draftContent } from '../drafts/merge.js';
import { markBegun, MAX_ATTACHMENTS, writeSection, type NewFile } from '../drafts/commands.js';
import type { Opened } from '../finders.js';
import { keepAttachment } from '../keep-file-commands.js';
import { claimReport, recordReportEvent, refuseLocked, type ReportRecord } from '../transition.js';
import type { Page, PaperPlace } from './rules.js';

/** A paper as it is kept: the PDF, its first page, how many it has. */
export type NewPaper = Omit<NewFile, 'field'> & {
  /** Its first page as a PNG, where that is known already. */
  readonly preview: Uint8Array<ArrayBuffer> | null;
};

/** Whose paper is changed, and the ids of the files that the filer saw there. */
export interface PaperEdit {
  readonly open: Opened<Filer>;
  readonly place: PaperPlace;
  readonly quota: Quota;
  readonly seen: readonly number[];
}

/** Within this time of a person's last change of its pages, another one is no event of its own. */
const SITTING_MS = 10 * 60_000;

type Done = Outcome<true, true>;

/**
 * Puts a paper in the place of what is there; `pages`: the pictures it was made of. Stale where somebody else has changed
 * it since; refused where the report would have too many files. Conflict where the report can no longer be edited.
 */
export function replacePaper(
  db: Db,
  edit: PaperEdit,
  { paper, pages }: { paper: NewPaper; pages: readonly Page[] },
  now: Date,
): Promise<Done> {
  return change(db, edit, now, async (tx, report, present) => {
    const where = { reportId: report.id, removedAt: null };
    const kept = (await tx.attachment.count({ where })) - present.length;
    if (kept >= MAX_ATTACHMENTS) return { problems: [TOO_MANY_FILES] };
    const problems = await roomProblems(tx, edit, paper.file.size, present);
    if (problems.length > 0) return { problems };
    await takeAway(tx, present, now);
    await keepPaper(tx, edit, paper, pages, now);
    await recordReportEvent(tx, edit.open, 'signed-paper-attached', now, { file: paper.file.name });
    return { done: true };
  });
}

/**
 * Makes a photographed paper anew of its pages: some more, some fewer, in another order. The one before goes altogether,
 * unless a submission names it: its pages are in the new one.
 */
export function changePages(
  db: Db,
  edit: PaperEdit,
  { paper, pages }: { paper: NewPaper; pages: readonly Page[] },
  now: Date,
): Promise<Done> {
  return change(db, edit, now, async (tx, report, [before]) => {
    const problems = await roomProblems(tx, edit, paper.file.size, before ? [before] : []);
    if (problems.length > 0) return { problems };
    await keepPaper(tx, edit, paper, pages, now);
    if (before && (await isFiled(tx, report, before.id))) await takeAway(tx, [before], now);
    else if (before) await tx.attachment.delete({ where: { id: before.id } });
    if (!before || !isSameSitting(before, edit, now))
      await recordReportEvent(tx, edit.open, 'signed-paper-attached', now, { file: paper.file.name });
    return { done: true };
  });
}

/** Takes the paper away; `restorePaper` brings it back. */
export function removePaper(db: Db, edit: PaperEdit, now: Date): Promise<Done> {
  return change(db, edit, now, async (tx, _report, present) => {
    await takeAway(tx, present, now);
    for (const { name } of present)
      await recordReportEvent(tx, edit.open, 'signed-paper-removed', now, { file: name });
    return { done: true };
  });
}

/** Puts the paper that was taken away, or replaced, in the place of what is there now. */
export function restorePaper(db: Db, edit: PaperEdit, id: number, now: Date): Promise<Done> {
  return change(db, edit, now, async (tx, report, present) => {
    const where = { id, reportId: report.id, field: edit.place.field, removedAt: { not: null } };
    const before = await tx.attachment.findFirst({ where, select: { name: true, size: true } });
    if (!before) return { stale: true, problems: [CHANGED] };
    const all = await tx.attachment.count({ where: { reportId: report.id, removedAt: null } });
    if (all - present.length >= MAX_ATTACHMENTS) return { problems: [TOO_MANY_FILES] };
    const problems = await roomProblems(tx, edit, before.size, [...present, before]);
    if (problems.length > 0) return { problems };
    await takeAway(tx, present, now);
    await tx.attachment.update({ where: { id }, data: { removedAt: null } });
    await recordReportEvent(tx, edit.open, 'signed-paper-attached', now, { file: before.name });
    return { done: true };
  });
}

/** Whether it fits beside what else the report has, once `going` is gone. */
async function roomProblems(
  tx: Tx,
  { open: { report }, quota }: PaperEdit,
  adding: number,
  going: readonly { readonly size: number }[],
): Promise<FieldError[]> {
  const of = { unitId: report.unitId, year: report.period.year, reportId: report.id };
  const freed = going.reduce((sum, { size }) => sum + size, 0);
  const message = await whyNoRoom(tx, quota, of, adding, freed);
  return message === undefined ? [] : [{ field: 'file', message }];
}

const CHANGED = {
  field: '',
  message:
    'Bản đã ký vừa được người khác thay đổi, nên chưa làm gì thêm. Hãy xem lại bản dưới đây rồi làm tiếp.',
};
const TOO_MANY_FILES = {
  field: 'file',
  message: `Mỗi báo cáo có tối đa ${MAX_ATTACHMENTS} tệp. Hãy bỏ bớt phụ lục ở phần tài liệu kèm theo rồi gửi lại.`,
};

type Present = Awaited<ReturnType<typeof presentFiles>>;

/** Each change is one of the draft: its section has a new version, so that nobody files a paper that he has not seen. */
function change(
  db: Db,
  { open, place, seen }: PaperEdit,
  now: Date,
  write: (tx: Tx, report: ReportRecord, present: Present) => Promise<Done>,
): Promise<Done> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'save');
    refuseLocked(report, now);
    const present = await presentFiles(tx, report, place.field);
    if (present.map(({ id }) => id).join() !== seen.join()) return { stale: true, problems: [CHANGED] };
    const outcome = await write(tx, report, present);
    if (!('done' in outcome)) return outcome;
    const key = { reportId: report.id, section: place.section.code };
    const draft = await tx.sectionDraft.findUnique({ where: { reportId_section: key } });
    const saved = { ...draftContent(draft), version: (draft?.version ?? 0) + 1 };
    await writeSection(tx, { open, report, section: place.section }, saved, now);
    await markBegun(tx, report);
    return outcome;
  });
}

function presentFiles(tx: Tx, { id: reportId }: ReportRecord, field: string) {
  return tx.attachment.findMany({
    where: { reportId, field, removedAt: null },
    select: { id: true, name: true, size: true, uploadedAt: true, uploadedById: true },
    orderBy: { id: 'asc' },
  });
}

async function takeAway(tx: Tx, files: readonly { readonly id: number }[], now: Date): Promise<void> {
  await tx.attachment.updateMany({
    where: { id: { in: files.map(({ id }) => id) } },
    data: { removedAt: now },
  });
}

async function keepPaper(
  tx: Tx,
  { open, place }: PaperEdit,
  { file, preview, pages: count }: NewPaper,
  pages: readonly Page[],
  now: Date,
): Promise<void> {
  const by = { uploadedAt: now, uploadedById: open.actor.accountId };
  const of = { reportId: open.report.id, field: place.field, preview, pages: count, ...by };
  const attachmentId = await keepAttachment(tx, of, file);
  for (const [at, { id, mediaType, content }] of pages.entries()) {
    const put = { attachmentId, position: at + 1 };
    if (id === undefined) await tx.pagePicture.create({ data: { ...put, mediaType, content } });
    else await tx.pagePicture.updateMany({ where: { id }, data: put });
  }
}

async function isFiled(tx: Tx, { id: reportId }: ReportRecord, attachment: number): Promise<boolean> {
  const content = { path: ['attachments'], array_contains: [{ id: attachment }] };
  return (await tx.submission.count({ where: { reportId, content } })) > 0;
}

function isSameSitting(before: Present[number], { open }: PaperEdit, now: Date): boolean {
  return (
    before.uploadedById === open.actor.accountId && now.getTime() - before.uploadedAt.getTime() < SITTING_MS
  );
}

/** How long a paper that was taken away can be changed again page by page, in ms. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Drops pictures that no paper will be made of again, so many at most; the papers stay. Answers how many went. */
export async function sweepPages(db: Db, now: Date, most = 1000): Promise<number> {
  const before = new Date(now.getTime() - KEPT_MS);
  const old = await db.pagePicture.findMany({
    where: {
      attachment: {
        OR: [
          { removedAt: { lt: before } },
          { report: { OR: [{ status: 'ACCEPTED' }, { lockOn: { lt: before } }] } },
        ],
      },
    },
    select: { id: true },
    take: most,
  });
  const { count } = await db.pagePicture.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
  return count;
}
