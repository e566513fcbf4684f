import type { Filer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { NotPossible } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import { type SectionDefinition, isNarrative } from '../../form/definition.js';
import type { Answer } from '../../form/answers.js';
import { draftContent } from '../drafts/merge.js';
import { markBegun, writeSection } from '../drafts/commands.js';
import { ownDraft, type Opened, type OwnDraft } from '../finders.js';
import { draftVersion } from '../draft-answers.js';
import { claimReport, refuseLocked, recordReportEvent, type ReportRecord } from '../transition.js';
import { childSums, countedStatuses } from '../child-sums-finders.js';
import { fromChildren } from '../../form/consolidated.js';

/** A text composed of what was marked in the children's reports, and the ids of those passages. */
export interface ComposedText {
  readonly text: string;
  readonly passages: readonly number[];
}
export interface FillRequest {
  /** The draft's (rules.ts), as the filer saw it. */
  readonly draftVersion: number;
  readonly withSubmitted: boolean;
  /** The codes of the figures to put in. */
  readonly figures: readonly string[];
  /** The codes of the texts to put in: instead of what is written, or after it. */
  readonly texts: ReadonlyMap<string, 'replace' | 'append'>;
}
/** How many answers were put in, made of how many reports. */
export interface Filled {
  readonly reports: number;
  readonly answers: number;
}

/**
 * Puts what the direct children's reports make into the own draft, as they stand at this moment, and remembers which of
 * them that were. A section that was said not to apply applies then. Refused where texts would be longer than their fields
 * take: a problem for each, by the field's code. Stale where the draft is not the one that was seen. Conflict where it cannot
 * be edited, or where the unit has said that it has nothing to report.
 */
export function fillFromChildren(
  db: Db,
  open: Opened<Filer>,
  request: FillRequest,
  compose: (tx: Tx) => Promise<ReadonlyMap<string, ComposedText>>,
  now: Date,
): Promise<Outcome<Filled, true>> {
  return db.$transaction(async (tx) => {
    const report = await claimReport(tx, open, 'save');
    refuseLocked(report, now);
    if (report.nilReason !== '') throw new NotPossible(NIL);
    const draft = await ownDraft(tx, open);
    if (draftVersion(draft) !== request.draftVersion) return { stale: true, problems: [EDITED_MEANWHILE] };
    // Waits for the reports that are on their way in or out, so that none of them is missed (docs/decisions/0016).
    await tx.$executeRaw`SELECT lock_child_reports(${report.unitId}::int)`;
    const made = await answersMade(tx, { open, draft, request }, await compose(tx));
    const problems = made
      .filter(({ isTooLong }) => isTooLong)
      .map(({ field }) => ({ field, message: TOO_LONG }));
    if (problems.length > 0) return { problems };
    if (made.length === 0) return { done: { reports: 0, answers: 0 } };
    await markBegun(tx, report);
    await writeAnswers(tx, { open, report, draft }, made, now);
    const reports = await remember(tx, { open, report, request }, made, now);
    await recordReportEvent(tx, open, 'report-filled', now, { reports, answers: made.length });
    return { done: { reports, answers: made.length } };
  });
}

const TOO_LONG = 'Nội dung ghép lại dài quá mức của câu hỏi. Hãy rút gọn các đoạn trích, hoặc giữ nguyên.';
const EDITED_MEANWHILE = {
  field: '',
  message:
    'Có phần của báo cáo vừa được lưu lại sau khi bạn mở trang. Hãy xem lại bảng dưới đây rồi đưa vào.',
};
const NIL =
  'Đơn vị đã khai không phát sinh nội dung báo cáo. Hãy bỏ khai ấy trước khi đưa số liệu tổng hợp vào.';

interface Made {
  readonly section: SectionDefinition;
  readonly field: string;
  /** What is written, and what the children made: an appended text stands after the unit's own. */
  readonly answer: Answer;
  readonly value: Answer;
  readonly passages: readonly number[];
  readonly isTooLong: boolean;
}
interface Making {
  readonly open: Opened<Filer>;
  readonly draft: OwnDraft;
  readonly request: FillRequest;
}

async function answersMade(
  tx: Tx,
  { open, draft, request }: Making,
  composed: ReadonlyMap<string, ComposedText>,
): Promise<Made[]> {
  const { form, unitId: parentId, periodId } = open.report;
  const sums = await childSums(tx, { parentId, periodId, form }, request);
  return form.sections.flatMap((section) =>
    section.fields.flatMap((field): Made[] => {
      const base = { section, field: field.code, passages: [], isTooLong: false };
      const figure = request.figures.includes(field.code) ? fromChildren(field, sums) : undefined;
      if (figure !== undefined) return [{ ...base, answer: figure, value: figure }];
      const how = request.texts.get(field.code);
      const made = composed.get(field.code);
      if (!isNarrative(field) || !how || !made) return [];
      const own = draftContent(draft.sections.get(section.code)).answers[field.code];
      const answer =
        how === 'append' ? appended(own, draft.filled.get(field.code)?.value, made.text) : made.text;
      const isTooLong = answer.length > field.maxLength;
      return [{ ...base, answer, value: made.text, passages: made.passages, isTooLong }];
    }),
  );
}

/** After the unit's own words; what was appended the last time gives way. */
function appended(own: Answer | undefined, before: Answer | undefined, text: string): string {
  if (typeof own !== 'string') return text;
  const kept =
    typeof before === 'string' && own.endsWith(before) ? own.slice(0, -before.length).trimEnd() : own;
  return kept === '' ? text : `${kept}\n${text}`;
}

async function writeAnswers(
  tx: Tx,
  { open, report, draft }: { open: Opened<Filer>; report: ReportRecord; draft: OwnDraft },
  made: readonly Made[],
  now: Date,
): Promise<void> {
  for (const section of new Set(made.map((one) => one.section))) {
    const stored = draft.sections.get(section.code);
    const put = made.filter((one) => one.section === section).map(({ field, answer }) => [field, answer]);
    const answers = {
      ...draftContent(stored).answers,
      ...(Object.fromEntries(put) as Record<string, Answer>),
    };
    const said = { answers, notApplicable: false, reason: '', version: (stored?.version ?? 0) + 1 };
    await writeSection(tx, { open, report, section }, said, now);
  }
}

/** Writes down what was made of which submissions; answers with how many these are. */
async function remember(
  tx: Tx,
  { open, report, request }: { open: Opened<Filer>; report: ReportRecord; request: FillRequest },
  made: readonly Made[],
  now: Date,
): Promise<number> {
  const { id: reportId, unitId: parentId, periodId } = report;
  const latest = await tx.figureChange.findFirst({ where: { parentId, periodId }, orderBy: { id: 'desc' } });
  const { withSubmitted: isWithSubmitted } = request;
  const by = { filledAt: now, filledById: open.actor.accountId, filledByName: open.actor.fullName };
  const fill = await tx.fill.create({
    data: { reportId, isWithSubmitted, changeId: latest?.id ?? 0n, reports: 0, ...by },
  });
  const reports = await tx.$executeRaw`
    INSERT INTO fill_sources (fill_id, report_id, number)
    SELECT ${fill.id}, report_id, number FROM report_figures
    WHERE period_id = ${periodId} AND parent_id = ${parentId} AND status::text = ANY (${countedStatuses(request)})`;
  await tx.fill.update({ where: { id: fill.id }, data: { reports } });
  await tx.filledAnswer.deleteMany({ where: { reportId, field: { in: made.map(({ field }) => field) } } });
  await tx.filledAnswer.createMany({
    data: made.map(({ section, field, value, passages }) => ({
      ...{ reportId, field, section: section.code, fillId: fill.id, value, passages: [...passages] },
    })),
  });
  // Of earlier fills only those stay that an answer still comes from.
  await tx.fill.deleteMany({ where: { reportId, id: { not: fill.id }, answers: { none: {} } } });
  return reports;
}
