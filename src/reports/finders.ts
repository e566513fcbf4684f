import type {
  Consolidator,
  Filer,
  Overseer,
  OwnReader,
  Reviewer,
  Sender,
  Signatory,
  Submitter,
} from '../platform/actor.js';
import { storedContent } from '../platform/files/stored-content.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { Forbidden, NotFound } from '../platform/errors.js';
import { formOfPeriod } from '../periods/kept-form-finders.js';
import type { Prisma, Submission } from '../platform/prisma/client.js';
import { codesWithout } from '../form/asked.js';
import { readForm, type FormDefinition } from '../form/definition.js';

import type { SubmissionContent } from './submission-content.js';
import { ofSomeChildren, sumsFrom, type ChildSums, type SumRow } from '../form/consolidated.js';
import {
  childrenNow,
  filledOrder,
  filledSelect,
  withoutChildren,
  type OwnChildSums,
} from './child-sums-finders.js';
import { knownNow, knownThen, unionsBelow } from './unions-below-rules.js';
import { comparableAnswers, membersCounted, type LastYear } from '../form/last-year.js';
import { isFiled, isReviewedBy, receivedOnes } from './lifecycle.js';
import { answersIn, type ReportAnswers } from '../form/report-answers.js';
import {
  draftAnswers,
  draftForm,
  filesSinceReturn,
  submittedForm,
  submittedSections,
  type DraftRows,
} from './draft-answers.js';

const withPeriod = {
  period: { omit: { form: true, formDraft: true } },
  unit: {
    select: {
      ...{ code: true, level: true, path: true, needsSignatory: true },
      ...{ activeTo: true, accountsUntil: true },
    },
  },
  parent: { select: { name: true, path: true, activeTo: true, contactBoard: true, contactPhone: true } },
} satisfies Prisma.ReportInclude;
type Row = Prisma.ReportGetPayload<{ include: typeof withPeriod }>;

/** A report with its period and form. The draft is not in it: only the own unit may read that. */
export interface ReportRow extends Row {
  readonly form: FormDefinition;
  /**
   * The unit whose reviewers act beside the parent's own, or in their place, once the parent's end is recorded: the
   * nearest above it that goes on. Null where the parent itself does.
   */
  readonly standInId: number | null;
}

declare const opened: unique symbol;
/**
 * A report that its actor may act on in that capacity. Only the finders here make it, and commands take nothing
 * else, so a command cannot be reached around the scope of its finder.
 */
export interface Opened<A> {
  readonly actor: A;
  readonly report: ReportRow;
  readonly [opened]: A;
}

/** The own unit's report, opened by one of its own people: the only way to its draft. */
export type OpenedOwn = Opened<OwnActor>;
type OwnActor = Filer | Signatory | Submitter | OwnReader | Consolidator;

/** The own unit's report of a year; NotFound where that year has no opened period or the unit no report in it. */
export async function openOwnReport<A extends OwnActor>(db: Db, actor: A, year: number): Promise<Opened<A>> {
  const row = await db.report.findFirst({
    where: { unitId: actor.unit.id, period: { year, openedAt: { not: null } } },
    include: withPeriod,
  });
  return asOpened(db, actor, row);
}

/** One of `ownReports`, without asking for it again. */
export function openListed<A extends OwnReader>(
  db: Db,
  actor: A,
  { submissions: _, ...row }: Awaited<ReturnType<typeof ownReports>>[number],
): Promise<Opened<A>> {
  return asOpened(db, actor, row);
}

/** The own report of the unit that reports to nobody here, to be sent out; NotFound for any other. */
export async function openReportToSend(db: Db, sender: Sender, year: number): Promise<Opened<Sender>> {
  const row = await db.report.findFirst({
    where: { unitId: sender.unit.id, parentId: null, period: { year, openedAt: { not: null } } },
    include: withPeriod,
  });
  return asOpened(db, sender, row);
}

/**
 * The report of a direct child, or of a unit whose parent has ended below the own one. A deeper descendant's is Forbidden
 * (it may be seen); anything else NotFound.
 */
export async function openChildReport(db: Db, reviewer: Reviewer, id: number): Promise<Opened<Reviewer>> {
  const row = await db.report.findFirst({ where: { id, ...below(reviewer) }, include: withPeriod });
  const found = await asOpened(db, reviewer, row);
  if (!isReviewedBy(found.report, reviewer.unit.id))
    throw new Forbidden(
      'Báo cáo này do công đoàn cấp trên trực tiếp của đơn vị xét duyệt; bạn chỉ xem được.',
    );
  return found;
}

/** The reports of direct children among `ids`, in that order; of any other nothing is told. */
export async function openChildReports(
  db: Db,
  reviewer: Reviewer,
  ids: readonly number[],
): Promise<Opened<Reviewer>[]> {
  const rows = await db.report.findMany({
    where: { id: { in: [...ids] }, parentId: reviewer.unit.id },
    include: withPeriod,
  });
  const inOrder = rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  return Promise.all(inOrder.map((row) => asOpened(db, reviewer, row)));
}

/** A report anywhere below the own unit, to be seen. */
export async function openReportBelow(db: Db, overseer: Overseer, id: number): Promise<Opened<Overseer>> {
  const row = await db.report.findFirst({ where: { id, ...below(overseer) }, include: withPeriod });
  return asOpened(db, overseer, row);
}

/** The own unit's report of every year, newest first, with its submissions, oldest first. */
export function ownReports(db: Db, actor: OwnReader) {
  return db.report.findMany({
    where: { unitId: actor.unit.id, period: { openedAt: { not: null } } },
    include: {
      ...withPeriod,
      submissions: {
        select: { number: true, submittedAt: true, submittedByName: true, changeNote: true },
        orderBy: { number: 'asc' },
      },
    },
    orderBy: { period: { year: 'desc' } },
  });
}

/**
 * The draft of an own report, and what it needs to be judged: drafts by section, files, returns, last year's answers. All of
 * it is of one moment, but for what the children's reports add up to, which a submit keeps from changing meanwhile.
 */
export async function ownDraft(db: Db | Tx, open: OpenedOwn) {
  const { report } = open;
  const rows = await draftRows(db, report);
  const { sections, attachments: files, returns } = rows;
  const [latest] = rows.submissions;
  const lastYear = await asLastYear(db, report, rows.unit.reports[0]);
  const returned = await submissionReturned(db, returns[0], latest);
  const hasChildren = rows.unit.receivedFrom.length > 0 || rows.filledAnswers.length > 0;
  const { filled, sums, withSubmitted } = hasChildren
    ? await childrenNow(db, report, rows.filledAnswers)
    : withoutChildren(report);
  const unions = unionsBelow(report.form, sums);
  const bySection = new Map(sections.map((s) => [s.section, s]));
  const filed = isFiled(report.status) ? (latest?.content as unknown as SubmissionContent) : undefined;
  const form = filed
    ? submittedForm(report.form, filed)
    : draftForm(report.form, bySection, sums.expected + sums.reports > 0, lastYear);
  const known = filed ? knownThen(form, filed) : knownNow(form, bySection, unions);
  const hidden = codesWithout(report.form, form);
  const attachments = files.filter(({ field }) => !hidden.has(field));
  return withAnswers({
    year: report.period.year,
    /** What is asked of the unit by what it answers, and what that is taken from. */
    form,
    whole: report.form,
    /** All that was ever typed, also what is not asked now: `answers` tells them apart. */
    sections: bySection,
    attachments,
    returns,
    /** How many times it was submitted: they are numbered without a gap, and none goes. */
    submissions: latest?.number ?? 0,
    /** The number of the form by which the submission that stands was filed; undefined where none does. */
    filedBy: filed && latest?.formVersion,
    hasChildReports: rows.unit.receivedFrom.length > 0,
    nilReason: report.nilReason,
    lastYear,
    filled,
    children: childrenOf(sums, withSubmitted),
    unions,
    known,
    oldFiles: filesSinceReturn(attachments, returned),
  });
}

/** `answers`: as the rules look at what was typed, with what the portal itself answers. */
function withAnswers<D extends DraftRows>(draft: D): D & { readonly answers: ReportAnswers } {
  return { ...draft, answers: draftAnswers(draft) };
}

/** What a draft is made of, in one row. */
function draftRows(db: Db | Tx, { id, periodId, period: { year } }: ReportRow) {
  return db.report.findUniqueOrThrow({
    where: { id },
    select: {
      sections: true,
      attachments: { where: { removedAt: null }, ...ATTACHED },
      returns: STANDING_RETURNS,
      submissions: {
        select: { number: true, content: true, formVersion: true },
        orderBy: { number: 'desc' },
        take: 1,
      },
      filledAnswers: { select: filledSelect, orderBy: filledOrder },
      unit: {
        select: {
          reports: { where: saidBefore(year), ...BEFORE, take: 1 },
          receivedFrom: { where: { periodId }, select: { id: true }, take: 1 },
        },
      },
    },
  });
}

/** Of files, all but their content. */
const ATTACHED = {
  omit: { content: true, preview: true },
  orderBy: { id: 'asc' },
} satisfies Prisma.AttachmentFindManyArgs;
/** Newest first; none that was taken back. */
const STANDING_RETURNS = {
  where: { takenBackAt: null },
  orderBy: { id: 'desc' },
} satisfies Prisma.ReturnFindManyArgs;

type Content = Pick<Submission, 'number' | 'content'>;

/** The submission that a return sent back, which as a rule is the latest; undefined where there is none. */
async function submissionReturned(
  db: Db | Tx,
  one: { reportId: number; submissionNumber: number } | undefined,
  latest: Content | undefined,
) {
  if (!one) return undefined;
  const { reportId, submissionNumber: number } = one;
  const row =
    latest?.number === number
      ? latest
      : await db.submission.findFirst({
          where: { reportId, number },
          select: { number: true, content: true },
        });
  return row ? { ...row, content: row.content as unknown as SubmissionContent } : undefined;
}
export type OwnDraft = Awaited<ReturnType<typeof ownDraft>>;

/** Files of a report, without their content. */
function attachmentsOf(db: Db | Tx, where: Prisma.AttachmentWhereInput) {
  return db.attachment.findMany({ where, ...ATTACHED });
}

/** The ids of the draft's files that can be shown as a picture. */
export async function picturedFiles(db: Db, { report }: OpenedOwn): Promise<Set<number>> {
  const shown = [{ preview: { not: null } }, { mediaType: { startsWith: 'image/' } }];
  const where = { reportId: report.id, removedAt: null, OR: shown };
  const rows = await db.attachment.findMany({ where, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

/** What the unit's latest report of an earlier year said: accepted, or of the root (nobody accepts that) filed; else null. */
export async function lastYearOf(db: Db | Tx, { report }: Opened<unknown>): Promise<LastYear | null> {
  const where = { unitId: report.unitId, ...saidBefore(report.period.year) };
  return asLastYear(db, report, await db.report.findFirst({ where, ...BEFORE }));
}

function saidBefore(year: number) {
  return {
    OR: [{ status: 'ACCEPTED' }, { status: 'SUBMITTED', parentId: null }],
    period: { year: { lt: year } },
    submissions: { some: {} },
  } satisfies Prisma.ReportWhereInput;
}

/** The latest first. */
const BEFORE = {
  select: {
    period: { select: { id: true, year: true, formStamp: true, formVersion: true } },
    submissions: { select: { content: true, formVersion: true }, orderBy: { number: 'desc' }, take: 1 },
  },
  orderBy: { period: { year: 'desc' } },
} satisfies Prisma.ReportFindManyArgs;
type BeforeRow = Prisma.ReportGetPayload<Pick<typeof BEFORE, 'select'>>;

async function asLastYear(
  db: Db | Tx,
  report: ReportRow,
  before: BeforeRow | null | undefined,
): Promise<LastYear | null> {
  const submission = before?.submissions[0];
  if (!submission) return null;
  const { period } = before;
  const form = await formOfPeriod(db, period);
  const forms = await formsOf(db, { ...period, form }, [submission.formVersion]);
  const asked = forms(submission.formVersion);
  const content = submission.content as unknown as SubmissionContent;
  const said = Object.fromEntries(answersIn(submittedSections(content)));
  const answers = comparableAnswers(report.form, asked, said);
  return { year: period.year, answers, members: membersCounted(asked, said) };
}

/** The forms of a period by their numbers, of those that are asked for. */
async function formsOf(
  db: Db | Tx,
  period: { id: number; form: FormDefinition; formVersion: number },
  numbers: readonly number[],
): Promise<(number: number) => FormDefinition> {
  const past = [...new Set(numbers)].filter((number) => number !== period.formVersion);
  const where = { periodId: period.id, number: { in: past } };
  const rows = past.length === 0 ? [] : await db.formVersion.findMany({ where });
  const forms = new Map(rows.map((row) => [row.number, readForm(row.form)]));
  return (number) => forms.get(number) ?? period.form;
}

/** The own report by the form as it is asked of the unit: what its pages show and its rules judge. */
export function asAsked<A extends OwnActor>(open: Opened<A>, { form }: OwnDraft): Opened<A> {
  return { ...open, report: { ...open.report, form } };
}

/**
 * What the own unit reads of its report, by the form as it is asked: the draft by the period's form or, while a submission
 * by an older form stands, that submission by the form it was filed by.
 */
export async function ownReading<A extends OwnActor>(
  db: Db,
  open: Opened<A>,
): Promise<{ open: Opened<A>; draft: OwnDraft }> {
  const draft = await ownDraft(db, open);
  const { report } = open;
  const isByPresentForm = draft.filedBy === undefined || draft.filedBy === report.period.formVersion;
  const [filed] = isByPresentForm ? [] : await submissionsOf(db, open);
  if (!filed) return { open: asAsked(open, draft), draft };
  const { content, form } = filed;
  const saved = {
    reportId: report.id,
    version: 0,
    savedAt: filed.submittedAt,
    savedById: filed.submittedById,
    savedByName: filed.submittedByName,
  };
  const sections = Object.entries(content.sections).map(
    ([section, { answers, notApplicable, reason = '' }]) =>
      [section, { ...saved, section, answers, notApplicable, notApplicableReason: reason }] as const,
  );
  const ids = content.attachments.map(({ id }) => id);
  const attachments = await attachmentsOf(db, { reportId: report.id, id: { in: ids } });
  return {
    open: { ...open, report: { ...report, form, nilReason: content.nilReason ?? '' } },
    draft: withAnswers({
      ...draft,
      form,
      whole: filed.whole,
      attachments,
      sections: new Map(sections),
      nilReason: content.nilReason ?? '',
    }),
  };
}

/** All submissions of an opened report, newest first, each with the form it was filed by: as that was asked, and whole. */
export async function submissionsOf(db: Db | Tx, { report }: Opened<unknown>) {
  const where = { reportId: report.id };
  return withForms(db, report, await db.submission.findMany({ where, ...NEWEST_FIRST }));
}
export type SubmissionRow = Awaited<ReturnType<typeof submissionsOf>>[number];

const NEWEST_FIRST = { orderBy: { number: 'desc' } } satisfies Prisma.SubmissionFindManyArgs;

async function withForms<S extends Submission>(db: Db | Tx, report: ReportRow, rows: readonly S[]) {
  const { periodId: id, form, period } = report;
  const numbers = rows.map((row) => row.formVersion);
  const forms = await formsOf(db, { id, form, formVersion: period.formVersion }, numbers);
  return rows.map((row) => {
    const content = row.content as unknown as SubmissionContent;
    const whole = forms(row.formVersion);
    return { ...row, content, form: submittedForm(whole, content), whole };
  });
}

/** The submissions of a report below that its reviewers have received, newest first: none that was recalled. */
export async function receivedSubmissions(db: Db, { report }: Opened<Overseer> | Opened<Reviewer>) {
  const { submissions, returns } = await db.report.findUniqueOrThrow({
    where: { id: report.id },
    select: { submissions: NEWEST_FIRST, returns: STANDING_RETURNS },
  });
  return received(await withForms(db, report, submissions), returns, report);
}

function received<S extends SubmissionRow>(
  submissions: readonly S[],
  returns: readonly { submissionNumber: number }[],
  { status }: ReportRow,
): S[] {
  const returned = returns.map((r) => r.submissionNumber);
  return receivedOnes(submissions, returned, status);
}

/** What a report below is judged by: a part of one row, of which the page of a report reads more. */
export function judgedColumns({ period: { year } }: ReportRow) {
  return {
    submissions: {
      ...NEWEST_FIRST,
      include: { snapshot: { select: { sums: true, isWithSubmitted: true } } },
    },
    returns: STANDING_RETURNS,
    attachments: { where: { risk: { not: null } }, select: { id: true, risk: true } },
    unit: { select: { reports: { where: saidBefore(year), ...BEFORE, take: 1 } } },
  } satisfies Prisma.ReportSelect;
}
type JudgedColumns = Prisma.ReportGetPayload<{ select: ReturnType<typeof judgedColumns> }>;

/** The received submissions of a report, to be judged, and what its unit said the year before. */
export async function judgedReport(db: Db, { report }: Opened<Overseer> | Opened<Reviewer>) {
  const select = judgedColumns(report);
  return judged(db, report, await db.report.findUniqueOrThrow({ where: { id: report.id }, select }));
}

/**
 * The same of columns that were read: each submission with the figures that only some of the direct children made when it was
 * filed, and all that they had given; with the files that it has from the one before, which was returned; `risks`: what its
 * files may do beside being read, by their ids.
 */
export async function judged(db: Db, report: ReportRow, row: JudgedColumns) {
  const risks = new Map(row.attachments.map(({ id, risk }) => [id, risk]));
  const lastYear = await asLastYear(db, report, row.unit.reports[0]);
  const all = received(await withForms(db, report, row.submissions), row.returns, report);
  const submissions = all.map(({ snapshot, ...one }, at) => {
    const sums = sumsFrom((snapshot?.sums ?? []) as unknown as SumRow[], one.form);
    return {
      ...one,
      risks,
      ofSome: ofSomeChildren(one.form, sums),
      children: snapshot && childrenOf(sums, snapshot.isWithSubmitted),
      oldFiles: filesSinceReturn(one.content.attachments, all[at + 1]),
    };
  });
  return { submissions, lastYear };
}
export type JudgedSubmission = Awaited<ReturnType<typeof judged>>['submissions'][number];

/** What the direct children had given when a submission was filed; null where none had to report. */
export async function childrenThen(
  db: Db,
  { report }: Opened<unknown>,
  { number, form }: Pick<SubmissionRow, 'number' | 'form'>,
): Promise<OwnChildSums | null> {
  const where = { reportId_number: { reportId: report.id, number } };
  const then = await db.consolidationSnapshot.findUnique({ where });
  if (!then) return null;
  const sums = sumsFrom(then.sums as unknown as SumRow[], form);
  return childrenOf(sums, then.isWithSubmitted);
}

/** Null where no direct child must report. */
function childrenOf(sums: ChildSums, withSubmitted: boolean): OwnChildSums | null {
  return sums.expected === 0 ? null : { sums, withSubmitted };
}

/** Every return of an opened report that was not taken back, newest first. */
export function returnsOf(db: Db | Tx, { report }: Opened<unknown>) {
  const { where, orderBy } = STANDING_RETURNS;
  return db.return.findMany({ where: { ...where, reportId: report.id }, orderBy });
}

/** Every extension of an opened report, newest first. */
export function extensionsOf(db: Db, { report }: Opened<unknown>) {
  return db.extension.findMany({ where: { reportId: report.id }, orderBy: { id: 'desc' } });
}

/** The history of an opened report, oldest first. */
export function historyOf(db: Db, { report }: Opened<unknown>) {
  return db.historyEvent.findMany({ where: { reportId: report.id }, orderBy: { id: 'asc' } });
}

/** A file of the own report, with its content. */
export async function ownAttachment(db: Db, { report }: OpenedOwn, id: number) {
  return attachmentOf(db, report, id);
}

async function attachmentOf(db: Db, { id: reportId }: { id: number }, id: number) {
  const file = found(await db.attachment.findFirst({ where: { id, reportId }, omit: { content: true } }));
  return { ...file, content: storedContent(db, 'attachments', id, file.size) };
}

/** A file of a report below, with its content: only one that a received submission names. */
export async function submittedAttachment(db: Db, open: Opened<Overseer>, id: number) {
  const received = await receivedSubmissions(db, open);
  const named = received.some((s) => s.content.attachments.some((a) => a.id === id));
  if (!named) throw new NotFound('Không có tệp này.');
  return attachmentOf(db, open.report, id);
}

/** What anyone may know of a receipt: unit, period, number and time. */
export function receiptByCode(db: Db, verificationCode: string) {
  return db.submission.findUnique({
    where: { verificationCode },
    select: {
      number: true,
      submittedAt: true,
      report: {
        select: {
          ...{ unitName: true, status: true, period: { select: { year: true } } },
          submissions: { select: { number: true }, orderBy: { number: 'desc' }, take: 1 },
        },
      },
    },
  });
}

function below(actor: Reviewer | Overseer): Prisma.ReportWhereInput {
  return {
    unitId: { not: actor.unit.id },
    // What a unit received stays where it was received, wherever the one that reported stands today.
    OR: [
      { unit: { path: { startsWith: actor.unit.path } } },
      { parent: { path: { startsWith: actor.unit.path } } },
    ],
  };
}

async function asOpened<A>(db: Db, actor: A, row: Row | null): Promise<Opened<A>> {
  const report = found(row);
  const standInId = await standInFor(db, report.parent);
  const form = await formOfPeriod(db, report.period);
  return { actor, report: { ...report, standInId, form } } as unknown as Opened<A>;
}

/** The nearest unit above one whose end is recorded that has none; null where it has none itself. */
async function standInFor(db: Db, unit: Row['parent']): Promise<number | null> {
  if (!unit?.activeTo) return null;
  const above = unit.path.split('/').slice(1, -2).map(Number);
  const going = await db.unit.findMany({
    where: { id: { in: above }, activeTo: null },
    select: { id: true, path: true },
  });
  return going.sort((a, b) => b.path.length - a.path.length)[0]?.id ?? null;
}

function found<T>(row: T | null): T {
  if (!row) throw new NotFound('Không có trang này, hoặc bạn không được xem.');
  return row;
}
