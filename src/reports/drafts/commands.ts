import type { Filer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Outcome } from '../../platform/outcome.js';
import type { CheckedFile } from '../../platform/files/file-kinds.js';
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
import { mergeSection, draftContent, wasAsked, type SectionContent } from './merge.js';

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
  /** Its first page as a PNG, and how many it has; null where that is not known. */
  readonly preview: Uint8Array<ArrayBuffer> | null;
  readonly pages: number | null;
}

/** `taken`: what somebody else had changed meanwhile and stands beside what is saved now. */
export interface Saved {
  readonly version: number;
  readonly said: SectionContent;
  readonly taken: readonly string[];
  readonly takenFrom: string;
}
/** Of the fields that somebody else changed meanwhile: those that both changed, and those that could be taken. */
export interface Meanwhile {
  readonly conflicts: readonly string[];
  readonly taken: readonly string[];
}

/**
 * Saves one section whole, gaps and all, with its files. Where somebody else saved it since the filer saw it, field by
 * field; stale where both changed the same field, refused where the report would have more than MAX_ATTACHMENTS files.
 * Conflict where the report can no longer be edited.
 */
export function saveSection(
  db: Db,
  open: Opened<Filer>,
  section: SectionDefinition,
  edit: SectionEdit,
  now: Date,
): Promise<Outcome<Saved, Meanwhile>> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'save');
    refuseLocked(report, now);
    return saveClaimed(tx, { open, report, section }, edit, now);
  });
}

export interface Claimed {
  open: Opened<Filer>;
  /** Locked, and open for changes. */
  report: ReportRecord;
  section: SectionDefinition;
}

async function saveClaimed(
  tx: Tx,
  { open, report, section }: Claimed,
  edit: SectionEdit,
  now: Date,
): Promise<Outcome<Saved, Meanwhile>> {
  const key = { reportId: report.id, section: section.code };
  const draft = await tx.sectionDraft.findUnique({ where: { reportId_section: key } });
  const { said, conflicts, taken } = merge(section, edit, draft);
  if (conflicts.length > 0) return { stale: { conflicts, taken } };
  if (!(await saveFiles(tx, open, section, edit, now))) return { problems: [TOO_MANY_FILES] };
  const version = (draft?.version ?? 0) + 1;
  await writeSection(tx, { open, report, section }, { ...said, version }, now);
  await markBegun(tx, report);
  if (!edit.bySelf || !isSameSitting(draft, open.actor, now))
    await recordReportEvent(tx, open, 'section-saved', now, {
      section: `${section.letter}. ${section.title}`,
    });
  const takenFrom = taken.length > 0 ? (draft?.savedByName ?? '') : '';
  return { done: { version, said, taken, takenFrom } };
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

/** False, with nothing written, where the report would have too many files. */
async function saveFiles(
  tx: Tx,
  { report, actor }: Opened<Filer>,
  section: SectionDefinition,
  edit: SectionEdit,
  now: Date,
): Promise<boolean> {
  const attached = await tx.attachment.findMany({
    where: { reportId: report.id, removedAt: null },
    select: { id: true, field: true },
  });
  const fields = section.fields.map((field) => field.code);
  const removed = attached.filter((a) => fields.includes(a.field) && edit.removedFiles.includes(a.id));
  if (attached.length - removed.length + edit.newFiles.length > MAX_ATTACHMENTS) return false;
  // A removed file is kept: an earlier submission may name it.
  await tx.attachment.updateMany({
    where: { id: { in: removed.map((a) => a.id) } },
    data: { removedAt: now },
  });
  for (const { file, ...about } of edit.newFiles)
    await tx.attachment.create({
      data: { reportId: report.id, ...about, ...file, uploadedAt: now, uploadedById: actor.accountId },
    });
  return true;
}
