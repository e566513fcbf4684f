import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { currentGuidance } from '../../src/guidance/finders.js';
import { obligations } from '../../src/guidance/rules.js';
import { actAsAdmin, actAsFiler, actAsReviewer, type Actor } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { formatDay } from '../../src/platform/text/format.js';
import type { Db } from '../../src/platform/postgres/db.js';
import { asPeriodAdmin, findManagedPeriod } from '../../src/periods/finders.js';
import { defaultForm } from '../../src/form/default-form.js';
import { isComputed, type FieldDefinition, type SectionDefinition } from '../../src/form/definition.js';
import { readAnswers } from '../../src/form/answers.js';
import { submitReport } from '../../src/reports/filing/commands.js';
import { acceptReport, returnReport } from '../../src/reports/decisions/commands.js';
import { markBegun, writeSection } from '../../src/reports/drafts/commands.js';
import { missingFrom } from '../../src/form/consolidated.js';
import { openChildReport, openOwnReport, ownDraft } from '../../src/reports/finders.js';
import { draftVersion } from '../../src/reports/draft-answers.js';
import { openPeriod } from '../../src/reports/opening/commands.js';
import { claimReport, recordReportEvent } from '../../src/reports/transition.js';
import { readForm } from '../../src/form/definition.js';
import { childSums, type Counted } from '../../src/reports/child-sums-finders.js';

/** The actor behind an account. */
export async function actorOf(db: Db, username: string): Promise<Actor> {
  const account = await db.account.findUniqueOrThrow({
    where: { username },
    include: { unit: { select: { id: true, name: true, level: true, parentId: true, path: true } } },
  });
  const { id, fullName, roles, unit } = account;
  return { accountId: id, username, fullName, roles, unit };
}

/** Publishes the guidance, makes a year's period with the default form, and opens it for the units there are. */
export async function openTestPeriod(db: Db, admin: string, year = 2026) {
  await makeTestPeriod(db, year);
  const managed = await findManagedPeriod(db, asPeriodAdmin(actAsAdmin(await actorOf(db, admin))), year);
  await openPeriod(db, managed, managed.period.version, managed.period.opensOn);
  return managed.period;
}

/** A period that has not been opened yet, with the default form. */
export async function makeTestPeriod(db: Db, year: number) {
  // Before any year that a test reports on.
  await publishInitialGuidance(db, isoDay('2020-01-01'));
  const guidance = await currentGuidance(db, isoDay(`${year}-12-31`));
  const day = (monthAndDay: string) => isoDay(`${year}-${monthAndDay}`);
  return db.period.create({
    data: {
      year,
      coverageFrom: isoDay(`${year - 1}-09-01`),
      coverageTo: day('08-31'),
      opensOn: day('06-01'),
      dueBeforeGrassroots: day('08-25'),
      dueBeforeUpperLevel: day('09-10'),
      dueBeforeProvince: day('09-30'),
      lockOn: day('11-01'),
      form: defaultForm((audience) => obligations(guidance.content, audience)),
      guidanceVersionId: guidance.id,
    },
  });
}

/** What a careful filer types into a section: complete, and passing every check. `figures`: other values by field. */
export function typedSection(
  section: SectionDefinition,
  figures: Record<string, string> = {},
  year = 2026,
): Record<string, string> {
  const typed = section.fields
    .filter((field) => field.kind !== 'file' && !isComputed(field))
    .map((field) => [field.code, figures[field.code] ?? typedField(field, year)]);
  return Object.fromEntries(typed) as Record<string, string>;
}

/** A report is dated in August, or on the day on which it is written: a later one is asked about when it is filed. */
function dateOf(year: number, now: Date): string {
  const usual = isoDay(`${year}-08-20`);
  return formatDay(now < usual && now > isoDay(`${year}-01-01`) ? now : usual);
}

/** Saves a complete draft of the own report, as the commands would section by section. */
export async function fillDraft(
  db: Db,
  filer: string,
  now: Date,
  { year = 2026, figures = {} }: { year?: number; figures?: Record<string, string> } = {},
): Promise<void> {
  const actor = actAsFiler(await actorOf(db, filer));
  const open = await openOwnReport(db, actor, year);
  await db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'save');
    const drafts = await tx.sectionDraft.findMany({ where: { reportId: report.id } });
    for (const section of open.report.form.sections) {
      const typed = typedSection(section, { report_date: dateOf(year, now), ...figures }, year);
      const { answers } = readAnswers(section, typed);
      const version = 1 + (drafts.find((draft) => draft.section === section.code)?.version ?? 0);
      const said = { answers, notApplicable: false, reason: '', version };
      await writeSection(tx, { open, report, section }, said, now);
      await recordReportEvent(tx, open, 'section-saved', now, {
        section: `${section.letter}. ${section.title}`,
      });
    }
    await markBegun(tx, report);
  });
}

/** Submits the own report as it stands, explaining that the signed copy comes by post. */
export async function submitDraft(
  db: Db,
  filer: string,
  now: Date,
  { year = 2026, changeNote = '' } = {},
): Promise<void> {
  const open = await openOwnReport(db, actAsFiler(await actorOf(db, filer)), year);
  const explanations = { signed_report_present: 'Bản giấy gửi qua bưu điện.' };
  const draft = await ownDraft(db, open);
  const seen = { version: open.report.version, draftVersion: draftVersion(draft) };
  // What the check page posts for the box that says how many direct children are missing.
  const incomplete = draft.children ? String(missingFrom(draft.children.sums)) : '';
  const filing = { ...seen, explanations, changeNote, incomplete, isDeclared: true };
  const result = await submitReport(db, open, filing, now);
  if (!('done' in result)) throw new Error(JSON.stringify(result.problems));
}

export async function acceptFrom(db: Db, reviewer: string, reportId: number, now: Date): Promise<void> {
  const open = await openChildReport(db, actAsReviewer(await actorOf(db, reviewer)), reportId);
  await acceptReport(db, open, open.report.version, now);
}

export async function returnTo(
  db: Db,
  reviewer: string,
  reportId: number,
  now: Date,
  correctBefore: Date,
): Promise<void> {
  const open = await openChildReport(db, actAsReviewer(await actorOf(db, reviewer)), reportId);
  const { version } = open.report;
  await returnReport(db, open, { version, reason: 'Cần bổ sung.', notes: {}, correctBefore }, now);
}

/** The report of a unit in a year. */
export function reportOf(db: Db, unitId: number, year = 2026) {
  return db.report.findFirstOrThrow({ where: { unitId, period: { year } } });
}

/** Words that no other year says. */
function typedField(field: FieldDefinition, year: number): string {
  switch (field.kind) {
    case 'date':
      return '20/8/2026';
    case 'yes-no':
      return 'yes';
    case 'line':
      return 'Nguyễn Văn An';
    case 'text':
      return year === 2026 ? `Kết quả: ${field.label}.` : `Kết quả năm ${year}: ${field.label}.`;
    default:
      return FIGURES[field.code] ?? '1';
  }
}

// Members 10 + 20 + 30 = 60; every other figure is 1, so nothing exceeds them.
const FIGURES: Record<string, string> = {
  members_civil_servant: '10',
  members_public_employee: '20',
  members_worker: '30',
  members_women: '25',
};

/** Removes every submission with what was written beside it, which the portal itself never does. */
export async function removeSubmissions(db: Db): Promise<void> {
  for (const table of ['snapshot_reports', 'consolidation_snapshots', 'submissions']) {
    await db.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await db.$executeRawUnsafe(`DELETE FROM ${table}`);
    await db.$executeRawUnsafe(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
}

/** What the direct children add up to, by the form of the period. */
export async function childSumsOf(db: Db, of: { parentId: number; periodId: number }, counted: Counted) {
  const period = await db.period.findUniqueOrThrow({ where: { id: of.periodId } });
  return childSums(db, { ...of, form: readForm(period.form) }, counted);
}
