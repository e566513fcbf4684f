import type { Actor } from '../../platform/actor.js';
import type { FieldError } from '../../platform/page/forms.js';
import type { InspectionPaperKind } from '../../platform/prisma/client.js';
import { dayStart, yearOf } from '../../platform/text/calendar.js';
import { formatDay } from '../../platform/text/format.js';
import type { OfficialDocument } from '../../platform/documents/content.js';
import type { Tx } from '../../platform/postgres/db.js';
import { issuerOf } from '../../document-settings/finders.js';
import { layoutOf } from '../../document-settings/rules.js';
import type { Issuer } from '../../document-settings/issuer.js';
import type { Shown } from '../finders.js';
import { wordsFound } from '../record/finders.js';
import { conclusionDocument, noticeDocument } from './inspection-document.js';
import { keptOf } from './issued.js';
import { minutesDocument } from './minutes-document.js';
import { isSameNumber, paperKinds, paperNames, papers, type Issue, type Paper } from './rules.js';

interface ToIssue {
  readonly paper: Paper;
  /** '' where it is to be written by hand. */
  readonly number: string;
  /** Why it takes the place of the one before; '' of a first one. */
  readonly reason: string;
}

/** Keeps a paper of the inspection as it stands now, for good: the first, or the next version in place of the last. */
export async function issuePaper(
  tx: Tx,
  { actor, inspection }: { readonly actor: Actor; readonly inspection: Shown },
  { paper, number, reason }: ToIssue,
  now: Date,
): Promise<void> {
  const kind = paperKinds[paper];
  const last = inspection.papers.findLast((one) => one.kind === kind) ?? unkept(inspection, paper, reason);
  const issue: Issue = { number, replaces: last && { ...last, reason } };
  const by = await issuerOf(tx, inspection.parentId);
  const document = await documentOf(tx, inspection, paper, by, now, issue);
  const content = keptOf({ document, layout: layoutOf(by.settings) });
  const of = { inspectionId: inspection.id, kind, version: (last?.version ?? 0) + 1 };
  const who = { issuedAt: now, issuedByName: actor.fullName };
  await tx.inspectionPaper.create({ data: { ...of, ...who, number, reason, content } });
}

/**
 * Why the paper cannot have that number, by the form's `field` of it: another paper that the body issued in the year carries
 * it; nothing where it is left to be written by hand. Asked before anything is written, under a lock until the transaction
 * ends, so that of two who issue the same number at once the second sees the first.
 */
export async function numberProblems(
  tx: Tx,
  { parentId }: Pick<Shown, 'parentId'>,
  { paper, number }: Pick<ToIssue, 'paper' | 'number'>,
  now: Date,
  field = 'number',
): Promise<FieldError[]> {
  if (number === '') return [];
  await tx.$queryRaw`SELECT lock_document_numbers()::text`;
  const year = yearOf(now);
  const others = await tx.inspectionPaper.findMany({
    where: {
      inspection: { parentId },
      issuedAt: { gte: dayStart(year, 1, 1) as Date, lt: dayStart(year + 1, 1, 1) as Date },
      // Whatever else was written, the figures of the same number stand in it.
      number: { contains: /[1-9]\d*/.exec(number)?.[0] ?? '' },
    },
    select: { kind: true, number: true, issuedAt: true, inspection: { select: { unit: true } } },
  });
  const taken = others.find((other) => isSameNumber(other, { kind: paperKinds[paper], number }));
  if (!taken) return [];
  const what = `${paperWords(taken.kind)} ngày ${formatDay(taken.issuedAt)} ở ${taken.inspection.unit.name}`;
  const message = `Số ${taken.number} đã ghi trên ${what}. Mỗi văn bản ban hành trong năm có một số riêng: hãy ghi số khác, hoặc để trống.`;
  return [{ field, message }];
}

function paperWords(kind: InspectionPaperKind): string {
  const found = papers.find((paper) => paperKinds[paper] === kind);
  return found ? paperNames[found].toLowerCase() : '';
}

/** What was issued before papers were kept: it counts as the first version, though nobody has its words. */
function unkept({ announcedAt, concludedAt }: Shown, paper: Paper, reason: string) {
  const issuedAt = paper === 'thong-bao' ? announcedAt : concludedAt;
  return reason !== '' && issuedAt ? { version: 1, number: '', issuedAt } : null;
}

async function documentOf(
  tx: Tx,
  inspection: Shown,
  paper: Paper,
  by: Issuer,
  now: Date,
  issue: Issue,
): Promise<OfficialDocument> {
  if (paper === 'thong-bao') return noticeDocument(inspection, by, now, issue);
  const words = await wordsFound(tx, inspection);
  return paper === 'bien-ban'
    ? minutesDocument(inspection, words, by, now, issue)
    : conclusionDocument(inspection, words, by, now, issue);
}
