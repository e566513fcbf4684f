import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { fieldMeaning } from '../../form/definition.js';
import type { SubmissionContent } from '../../reports/submission-content.js';
import { answersIn } from '../../form/report-answers.js';
import { submittedSections } from '../../reports/draft-answers.js';
import type { Consolidation } from '../finders.js';
import { type Meaning } from '../../form/meanings.js';

const WITHOUT_CONTENT = { content: true } as const;

/** The own report on its way out: where it stands, what it says of itself, and what went out so far, newest first. */
export async function outgoing(db: Db, { actor, period, form }: Consolidation<Overseer>) {
  const report = await db.report.findFirst({
    where: { unitId: actor.unit.id, periodId: period.id, parentId: null },
    include: { sendings: { omit: WITHOUT_CONTENT, orderBy: { number: 'desc' } } },
  });
  if (!report) throw new NotFound('Đơn vị không gửi báo cáo ra ngoài cổng trong kỳ này.');
  const latest = await db.submission.findFirst({
    where: { reportId: report.id },
    orderBy: { number: 'desc' },
  });
  const said = latest
    ? answersIn(submittedSections(latest.content as unknown as SubmissionContent))
    : new Map<string, never>();
  const answer = (meaning: Meaning) => {
    const value = said.get(fieldMeaning(form, meaning)?.code ?? '');
    return typeof value === 'string' ? value : '';
  };
  const about = {
    number: answer('report_number'),
    signerName: answer('signatory_name'),
    signerPosition: answer('signatory_position'),
  };
  return { report, latest: latest?.number ?? 0, about };
}
export type Outgoing = Awaited<ReturnType<typeof outgoing>>;

/** The signed file of what went out, with its content. */
export async function signedFile(db: Db, { actor, period }: Consolidation<Overseer>, number: number) {
  const row = await db.sending.findFirst({
    where: { number, report: { unitId: actor.unit.id, periodId: period.id } },
    select: { fileName: true, mediaType: true, content: true },
  });
  if (!row) throw new NotFound('Không có tệp này.');
  return { name: row.fileName, mediaType: row.mediaType, content: row.content };
}
