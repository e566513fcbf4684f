import type { Filer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/db.js';
import type { CheckedFile } from '../../platform/file-kinds.js';
import type { Prisma } from '../../platform/prisma/client.js';
import type { SectionDefinition } from '../../periods/form-definition.js';
import { withTotals, type Answers } from '../answers.js';
import type { Opened } from '../finders.js';
import { claim, move, refuseLocked, tell } from '../transition.js';

/** Attachments a report may have at a time. */
export const MAX_ATTACHMENTS = 10;

export interface SectionEdit {
  /** The version of the section's draft that the filer saw; 0 where there was none. */
  version: number;
  answers: Answers;
  notApplicable: boolean;
  newFiles: readonly { field: string; file: CheckedFile }[];
  /** Ids of attachments to take away; ids that are not of this section are passed over. */
  removedFiles: readonly number[];
}

export type SaveResult = 'saved' | 'edited-meanwhile' | 'too-many-files';

/**
 * Saves one section whole, gaps and all, with its files. Nothing is written where somebody else saved the section
 * since the filer saw it, or where the report would have more than MAX_ATTACHMENTS files. Conflict where the
 * report can no longer be edited.
 */
export function saveSection(
  db: Db,
  open: Opened<Filer>,
  section: SectionDefinition,
  edit: SectionEdit,
  now: Date,
): Promise<SaveResult> {
  return db.$transaction(async (tx) => {
    const report = await claim(tx, open, 'save');
    refuseLocked(report, now);
    const key = { reportId: report.id, section: section.code };
    const draft = await tx.sectionDraft.findUnique({ where: { reportId_section: key } });
    if ((draft?.version ?? 0) !== edit.version) return 'edited-meanwhile';
    if (!(await saveFiles(tx, open, section, edit, now))) return 'too-many-files';
    const data = {
      answers: withTotals(section, edit.answers) as Prisma.InputJsonObject,
      notApplicable: edit.notApplicable,
      version: edit.version + 1,
      savedAt: now,
      savedById: open.actor.accountId,
      savedByName: open.actor.fullName,
    };
    await tx.sectionDraft.upsert({
      where: { reportId_section: key },
      create: { ...key, ...data },
      update: data,
    });
    if (report.status === 'NOT_STARTED') await move(tx, report, 'save', {});
    await tell(tx, open, 'section-saved', now, { section: `${section.letter}. ${section.title}` });
    return 'saved';
  });
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
  for (const { field, file } of edit.newFiles)
    await tx.attachment.create({
      data: { reportId: report.id, field, ...file, uploadedAt: now, uploadedById: actor.accountId },
    });
  return true;
}
