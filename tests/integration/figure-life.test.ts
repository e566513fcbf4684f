import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { childTotals, openConsolidation } from '../../src/consolidation/finders.js';
import { formDefinition } from '../../src/form/definition.js';
import { actAsFiler, actAsOverseer, actAsReviewer, type Level } from '../../src/platform/actor.js';
import type { Tx } from '../../src/platform/postgres/db.js';
import type { Prisma } from '../../src/platform/prisma/client.js';
import { recallReport } from '../../src/reports/filing/commands.js';
import { type Counted } from '../../src/reports/child-sums-finders.js';
import { reopenReport } from '../../src/reports/decisions/commands.js';
import { openChildReport, openOwnReport } from '../../src/reports/finders.js';
import {
  allows,
  memoryAfter,
  statusAfter,
  type ReportAction,
  type ReportStatus,
} from '../../src/reports/lifecycle.js';
import { createTestDatabase } from '../support/database.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import {
  acceptFrom,
  actorOf,
  fillDraft,
  makeTestPeriod,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
  childSumsOf,
} from '../support/reports.js';
import type { Totals } from '../../src/form/totals.js';
import { readForm } from '../../src/form/definition.js';
import { childSums } from '../../src/reports/child-sums-finders.js';

// The sums of the children's figures through the whole life of a report: by the form each was filed by, by kind of unit,
// up a tree, and where two transactions sum up at the same time.
const { db } = await createTestDatabase();
const NOW = new Date('2026-08-20T08:00:00+07:00');

const style = (code: string, ...choices: string[]) => ({
  code,
  label: code,
  kind: 'choice',
  choices: choices.map((choice) => ({ code: choice, label: choice })),
});
/** `style` is a choice in the second form only, `old_style` in the first only: elsewhere they are words, of which is counted who wrote any. */
const formWith = (...fields: unknown[]) =>
  formDefinition.parse({
    sections: [
      { code: 'a', letter: 'A', title: 'A', fields: [{ code: 'members', label: 'm', kind: 'integer' }] },
      { code: 'e', letter: 'E', title: 'E', fields },
    ],
    checks: [],
  });
const FORMS = [formWith(style('old_style', 'x', 'y')), formWith(style('style', 'x', 'y=z', '__proto__'))];
const CHOICES = [['old_style'], ['style']];

let periodId: number;
let lastPeriodId: number;
let province: number;
let upper: number;
/** Six report to the province, two of them upper-level ones; four to one of these; each last year and this year. */
let reports: { id: number; parentId: number; unitLevel: Level }[];

beforeAll(async () => {
  province = (await makeUnit(db)).id;
  upper = (await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province })).id;
  await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province });
  for (let n = 0; n < 8; n++) await makeUnit(db, { parentId: n % 2 ? upper : province });
  await makeAccount(db, 'admin', province, ['ADMIN']);
  lastPeriodId = await openWithForms(2025);
  periodId = await openWithForms(2026);
  const rows = await db.report.findMany({ where: { parentId: { not: null } } });
  reports = rows.map(({ id, parentId, unitLevel }) => ({ id, parentId: parentId!, unitLevel }));
});

async function openWithForms(year: number): Promise<number> {
  const { id } = await openTestPeriod(db, 'admin', year);
  const replaced = { replacedAt: NOW, replacedById: 1, replacedByName: 'x' };
  await db.formVersion.create({ data: { periodId: id, number: 1, form: FORMS[0]!, ...replaced } });
  await db.period.update({ where: { id }, data: { form: FORMS[1]!, formVersion: 2 } });
  return id;
}

type Value = number | boolean | string;
interface Content {
  sections: Record<string, { notApplicable: boolean; answers: Record<string, Value> }>;
}

const part = (answers: Record<string, fc.Arbitrary<Value>>) =>
  fc.record({
    notApplicable: fc.boolean(),
    answers: fc.record(answers, { requiredKeys: [] }) as fc.Arbitrary<Record<string, Value>>,
  });
const content: fc.Arbitrary<Content> = fc.record({
  sections: fc.record({
    a: part({ members: fc.nat(1e6), words: fc.constant('7'), constructor: fc.nat(5) }),
    e: part({
      hours: fc.integer({ min: -500, max: 500_000 }).map((hundredths) => hundredths / 100),
      value: fc.constantFrom(0, 1, -3, Number.MAX_SAFE_INTEGER),
      planned: fc.boolean(),
      style: fc.constantFrom('x', 'y=z', '__proto__'),
      old_style: fc.constantFrom('x', 'y'),
    }),
  }),
});

const ACTIONS = [
  ...(['save', 'submit', 'recall', 'return', 'accept', 'reopen'] as const),
  ...(['exempt', 'unexempt', 'takeBack'] as const),
];
const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constantFrom<ReportAction>(...ACTIONS),
      which: fc.uniqueArray(fc.nat(19), { minLength: 1, maxLength: 8 }),
      content,
      formVersion: fc.constantFrom(1, 2),
      isUndone: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'sum up' as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** As the commands do it: the report's row is locked, what its state does not allow is not done. */
async function perform(one: Step): Promise<void> {
  if (one.kind === 'sum up') {
    for (const parent of [province, upper])
      for (const period of [lastPeriodId, periodId])
        await db.$executeRaw`SELECT sum_up_figure_sums(${period}::int, ${parent}::int)`;
    return;
  }
  const { kind, which, isUndone } = one;
  const ids = which.map((at) => reports[at]!.id);
  const done = db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: number; status: ReportStatus; before: ReportStatus | null }[]>`
      SELECT id, status, status_before AS before FROM reports WHERE id = ANY (${ids}) ORDER BY id FOR UPDATE`;
    for (const { id, status, before } of rows) {
      if (!allows(kind, status, before)) continue;
      if (kind === 'submit') await file(tx, id, one);
      const statusBefore = memoryAfter(kind) === 'made' ? status : null;
      const data = { status: statusAfter(kind, status, before), statusBefore };
      await tx.report.update({ where: { id }, data });
    }
    if (isUndone && kind !== 'save') throw new Error('taken back');
  });
  await done.catch((error: unknown) => {
    if (!isUndone || !(error instanceof Error) || error.message !== 'taken back') throw error;
  });
}

let serial = 0;

async function file(tx: Tx, reportId: number, said: { content: Content; formVersion?: number }) {
  const last = await tx.submission.findFirst({ where: { reportId }, orderBy: { number: 'desc' } });
  serial += 1;
  const by = { sha256: '0'.repeat(64), submittedAt: NOW, submittedById: 1, submittedByName: 'x' };
  const { content: json, formVersion = 1 } = said;
  await tx.submission.create({
    data: {
      ...{
        reportId,
        number: (last?.number ?? 0) + 1,
        content: json as unknown as Prisma.InputJsonObject,
        formVersion,
        ...by,
      },
      verificationCode: String(serial),
    },
  });
}

/** Exact, in millionths. */
function millionths(digits: string): bigint {
  const [whole = '', decimals = ''] = digits.replace('-', '').split('.');
  const size = BigInt(whole) * 1_000_000n + BigInt(decimals.padEnd(6, '0').slice(0, 6));
  return digits.startsWith('-') ? -size : size;
}

type Sums = Map<string, readonly [sum: bigint, counted: number]>;

/** The sums in words of their own: read from the submissions, one report after the other. */
async function plainSums(parentId: number, { withSubmitted, level }: Counted) {
  const standing = withSubmitted ? ['ACCEPTED', 'SUBMITTED'] : ['ACCEPTED'];
  const rows = await db.report.findMany({
    where: { periodId, parentId },
    include: { submissions: { orderBy: { number: 'asc' } } },
  });
  const chosen = rows.filter((r) => standing.includes(r.status) && (!level || r.unitLevel === level));
  const before = await db.report.findMany({
    where: { periodId: lastPeriodId, parentId, status: 'ACCEPTED' },
    include: { submissions: { orderBy: { number: 'asc' } } },
  });
  const pairs = chosen.flatMap((now) =>
    before.filter(({ unitId }) => unitId === now.unitId).map((then) => ({ now, then })),
  );
  const both = {
    reports: pairs.length,
    now: sumsOf(pairs.map(({ now }) => now)),
    before: sumsOf(pairs.map(({ then }) => then)),
  };
  // Figures that count unions below have the own direct children in them, of all kinds together.
  const must = rows.filter(({ status }) => status !== 'EXEMPT');
  const received = must.filter(({ firstSubmittedAt }) => firstSubmittedAt !== null);
  const own = level ? [] : [must.length, received.length];
  return { reports: chosen.length, sums: sumsOf(chosen), own, both };
}

function sumsOf(reports: readonly { submissions: { content: unknown; formVersion: number }[] }[]): Sums {
  const sums: Sums = new Map();
  for (const { submissions } of reports) {
    const { content: json, formVersion } = submissions.at(-1)!;
    for (const section of Object.values((json as Content).sections))
      if (!section.notApplicable)
        for (const [code, value] of Object.entries(section.answers)) add(sums, code, value, formVersion);
  }
  return sums;
}

function add(sums: Sums, code: string, value: Value, formVersion: number): void {
  const isWords = typeof value === 'string' && !CHOICES[formVersion - 1]!.includes(code);
  const key = typeof value === 'number' ? code : `${code}=${isWords ? 'true' : String(value)}`;
  const [sum, counted] = sums.get(key) ?? [0n, 0];
  sums.set(key, [sum + (typeof value === 'number' ? millionths(String(value)) : 0n), counted + 1]);
}

const VIEWS: Counted[] = [true, false].flatMap((withSubmitted) =>
  [undefined, 'UPPER_LEVEL' as const, 'GRASSROOTS' as const].map((level) => ({ withSubmitted, level })),
);

/** What the own direct children are shows where the form asks for it, whatever else it asks. */
const ASKS_OF_UNIONS = readForm({
  sections: [
    {
      code: 'u',
      letter: 'U',
      title: 'Công đoàn trực thuộc',
      fields: (['unions_expected', 'unions_received'] as const).map((meaning) => ({
        ...{ code: meaning, meaning, label: meaning, kind: 'integer', sum: true },
      })),
    },
  ],
  checks: [],
});

async function expectSummed() {
  for (const parentId of [province, upper])
    for (const view of VIEWS) {
      const {
        reports: count,
        totals,
        both,
      } = await childSums(db, { parentId, periodId, form: ASKS_OF_UNIONS }, view);
      const said = new Map([...totals].filter(([, { own }]) => own === undefined));
      const own = [...totals.values()].flatMap((total) => total.own ?? []);
      const pairs = { reports: both.reports, now: found(both.now), before: found(both.before) };
      expect({ reports: count, sums: found(said), own, both: pairs }).toEqual(
        await plainSums(parentId, view),
      );
    }
  expect(await misplaced()).toEqual([]);
}

const found = (totals: Totals): Sums =>
  new Map([...totals].map(([key, { sum, counted }]) => [key, [millionths(sum), counted]]));

/** A report stands by one row of figures, those of its latest submission; none that does not stand has one. */
const misplaced = () => db.$queryRaw`
  SELECT r.id FROM reports r
    LEFT JOIN report_figures f ON f.report_id = r.id
    LEFT JOIN (SELECT report_id, max(number) AS number FROM submissions GROUP BY report_id) s ON s.report_id = r.id
  WHERE r.period_id = ${periodId} AND r.parent_id IS NOT NULL AND (
    (r.status IN ('SUBMITTED', 'ACCEPTED')) <> (f.report_id IS NOT NULL)
    OR f.number <> s.number OR f.status <> r.status OR f.parent_id <> r.parent_id OR f.unit_level <> r.unit_level)`;

describe('The sums equal a plain reckoning over the latest submissions that stand', () => {
  it('after any submits, recalls, returns, acceptances, reopenings, exemptions, and decisions taken back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
        for (const one of steps) await perform(one);
        await expectSummed();
      }),
      { numRuns: 30 },
    );
  });

  it('also when they come at the same time', async () => {
    let performed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
        const results = await Promise.allSettled(steps.map(perform));
        performed += results.filter(({ status }) => status === 'fulfilled').length;
        await expectSummed();
      }),
      { numRuns: 20 },
    );
    expect(performed).toBeGreaterThan(100);
  });

  it('and lose nothing where another is summing up some of the rows', async () => {
    // Of nobody's own: two came, the second went again.
    const parentId = 999_999;
    const row = { periodId, parentId, unitLevel: 'GRASSROOTS' as const, status: 'ACCEPTED' as const };
    await db.figureSum.create({ data: { ...row, reports: 1, sums: { members: [5, 1] } } });
    const taken = await db.figureSum.create({ data: { ...row, reports: 1, sums: { members: [3, 1] } } });
    await db.figureSum.create({ data: { ...row, reports: -1, sums: { members: [-3, -1] } } });
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM figure_sums WHERE id = ${taken.id} FOR UPDATE`;
      // What is left to others comes to no report, but not to no members.
      await db.$executeRaw`SELECT sum_up_figure_sums(${periodId}::int, ${parentId}::int)`;
    });
    const { reports: count, totals } = await childSumsOf(
      db,
      { parentId, periodId },
      { withSubmitted: false },
    );
    expect([count, totals.get('members')]).toEqual([1, { sum: '5', counted: 1 }]);
  });
});

describe('A tree of units', () => {
  let year = 2030;
  /** The place of each unit's parent among the units before it, and who of them never files. */
  const tree = fc
    .array(fc.record({ parent: fc.nat(1000), isMissing: fc.boolean(), moves: fc.boolean() }), {
      minLength: 2,
      maxLength: 12,
    })
    .map((units) => units.map((unit, at) => ({ ...unit, parent: unit.parent % (at + 1) })));

  /** The members of the unit at a place: a power of two, so that a sum tells whom it counts, and how often. */
  const own = (at: number) => 2 ** at;

  const makeTop = () => makeUnit(db, { level: 'UPPER_LEVEL', parentId: province });

  interface Made {
    ids: number[];
    parents: number[];
    missing: Set<number>;
    year: number;
  }

  async function plant(units: { parent: number; isMissing: boolean }[]): Promise<Made> {
    const parents = [-1, ...units.map(({ parent }) => parent)];
    const ids = [(await makeTop()).id];
    for (const [at, { parent }] of units.entries()) {
      const level = parents.includes(at + 1) ? ('UPPER_LEVEL' as const) : ('GRASSROOTS' as const);
      ids.push((await makeUnit(db, { parentId: ids[parent]!, level })).id);
    }
    year += 1;
    await openTestPeriod(db, 'admin', year);
    const missing = new Set(units.flatMap(({ isMissing }, at) => (isMissing ? [at + 1] : [])));
    return { ids, parents, missing, year };
  }

  async function totalAt({ ids, year: of }: Made, at: number): Promise<number> {
    const unit = await db.unit.findUniqueOrThrow({ where: { id: ids[at]! } });
    const person = { accountId: 1, username: 'x', fullName: 'x', roles: ['REVIEWER' as const] };
    const open = await openConsolidation(db, actAsOverseer({ ...person, unit }), of);
    const { totals } = await childTotals(db, open, { withSubmitted: false });
    return Number(totals.get('members')?.sum ?? 0);
  }

  /** From the leaves up: what a unit files is its own and what its children's accepted reports add up to. */
  async function fileUpwards(made: Made): Promise<void> {
    for (let at = made.ids.length - 1; at > 0; at--) {
      if (made.missing.has(at)) continue;
      const { id } = await reportOf(db, made.ids[at]!, made.year);
      const members = own(at) + (await totalAt(made, at));
      await db.report.update({ where: { id }, data: { status: 'IN_PROGRESS' } });
      await file(db, id, { content: { sections: { a: { notApplicable: false, answers: { members } } } } });
      await db.report.update({ where: { id }, data: { status: 'SUBMITTED' } });
      await db.report.update({ where: { id }, data: { status: 'ACCEPTED' } });
    }
  }

  /** Everybody below whose reports have come all the way up, each once. */
  function reference({ parents, missing }: Made, top: number): number {
    return parents.reduce((sum, parent, at) => {
      if (parent !== top || missing.has(at)) return sum;
      return sum + own(at) + reference({ parents, missing } as Made, at);
    }, 0);
  }

  async function totals(made: Made): Promise<number[]> {
    const all: number[] = [];
    for (const at of made.ids.keys()) all.push(await totalAt(made, at));
    return all;
  }

  it('comes to what its units have, at every level, nothing twice, and no less when units move', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (units) => {
        const made = await plant(units);
        await fileUpwards(made);
        const before = await totals(made);
        expect(before).toEqual([...made.ids.keys()].map((at) => reference(made, at)));
        for (const [at, { moves }] of units.entries())
          if (moves)
            await db.unit.update({
              where: { id: made.ids[at + 1]! },
              data: { parentId: made.ids[(made.parents[at + 1]! + 1) % (at + 1)]! },
            });
        expect(await totals(made)).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });

  it('counts a unit that moves before it files where it reports, and nowhere else', async () => {
    const made = await plant([
      { parent: 0, isMissing: false },
      { parent: 0, isMissing: false },
      { parent: 1, isMissing: false },
    ]);
    await db.unit.update({ where: { id: made.ids[3]! }, data: { parentId: made.ids[2]! } });
    await fileUpwards(made);
    expect(await totals(made)).toEqual([own(1) + own(2) + own(3), own(3), 0, 0]);
  });

  it('counts a unit that moved before the period opened at its new parent only', async () => {
    const made = await plant([
      { parent: 0, isMissing: false },
      { parent: 0, isMissing: false },
      { parent: 1, isMissing: false },
    ]);
    await db.unit.update({ where: { id: made.ids[3]! }, data: { parentId: made.ids[2]! } });
    year += 1;
    await openTestPeriod(db, 'admin', year);
    const next = { ...made, year };
    await fileUpwards(next);
    expect(await totals(next)).toEqual([own(1) + own(2) + own(3), 0, own(3), 0]);
  });

  it('with nobody below comes to nothing', async () => {
    await makeTestPeriod(db, 2090);
    await db.period.update({ where: { year: 2090 }, data: { openedAt: NOW } });
    const alone = { ids: [(await makeTop()).id], parents: [-1], missing: new Set<number>(), year: 2090 };
    expect(await totals(alone)).toEqual([0]);
  });
});

it('every command of a report’s life leaves the sums right', async () => {
  const parent = await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province });
  const unit = await makeUnit(db, { parentId: parent.id });
  await makeAccount(db, 'nguoi-lap', unit.id, ['FILER']);
  await makeAccount(db, 'nguoi-duyet', parent.id, ['REVIEWER']);
  const period = await openTestPeriod(db, 'admin', 2027);
  const now = new Date('2027-08-20T08:00:00+07:00');
  const { id } = await reportOf(db, unit.id, 2027);
  const fill = (women: string) =>
    fillDraft(db, 'nguoi-lap', now, { year: 2027, figures: { members_women: women } });
  const submit = () => submitDraft(db, 'nguoi-lap', now, { year: 2027, changeNote: 'Sửa số liệu.' });
  const women = async () => {
    const of = { parentId: parent.id, periodId: period.id };
    const sums = [await childSumsOf(db, of, { withSubmitted: false }), await childSumsOf(db, of, VIEWS[0]!)];
    return sums.map(({ totals }) => totals.get('members_women')?.sum ?? '–');
  };
  const recall = async () => {
    const own = await openOwnReport(db, actAsFiler(await actorOf(db, 'nguoi-lap')), 2027);
    await recallReport(db, own, own.report.version, now);
  };
  const reopen = async () => {
    const open = await openChildReport(db, actAsReviewer(await actorOf(db, 'nguoi-duyet')), id);
    const remarks = {
      version: open.report.version,
      reason: 'Cần sửa.',
      notes: {},
      correctBefore: period.lockOn,
    };
    await reopenReport(db, open, remarks, now);
  };
  await fill('5');
  expect(await women()).toEqual(['–', '–']);
  await submit();
  expect(await women()).toEqual(['–', '5']);
  await recall();
  expect(await women()).toEqual(['–', '–']);
  await fill('6');
  await submit();
  await acceptFrom(db, 'nguoi-duyet', id, now);
  expect(await women()).toEqual(['6', '6']);
  await reopen();
  expect(await women()).toEqual(['–', '–']);
  await fill('7');
  expect(await women()).toEqual(['–', '–']);
  await submit();
  expect(await women()).toEqual(['–', '7']);
  await returnTo(db, 'nguoi-duyet', id, now, period.lockOn);
  expect(await women()).toEqual(['–', '–']);
});
