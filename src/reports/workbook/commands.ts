import type { Filer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { markBegun, writeSection } from '../drafts/commands.js';
import type { Opened } from '../finders.js';
import { draftVersion } from '../draft-answers.js';
import { claimReport, refuseLocked, recordReportEvent } from '../transition.js';
import { pendingImport, workbookDraft } from './finders.js';
import { formDigest } from './layout.js';
import type { ReadWorkbook } from './read.js';
import { sectionChanges } from './rules.js';

/**
 * Keeps what a workbook said until its sender confirms it, in place of one sent before. The draft stays as it is.
 * Conflict where the report can no longer be edited.
 */
export function keepImport(
  db: Db,
  open: Opened<Filer>,
  fileName: string,
  { typed, problems, versions }: ReadWorkbook,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    refuseLocked(await claimReport(tx, open, 'save'), now);
    const key = { reportId: open.report.id, accountId: open.actor.accountId };
    const data = {
      fileName,
      formDigest: formDigest(open.report.form),
      typed: typed as Prisma.InputJsonObject,
      problems: problems as unknown as Prisma.InputJsonArray,
      versions,
      readAt: now,
    };
    await tx.workbookImport.upsert({
      where: { reportId_accountId: key },
      create: { ...key, ...data },
      update: data,
    });
  });
}

export interface SeenImport {
  /** When the workbook was read that the preview showed, in milliseconds. */
  readonly readAt: number;
  /** Of the draft that the preview compared it with. */
  readonly draftVersion: number;
}

/**
 * Writes what the workbook changes into the draft, whole or not at all; done: whether a workbook of this form waited for
 * that. Stale where the draft or the workbook is no longer what the preview showed. Conflict where the report can no longer
 * be edited.
 */
export function applyImport(
  db: Db,
  open: Opened<Filer>,
  seen: SeenImport,
  now: Date,
): Promise<Outcome<boolean, true>> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'save');
    refuseLocked(report, now);
    const pending = await pendingImport(tx, open);
    if (pending?.formDigest !== formDigest(open.report.form)) return { done: false };
    const { sections } = await workbookDraft(tx, open);
    if (pending.readAt.getTime() !== seen.readAt || draftVersion({ sections }) !== seen.draftVersion)
      return { stale: true };
    const changed = sectionChanges(open.report.form, pending.typed, sections);
    for (const { section, said } of changed) {
      const version = (sections.get(section.code)?.version ?? 0) + 1;
      await writeSection(tx, { open, report, section }, { ...said, version }, now);
    }
    if (changed.length > 0) {
      await markBegun(tx, report);
      const letters = changed.map(({ section }) => section.letter);
      await recordReportEvent(tx, open, 'workbook-imported', now, {
        file: pending.fileName,
        sections: letters,
      });
    }
    await dropImport(tx, open);
    return { done: true };
  });
}

async function dropImport(tx: Tx, { report, actor }: Opened<Filer>): Promise<void> {
  await tx.workbookImport.deleteMany({ where: { reportId: report.id, accountId: actor.accountId } });
}
