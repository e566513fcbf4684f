import { beforeAll, describe, expect, it } from 'vitest';
import { actAsReviewer } from '../../src/platform/actor.js';
import { compareAll } from '../../src/reports/likeness/job.js';
import { EVERYBODYS, findLike, likeTextsOf } from '../../src/reports/likeness/finders.js';
import { openChildReport } from '../../src/reports/finders.js';
import { partsOf } from '../../src/platform/text/likeness.js';
import { startTestApp } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import {
  acceptFrom,
  actorOf,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
} from '../support/reports.js';
import { drawing, drawText, rewrite } from '../support/texts.js';

const statements: string[] = [];
const portal = await startTestApp({
  now: '2025-08-20T08:00:00+07:00',
  onStatement: ({ sql }) => statements.push(sql),
});
const { db, clock } = portal;
const FIELD = 'limitations';
const copiers = Array.from({ length: EVERYBODYS + 1 }, (_, at) => `copier${at}`);
const units: Record<string, number> = {};
const parents: Record<string, number> = {};
const draw = drawing(7);
const text = drawText(120, draw);
const nearly = rewrite(text, 0.05, 'scattered', draw);

beforeAll(async () => {
  const province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  await makeAccount(db, 'admin', province, ['ADMIN']);
  for (const branch of ['health', 'school', 'copying']) {
    parents[branch] = (
      await makeUnit(db, { name: `Công đoàn ${branch}`, level: 'UPPER_LEVEL', parentId: province })
    ).id;
    await makeAccount(db, `board-${branch}`, parents[branch], ['REVIEWER']);
  }
  const branches = { a: 'health', b: 'health', c: 'health', x: 'school' };
  const copying = copiers.map((name) => [name, 'copying'] as const);
  for (const [name, branch] of [...Object.entries(branches), ...copying]) {
    units[name] = (
      await makeUnit(db, { name: `CĐCS ${name.toUpperCase()}`, parentId: parents[branch] ?? 0 })
    ).id;
    await makeAccount(db, name, units[name], ['FILER']);
  }
  for (const year of [2025, 2026]) await openTestPeriod(db, 'admin', year);
});

async function file(name: string, year: number, said: string, changeNote = ''): Promise<void> {
  const now = new Date(`${year}-08-20T01:00:00Z`);
  await fillDraft(db, name, now, { year, figures: { [FIELD]: said } });
  await submitDraft(db, name, now, { year, changeNote });
}

const idOf = async (name: string, year: number) => (await reportOf(db, units[name] ?? 0, year)).id;

/** What a reviewer is told of a unit's text. */
async function toldOf(name: string, year: number, board = 'board-health') {
  await compareAll(portal);
  const open = await openChildReport(db, actAsReviewer(await actorOf(db, board)), await idOf(name, year));
  const told = await likeTextsOf(db, open);
  return told.filter(({ field }) => field === FIELD).map(({ unitName, year }) => `${unitName} ${year}`);
}

describe('a text that is nearly another one', () => {
  it('waits for nobody: a submit only notes that it is to be compared', async () => {
    await file('a', 2025, text);
    const reportId = await idOf('a', 2025);
    expect(await db.textComparison.count({ where: { reportId } })).toBe(1);
    await compareAll(portal);
    expect(await db.textComparison.count()).toBe(0);
    expect(await db.textSketch.count({ where: { reportId, field: FIELD } })).toBe(1);
  });

  it('is told to the reviewer of either, whichever came first', async () => {
    await file('b', 2025, nearly);
    expect(await toldOf('b', 2025)).toEqual(['CĐCS A 2025']);
    expect(await toldOf('a', 2025)).toEqual(['CĐCS B 2025']);
  });

  it('is found when both wait at once', async () => {
    const other = drawText(100, draw);
    await file('c', 2025, other);
    await file('x', 2025, other);
    expect(await toldOf('c', 2025)).toEqual([]);
    expect(await toldOf('x', 2025, 'board-school')).toEqual([]);
  });

  it('is the unit’s own of a year before, or another’s, and never one of a year to come', async () => {
    for (const name of ['a', 'b']) await acceptFrom(db, 'board-health', await idOf(name, 2025), clock());
    await file('a', 2026, nearly);
    expect(await toldOf('a', 2026)).toEqual(['CĐCS B 2025', 'CĐCS A 2025']);
    expect(await toldOf('b', 2025)).toEqual(['CĐCS A 2025']);
  });

  it('is forgotten when the report comes in again with words of its own', async () => {
    const id = await idOf('a', 2026);
    const day = new Date('2026-09-01T00:00:00Z');
    await returnTo(db, 'board-health', id, new Date('2026-08-21T00:00:00Z'), day);
    await file('a', 2026, drawText(120, draw), 'Viết lại phần hạn chế.');
    expect(await toldOf('a', 2026)).toEqual([]);
    expect(await db.likeText.count({ where: { reportId: id } })).toBe(0);
  });

  it('is everybody’s where very many say it: no more of it are kept, and three are told', async () => {
    const model = drawText(60, draw);
    for (const name of copiers) await file(name, 2025, model);
    expect(await toldOf('copier0', 2025, 'board-copying')).toContain('CĐCS COPIER1 2025');
    const ofCopiers = { submission: { report: { parentId: parents['copying'] ?? 0 } } };
    expect(await db.textSketch.count({ where: { field: FIELD, ...ofCopiers } })).toBe(EVERYBODYS);
    const last = await idOf(copiers.at(-1) ?? '', 2025);
    expect(await db.likeText.count({ where: { reportId: last, field: FIELD } })).toBe(3);
  });

  it('is found for a draft, too, before it is submitted', async () => {
    const writer = {
      reportId: await idOf('b', 2026),
      unitId: units.b ?? 0,
      parentId: parents.health ?? 0,
      year: 2026,
    };
    const found = await findLike(db, writer, [{ section: 'kien-nghi', field: FIELD, parts: partsOf(text) }]);
    expect(found.map(({ unitName, year, isOwn }) => [unitName, year, isOwn])).toEqual([
      ['CĐCS A', 2025, false],
      ['CĐCS B', 2025, true],
    ]);
    expect(
      await findLike(db, writer, [{ section: 'kien-nghi', field: 'proposals', parts: partsOf(text) }]),
    ).toEqual([]);
  });

  it('is found by the index of its numbers, however few sketches there are: never by reading them all', async () => {
    const [found] = await db.$queryRaw<{ sql: string; settings: string[] }[]>`
      SELECT prosrc AS sql, proconfig AS settings FROM pg_proc WHERE proname = 'sketches_like'`;
    expect(found?.settings).toEqual(['enable_seqscan=off']);
    const plan = await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      return tx.$queryRawUnsafe(`EXPLAIN ${found!.sql.replace('of_bands', "'{1,2,3}'::int[]")}`);
    });
    expect(JSON.stringify(plan)).toContain('text_sketches_bands_idx');
  });

  it('is said to the filer on the check page without a name, and to the reviewer with it', async () => {
    portal.clock.set('2026-08-20T08:00:00+07:00');
    await fillDraft(db, 'b', clock(), { year: 2026, figures: { [FIELD]: text } });
    const filer = await portal.signedIn('b');
    const check = await filer.get('/bao-cao/2026/kiem-tra').expect(200);
    expect(check.text).toMatch(
      /Hạn chế và nguyên nhân: giống hệt câu trả lời năm 2025 của một đơn vị khác\./,
    );
    expect(check.text).not.toContain('CĐCS A');
    await submitDraft(db, 'b', clock());
    await compareAll(portal);
    const board = await portal.signedIn('board-health');
    const page = await board.get(`/xet-duyet/${await idOf('b', 2026)}`).expect(200);
    expect(page.text).toContain('Nội dung giống hệt câu trả lời năm 2025 của CĐCS A.');
  });

  it('is not read again once it was compared: what was submitted does not change', async () => {
    await fillDraft(db, 'c', clock(), { year: 2026, figures: { [FIELD]: text } });
    const filer = await portal.signedIn('c');
    const pages: string[] = [];
    for (const reads of [1, 0]) {
      statements.length = 0;
      pages.push((await filer.get('/bao-cao/2026/kiem-tra').expect(200)).text);
      expect(statements.filter((sql) => sql.includes('sketches_like'))).toHaveLength(1);
      expect(statements.filter((sql) => sql.includes('content #>>'))).toHaveLength(reads);
    }
    for (const page of pages) expect(page).toMatch(/giống hệt câu trả lời năm 202\d của một đơn vị khác\./);
  });

  it('that cannot be compared holds up no other: it waits behind them, and is tried again later', async () => {
    const broken = await idOf('a', 2026);
    const number = 9;
    // What no form would let in, and what the table's own rules refuse.
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.$executeRaw`
        INSERT INTO submissions (report_id, number, content, sha256, verification_code, submitted_at, submitted_by_id, submitted_by_name)
        VALUES (${broken}, ${number}, '{"sections": []}', repeat('0', 64), 'broken', ${clock()}, 0, '')`;
    });
    await db.textComparison.createMany({
      data: [
        { reportId: broken, number },
        { reportId: await idOf('b', 2026), number: 1 },
        { reportId: await idOf('c', 2025), number: 1 },
      ],
    });
    const waiting = async () =>
      (await db.textComparison.findMany()).map(({ reportId, failedAt }) => [reportId, failedAt]);
    await compareAll(portal);
    expect(await waiting()).toEqual([[broken, clock()]]);
    await db.textComparison.create({ data: { reportId: await idOf('b', 2026), number: 1 } });
    clock.set(new Date(clock().getTime() + 10_000));
    await compareAll(portal);
    expect(await waiting()).toEqual([[broken, clock()]]);
    await db.submission.deleteMany({ where: { reportId: broken, number } }).catch(() => undefined);
  });
});
