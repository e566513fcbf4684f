import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Level } from '../../src/platform/actor.js';
import { Prisma } from '../../src/platform/prisma/client.js';
import { createLog } from '../../src/platform/log.js';
import { NOTHING_SEEN, sumUpCrowded } from '../../src/reports/counters/commands.js';
import { crowdedGroups, newestRow, SPARE } from '../../src/reports/counters/finders.js';
import { startCountersJob } from '../../src/reports/counters/job.js';
import { createTestDatabase } from '../support/database.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { makeTestPeriod } from '../support/reports.js';

// What the pages read (report_counts, reports.has_contact) always equals a plain count of what there is.
const { db } = await createTestDatabase();
const day = (n: number) => new Date(Date.UTC(2026, 7, n, 3));
let periodId: number;
let units: { id: number; name: string; level: Level }[];
let parents: number[];

beforeAll(async () => {
  const province = await makeUnit(db);
  const upper = await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province.id });
  parents = [province.id, upper.id];
  units = [];
  for (let i = 0; i < 12; i++) units.push(await makeUnit(db, { parentId: parents[i % 2]! }));
  // One level deeper, grassroots unions and one that is none.
  const deep = await makeUnit(db, { level: 'UPPER_LEVEL', parentId: upper.id });
  parents.push(deep.id);
  for (let i = 12; i < 15; i++) units.push(await makeUnit(db, { parentId: deep.id }));
  units.push(await makeUnit(db, { parentId: deep.id, level: 'UPPER_LEVEL' }));
  periodId = (await makeTestPeriod(db, 2026)).id;
});

const counted = () => db.$queryRaw`
  SELECT parent_id, fact, at, sum(count)::int AS count FROM report_counts
  GROUP BY 1, 2, 3 HAVING sum(count) <> 0 ORDER BY 1, 2, 3`;
const countedGrassroots = () => db.$queryRaw`
  SELECT unit_id AS parent_id, is_direct, fact, at, sum(count)::int AS count FROM grassroots_counts
  GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0 ORDER BY 1, 2, 3, 4`;

/** Each fact in words of its own, not by report_facts(). */
const facts = Prisma.sql`
  WITH r AS (SELECT *, (date(first_submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh'))::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS came,
      (date(accepted_at AT TIME ZONE 'Asia/Ho_Chi_Minh'))::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS done
    FROM reports WHERE status <> 'EXEMPT' AND parent_id IS NOT NULL),
  facts AS (
    SELECT r.id, 'expected' AS fact, NULL::timestamptz AS at FROM r
    UNION ALL SELECT r.id, 'received', came FROM r WHERE came IS NOT NULL
    UNION ALL SELECT r.id, 'on-time', came FROM r WHERE first_submitted_at < due_before
    UNION ALL SELECT r.id, 'accepted', done FROM r WHERE status = 'ACCEPTED'
    UNION ALL SELECT r.id, 'to-review', NULL FROM r WHERE status = 'SUBMITTED'
    UNION ALL SELECT r.id, 'unfiled', due_before FROM r WHERE first_submitted_at IS NULL
    UNION ALL SELECT r.id, 'to-correct', correct_before FROM r
      WHERE correct_before IS NOT NULL AND status IN ('RETURNED', 'IN_PROGRESS')
    UNION ALL SELECT r.id, 'no-contact', NULL FROM r WHERE NOT has_contact)`;
const plain = () => db.$queryRaw`${facts}
  SELECT parent_id, fact, at, count(*)::int AS count FROM facts JOIN r USING (id) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
/** By the tree of units, which does not change here. */
const plainGrassroots = () => db.$queryRaw`${facts}
  SELECT above.id AS parent_id, above.id = unit.parent_id AS is_direct, fact, at, count(*)::int AS count
  FROM facts JOIN r USING (id) JOIN units unit ON unit.id = r.unit_id
    JOIN units above ON unit.path LIKE above.path || '_%'
  WHERE unit.level = 'GRASSROOTS' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;

async function expectCounted() {
  const [sums, counts] = [await counted(), await plain()];
  expect(sums).toEqual(counts);
  expect(await countedGrassroots()).toEqual(await plainGrassroots());
}

const STATUSES = ['NOT_STARTED', 'IN_PROGRESS', 'SUBMITTED', 'RETURNED', 'ACCEPTED', 'EXEMPT'] as const;
const maybeDay = fc.option(fc.integer({ min: 1, max: 4 }).map(day));
const state = fc.record({
  status: fc.constantFrom(...STATUSES),
  dueBefore: fc.integer({ min: 1, max: 4 }).map(day),
  firstSubmittedAt: maybeDay,
  acceptedAt: maybeDay,
  correctBefore: maybeDay,
});
const someUnits = fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 5 });
const operation = fc.oneof(
  fc.record({ kind: fc.constant('make' as const), which: someUnits, state }),
  fc.record({ kind: fc.constant('change' as const), which: someUnits, state }),
  fc.record({ kind: fc.constant('undone' as const), which: someUnits, state }),
  fc.record({ kind: fc.constant('remove' as const), which: someUnits, state }),
  fc.record({ kind: fc.constant('sum up' as const), which: someUnits, state }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

async function perform({ kind, which, state: data }: Operation): Promise<void> {
  const ids = which.map((at) => units[at]!.id);
  const where = { periodId, unitId: { in: ids } };
  if (kind === 'make') await db.report.createMany({ data: rowsOf(which, data), skipDuplicates: true });
  if (kind === 'change') await db.report.updateMany({ where, data });
  if (kind === 'remove') await db.report.deleteMany({ where });
  if (kind === 'sum up')
    for (const parent of parents)
      await db.$executeRaw`SELECT sum_up_report_counts(${periodId}::int, ${parent}::int),
        sum_up_grassroots_counts(${periodId}::int, ${parent}::int)`;
  if (kind === 'undone') await undone(where, data);
}

/** A transaction that is taken back, after the database has counted. */
async function undone(where: Prisma.ReportWhereInput, data: Prisma.ReportUpdateManyMutationInput) {
  const taken = db.$transaction(async (tx) => {
    await tx.report.updateMany({ where, data });
    throw new Error('taken back');
  });
  await expect(taken).rejects.toThrow('taken back');
}

function rowsOf(
  which: readonly number[],
  data: Omit<
    Prisma.ReportCreateManyInput,
    'periodId' | 'unitId' | 'unitName' | 'unitNameFolded' | 'unitLevel' | 'lockOn'
  >,
) {
  return which.map((at) => {
    const { id, name, level } = units[at]!;
    const unit = { unitId: id, unitName: name, unitNameFolded: name, unitLevel: level };
    return {
      ...data,
      ...unit,
      periodId,
      parentId: at < 12 ? parents[at % 2]! : parents[2]!,
      lockOn: day(30),
    };
  });
}

it('the counts equal a plain count after any changes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 12 }), async (operations) => {
      for (const one of operations) await perform(one);
      await expectCounted();
    }),
    { numRuns: 40 },
  );
});

it('the counts equal a plain count after changes at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 8, maxLength: 24 }), async (operations) => {
      // Changes of several rows may deadlock with each other: the database takes one of them back.
      await Promise.allSettled(operations.map(perform));
      await expectCounted();
    }),
    { numRuns: 20 },
  );
});

/** Without reports nothing is counted: rows that earlier tests left come to nothing together. */
async function startAnew() {
  await db.report.deleteMany();
  await db.reportCount.deleteMany();
  await db.grassrootsCount.deleteMany();
}

it('the rows of the counts do not grow with the changes: a job sums them up, and no change does', async () => {
  await startAnew();
  await perform({ kind: 'make', which: [0, 2, 4], state: blank() });
  const change = async (times: number) => {
    for (let i = 0; i < times; i++)
      await perform({
        kind: 'change',
        which: [0, 2, 4],
        state: { ...blank(), status: i % 2 ? 'ACCEPTED' : 'SUBMITTED' },
      });
  };
  const seen = await sumUpCrowded(db, NOTHING_SEEN);
  await change(60);
  const rows = await db.reportCount.count();
  expect(rows).toBeGreaterThan(60);
  await sumUpCrowded(db, seen);
  expect(await db.reportCount.count()).toBeLessThan(SPARE + 10);
  expect(await db.grassrootsCount.count()).toBeLessThan(SPARE + 10);
  await expectCounted();

  await change(60);
  const job = startCountersJob({ db, log: createLog('silent') }, 10);
  await eventually(() => db.reportCount.count()).toBeLessThan(SPARE + 10);
  await job.stop();
  await expectCounted();
});

it('who sums up looks only where rows came since, and again after a failure', async () => {
  await startAnew();
  await perform({ kind: 'make', which: [0, 2, 4], state: blank() });
  await db.$executeRaw`INSERT INTO report_counts (period_id, parent_id, fact, at, count)
    SELECT ${periodId}, ${parents[0]}, 'to-review', NULL, n % 2 * 2 - 1 FROM generate_series(1, 40) n`;
  const newest = await newestRow(db, 'reportCounts');
  expect(await crowdedGroups(db, 'reportCounts', newest)).toEqual([]);
  expect(await crowdedGroups(db, 'reportCounts', newest - 1n)).toEqual([{ periodId, unitId: parents[0] }]);

  let failures = 0;
  const failing = new Proxy(db, {
    get: (target, key) => {
      if (key === '$executeRaw' && failures++ === 0) return () => Promise.reject(new Error('out of order'));
      return Reflect.get(target, key) as unknown;
    },
  });
  const job = startCountersJob({ db: failing, log: createLog('silent') }, 10);
  const left = () => db.reportCount.count({ where: { parentId: parents[0]!, fact: 'to-review', at: null } });
  await eventually(left).toBeLessThanOrEqual(1);
  await job.stop();
  expect(failures).toBeGreaterThan(1);
  await expectCounted();
});

it('a unit that comes later is counted where the unit above it reported, wherever that stands now', async () => {
  await startAnew();
  const [province, upper] = parents as [number, number];
  const moved = await makeUnit(db, { level: 'UPPER_LEVEL', parentId: upper });
  const late = await makeUnit(db, { parentId: moved.id });
  const row = ({ id, name, level }: typeof moved, parentId: number) => ({
    ...{ ...blank(), periodId, unitId: id, parentId, unitName: name, unitNameFolded: name },
    ...{ unitLevel: level, lockOn: day(30) },
  });
  await db.report.create({ data: row(moved, upper) });
  await db.unit.update({ where: { id: moved.id }, data: { parentId: province } });
  const { above } = await db.report.create({ data: row(late, moved.id) });
  expect(above).toEqual([province, upper, moved.id]);
  const expected = await db.grassrootsCount.findMany({
    where: { fact: 'expected' },
    orderBy: { unitId: 'asc' },
  });
  expect(expected.map(({ unitId, isDirect, count }) => [unitId, isDirect, count])).toEqual([
    [province, false, 1],
    [upper, false, 1],
    [moved.id, true, 1],
  ]);
  await startAnew();
});

it('those who count do not wait for each other', async () => {
  await db.report.deleteMany();
  await perform({ kind: 'make', which: [0, 2], state: blank() });
  const [first, second] = [units[0]!.id, units[2]!.id];
  await db.$transaction(async (tx) => {
    await tx.report.updateMany({ where: { unitId: first }, data: { status: 'SUBMITTED' } });
    await tx.$executeRaw`SELECT sum_up_report_counts(${periodId}::int, ${parents[0]!}::int)`;
    // On another connection, while the first has not committed.
    await db.report.updateMany({ where: { unitId: second }, data: { status: 'SUBMITTED' } });
    await db.$executeRaw`SELECT sum_up_report_counts(${periodId}::int, ${parents[0]!}::int)`;
  });
  await expectCounted();
});

function blank() {
  const none = { firstSubmittedAt: null, acceptedAt: null, correctBefore: null };
  return { status: 'NOT_STARTED' as const, dueBefore: day(1), ...none };
}

const unreachable = () => db.$queryRaw`
  SELECT r.id FROM reports r WHERE r.has_contact <> EXISTS (
    SELECT FROM accounts a WHERE a.unit_id = r.unit_id AND a.email <> '' AND a.deactivated_at IS NULL
      AND ('FILER' = ANY (a.roles) OR 'SIGNATORY' = ANY (a.roles)))`;

it('a report knows whether anybody of its unit can be reached, whatever becomes of the accounts', async () => {
  await db.report.deleteMany();
  await perform({ kind: 'make', which: [0, 1, 2], state: blank() });
  const [here, there] = [units[0]!.id, units[1]!.id];
  const reached = async () =>
    (await db.report.findMany({ where: { hasContact: true }, orderBy: { unitId: 'asc' } })).map(
      (r) => r.unitId,
    );
  const { id } = await makeAccount(db, 'nguoi-lap', here, ['FILER']);
  expect(await reached()).toEqual([]);
  const change = (data: Prisma.AccountUncheckedUpdateInput) => db.account.update({ where: { id }, data });
  for (const [data, expected] of [
    [{ email: 'a@congdoan.vn' }, [here]],
    [{ roles: ['LEADER'] }, []],
    [{ roles: ['SIGNATORY', 'LEADER'] }, [here]],
    [{ deactivatedAt: day(1) }, []],
    [{ deactivatedAt: null }, [here]],
    [{ unitId: there }, [there]],
    [{ email: '' }, []],
    [{ email: 'b@congdoan.vn' }, [there]],
  ] as const) {
    await change(data as Prisma.AccountUncheckedUpdateInput);
    expect(await reached()).toEqual(expected);
  }
  await perform({ kind: 'remove', which: [1], state: blank() });
  await perform({ kind: 'make', which: [1], state: blank() });
  expect(await reached()).toEqual([there]);
  await db.account.delete({ where: { id } });
  expect(await reached()).toEqual([]);
  await expectCounted();
});

it('also where two of its people leave at the same time', async () => {
  await db.report.deleteMany();
  await perform({ kind: 'make', which: [0], state: blank() });
  for (let round = 0; round < 10; round++) {
    const people = await Promise.all(
      ['a', 'b'].map(async (who) => {
        const { id } = await makeAccount(db, `${who}${round}`, units[0]!.id, ['FILER']);
        await db.account.update({ where: { id }, data: { email: `${who}@congdoan.vn` } });
        return id;
      }),
    );
    await Promise.all(
      people.map((id) => db.account.update({ where: { id }, data: { deactivatedAt: day(1) } })),
    );
    expect(await unreachable()).toEqual([]);
  }
});
