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
 * An own report's draft as workbooks look at it, and who saved each section last: `sections` with what the draft has and the
 * unit is not asked now, `asked` without, by the form `askedForm`.
 */
export async function workbookDraft(db: Db | Tx, open: Opened<Filer>) {
  const draft = await ownDraft(db, open);
  const { form: askedForm, whole, sections: rows } = draft;
  return { askedForm, asked: draftSections(draft), sections: draftSections({ ...draft, form: whole }), rows };
}
export type WorkbookDraft = Awaited<ReturnType<typeof workbookDraft>>;
