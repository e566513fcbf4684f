import type { Filer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Quota } from '../../config.js';
import type { CheckedFile } from '../../platform/files/file-kinds.js';
import type { FieldError } from '../../platform/page/forms.js';
import { whyNoRoom } from '../../uploads/quota-finders.js';
import { keepAttachment } from '../keep-file-commands.js';
import { removeFiles } from '../removed-files/commands.js';
import type { Prisma, SectionDraft } from '../../platform/prisma/client.js';
import type { SectionDefinition } from '../../form/definition.js';
import { withTotals } from '../../form/answers.js';
import type { Opened } from '../finders.js';
import {
  claimReport,
  endTakeBack,
  moveReport,
  NOT_READY,
  refuseLocked,
  recordReportEvent,
  type ReportRecord,
} from '../transition.js';
import { pageHeading } from '../../form/section-groups.js';
import { mergeSection, draftContent, fingerprints, wasAsked, type SectionContent } from './merge.js';
import { nameOnPage } from './section-parts.js';

/** Attachments a report may have at a time. */
export const MAX_ATTACHMENTS = 10;

/** Within this time of a person's last save of a section, one that went by itself is no event of its own. */
const SITTING_MS = 10 * 60_000;

export interface SectionEdit extends SectionContent {
  /** The version of the section's draft that the filer saw; 0 where there was none. */
  version: number;
  /** What that version said, as `fingerprints` tells it; '' where that is not known. */
  seen: string;
  newFiles: readonly NewFile[];
  /** Ids of attachments to take away; ids that are not of this section are passed over. */
  removedFiles: readonly number[];
  /** Codes of fields whose typed text is no answer yet: they stay as they are stored. */
  unread?: readonly string[];
  /** The browser saved by itself. */
  bySelf?: boolean;
}

export interface NewFile {
  readonly field: string;
  readonly file: CheckedFile;
  /** How many pages it has; null where that is not known. Its first one is drawn later (src/uploads). */
  readonly pages: number | null;
}

/** One of the sections that are saved together. `ending`: of the names that every section has on their page. */
export interface SectionPart {
  readonly section: SectionDefinition;
  readonly ending: string;
  readonly edit: SectionEdit;
}

/** What stands of a section now; `taken`: what of it somebody else had changed meanwhile. */
export interface Saved {
  readonly part: SectionPart;
  readonly version: number;
  readonly said: SectionContent;
  readonly taken: readonly string[];
  readonly takenFrom: string;
}
/** Of the names that somebody else changed meanwhile: those that both changed, and those that could be taken. */
export interface Meanwhile {
  readonly conflicts: readonly string[];
  readonly taken: readonly string[];
}

/**
 * Saves the sections of a page, each whole, gaps and all, with its files; all or none. Where somebody else saved one since
 * the filer saw it, field by field; stale where both changed the same field, refused where the report would have more than
 * MAX_ATTACHMENTS files. Conflict where the report can no longer be edited.
 */
export function saveSections(
  db: Db,
  open: Opened<Filer>,
  parts: readonly SectionPart[],
  quota: Quota,
  now: Date,
): Promise<Outcome<Saved[], Meanwhile>> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'save');
    refuseLocked(report, now);
    return saveClaimed(tx, { open, report, quota }, parts, now);
  });
}

export interface Claimed {
  open: Opened<Filer>;
  /** Locked, and open for changes. */
  report: ReportRecord;
  section: SectionDefinition;
}
type ClaimedReport = Omit<Claimed, 'section'> & { readonly quota: Quota };

async function saveClaimed(
  tx: Tx,
  claimed: ClaimedReport,
  parts: readonly SectionPart[],
  now: Date,
): Promise<Outcome<Saved[], Meanwhile>> {
  const sections = parts.map(({ section }) => section.code);
  const where = { reportId: claimed.report.id, section: { in: sections } };
  const drafts = new Map((await tx.sectionDraft.findMany({ where })).map((row) => [row.section, row]));
  const merged = parts.map((part) => mergedPart(part, drafts.get(part.section.code) ?? null));
  const conflicts = merged.flatMap((one) => one.conflicts);
  if (conflicts.length > 0) return { stale: { conflicts, taken: merged.flatMap((one) => one.taken) } };
  const problems = await fileProblems(tx, claimed, parts);
  if (problems.length > 0) return { problems };
  await saveFiles(tx, claimed, parts, now);
  const written = merged.filter((one) => parts.length === 1 || isToWrite(one));
  for (const { part, said, draft } of written)
    await writeSection(tx, { ...claimed, section: part.section }, { ...said, version: nextOf(draft) }, now);
  await markBegun(tx, claimed.report);
  await recordSaved(tx, claimed.open, written, now);
  return { done: merged.map((one) => savedPart(one, written.includes(one))) };
}

interface Merged {
  readonly part: SectionPart;
  readonly draft: SectionDraft | null;
  readonly said: SectionContent;
  readonly conflicts: readonly string[];
  readonly taken: readonly string[];
}

function mergedPart(part: SectionPart, draft: SectionDraft | null): Merged {
  const { said, conflicts, taken } = merge(part.section, part.edit, draft);
  const onPage = (names: readonly string[]) => names.map((name) => nameOnPage(name, part.ending));
  return { part, draft, said, conflicts: onPage(conflicts), taken: onPage(taken) };
}

/** Of several sections, one that saves by itself leaves those as they are in which nothing was changed. */
function isToWrite({ part, draft, said }: Merged): boolean {
  const { section, edit } = part;
  if (!edit.bySelf) return true;
  return fingerprints(section, said) !== fingerprints(section, draftContent(draft));
}

const nextOf = (draft: SectionDraft | null) => (draft?.version ?? 0) + 1;

function savedPart({ part, draft, said, taken }: Merged, isWritten: boolean): Saved {
  const takenFrom = taken.length > 0 ? (draft?.savedByName ?? '') : '';
  return { part, version: isWritten ? nextOf(draft) : (draft?.version ?? 0), said, taken, takenFrom };
}

/** One event for all that were saved at once. */
async function recordSaved(
  tx: Tx,
  open: Opened<Filer>,
  written: readonly Merged[],
  now: Date,
): Promise<void> {
  const isNews = ({ part, draft }: Merged) => !part.edit.bySelf || !isSameSitting(draft, open.actor, now);
  if (!written.some(isNews)) return;
  const section = pageHeading(written.map(({ part }) => part.section));
  await recordReportEvent(tx, open, 'section-saved', now, { section });
}

const TOO_MANY_FILES = {
  field: '',
  message: `Mỗi báo cáo có tối đa ${MAX_ATTACHMENTS} tệp. Hãy bỏ bớt tệp rồi gửi lại.`,
};

/** One section's row, whole, as its new version. What may be written, and the history, are the caller's. */
export async function writeSection(
  tx: Tx,
  { open, report, section }: Claimed,
  { answers, notApplicable, reason, version }: SectionContent & { version: number },
  now: Date,
): Promise<void> {
  const key = { reportId: report.id, section: section.code };
  const data = {
    answers: withTotals(section, answers) as Prisma.InputJsonObject,
    notApplicable,
    notApplicableReason: reason,
    version,
    savedAt: now,
    savedById: open.actor.accountId,
    savedByName: open.actor.fullName,
  };
  await tx.sectionDraft.upsert({
    where: { reportId_section: key },
    create: { ...key, ...data },
    update: data,
  });
}

/** The report is being worked on: begun, and no longer ready for the signatory. */
export async function markBegun(tx: Tx, report: ReportRecord): Promise<void> {
  if (report.status === 'NOT_STARTED' || report.readyAt) await moveReport(tx, report, 'save', NOT_READY);
  else await endTakeBack(tx, report);
}

function merge(section: SectionDefinition, edit: SectionEdit, draft: SectionDraft | null) {
  const stored = draftContent(draft);
  // What its page did not ask is not taken back by saying nothing of it.
  const unasked = section.fields.filter(
    ({ code }) => !wasAsked(edit.seen, code) && edit.answers[code] === undefined,
  );
  const kept = [...(edit.unread ?? []), ...unasked.map(({ code }) => code)].flatMap((code) => {
    const answer = stored.answers[code];
    return answer === undefined ? [] : [[code, answer] as const];
  });
  const mine = { ...edit, answers: { ...edit.answers, ...Object.fromEntries(kept) } };
  if ((draft?.version ?? 0) === edit.version) return { said: mine, taken: [], conflicts: [] };
  return mergeSection(section, edit.seen, mine, stored);
}

function isSameSitting(draft: SectionDraft | null, actor: Filer, now: Date): boolean {
  return draft?.savedById === actor.accountId && now.getTime() - draft.savedAt.getTime() < SITTING_MS;
}

/** Why the report cannot have these files beside those that stay. */
async function fileProblems(
  tx: Tx,
  { open, report, quota }: ClaimedReport,
  parts: readonly SectionPart[],
): Promise<FieldError[]> {
  const added = newFiles(parts);
  if (added.length === 0) return [];
  const [attached, removed] = [await attachedTo(tx, report), await removedBy(tx, report, parts)];
  if (attached.length - removed.length + added.length > MAX_ATTACHMENTS) return [TOO_MANY_FILES];
  const of = { unitId: report.unitId, year: open.report.period.year, reportId: report.id };
  const message = await whyNoRoom(
    tx,
    quota,
    of,
    totalSize(added.map(({ file }) => file)),
    totalSize(removed),
  );
  return message === undefined ? [] : [{ field: added[0]?.field ?? '', message }];
}

const totalSize = (files: readonly { readonly size: number }[]) =>
  files.reduce((sum, { size }) => sum + size, 0);

const newFiles = (parts: readonly SectionPart[]) => parts.flatMap(({ edit }) => edit.newFiles);

function attachedTo(tx: Tx, { id: reportId }: ReportRecord) {
  return tx.attachment.findMany({
    where: { reportId, removedAt: null },
    select: { id: true, field: true, size: true },
  });
}

async function removedBy(tx: Tx, report: ReportRecord, parts: readonly SectionPart[]) {
  if (parts.every(({ edit }) => edit.removedFiles.length === 0)) return [];
  const isRemoved = ({ id, field }: { id: number; field: string }) =>
    parts.some(
      ({ section, edit }) =>
        edit.removedFiles.includes(id) && section.fields.some(({ code }) => code === field),
    );
  return (await attachedTo(tx, report)).filter(isRemoved);
}

async function saveFiles(
  tx: Tx,
  { open: { actor }, report }: ClaimedReport,
  parts: readonly SectionPart[],
  now: Date,
): Promise<void> {
  const removed = await removedBy(tx, report, parts);
  await removeFiles(
    tx,
    removed.map(({ id }) => id),
    now,
  );
  for (const { file, ...about } of newFiles(parts)) {
    const by = { uploadedAt: now, uploadedById: actor.accountId };
    await keepAttachment(tx, { reportId: report.id, ...about, ...by }, file);
  }
}
