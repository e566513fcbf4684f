import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import { makeUnit } from '../support/fixtures.js';
import { makeTestPeriod } from '../support/reports.js';

// A decision may hold thousands of reports (docs/decisions/0013), on a connection that has only seen changes of one.
const { db } = await createTestDatabase();
const COUNT = 8000;
/** One in so many has figures: what these cost is the same for each, and not the question here. */
const WITHOUT = 40;
const now = new Date('2026-08-20T03:00:00Z');
let parentId: number;

beforeAll(async () => {
  parentId = (await makeUnit(db)).id;
  const { id: periodId } = await makeTestPeriod(db, 2026);
  const level = 'GRASSROOTS';
  await db.$executeRaw`
    INSERT INTO units (code, name, name_folded, level, parent_id, active_from)
    SELECT 'U' || n, 'CĐCS ' || n, 'cdcs ' || n, ${level}::"Level", ${parentId}, ${now} FROM generate_series(1, ${COUNT}::int) n`;
  await db.$executeRaw`
    INSERT INTO reports (period_id, unit_id, parent_id, unit_name, unit_name_folded, unit_level, due_before, lock_on)
    SELECT ${periodId}, id, parent_id, name, name_folded, level, ${now}, ${now} FROM units WHERE parent_id = ${parentId}`;
  await db.$executeRaw`
    INSERT INTO submissions (report_id, number, content, sha256, verification_code, submitted_at, submitted_by_id, submitted_by_name)
    SELECT id, 1, '{"sections": {"a": {"answers": {"x": 5}}}}', repeat('0', 64), 'B' || id, ${now}, 0, ''
    FROM reports WHERE parent_id = ${parentId} AND id % ${WITHOUT} = 0`;
});

it('a change of thousands of reports takes no more of each than a change of one, and counts every figure', async () => {
  const ids = (await db.report.findMany({ where: { parentId }, orderBy: { id: 'asc' } })).map(({ id }) => id);
  const [few, many] = [ids.slice(0, WITHOUT), ids.slice(WITHOUT)];
  await db.$transaction(
    async (tx) => {
      // Each compared with each takes more than a minute, a change of each a second.
      await tx.$executeRaw`SET LOCAL statement_timeout = '10s'`;
      for (const id of few) await tx.report.update({ where: { id }, data: { status: 'SUBMITTED' } });
      await tx.report.updateMany({ where: { id: { in: many } }, data: { status: 'SUBMITTED' } });
      await tx.report.updateMany({ where: { id: { in: many } }, data: { status: 'ACCEPTED' } });
    },
    { timeout: 60_000 },
  );
  const figures = await db.reportFigures.groupBy({
    by: ['status'],
    _count: true,
    orderBy: { status: 'asc' },
  });
  expect(figures.map(({ status, _count }) => [status, _count])).toEqual([
    ['SUBMITTED', 1],
    ['ACCEPTED', COUNT / WITHOUT - 1],
  ]);
  const [sum] = await db.$queryRaw<{ x: number }[]>`
    SELECT sum((sums -> 'x' ->> 0)::numeric)::int AS x FROM figure_sums WHERE parent_id = ${parentId}`;
  expect(sum?.x).toBe((5 * COUNT) / WITHOUT);
});
