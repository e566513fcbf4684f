import fc from 'fast-check';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { formDefinition } from '../../src/form/definition.js';
import { NOTHING_SEEN, sumUpCrowded } from '../../src/reports/counters/commands.js';
import { SPARE } from '../../src/reports/counters/finders.js';
import { createTestDatabase } from '../support/database.js';
import { makeUnit } from '../support/fixtures.js';
import { makeTestPeriod, removeSubmissions, childSumsOf } from '../support/reports.js';

// What the pages read (figure_sums, report_figures) always equals a plain reckoning over the submissions that stand.
const { db } = await createTestDatabase();

const form = formDefinition.parse({
  sections: [
    {
      code: 'a',
      letter: 'A',
      title: 'Chung',
      fields: [
        { code: 'members', label: 'Đoàn viên', kind: 'integer', sum: true },
        { code: 'hours', label: 'Giờ', kind: 'decimal', sum: true },
        { code: 'plan', label: 'Kế hoạch', kind: 'yes-no' },
        {
          code: 'rank',
          label: 'Xếp loại',
          kind: 'choice',
          choices: [
            { code: 'good', label: 'Tốt' },
            { code: 'fair', label: 'Khá' },
          ],
        },
        { code: 'words', label: 'Lời', kind: 'text' },
      ],
    },
  ],
  checks: [],
});

/** Ten units below a province: the first three are upper-level unions, each of the others stands below any before it. */
const UNITS = 10;
let periodId: number;
let province: number;
let units: { id: number; reportId: number; parentId: number }[];

beforeAll(async () => {
  province = (await makeUnit(db)).id;
  periodId = (await makeTestPeriod(db, 2026)).id;
  await db.period.update({ where: { id: periodId }, data: { form } });
});

/** A new random tree: `parents` says for each unit which of those before it is its parent; none: the province. */
async function plant(parents: readonly number[]) {
  await removeSubmissions(db);
  await db.report.deleteMany();
  units = [];
  for (const [at, chosen] of parents.entries()) {
    const parentId = chosen < at ? units[chosen]!.id : province;
    const level = at < 3 ? ('UPPER_LEVEL' as const) : ('GRASSROOTS' as const);
    const { id, name } = await makeUnit(db, { parentId, level });
    const times = { dueBefore: new Date('2026-09-10'), lockOn: new Date('2026-11-01') };
    const unit = { unitName: name, unitNameFolded: name, unitLevel: level, unitId: id, parentId, periodId };
    const report = await db.report.create({ data: { ...unit, ...times } });
    units.push({ id, reportId: report.id, parentId });
  }
}

interface Said {
  members: number;
  hours: number;
  plan: boolean;
  rank: 'good' | 'fair';
  away: boolean;
}
const said = fc.record({
  members: fc.integer({ min: 0, max: 1e9 }),
  hours: fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 100),
  plan: fc.boolean(),
  rank: fc.constantFrom('good' as const, 'fair' as const),
  away: fc.boolean(),
});
const step = fc.record({
  which: fc.integer({ min: 0, max: UNITS - 1 }),
  kind: fc.constantFrom(
    'submit' as const,
    'accept' as const,
    'return' as const,
    'move' as const,
    'sum up' as const,
  ),
  said,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function perform({ which, kind, said: words }: Step): Promise<void> {
  const unit = units[which]!;
  const where = { id: unit.reportId };
  if (kind === 'submit')
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM reports WHERE id = ${unit.reportId} FOR UPDATE`;
      const { status } = await tx.report.findUniqueOrThrow({ where });
      if (status === 'SUBMITTED' || status === 'ACCEPTED') return;
      await tx.submission.create({
        data: submission(unit.reportId, words, await numberOf(tx, unit.reportId)),
      });
      await tx.report.update({ where, data: { status: 'SUBMITTED' } });
    });
  if (kind === 'accept')
    await db.report.updateMany({ where: { ...where, status: 'SUBMITTED' }, data: { status: 'ACCEPTED' } });
  if (kind === 'return')
    await db.report.updateMany({
      where: { ...where, status: { in: ['SUBMITTED', 'ACCEPTED'] } },
      data: { status: 'RETURNED' },
    });
  // Where the unit stands from now on changes nothing of where it reported.
  if (kind === 'move') await db.unit.update({ where: { id: unit.id }, data: { parentId: province } });
  if (kind === 'sum up')
    await db.$executeRaw`SELECT sum_up_figure_sums(${periodId}::int, ${unit.parentId}::int)`;
}

type Tx = Parameters<Parameters<typeof db.$transaction>[0]>[0];
const numberOf = async (tx: Tx, reportId: number) => (await tx.submission.count({ where: { reportId } })) + 1;

function submission(reportId: number, { away, ...answers }: Said, number: number) {
  const content = { sections: { a: { notApplicable: away, answers: { ...answers, words: 'Tốt.' } } } };
  const by = { submittedAt: new Date(), submittedById: 0, submittedByName: '' };
  return {
    reportId,
    number,
    content,
    sha256: '0'.repeat(64),
    verificationCode: `${reportId}-${number}`,
    ...by,
  };
}

/** By a plain walk over the latest submission of every report that stands. */
async function reckoned(parentId: number, statuses: readonly string[]) {
  const reports = await db.report.findMany({
    where: { parentId, periodId, status: { in: statuses as 'ACCEPTED'[] } },
    include: { submissions: { orderBy: { number: 'desc' }, take: 1 } },
  });
  const totals = new Map<string, { sum: number; counted: number }>();
  const add = (key: string, value: number) => {
    const { sum, counted } = totals.get(key) ?? { sum: 0, counted: 0 };
    totals.set(key, { sum: sum + value, counted: counted + 1 });
  };
  for (const { submissions } of reports) {
    const { a } = (
      submissions[0]!.content as unknown as { sections: { a: { notApplicable: boolean; answers: Said } } }
    ).sections;
    if (a.notApplicable) continue;
    add('members', a.answers.members);
    add('hours', Math.round(a.answers.hours * 100));
    add(`plan=${String(a.answers.plan)}`, 0);
    add(`rank=${a.answers.rank}`, 0);
    add('words=true', 0);
  }
  return { reports: reports.length, totals };
}

async function expectReckoned() {
  for (const parentId of [province, ...units.map(({ id }) => id)])
    for (const withSubmitted of [false, true]) {
      const sums = await childSumsOf(db, { parentId, periodId }, { withSubmitted });
      const plain = await reckoned(parentId, withSubmitted ? ['ACCEPTED', 'SUBMITTED'] : ['ACCEPTED']);
      // What counts unions below is reckoned in figure-life.test.ts.
      const said = [...sums.totals].filter(([, { own }]) => own === undefined);
      const inHundredths = said.map(([key, { sum, counted }]) => [
        key,
        { sum: key === 'hours' ? Math.round(Number(sum) * 100) : Number(sum), counted },
      ]);
      expect(sums.reports).toBe(plain.reports);
      expect(new Map(inHundredths as [string, { sum: number; counted: number }][])).toEqual(plain.totals);
    }
}

const tree = fc.array(fc.integer({ min: 0, max: UNITS }), { minLength: UNITS, maxLength: UNITS });

beforeEach(() => plant(Array.from({ length: UNITS }, () => UNITS)));

it('sums over any tree equal a plain reckoning after any changes', async () => {
  await fc.assert(
    fc.asyncProperty(tree, fc.array(step, { minLength: 5, maxLength: 40 }), async (parents, steps) => {
      await plant(parents);
      for (const one of steps) await perform(one);
      await expectReckoned();
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

it('and after changes at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(tree, fc.array(step, { minLength: 20, maxLength: 40 }), async (parents, steps) => {
      await plant(parents);
      // Units that move at the same time may deadlock with each other: the database takes one of them back.
      await Promise.allSettled(steps.map((one) => perform(one)));
      await expectReckoned();
    }),
    { numRuns: 6, endOnFailure: true },
  );
});

it('nothing is counted twice: each report stands once, with the parent that it had', async () => {
  const words: Said = { members: 1, hours: 0, plan: true, rank: 'good', away: false };
  for (let which = 0; which < UNITS; which++)
    for (const kind of ['submit', 'accept', 'move'] as const) await perform({ which, kind, said: words });
  const { reports, totals } = await childSumsOf(
    db,
    { parentId: province, periodId },
    { withSubmitted: false },
  );
  expect(reports).toBe(UNITS);
  expect(totals.get('members')).toEqual({ sum: String(UNITS), counted: UNITS });
});

it('moving units, and merging one into another, preserves every total', async () => {
  await fc.assert(
    fc.asyncProperty(tree, fc.array(said, { minLength: UNITS, maxLength: UNITS }), async (parents, all) => {
      await plant(parents);
      for (const [which, words] of all.entries())
        for (const kind of ['submit', 'accept'] as const) await perform({ which, kind, said: words });
      const totals = () =>
        Promise.all(
          [province, ...units.map(({ id }) => id)].map((parentId) =>
            childSumsOf(db, { parentId, periodId }, { withSubmitted: false }),
          ),
        );
      const before = await totals();
      for (const { id } of units) await db.unit.update({ where: { id }, data: { parentId: province } });
      await db.unit.update({
        where: { id: units[9]!.id },
        data: { activeTo: new Date('2026-10-01'), parentId: units[0]!.id },
      });
      expect(await totals()).toEqual(before);
    }),
    { numRuns: 5 },
  );
});

it('the rows of the sums do not grow with the changes: a job sums them up, and no change does', async () => {
  const words: Said = { members: 1, hours: 0.5, plan: true, rank: 'fair', away: false };
  const seen = await sumUpCrowded(db, NOTHING_SEEN);
  await perform({ which: 4, kind: 'submit', said: words });
  const { reportId } = units[4]!;
  const before = await db.figureSum.count();
  for (let i = 0; i < 60; i++)
    await db.report.update({ where: { id: reportId }, data: { status: i % 2 ? 'SUBMITTED' : 'ACCEPTED' } });
  expect(await db.figureSum.count()).toBeGreaterThanOrEqual(before + 60);
  await sumUpCrowded(db, seen);
  expect(await db.figureSum.count({ where: { parentId: units[4]!.parentId } })).toBeLessThan(SPARE);
  await expectReckoned();
});

it('what came and went is written down in its order', async () => {
  const words: Said = { members: 1, hours: 0, plan: true, rank: 'good', away: false };
  for (const kind of ['submit', 'accept', 'return', 'submit'] as const)
    await perform({ which: 3, kind, said: words });
  const changes = await db.figureChange.findMany({
    where: { reportId: units[3]!.reportId },
    orderBy: { id: 'asc' },
    select: { number: true, status: true, entered: true },
  });
  expect(changes.map(({ number, status, entered }) => `${entered ? '+' : '-'}${status} ${number}`)).toEqual([
    '+SUBMITTED 1',
    '-SUBMITTED 1',
    '+ACCEPTED 1',
    '-ACCEPTED 1',
    '+SUBMITTED 2',
  ]);
});
