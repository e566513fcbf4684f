import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict, NotPossible } from '../../platform/errors.js';
import { Prisma } from '../../platform/prisma/client.js';
import { record, recordAll } from '../../history/commands.js';
import { allFields, takesFiles } from '../../form/definition.js';
import { changesBetween, isStructural } from '../../periods/form-editor/form-changes.js';
import type { OpenedForm } from '../../periods/form-editor/finders.js';
import { formProblems } from '../../periods/form-editor/problems.js';
import { migrations, type CarriedDraft } from './finders.js';

/**
 * Makes the working copy the form of its period. Where the period is open and more than wording changes, the old form
 * is kept under its number with the sentences `told`, the form gets the next number, and every draft is carried over;
 * submissions stay as they are, under the form they were filed by. Conflict where the period was changed since its
 * administrator saw that `version`, or where the working copy cannot be used.
 */
export function applyForm(
  db: Db,
  open: OpenedForm,
  { version, told }: { version: number; told: readonly string[] },
  now: Date,
): Promise<void> {
  const { period, working } = open;
  if (version !== period.version) throw stale();
  if (formProblems(working).length > 0)
    throw new NotPossible('Biểu mẫu đang sửa còn chỗ phải sửa, nên chưa áp dụng được.');
  const changes = changesBetween(open.applied, working);
  const isNewVersion = period.openedAt !== null && isStructural(changes);
  return db.$transaction(
    async (tx) => {
      // Reports before the period, as every save does: whoever saves meanwhile waits, and then finds the new number.
      if (isNewVersion)
        await tx.$queryRaw`SELECT id FROM reports WHERE period_id = ${period.id} ORDER BY id FOR UPDATE`;
      const { count } = await tx.period.updateMany({
        where: { id: period.id, version },
        data: {
          form: working,
          formDraft: Prisma.DbNull,
          version: { increment: 1 },
          ...(isNewVersion ? { formVersion: { increment: 1 } } : {}),
        },
      });
      if (count === 0) throw stale();
      if (isNewVersion) await keepOldForm(tx, open, told, now);
      if (isNewVersion) await carryDrafts(tx, open, now);
      if (isNewVersion) await withdrawRest(tx, open, now);
      const detail = { year: period.year, changes: changes.map(({ text }) => text) };
      await record(tx, { at: now, action: 'form-applied', actor: open.managed.admin, detail });
    },
    { timeout: 300_000 },
  );
}

const stale = () =>
  new Conflict('Có người vừa sửa biểu mẫu này. Hãy tải lại trang, xem lại các thay đổi rồi áp dụng.');

async function keepOldForm(
  tx: Tx,
  { period, applied, managed: { admin } }: OpenedForm,
  told: readonly string[],
  now: Date,
): Promise<void> {
  await tx.formVersion.create({
    data: {
      periodId: period.id,
      number: period.formVersion,
      form: applied,
      changes: [...told],
      replacedAt: now,
      replacedById: admin.accountId,
      replacedByName: admin.fullName,
    },
  });
}

/** Rewrites the drafts that the change touches, a chunk of reports a statement. */
async function carryDrafts(tx: Tx, open: OpenedForm, now: Date): Promise<void> {
  for await (const chunk of migrations(tx, open)) {
    const changed = chunk.filter(({ migration }) => migration.sections.length > 0);
    const rows = changed.flatMap(({ reportId, migration }) =>
      migration.sections.map((section) => ({ report_id: reportId, ...section })),
    );
    await writeSections(tx, open, rows, now);
    await tellUnits(tx, open, changed, now);
  }
}

/** What drafts hold beside answers, and the new form no longer takes: files, statements, a mark of readiness. */
async function withdrawRest(tx: Tx, open: OpenedForm, now: Date): Promise<void> {
  const files = new Set(fileFields(open.working));
  const gone = fileFields(open.applied).filter((code) => !files.has(code));
  const report = { periodId: open.period.id };
  await tx.attachment.updateMany({
    where: { report, field: { in: gone }, removedAt: null },
    data: { removedAt: now },
  });
  // A statement that the form no longer offers answers nothing.
  const offered = open.working.sections.filter(({ notApplicable }) => notApplicable).map(({ code }) => code);
  await tx.sectionDraft.updateMany({
    where: { report, section: { notIn: offered }, notApplicable: true },
    data: { notApplicable: false, notApplicableReason: '', version: { increment: 1 } },
  });
  if (!open.working.nil)
    await tx.report.updateMany({ where: { ...report, nilReason: { not: '' } }, data: { nilReason: '' } });
  // What was marked ready was marked by the old form.
  await tx.report.updateMany({
    where: { ...report, readyAt: { not: null } },
    data: { readyAt: null, readyById: null, readyByName: '' },
  });
}

/** Who saved a section, and when, stays as it was: it was not they who changed it, but it is still their work. */
async function writeSections(tx: Tx, { managed: { admin } }: OpenedForm, rows: readonly object[], now: Date) {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO section_drafts (report_id, section, answers, saved_at, saved_by_id, saved_by_name)
    SELECT report_id, section, answers, ${now}, ${admin.accountId}, ${admin.fullName}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (report_id int, section text, answers jsonb)
    ON CONFLICT (report_id, section)
    DO UPDATE SET answers = EXCLUDED.answers, version = section_drafts.version + 1`;
}

/** Each unit reads in the history of its report what became of its answers. */
function tellUnits(tx: Tx, open: OpenedForm, changed: readonly CarriedDraft[], now: Date): Promise<void> {
  const labels = new Map(allFields(open.applied).map(({ code, label }) => [code, label]));
  const labelsOf = (codes: readonly string[]) => codes.map((code) => `“${labels.get(code) ?? code}”`);
  const actor = open.managed.admin;
  return recordAll(
    tx,
    changed.map(({ reportId, unitId, migration }) => ({
      at: now,
      action: 'draft-carried-over',
      actor,
      unitId,
      reportId,
      detail: { dropped: labelsOf(migration.dropped), moved: labelsOf(migration.moved) },
    })),
  );
}

function fileFields(form: OpenedForm['applied']): string[] {
  return allFields(form)
    .filter(takesFiles)
    .map(({ code }) => code);
}
