import type { Overseer, Sender } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { formatDay } from '../../platform/text/format.js';
import { coverageWords } from '../coverage.js';
import { shownOf, shownTotals, type Consolidation } from '../finders.js';
import { publicContent, type PublicContent } from './public-content.js';

type Opened = Consolidation<Overseer> | Consolidation<Sender>;

/** Model examples to choose from; more than a page of results would show. */
const MOST_EXAMPLES = 200;

/** What can become public of a year: the figures that were filed, else those accepted by now, and the model examples. */
export async function publishable(db: Db, open: Opened) {
  const { actor, period, frozen } = open;
  const shown = shownOf(open, { withSubmitted: false, live: false });
  const [sums, examples, current] = await Promise.all([
    shownTotals(db, open, shown),
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
    source,
    examples: examples
      .slice(0, MOST_EXAMPLES)
      .map(({ report, ...row }) => ({ ...row, reportedBy: report?.unitName ?? '' })),
    isCut: examples.length > MOST_EXAMPLES,
    published,
  };
}
export type Publishable = Awaited<ReturnType<typeof publishable>>;

/** What anybody may read of a year, and of the year before where that is public too; NotFound where it is not. */
export async function publicResults(db: Db, year: number) {
  const rows = await db.publicResults.findMany({
    where: { withdrawnAt: null, period: { year: { in: [year, year - 1] } } },
    include: { period: { select: { year: true } } },
  });
  const found = rows.find(({ period }) => period.year === year);
  if (!found) throw new NotFound('Kết quả của năm này chưa được công bố.');
  const before = rows.find(({ period }) => period.year === year - 1);
  const contentOf = (content: unknown): PublicContent => publicContent.parse(content);
  return {
    year,
    publishedAt: found.publishedAt,
    content: contentOf(found.content),
    before: before ? { year: before.period.year, content: contentOf(before.content) } : null,
  };
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
