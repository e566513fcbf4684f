import type { Overseer } from '../../platform/actor.js';
import { storedContent } from '../../platform/files/stored-content.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { storedDay } from '../../platform/text/calendar.js';
import { fieldMeaning, type FormDefinition } from '../../form/definition.js';
import type { SubmissionContent } from '../../reports/submission-content.js';
import { answersIn } from '../../form/report-answers.js';
import { submittedSections } from '../../reports/draft-answers.js';
import type { Consolidation } from '../finders.js';
import { type Meaning } from '../../form/meanings.js';
import type { SaidOfItself } from './rules.js';

const WITHOUT_CONTENT = { content: true } as const;

/** The own report on its way out: where it stands, what it says of itself, and what went out so far, newest first. */
export async function outgoing(db: Db, { actor, period, form }: Consolidation<Overseer>) {
  const report = await db.report.findFirst({
    where: { unitId: actor.unit.id, periodId: period.id, parentId: null },
    include: { sendings: { omit: WITHOUT_CONTENT, orderBy: { number: 'desc' } } },
  });
  if (!report) throw new NotFound('Đơn vị không gửi báo cáo ra ngoài cổng trong kỳ này.');
  const submissions = await db.submission.findMany({
    where: { reportId: report.id },
    orderBy: { number: 'desc' },
  });
  const says = new Map(submissions.map(({ number, content }) => [number, saidIn(form, content)]));
  const latest = submissions[0]?.number ?? 0;
  return { report, latest, says, about: says.get(latest) ?? NOTHING };
}
export type Outgoing = Awaited<ReturnType<typeof outgoing>>;

const NOTHING: SaidOfItself = { number: '', day: null, signerName: '', signerPosition: '' };

/** What a submission says of its own document. */
function saidIn(form: FormDefinition, content: unknown): SaidOfItself {
  const said = answersIn(submittedSections(content as SubmissionContent));
  const answer = (meaning: Meaning) => {
    const value = said.get(fieldMeaning(form, meaning)?.code ?? '');
    return typeof value === 'string' ? value : '';
  };
  const day = answer('report_date');
  return {
    number: answer('report_number'),
    day: storedDay(day) ?? null,
    signerName: answer('signatory_name'),
    signerPosition: answer('signatory_position'),
  };
}

/** The signed file of what went out, with its content. */
export async function signedFile(db: Db, { actor, period }: Consolidation<Overseer>, number: number) {
  const row = await db.sending.findFirst({
    where: { number, report: { unitId: actor.unit.id, periodId: period.id } },
    select: { id: true, fileName: true, mediaType: true, size: true },
  });
  if (!row) throw new NotFound('Không có tệp này.');
  const content = storedContent(db, 'sendings', row.id, row.size);
  return { name: row.fileName, mediaType: row.mediaType, content };
}
