import pg from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Prisma } from '../../src/platform/prisma/client.js';
import { startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { openTestPeriod, reportOf } from '../support/reports.js';

// Reports of grassroots unions are due before 25/8.
const portal = await startTestApp({ now: '2026-08-30T08:00:00+07:00' });
const { db } = portal;

const vietnamese = ['An', 'Ăn', 'Ân', 'Dân', 'Đa', 'Ê'];
const SAME_NAME = 'CĐCS Trường mầm non';
let province: number;
let mixed: number;
let big: number;
let reviewer: Agent;
let bigReviewer: Agent;

beforeAll(async () => {
  province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  mixed = await upper('Công đoàn ngành Y tế', [...vietnamese].reverse());
  const many = Array.from({ length: 48 }, (_, i) => `Bệnh viện ${String(i).padStart(2, '0')}`);
  big = await upper('Công đoàn ngành Giáo dục', [
    ...many,
    ...Array<string>(6).fill('Trường mầm non'),
    ...many,
  ]);
  await upper('Công đoàn ngành Một', ['Một']);
  await upper('Công đoàn ngành Ba', ['Ba 1', 'Ba 2', 'Ba 100% vốn nước ngoài']);
  await makeUnit(db, { name: 'CĐCS Trực thuộc', parentId: province });
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER']);
  await makeAccount(db, 'reviewer', mixed, ['REVIEWER']);
  await makeAccount(db, 'leader', mixed, ['LEADER']);
  await makeAccount(db, 'filer', mixed, ['FILER']);
  await makeAccount(db, 'big', big, ['REVIEWER']);
  await openTestPeriod(db, 'admin');
  await setStates();
  reviewer = await portal.signedIn('reviewer');
  bigReviewer = await portal.signedIn('big');
});

async function upper(name: string, children: string[]): Promise<number> {
  const { id } = await makeUnit(db, { name, level: 'UPPER_LEVEL', parentId: province });
  for (const child of children) await makeUnit(db, { name: `CĐCS ${child}`, parentId: id });
  await makeAccount(db, `duyet${id}`, id, ['REVIEWER']);
  return id;
}

/** One report of the mixed union in every state, filed at both sides of the deadline. */
async function setStates() {
  const at = (text: string) => new Date(`2026-${text}+07:00`);
  const filed = (first: string, last = first) => ({ firstSubmittedAt: at(first), lastSubmittedAt: at(last) });
  const states: Record<string, Prisma.ReportUpdateManyMutationInput> = {
    An: { status: 'ACCEPTED', ...filed('08-24T23:59:59.999') },
    Ăn: { status: 'SUBMITTED', ...filed('08-25T00:00:00.000') },
    Ân: {
      status: 'RETURNED',
      ...filed('08-20T08:00:00.000', '08-26T08:00:00.000'),
      correctBefore: at('08-30T00:00:00'),
    },
    Dân: { status: 'NOT_STARTED', dueBefore: at('09-05T00:00:00') },
    Đa: { status: 'IN_PROGRESS' },
    Ê: { status: 'EXEMPT' },
  };
  for (const [name, data] of Object.entries(states))
    await db.report.updateMany({ where: { unitName: `CĐCS ${name}`, parentId: mixed }, data });
}

const text = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
/** The names of the units listed, in their order. */
const names = (html: string) =>
  [...html.matchAll(/<a href="\/xet-duyet\/\d+">CĐCS ([^<]*)<\/a>/g)].map((m) => m[1]);
const rowOf = (html: string, name: string) =>
  text(html.split('<tr>').find((row) => row.includes(`>CĐCS ${name}</a>`)) ?? '');
async function list(query: Record<string, string> = {}, agent = reviewer) {
  const answer = await agent.get('/theo-doi/2026').query(query);
  return { status: answer.status, html: answer.text, names: names(answer.text) };
}

describe('/theo-doi', () => {
  it('leads to the year of the latest opened period', async () => {
    const answer = await reviewer.get('/theo-doi');
    expect([answer.status, answer.headers['location']]).toEqual([303, '/theo-doi/2026']);
  });

  it('lists the direct children in Vietnamese order, each with its state, timeliness and time', async () => {
    const { html, names: listed } = await list();
    expect(listed).toEqual(vietnamese);
    expect(rowOf(html, 'An')).toContain('Đã chấp nhận Đúng hạn 23:59 ngày 24/8/2026');
    expect(rowOf(html, 'Ăn')).toContain('Đã nộp, chờ xét duyệt Trễ hạn 00:00 ngày 25/8/2026');
    expect(rowOf(html, 'Ân')).toContain('Bị trả lại, chờ sửa Quá hạn sửa 08:00 ngày 26/8/2026');
    expect(rowOf(html, 'Dân')).toContain('Chưa bắt đầu Chưa đến hạn –');
    expect(rowOf(html, 'Đa')).toContain('Đang lập Quá hạn –');
    expect(rowOf(html, 'Ê')).toContain('Được miễn Được miễn –');
  });

  it('gives the three rates over the reports that are not exempt', async () => {
    const page = text((await list()).html);
    expect(page).toContain('Đã nộp 60 % 3 / 5 đơn vị');
    expect(page).toContain('Nộp đúng hạn 40 % 2 / 5 đơn vị');
    expect(page).toContain('Đã chấp nhận 20 % 1 / 5 đơn vị');
  });

  it('gives no rate where nobody must report, and says so where nobody reports here', async () => {
    const child = await db.unit.findFirstOrThrow({ where: { name: 'CĐCS An' } });
    await makeAccount(db, 'nobody', child.id, ['REVIEWER']);
    const { status, html } = await list({}, await portal.signedIn('nobody'));
    expect(status).toBe(200);
    expect(html).toContain('Không có đơn vị nào báo cáo về đây trong kỳ này.');
    expect(text(html)).toContain('Đã nộp – 0 / 0 đơn vị');
  });

  it('shows the root its direct children of both levels, and none of their children', async () => {
    const { html, names: grassroots } = await list({}, await portal.signedIn('board'));
    expect(grassroots).toEqual(['Trực thuộc']);
    expect(html).toContain('>Công đoàn ngành Y tế</a>');
    expect(html).not.toContain('CĐCS Bệnh viện');
  });

  it('is for reviewers and leaders, in an opened year', async () => {
    expect((await list({}, await portal.signedIn('leader'))).names).toEqual(vietnamese);
    expect((await list({}, await portal.signedIn('filer'))).status).toBe(403);
    for (const year of ['2025', 'nam', '0', '99999999999'])
      expect((await reviewer.get(`/theo-doi/${year}`)).status).toBe(404);
  });
});

describe("Another unit's children", () => {
  it('are seen, and only seen, from above', async () => {
    const board = await portal.signedIn('board');
    const { html, names: listed } = await list({ 'don-vi': String(mixed), sau: '' }, board);
    expect(listed).toEqual(vietnamese);
    expect(html).toContain('(chỉ xem)');
    expect(html).toContain('<input type="hidden" name="don-vi"');
    const report = await board.get(/href="(\/xet-duyet\/\d+)"/.exec(html)?.[1] ?? '');
    expect(report.text).not.toContain('<h2 id="xet-duyet">');
    expect(report.text).toContain(`href="/theo-doi/2026?don-vi=${mixed}"`);
  });

  it('are not known to a sibling, to a child, or for the parent', async () => {
    for (const unit of [big, province, 999_999])
      expect(await list({ 'don-vi': String(unit) })).toMatchObject({ status: 404, names: [] });
  });
});

describe('A filter', () => {
  it.each([
    [{ 'trang-thai': 'RETURNED' }, ['Ân']],
    [{ 'trang-thai': 'NOT_ACCEPTED' }, ['Ăn', 'Ân', 'Dân', 'Đa']],
    [{ 'thoi-han': 'on-time' }, ['An', 'Ân']],
    [{ 'thoi-han': 'late' }, ['Ăn']],
    [{ 'thoi-han': 'due' }, ['Dân']],
    [{ 'thoi-han': 'overdue' }, ['Đa']],
    [{ 'thoi-han': 'correction-overdue' }, ['Ân']],
    [{ cap: 'GRASSROOTS' }, vietnamese],
    [{ cap: 'UPPER_LEVEL' }, []],
    [{ ten: 'cdcs dA' }, ['Dân', 'Đa']],
    [{ ten: 'CĐCS ĐA' }, ['Đa', 'Dân']],
    [{ ten: 'an', 'sap-xep': 'oldest' }, ['An', 'Ăn', 'Ân', 'Dân']],
    [{ ten: 'ăn'.normalize('NFD') }, ['Ăn', 'An', 'Ân', 'Dân']],
    [{ ten: 'an', 'thoi-han': 'on-time', 'trang-thai': 'ACCEPTED' }, ['An']],
    [{ ten: '%' }, []],
    [{ ten: '_' }, []],
    [{ ten: '\\' }, []],
    [{ ten: "'; DROP TABLE reports; --" }, []],
  ])('%j lists %j', async (query, expected) => {
    expect(await list(query)).toMatchObject({ status: 200, names: expected });
  });

  it('takes a percent sign as typed', async () => {
    const { id } = await db.unit.findFirstOrThrow({ where: { name: 'Công đoàn ngành Ba' } });
    const { names: listed } = await list({ ten: '100% von' }, await portal.signedIn(`duyet${id}`));
    expect(listed).toEqual(['Ba 100% vốn nước ngoài']);
  });

  it('keeps to the rates of all, and offers to be dropped', async () => {
    const { html } = await list({ 'trang-thai': 'RETURNED' });
    expect(text(html)).toContain('3 / 5 đơn vị');
    expect(html).toContain('<a href="/theo-doi/2026">Bỏ lọc</a>');
  });

  it('that means nothing is 422, and the rest of the question is kept', async () => {
    const {
      status,
      html,
      names: listed,
    } = await list({ 'trang-thai': 'X', 'thoi-han': 'no', ten: 'dân <b>' });
    expect(status).toBe(422);
    expect(html).toContain('đã bỏ qua: Trạng thái, Thời hạn.');
    expect(html).toContain('value="dân &lt;b&gt;"');
    expect(listed).toEqual([]);
    expect((await list({ 'don-vi': 'x' })).status).toBe(422);
  });
});

describe('The order', () => {
  it.each([
    ['newest', ['Ân', 'Ăn', 'An']],
    ['oldest', ['An', 'Ăn', 'Ân']],
  ])('%s goes by the latest submission, those without one last', async (order, filed) => {
    const { names: listed } = await list({ 'sap-xep': order });
    expect(listed.slice(0, 3)).toEqual(filed);
    expect(listed).toHaveLength(6);
  });
});

describe('Pages', () => {
  async function walk(query: Record<string, string>) {
    const pages: string[][] = [];
    for (let href = `/theo-doi/2026?${new URLSearchParams(query).toString()}`; href !== '';) {
      const { text: html } = await bigReviewer.get(href);
      pages.push([...html.matchAll(/<a href="\/xet-duyet\/(\d+)">/g)].map((m) => m[1] ?? ''));
      href = (/<a[^>]*href="([^"]*)"[^>]*rel="next"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&');
    }
    return pages;
  }
  const idsInOrder = async (orderBy: Prisma.ReportOrderByWithRelationInput[], startsWith = '') =>
    (await db.report.findMany({ where: { parentId: big, unitName: { startsWith } }, orderBy })).map(
      ({ id }) => String(id),
    );

  it('of 50 go through every unit once, units with the same name among them', async () => {
    const pages = await walk({});
    expect(pages.map((page) => page.length)).toEqual([50, 50, 2]);
    expect(pages.flat()).toEqual(await idsInOrder([{ unitName: 'asc' }, { id: 'asc' }]));
  });

  it('keep the filter', async () => {
    const pages = await walk({ ten: 'benh vien' });
    expect(pages.map((page) => page.length)).toEqual([50, 46]);
  });

  it('keep exact matches first, across pages', async () => {
    await db.report.updateMany({
      where: { parentId: big, unitName: { startsWith: 'CĐCS Bệnh viện 4' } },
      data: { unitName: 'CĐCS Bênh viện 4x' },
    });
    const pages = await walk({ ten: 'bệnh viện' });
    const named = (name: string) => idsInOrder([{ unitName: 'asc' }, { id: 'asc' }], name);
    expect(pages.map((page) => page.length)).toEqual([50, 46]);
    expect(pages.flat()).toEqual([...(await named('CĐCS Bệnh')), ...(await named('CĐCS Bênh'))]);
  });

  it.each(['newest', 'oldest'])('by time, %s first, go on into those never submitted', async (order) => {
    const some = await db.report.findMany({
      where: { parentId: big, unitName: { not: SAME_NAME } },
      take: 60,
    });
    const at = (n: number) => new Date(Date.UTC(2026, 7, 1 + (n % 5)));
    for (const [n, { id }] of some.entries())
      await db.report.update({ where: { id }, data: { lastSubmittedAt: at(n), firstSubmittedAt: at(n) } });
    const pages = await walk({ 'sap-xep': order });
    expect(pages.map((page) => page.length)).toEqual([50, 50, 2]);
    const sort = order === 'newest' ? 'desc' : 'asc';
    const inOrder = await idsInOrder([{ lastSubmittedAt: { sort, nulls: 'last' } }, { id: sort }]);
    const never = await db.report.findMany({
      where: { parentId: big, lastSubmittedAt: null },
      orderBy: { id: 'asc' },
    });
    const submitted = inOrder.slice(0, inOrder.length - never.length);
    expect(pages.flat()).toEqual([...submitted, ...never.map(({ id }) => String(id))]);
  });

  it('that do not exist, or begin at a report of elsewhere, are the first one', async () => {
    const elsewhere = await reportOf(db, mixed);
    for (const sau of ['x', '-1', '999999', String(elsewhere.id)])
      expect(await list({ sau })).toMatchObject({ status: 200, names: vietnamese });
  });
});

it('asks the database as often for 1 unit as for 3 and for 50', async () => {
  const counts: number[] = [];
  for (const [name, rows] of [
    ['Một', 1],
    ['Ba', 3],
    ['Giáo dục', 50],
  ] as const) {
    const { id } = await db.unit.findFirstOrThrow({ where: { name: `Công đoàn ngành ${name}` } });
    const agent = await portal.signedIn(`duyet${id}`);
    const query = vi.spyOn(pg.Client.prototype, 'query');
    expect((await list({}, agent)).names).toHaveLength(rows);
    counts.push(query.mock.calls.length);
    query.mockRestore();
  }
  expect(new Set(counts).size, counts.join()).toBe(1);
  expect(counts[0]).toBeLessThan(14);
});
