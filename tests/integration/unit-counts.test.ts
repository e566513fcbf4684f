import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Level } from '../../src/platform/actor.js';
import { NOTHING_SEEN, sumUpCrowded } from '../../src/reports/counters/commands.js';
import { countsAt } from '../../src/units/tree/count-finders.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { createTestDatabase } from '../support/database.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';

// What administration reads (unit_counts) always equals a plain count of the units and accounts there are.
const { db } = await createTestDatabase();
const NOW = isoDay('2026-06-01');
let uppers: { id: number }[];
let lowest: { id: number }[];
let accounts: { id: number }[];
let everyUnit: { id: number }[];

beforeAll(async () => {
  const province = await makeUnit(db);
  uppers = [];
  lowest = [];
  accounts = [];
  for (let i = 0; i < 3; i++)
    uppers.push(await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province.id }));
  for (let i = 0; i < 6; i++) lowest.push(await makeUnit(db, { parentId: uppers[i % 3]!.id }));
  everyUnit = [province, ...uppers, ...lowest];
  for (const [i, { id }] of everyUnit.entries())
    accounts.push(await makeAccount(db, `nguoi${i}`, id, ['FILER']));
});

/** In words of its own, by the paths of the units. */
async function plainCounts(id: number) {
  const all = await db.unit.findMany({ include: { accounts: true } });
  const { path } = all.find((unit) => unit.id === id)!;
  const below = all.filter((unit) => unit.path.startsWith(path) && unit.id !== id);
  const ended = below.filter(({ activeTo }) => activeTo !== null && activeTo <= NOW);
  const active = (level: Level) =>
    below.filter((unit) => unit.level === level && !ended.includes(unit)).length;
  const open = all
    .filter((unit) => unit.path.startsWith(path))
    .flatMap((unit) => unit.accounts.filter(({ deactivatedAt }) => deactivatedAt === null));
  const own = open.filter(({ unitId }) => unitId === id);
  const waiting = (some: typeof open) => some.filter(({ passwordHash }) => passwordHash === null).length;
  return {
    ...{ upper: active('UPPER_LEVEL'), grassroots: active('GRASSROOTS'), ended: ended.length },
    ...{ people: open.length, ownPeople: own.length, waiting: waiting(open), ownWaiting: waiting(own) },
  };
}

async function expectCounted() {
  for (const { id } of everyUnit)
    expect([id, await countsAt(db, id, NOW)]).toEqual([id, await plainCounts(id)]);
}

const at = fc.nat({ max: 50 });
const change = fc.oneof(
  fc.record({ does: fc.constant('move' as const), what: at, to: at }),
  fc.record({ does: fc.constant('end' as const), what: at, to: at }),
  fc.record({
    does: fc.constant('account' as const),
    what: at,
    to: at,
    isOpen: fc.boolean(),
    has: fc.boolean(),
  }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function make(one: Change) {
  if (one.does === 'account') {
    const data = {
      unitId: everyUnit[one.to % everyUnit.length]!.id,
      deactivatedAt: one.isOpen ? null : NOW,
      passwordHash: one.has ? 'x' : null,
    };
    return db.account.update({ where: { id: accounts[one.what % accounts.length]!.id }, data });
  }
  const { id } = lowest[one.what % lowest.length]!;
  const data =
    one.does === 'end'
      ? { activeTo: one.to % 2 ? isoDay('2026-01-01') : null }
      : { parentId: uppers[one.to % uppers.length]!.id };
  return db.unit.update({ where: { id }, data });
}

test('holds after any changes, also at the same time', async () => {
  await expectCounted();
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      await Promise.all(changes.map(make));
      await expectCounted();
    }),
    { numRuns: 25 },
  );
});

test('goes along with a whole branch that moves, and with what is deleted', async () => {
  const [branch, ...others] = uppers;
  const top = await makeUnit(db, { level: 'UPPER_LEVEL', parentId: everyUnit[0]!.id });
  everyUnit.push(top);
  await db.unit.update({ where: { id: branch!.id }, data: { parentId: top.id } });
  await expectCounted();
  await db.account.deleteMany({ where: { unitId: others[0]!.id } });
  await expectCounted();
});

test('rows of the same fact are summed up, and say the same', async () => {
  const rows = await db.unitCount.count();
  for (let i = 0; i < 30; i++)
    await db.account.update({
      where: { id: accounts[0]!.id },
      data: { passwordHash: i % 2 ? 'x' : null, deactivatedAt: null },
    });
  await sumUpCrowded(db, NOTHING_SEEN);
  expect(await db.unitCount.count()).toBeLessThan(rows + 30);
  await expectCounted();
});
