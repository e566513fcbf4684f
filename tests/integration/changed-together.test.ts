import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import { makeUnit } from '../support/fixtures.js';
import { makeTestPeriod } from '../support/reports.js';

// Triggers see all rows of a statement. A plan that suits one row, kept from a connection's first changes, must not compare each of
// thousands with each: so what each statement inside a trigger looks at is counted, and no time is taken.
const { db, url } = await createTestDatabase();
const client = new pg.Client({ connectionString: url });
const now = new Date('2026-08-20T03:00:00Z');
const COUNT = 600;
/** Rows that a statement may look at for each that is changed; each with each would be COUNT. */
const FOR_EACH = 120;
let parentId: number;
let elsewhere: number;

beforeAll(async () => {
  const root = await makeUnit(db);
  const up = { parentId: root.id, level: 'UPPER_LEVEL' as const };
  [parentId, elsewhere] = [(await makeUnit(db, up)).id, (await makeUnit(db, up)).id];
  for (const year of [2025, 2026, 2027]) await makeTestPeriod(db, year);
  await db.$executeRaw`
    INSERT INTO units (code, name, name_folded, level, parent_id, active_from)
    SELECT 'U' || n, 'CĐCS ' || n, 'cdcs ' || n, 'GRASSROOTS', ${parentId}, ${now} FROM generate_series(1, ${COUNT + 20}::int) n`;
  await db.$executeRaw`
    INSERT INTO accounts (username, full_name, name_folded, unit_id, roles, created_at)
    SELECT 'a' || id, 'A', 'a', id, '{FILER}', ${now} FROM units WHERE parent_id = ${parentId}`;
  await db.$executeRaw`
    INSERT INTO reports (period_id, unit_id, parent_id, unit_name, unit_name_folded, unit_level, due_before, lock_on)
    SELECT p.id, u.id, u.parent_id, u.name, u.name_folded, u.level, ${now}, ${now}
    FROM units u, periods p WHERE u.parent_id = ${parentId}`;
  await db.$executeRaw`
    INSERT INTO submissions (report_id, number, content, sha256, verification_code, submitted_at, submitted_by_id, submitted_by_name)
    SELECT id, 1, '{"sections": {"a": {"answers": {"x": 5}}}}', repeat('0', 64), 'B' || id, ${now}, 0, ''
    FROM reports WHERE parent_id = ${parentId}`;
  await client.connect();
  await client.query(`ANALYZE; LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_analyze = on;
    SET auto_explain.log_timing = off; SET auto_explain.log_nested_statements = on; SET auto_explain.log_format = json;
    SET auto_explain.log_level = notice`);
});
afterAll(() => client.end());

const status = (year: number, to: string) =>
  `UPDATE reports SET status = '${to}' WHERE status <> '${to}' AND period_id = (SELECT id FROM periods WHERE year = ${year}) AND `;

it.each([
  ['reports of a year accepted', status(2026, 'ACCEPTED'), 'reports'],
  ['those of the next year, each a pair with it', status(2027, 'ACCEPTED'), 'reports'],
  ['those of the year before', status(2025, 'ACCEPTED'), 'reports'],
  ['reports in between returned, out of two pairs each', status(2026, 'RETURNED'), 'reports'],
  ['and accepted again', status(2026, 'ACCEPTED'), 'reports'],
  ['units named anew', `UPDATE units SET name = name || 'x' WHERE name NOT LIKE '%x' AND `, 'units'],
  ['units ended', `UPDATE units SET active_to = '2027-01-01' WHERE active_to IS NULL AND `, 'units'],
])('%s: thousands at once take no more of each than one', async (_what, change, table) => {
  const some = (most: number) =>
    `id IN (SELECT id FROM (${change.replace(/^UPDATE.*?WHERE/, `SELECT id FROM ${table} WHERE`)} parent_id = ${parentId}) c LIMIT ${most})`;
  for (let i = 0; i < 6; i++) await client.query(change + some(1));
  expect(await mostLookedAt(change + some(COUNT))).toBeLessThan(COUNT * FOR_EACH);
});

it('a branch of thousands that moves takes no more of each than a unit that moves alone', async () => {
  const [alone] = await db.unit.findMany({ where: { parentId }, take: 1 });
  for (let i = 0; i < 6; i++)
    await client.query('UPDATE units SET parent_id = $1 WHERE id = $2', [
      i % 2 ? parentId : elsewhere,
      alone!.id,
    ]);
  const move = `UPDATE units SET parent_id = ${elsewhere} WHERE id = ${parentId}`;
  expect(await mostLookedAt(move)).toBeLessThan(COUNT * FOR_EACH);
});

interface Plan {
  readonly Plans?: readonly Plan[];
  readonly [figure: string]: unknown;
}

/** Of all statements that this one runs, the most rows that one of them looks at. */
async function mostLookedAt(sql: string): Promise<number> {
  const found: number[] = [];
  const note = ({ message = '' }: { message?: string | undefined }) => {
    const json = message.slice(message.indexOf('{'));
    found.push(lookedAt((JSON.parse(json) as { Plan: Plan }).Plan));
  };
  client.on('notice', note);
  const { rowCount } = await client.query(sql);
  client.off('notice', note);
  expect(rowCount).toBeGreaterThan(0);
  expect(found.length).toBeGreaterThan(1);
  return Math.max(...found);
}

function lookedAt(plan: Plan): number {
  const of = (figure: string) => Number(plan[figure] ?? 0);
  const rows = of('Actual Rows') + of('Rows Removed by Filter') + of('Rows Removed by Join Filter');
  return rows * of('Actual Loops') + (plan.Plans ?? []).reduce((sum, below) => sum + lookedAt(below), 0);
}
