import type { Filer, Submitter } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Forbidden, NotPossible } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Prisma, Submission } from '../../platform/prisma/client.js';
import { filingMailboxes } from '../../accounts/finders.js';
import { enqueue } from '../../mail/commands.js';
import type { NewMessage } from '../../mail/message.js';
import { contentHash, newVerificationCode, type SubmissionContent } from '../submission-content.js';
import { isRecallable } from '../deadlines.js';
import { receiptMessage } from './receipt-message.js';
import { ownDraft, type Opened, type OpenedOwn, type OwnDraft } from '../finders.js';
import type { Problem } from '../../form/checks.js';
import { draftVersion } from '../draft-answers.js';
import { filingProblems, type Filing } from './rules.js';
import { filingStep } from './steps.js';
import {
  claimReport,
  requireAction,
  lockReportWithChildren,
  moveReport,
  NOT_READY,
  refuseLocked,
  recordReportEvent,
  type ReportRecord,
} from '../transition.js';

/**
 * Files the report: an immutable numbered submission; done: its number. Refused where something required is missing, a
 * check fails, or a warning has no explanation; stale where the draft is not the one that its filer saw. With it the receipt
 * goes to the unit by mail.
 */
export function submitReport(
  db: Db,
  open: Opened<Filer> | Opened<Submitter>,
  filing: Filing,
  now: Date,
): Promise<Outcome<number, true, Problem>> {
  return db.$transaction(async (tx) => {
    const row = await lockReportWithChildren(tx, open);
    refuseOthers(open);
    const filed = await filedByThisForm(tx, open, row, filing.version);
    if (filed) return { done: filed };
    const report = requireAction(row, 'submit', filing.version);
    refuseLocked(report, now);
    refuseOutOfStep(open, report);
    const { draft, problems } = await draftProblems(tx, open, filing, now);
    if (draftVersion(draft) !== filing.draftVersion) return { stale: true, problems };
    if (problems.length > 0) return { problems };
    const number = draft.submissions + 1;
    const content = submissionContent(open, draft, { ...filing, number, now });
    const submission = await tx.submission.create({ data: submissionRow(open, content, now) });
    await moveReport(tx, report, 'submit', {
      firstSubmittedAt: report.firstSubmittedAt ?? now,
      lastSubmittedAt: now,
      openedAt: null,
      openedByName: '',
      explanations: filing.explanations,
      changeNote: '',
      ...NOT_READY,
    });
    await recordReportEvent(tx, open, 'report-submitted', now, { number });
    await enqueue(tx, await receiptMessages(tx, open, submission), now);
    return { done: number };
  });
}

/** The receipt for each who hears of it; without a secret, since a mailbox may be shared. */
async function receiptMessages(
  tx: Tx,
  { actor, report }: OpenedOwn,
  submission: Submission,
): Promise<NewMessage[]> {
  const about = { unitId: report.unitId, reportId: report.id, submissionNumber: submission.number };
  const message = receiptMessage(report, submission);
  const mailboxes = await filingMailboxes(tx, report.unitId, actor.accountId);
  return mailboxes.map((to) => ({ kind: 'receipt', to, ...about, ...message }));
}

/** The draft as it is, and all that forbids filing it so. */
export async function draftProblems(
  tx: Tx,
  open: OpenedOwn,
  filing: Filing,
  now: Date,
): Promise<{ draft: OwnDraft; problems: Problem[] }> {
  const draft = await ownDraft(tx, open);
  return { draft, problems: filingProblems(draft, filing, now) };
}

/** Without two steps, filing is a filer's. */
function refuseOthers({ actor, report }: OpenedOwn): void {
  if (report.unit.needsSignatory || actor.roles.includes('FILER')) return;
  throw new Forbidden('Người lập báo cáo của đơn vị nộp báo cáo này.');
}

/** Where the unit asks for two steps, its signatory submits what a filer marked ready; otherwise a filer does. */
function refuseOutOfStep({ actor, report: { unit } }: OpenedOwn, { readyAt }: ReportRecord): void {
  const step = filingStep({ needsSignatory: unit.needsSignatory, isReady: readyAt !== null }, actor.roles);
  if (step === 'submit') return;
  throw new NotPossible(
    'Đơn vị đặt hai bước: người lập chuyển báo cáo, rồi người ký duyệt và nộp. Hãy tải lại trang.',
  );
}

/** Takes a submission back into the draft. The first submission no longer counts unless the report was ever returned. */
export function recallReport(db: Db, open: Opened<Filer>, version: number, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'recall', version);
    refuseRecall(report, now);
    const returned = await tx.return.count({ where: { reportId: report.id, takenBackAt: null } });
    await moveReport(
      tx,
      report,
      'recall',
      returned > 0 ? {} : { firstSubmittedAt: null, lastSubmittedAt: null },
    );
    await recordReportEvent(tx, open, 'report-recalled', now);
  });
}

/** NotPossible where the submission can no longer be recalled. */
export function refuseRecall(report: Parameters<typeof isRecallable>[0], now: Date): void {
  if (isRecallable(report, now)) return;
  throw new NotPossible(
    report.status === 'SUBMITTED'
      ? 'Không thu hồi được nữa: đã hết hạn báo cáo, hoặc người xét duyệt đã mở xem. Cần sửa thì hãy đề nghị công đoàn cấp trên trả lại báo cáo.'
      : 'Báo cáo không có lần nộp nào đang chờ xét duyệt, nên không có gì để thu hồi.',
  );
}

/** The number of the submission that this very form made, when it is posted a second time; 0 otherwise. */
async function filedByThisForm(
  tx: Tx,
  { actor }: OpenedOwn,
  row: ReportRecord,
  version: number,
): Promise<number> {
  if (row.status !== 'SUBMITTED' || row.version !== version + 1) return 0;
  const latest = await tx.submission.findFirst({
    where: { reportId: row.id },
    orderBy: { number: 'desc' },
    select: { number: true, submittedById: true },
  });
  return latest?.submittedById === actor.accountId ? latest.number : 0;
}

function submissionContent(
  { report }: OpenedOwn,
  draft: OwnDraft,
  filing: { explanations: Record<string, string>; changeNote: string; number: number; now: Date },
): SubmissionContent {
  const { attachments, nilReason, unions } = draft;
  const { sections } = draft.answers;
  const known = draft.form.sections.flatMap(({ code, evenIfNil }) => {
    const said = sections.get(code);
    if (!said || (nilReason !== '' && !evenIfNil)) return [];
    const { answers, notApplicable, reason } = said;
    const filed = notApplicable ? { reason, answers: {} } : { reason: '', answers };
    return [[code, { notApplicable, ...filed }] as const];
  });
  return {
    year: report.period.year,
    unit: { code: report.unit.code, name: report.unitName },
    number: filing.number,
    submittedAt: filing.now.toISOString(),
    sections: Object.fromEntries(known),
    nilReason,
    ownChildren: { expected: unions.expected.own, received: unions.received.own },
    explanations: filing.explanations,
    changeNote: filing.changeNote,
    attachments: attachments.map(({ id, field, name, size, sha256 }) => ({ id, field, name, size, sha256 })),
  };
}

function submissionRow({ actor, report }: OpenedOwn, content: SubmissionContent, now: Date) {
  return {
    reportId: report.id,
    number: content.number,
    formVersion: report.period.formVersion,
    content: content as unknown as Prisma.InputJsonObject,
    sha256: contentHash(content),
    verificationCode: newVerificationCode(),
    changeNote: content.changeNote,
    submittedAt: now,
    submittedById: actor.accountId,
    submittedByName: actor.fullName,
  };
}
