import type { Overseer, Sender } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { formatDay } from '../../platform/text/format.js';
import { coverageWords } from '../coverage.js';
import { shownOf, shownTotals, type Consolidation } from '../finders.js';
import { factsOf } from '../totals/finders.js';
import { publicContent } from './public-content.js';
import { ratesFrom } from './rules.js';

type Opened = Consolidation<Overseer> | Consolidation<Sender>;

/** Model examples to choose from; more than a page of results would show. */
const MOST_EXAMPLES = 200;
/** Passages to choose from. */
const MOST_PASSAGES = 200;

/** What can become public of a year: the figures that were filed, else those accepted by now, and the model examples. */
export async function publishable(db: Db, open: Opened) {
  const { actor, period, frozen } = open;
  const shown = shownOf(open, { withSubmitted: false, live: false });
  const [sums, facts, passages, examples, current] = await Promise.all([
    shownTotals(db, open, shown),
    factsOf(db, open, shown),
    strengths(db, open),
    db.modelExample.findMany({
      where: { parentId: actor.unit.id, periodId: period.id },
      orderBy: [{ audience: 'asc' }, { unitName: 'asc' }, { id: 'asc' }],
      take: MOST_EXAMPLES + 1,
      include: { report: { select: { unitName: true } } },
    }),
    db.publicResults.findUnique({ where: { periodId: period.id } }),
  ]);
  const sent = frozen ? ` Báo cáo đã gửi ngày ${formatDay(frozen.sentOn)}.` : '';
  const source = `${coverageWords(sums, shown)}${sent}`;
  const published = current && { ...current, content: publicContent.parse(current.content) };
  return {
    totals: sums.totals,
    reports: sums.reports,
    rates: ratesFrom(facts),
    passages: passages.slice(0, MOST_PASSAGES),
    source,
    examples: examples
      .slice(0, MOST_EXAMPLES)
      .map(({ report, ...row }) => ({ ...row, reportedBy: report?.unitName ?? '' })),
    isCut: examples.length > MOST_EXAMPLES,
    arePassagesCut: passages.length > MOST_PASSAGES,
    published,
  };
}
/** What units did well, in their words as they were edited, in the order of the questions' passages. */
async function strengths(db: Db, { actor, period }: Opened) {
  const rows = await db.passage.findMany({
    where: { parentId: actor.unit.id, periodId: period.id, mergedIntoId: null, kind: 'STRENGTH' },
    orderBy: [{ target: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    take: MOST_PASSAGES + 1,
    select: {
      ...{ id: true, target: true, text: true, report: { select: { unitName: true } } },
      merged: { select: { report: { select: { unitName: true } } } },
    },
  });
  return rows.map(({ report, merged, ...row }) => ({
    ...row,
    unitNames: [report, ...merged.map((one) => one.report)].map(({ unitName }) => unitName),
  }));
}
export type Publishable = Awaited<ReturnType<typeof publishable>>;

/** What anybody may read of a year, and of the year before where that is public too; NotFound where it is not. */
export async function publicResults(db: Db, year: number) {
  const [found, before] = await Promise.all([published(db, year), publishedBefore(db, year)]);
  if (!found) throw new NotFound('Kết quả của năm này chưa được công bố.');
  return { ...found, before };
}

/** What is public of the year before one; null where nothing is. */
export function publishedBefore(db: Db, year: number) {
  return published(db, year - 1);
}

async function published(db: Db, year: number) {
  const row = await db.publicResults.findFirst({ where: { withdrawnAt: null, period: { year } } });
  const { content, publishedAt } = row ?? {};
  return publishedAt ? { year, publishedAt, content: publicContent.parse(content) } : null;
}
export type PublicYear = Awaited<ReturnType<typeof publicResults>>;

/** The years whose results are public, newest first. */
export async function publicYears(db: Db): Promise<number[]> {
  const rows = await db.publicResults.findMany({
    where: { withdrawnAt: null },
    select: { period: { select: { year: true } } },
    orderBy: { period: { year: 'desc' } },
  });
  return rows.map(({ period }) => period.year);
}
