import type { Filer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { ownDraft, type Opened } from '../finders.js';
import { draftSections, type TypedSections, type WorkbookProblem } from './rules.js';

/** The workbook that this account sent for an own report and has not confirmed yet; null where there is none. */
export async function pendingImport(db: Db | Tx, { report, actor }: Opened<Filer>) {
  const key = { reportId: report.id, accountId: actor.accountId };
  const row = await db.workbookImport.findUnique({ where: { reportId_accountId: key } });
  if (!row) return null;
  return {
    ...row,
    typed: row.typed as unknown as TypedSections,
    problems: row.problems as unknown as readonly WorkbookProblem[],
    versions: row.versions as unknown as Readonly<Record<string, number>>,
  };
}
export type PendingImport = NonNullable<Awaited<ReturnType<typeof pendingImport>>>;

/**
 * An own report's draft as workbooks look at it, and who saved each section last. `form`: what is asked of the unit;
 * `sections` have also what is not.
 */
export async function workbookDraft(db: Db | Tx, open: Opened<Filer>) {
  const draft = await ownDraft(db, open);
  return { form: draft.form, sections: draftSections(draft), rows: draft.sections };
}
export type WorkbookDraft = Awaited<ReturnType<typeof workbookDraft>>;
