import { Workbook } from '@cj-tech-master/excelts';
import pg from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Prisma } from '../../src/platform/prisma/client.js';
import { allBranches, branchesOf } from '../../src/review/following/branches/finders.js';
import { ranked } from '../../src/review/following/branches/rules.js';
import { download, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { openTestPeriod } from '../support/reports.js';

// Thursday. Reports of grassroots unions are due before Tuesday 25/8; upper-level ones before 10/9.
const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
let province: number;
let health: number;
let schools: number;
let reviewer: Agent;
let leader: Agent;
let board: Agent;

const at = (text: string, year = 2026) => new Date(`${year}-${text}+07:00`);
const filed = (day: string, year = 2026) => ({
  firstSubmittedAt: at(`${day}T09:00:00`, year),
  lastSubmittedAt: at(`${day}T09:00:00`, year),
});

beforeAll(async () => {
  province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  health = await upper('Công đoàn ngành Y tế', ['Một', 'Hai', 'Ba', 'Bốn', 'Năm', 'Sáu', 'Bảy', 'Tám']);
  schools = await upper('Công đoàn ngành Giáo dục', ['Trường KHAC-1', 'Trường KHAC-2']);
  await makeUnit(db, { name: 'CĐCS Trực thuộc', parentId: province });
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER']);
  await makeAccount(db, 'reviewer', health, ['REVIEWER']);
  await makeAccount(db, 'both', health, ['REVIEWER', 'FILER']);
  await makeAccount(db, 'leader', health, ['LEADER']);
  await makeAccount(db, 'khac', schools, ['REVIEWER']);
  for (const year of [2024, 2025, 2026]) await openTestPeriod(db, 'admin', year);
  await contact('Một', '=1+1', 'FILER');
  await contact('Hai', 'Người ký', 'SIGNATORY');
  await contact('Ba', 'Lãnh đạo', 'LEADER');
  await reachableByPhone('Sáu');
  await setStates();
  [reviewer, leader, board] = [
    await portal.signedIn('reviewer'),
    await portal.signedIn('leader'),
    await portal.signedIn('board'),
  ];
});

async function upper(name: string, children: string[]): Promise<number> {
  const { id } = await makeUnit(db, { name, level: 'UPPER_LEVEL', parentId: province });
  for (const child of children) await makeUnit(db, { name: `CĐCS ${child}`, parentId: id });
  return id;
}

async function contact(unit: string, fullName: string, role: 'FILER' | 'SIGNATORY' | 'LEADER') {
  const { id } = await db.unit.findFirstOrThrow({ where: { name: `CĐCS ${unit}` } });
  const account = await makeAccount(db, `nguoi${id}`, id, [role]);
  const email = `nguoi${id}@congdoan.vn`;
  await db.account.update({ where: { id: account.id }, data: { fullName, email } });
}

async function reachableByPhone(unit: string) {
  const { id } = await db.unit.findFirstOrThrow({ where: { name: `CĐCS ${unit}` } });
  const office = { contactBoard: 'Phòng Tổ chức, tầng 2', contactPhone: '0240 3123 456' };
  await db.unit.update({ where: { id }, data: office });
  const account = await makeAccount(db, `nguoi${id}`, id, ['FILER']);
  const person = { fullName: 'Người không thư', email: '', phone: '0912345678' };
  await db.account.update({ where: { id: account.id }, data: person });
}

async function set(name: string, data: Prisma.ReportUpdateManyMutationInput, year = 2026) {
  const { count } = await db.report.updateMany({
    where: { unitName: `CĐCS ${name}`, period: { year } },
    data,
  });
  expect(count).toBe(1);
}

async function setStates() {
  await set('Một', { status: 'ACCEPTED', ...filed('08-10'), acceptedAt: at('08-12T09:00:00') });
  await set('Hai', { status: 'SUBMITTED', ...filed('08-08'), assigneeName: 'Người phụ trách' });
  await set('Ba', { status: 'SUBMITTED', ...filed('08-19') });
  await set('Bốn', { status: 'RETURNED', ...filed('08-10'), correctBefore: at('08-20T00:00:00') });
  await set('Năm', { status: 'IN_PROGRESS', dueBefore: at('08-20T00:00:00') });
  await set('Sáu', { status: 'NOT_STARTED', dueBefore: at('09-30T00:00:00') });
  await set('Tám', { status: 'EXEMPT' });
  // Last year all eight had to report: two by the same day of August, one of them accepted by then.
  await set(
    'Một',
    { status: 'ACCEPTED', ...filed('08-20', 2025), acceptedAt: at('08-20T23:59:59', 2025) },
    2025,
  );
  await set(
    'Hai',
    { status: 'ACCEPTED', ...filed('08-01', 2025), acceptedAt: at('08-21T00:00:00', 2025) },
    2025,
  );
  await set('Ba', { status: 'SUBMITTED', ...filed('08-21', 2025) }, 2025);
  await set('Bốn', { status: 'SUBMITTED', ...filed('09-01', 2025) }, 2025);
}

const text = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.])/g, '$1');
const names = (html: string) =>
  [...html.matchAll(/<a href="\/xet-duyet\/\d+">([^<]*)<\/a>/g)].map((m) => m[1] ?? '');
/** The row under all others. */
const TOTAL = 1;
const unescaped = (href: string) => href.replaceAll('&amp;', '&');
async function tasks(agent: Agent, query = '') {
  const html = (await agent.get(`/theo-doi/2026${query}`)).text;
  const list = /<ul class="tasks">([\s\S]*?)<\/ul>/.exec(html)?.[1] ?? '';
  return [
    ...list.matchAll(/<a href="([^"]*)"><span class="count">([^<]*)<\/span> <span class="what">([^<]*)</g),
  ].map(([, href, count, what]) => ({ href: unescaped(href ?? ''), count: Number(count), what: what ?? '' }));
}

describe('What needs doing', () => {
  it('is counted, each number over the very rows that it leads to', async () => {
    const found = await tasks(board, `?don-vi=${health}`);
    expect(found.map(({ count, what }) => [what, count])).toEqual([
      ['Chờ xét duyệt', 2],
      ['Quá hạn sửa', 1],
      ['Quá hạn, chưa nộp', 1],
      ['Còn không quá 5 ngày làm việc, chưa nộp', 1],
      ['Chưa có địa chỉ thư điện tử', 5],
    ]);
    const listed = [];
    for (const { href } of found) listed.push(names((await board.get(href)).text));
    expect(listed).toEqual([
      ['CĐCS Hai', 'CĐCS Ba'],
      ['CĐCS Bốn'],
      ['CĐCS Năm'],
      ['CĐCS Bảy'],
      ['CĐCS Ba', 'CĐCS Bảy', 'CĐCS Bốn', 'CĐCS Năm', 'CĐCS Sáu'],
    ]);
  });

  it('says how long the oldest has waited', async () => {
    expect(text((await reviewer.get('/theo-doi/2026')).text)).toContain('Lâu nhất: 12 ngày (từ 08/8/2026)');
  });

  it('says that one came in today, without counting its days', async () => {
    await set('Hai', filed('08-20'));
    await set('Ba', filed('08-20'));
    const said = text((await reviewer.get('/theo-doi/2026')).text);
    await set('Hai', filed('08-08'));
    await set('Ba', filed('08-19'));
    expect(said).toContain('Nộp hôm nay');
    expect(said).not.toContain('Lâu nhất');
  });

  it('begins with the own report that was sent back, for who reviews and files', async () => {
    const both = await portal.signedIn('both');
    const own = { unitId: health, period: { year: 2026 } };
    const before = await db.report.findFirstOrThrow({ where: own });
    const OURS = 'Báo cáo của đơn vị bạn';
    expect((await both.get('/theo-doi/2026')).text).not.toContain(OURS);
    await db.report.updateMany({
      where: own,
      data: { status: 'RETURNED', ...filed('08-15'), correctBefore: at('08-27T00:00:00') },
    });
    expect((await tasks(both))[0]).toEqual({
      href: '/bao-cao/2026',
      count: 1,
      what: `${OURS} bị trả lại, chờ sửa`,
    });
    expect((await both.get('/theo-doi/2026')).text).toContain(
      'Sửa và nộp lại trước ngày 27/8/2026 (chậm nhất hết ngày 26/8/2026)',
    );
    expect((await reviewer.get('/theo-doi/2026')).text).not.toContain(OURS);
    const { status, firstSubmittedAt, lastSubmittedAt, correctBefore } = before;
    await db.report.updateMany({
      where: own,
      data: { status, firstSubmittedAt, lastSubmittedAt, correctBefore },
    });
  });

  it('is not told to a leader, who does nothing', async () => {
    expect((await leader.get('/theo-doi/2026')).text).not.toContain('Việc cần làm');
  });

  it('leads those who review to their work list, and those who look from above to the rows', async () => {
    expect((await tasks(reviewer))[0]?.href).toBe('/viec-xet-duyet/2026');
    const [first] = await tasks(board, `?don-vi=${health}`);
    expect(first).toMatchObject({ count: 2 });
    expect(names((await board.get(first?.href ?? '')).text)).toEqual(['CĐCS Hai', 'CĐCS Ba']);
  });

  it('goes as far ahead as is asked, in working days and past holidays', async () => {
    const soon = async (days: number) =>
      (await tasks(reviewer, `?ngay=${days}`)).find(({ what }) => what.startsWith('Còn'));
    // Friday 21, Saturday 22, worked instead of 31/8, Monday 24: the last day before 25/8 is the third working day.
    expect([await soon(2), (await soon(3))?.count]).toEqual([undefined, 1]);
    expect(names((await reviewer.get((await soon(3))?.href ?? '')).text)).toEqual(['CĐCS Bảy']);
    await db.holiday.create({ data: { day: at('08-21T00:00:00'), name: 'Ngày nghỉ thử' } });
    expect((await soon(2))?.count).toBe(1);
    await db.holiday.deleteMany();
    expect((await soon(60))?.count).toBe(2);
  });
});

describe('The rates', () => {
  const page = async (year = 2026, agent = leader) => text((await agent.get(`/theo-doi/${year}`)).text);

  it('stand beside last year’s of the same day, in percentage points', async () => {
    const now = await page();
    expect(now).toContain('Đã nộp 57,1 % 4 / 7 đơn vị Đến 20/8/2025: 25 %, nay tăng 32,1 điểm phần trăm');
    expect(now).toContain('Nộp đúng hạn 57,1 % 4 / 7 đơn vị Đến 20/8/2025: 25 %');
    expect(now).toContain(
      'Đã chấp nhận 14,3 % 1 / 7 đơn vị Đến 20/8/2025: 12,5 %, nay tăng 1,8 điểm phần trăm',
    );
  });

  it('say so where last year had no period, or nobody who reported here', async () => {
    expect(await page(2024)).toContain('Không có kỳ báo cáo năm 2023 để so sánh.');
    await db.report.updateMany({
      where: { parentId: schools, period: { year: 2025 } },
      data: { status: 'EXEMPT' },
    });
    expect(await page(2026, await portal.signedIn('khac'))).toContain(
      'Kỳ báo cáo năm 2025 không có đơn vị nào phải báo cáo về đây, nên không so sánh.',
    );
  });
});

describe('The chart', () => {
  it('has a title, a description, and the numbers it is drawn from', async () => {
    const html = (await leader.get('/theo-doi/2026')).text;
    const svg = /<svg[^>]*role="img"[\s\S]*?<\/svg>/.exec(html)?.[0] ?? '';
    expect(svg).toContain('<title id="chart-title">Số báo cáo đã nhận theo ngày, năm 2026</title>');
    expect(text(svg)).toContain('Đã nhận 4 trong 7 báo cáo phải nộp, vào 3 ngày; 4 báo cáo đúng hạn.');
    expect(svg).not.toMatch(/style=|NaN|undefined/);
    const rows = [...html.matchAll(/<tr><th scope="row">(\d[^<]*)<\/th>(.*?)<\/tr>/g)].map(([, day, cells]) =>
      text(`${day ?? ''} ${cells ?? ''}`).trim(),
    );
    expect(rows).toEqual([
      '01/8/2026 0 0 1',
      '08/8/2026 1 1 1',
      '10/8/2026 2 3 1',
      '19/8/2026 1 4 1',
      '20/8/2026 0 4 2',
    ]);
  });
});

describe('The branches', () => {
  const codeOf = async (id: number) => (await db.unit.findUniqueOrThrow({ where: { id } })).code;
  const branchRows = (html: string) =>
    [
      ...(/<h2 id="theo-nhanh">[\s\S]*?<\/table>/.exec(html)?.[0] ?? '').matchAll(
        /<tr>\s*<th scope="row">([\s\S]*?)<\/tr>/g,
      ),
    ].map(([, row]) => text(row ?? '').trim());

  it('show how far the grassroots unions of each are, those right below too, and all together', async () => {
    const html = (await board.get('/theo-doi/2026')).text;
    expect(branchRows(html)).toEqual([
      `Công đoàn ngành Giáo dục : các đơn vị cấp dưới ${await codeOf(schools)} Chưa bắt đầu 0 / 2 0 % 0 % 0 % 0`,
      `Công đoàn ngành Y tế : các đơn vị cấp dưới ${await codeOf(health)} Chưa bắt đầu 4 / 7 57,1 % 57,1 % 14,3 % 1 đơn vị quá hạn của Công đoàn ngành Y tế`,
      'Công đoàn cơ sở trực thuộc Từng đơn vị, xem danh sách 0 / 1 0 % 0 % 0 % 0',
      'Tổng cộng 4 / 10 40 % 40 % 10 % 1',
    ]);
    expect(text(html)).toContain(
      'Tất cả công đoàn cơ sở: 4/10 đã nộp, 1 quá hạn. Đơn vị quá hạn ở cấp dưới do công đoàn cấp trên trực tiếp đôn đốc',
    );
    expect(html).toContain(`<a href="/theo-doi/2026?don-vi=${health}">Công đoàn ngành Y tế`);
    const overdue = await board.get(`/theo-doi/2026?don-vi=${health}&thoi-han=overdue`);
    expect(names(overdue.text)).toEqual(['CĐCS Năm']);
  });

  it('are not shown where there are none', async () => {
    expect((await leader.get('/theo-doi/2026')).text).not.toContain('theo-nhanh');
  });

  it('are taken away as a file with the numbers of the page, all of them, in the order that is shown', async () => {
    const page = await board.get('/theo-doi/2026?xep-nhanh=da-nop');
    const href = unescaped(/href="([^"]*theo-nhanh\.csv[^"]*)"/.exec(page.text)?.[1] ?? '');
    const answer = await download(board, href);
    expect(answer.headers['content-disposition']).toContain('theo-nhanh-2026.csv');
    const lines = String(answer.body).trim().split('\r\n');
    const rate = (line: string) =>
      line.split(';').slice(1).join(' ').replaceAll('"', '').replaceAll('\u00a0', ' ');
    expect(lines.slice(1).map(rate)).toEqual([
      'Công đoàn ngành Y tế Chưa bắt đầu 7 4 57,1 % 4 57,1 % 1 14,3 % 1',
      'Công đoàn ngành Giáo dục Chưa bắt đầu 2 0 0 % 0 0 % 0 0 % 0',
      'Công đoàn cơ sở trực thuộc  1 0 0 % 0 0 % 0 0 % 0',
      'Tổng cộng  10 4 40 % 4 40 % 1 10 % 1',
    ]);
    const workbook = new Workbook();
    await workbook.xlsx.load((await download(board, href.replace('.csv', '.xlsx'))).body as Buffer);
    const total = workbook.worksheets[0]!.getRow(5);
    expect([total.getCell(2).value, total.getCell(4).value, total.getCell(6).value]).toEqual([
      'Tổng cộng',
      10,
      '40 %',
    ]);
    expect((await board.get('/theo-doi/2026/theo-nhanh.csv?xep-nhanh=x')).status).toBe(303);
  });

  it('say of how many overdue ones the list that they lead to is: those right below, and no others', async () => {
    const deep = await makeUnit(db, { name: 'Nhánh sâu', level: 'UPPER_LEVEL', parentId: province });
    const between = await makeUnit(db, { name: 'Giữa', level: 'UPPER_LEVEL', parentId: deep.id });
    for (const [name, parentId] of [
      ['CĐCS Ngay dưới', deep.id],
      ['CĐCS Sâu một', between.id],
      ['CĐCS Sâu hai', between.id],
    ] as const)
      await makeUnit(db, { name, parentId });
    await openTestPeriod(db, 'admin', 2023);
    const html = (await board.get('/theo-doi/2023')).text;
    const row = branchRows(html).find((text) => text.startsWith('Nhánh sâu'));
    expect(row).toContain('0 / 3');
    expect(row).toContain('3 ( 1 trực tiếp đơn vị quá hạn của Nhánh sâu )');
    const href =
      new RegExp(`href="(/theo-doi/2023\\?don-vi=${deep.id}[^"]*overdue[^"#]*)`).exec(html)?.[1] ?? '';
    expect(names((await board.get(unescaped(href))).text)).toEqual(['CĐCS Ngay dưới']);
  });

  it('no link leads to the units below one that stands elsewhere today', async () => {
    const parent = await makeUnit(db, { name: 'Công đoàn cũ', level: 'UPPER_LEVEL', parentId: province });
    const moved = await makeUnit(db, { name: 'Chuyển đi', level: 'UPPER_LEVEL', parentId: parent.id });
    await makeAccount(db, 'cu', parent.id, ['REVIEWER']);
    await openTestPeriod(db, 'admin', 2022);
    const agent = await portal.signedIn('cu');
    const below = `?don-vi=${moved.id}`;
    expect((await agent.get('/theo-doi/2022')).text).toContain(below);
    await db.unit.update({ where: { id: moved.id }, data: { parentId: health } });
    const { text: html } = await agent.get('/theo-doi/2022');
    const links = [...html.matchAll(/href="(\/theo-doi\/[^"#]*)/g)].map(([, href]) => unescaped(href ?? ''));
    expect(links).toContain(`/theo-doi/don-vi/${moved.id}`);
    for (const href of new Set(links))
      if (!/\.(xlsx|csv)/.test(href)) expect((await agent.get(href)).status, href).not.toBe(404);
  });

  it('are put in order and paged by the database as by the rule, each once, whatever the order', async () => {
    const scope = {
      periodId: (await db.period.findFirstOrThrow({ where: { year: 2026 } })).id,
      parentId: province,
    };
    const all = (await branchesOf(db, scope, clock(), {}, 100)).rows;
    for (const by of ['received', 'onTime', 'accepted', 'overdue'] as const)
      for (const isRising of [true, false]) {
        const branchSort = { by, isRising };
        const paged: number[] = [];
        for await (const rows of allBranches(db, scope, clock(), branchSort, 1))
          paged.push(...rows.map(({ id }) => id));
        expect(paged, `${by} ${isRising}`).toEqual(ranked(all, branchSort).map(({ id }) => id));
      }
  });

  it('come twenty at a time, for as many queries as one', async () => {
    const parent = await makeUnit(db, { name: 'Công đoàn lớn', level: 'UPPER_LEVEL', parentId: province });
    await makeAccount(db, 'lon', parent.id, ['REVIEWER']);
    for (let i = 0; i < 23; i++)
      await makeUnit(db, { name: `Nhánh ${i + 10}`, level: 'UPPER_LEVEL', parentId: parent.id });
    await openTestPeriod(db, 'admin', 2027);
    const agent = await portal.signedIn('lon');
    const first = (await agent.get('/theo-doi/2027')).text;
    expect(branchRows(first)).toHaveLength(20 + TOTAL);
    const next = unescaped(/href="([^"]*[?;]nhanh=[^"]*)"/.exec(first)?.[1] ?? '');
    expect(branchRows((await agent.get(next)).text).map((row) => row.slice(0, 8))).toEqual([
      'Nhánh 30',
      'Nhánh 31',
      'Nhánh 32',
      'Tổng cộn',
    ]);
    const queries = async (year: number, who: Agent) => {
      const query = vi.spyOn(pg.Client.prototype, 'query');
      await who.get(`/theo-doi/${year}`);
      const { length } = query.mock.calls;
      query.mockRestore();
      return length;
    };
    expect(await queries(2027, agent)).toBe(await queries(2026, board));
  });
});

const COLUMNS =
  'Mã đơn vị,Tên đơn vị,Cấp,Trạng thái,Thời hạn,Nộp trước ngày,Nộp lần đầu,Nộp gần nhất,Đúng hạn,Số ngày trễ,Sửa trước ngày,Chấp nhận lúc,Người phụ trách,Người liên hệ,Điện thoại,Thư điện tử,Kết thúc hoạt động từ'.split(
    ',',
  );

describe('The list as a file', () => {
  const sheetOf = async (agent: Agent, query = '') => {
    const answer = await download(agent, `/theo-doi/2026/danh-sach.xlsx${query}`);
    expect(answer.headers['content-disposition']).toContain('theo-doi-2026.xlsx');
    const workbook = new Workbook();
    await workbook.xlsx.load(answer.body as Buffer);
    const sheet = workbook.worksheets[0]!;
    const rows: unknown[][] = [];
    sheet.eachRow((row) => rows.push(COLUMNS.map((_, at) => row.getCell(at + 1).value ?? '')));
    return { sheet, rows };
  };

  it('is a workbook in which numbers are numbers, dates dates, and a formula is a text', async () => {
    const { sheet, rows } = await sheetOf(leader);
    const [head, ...reports] = rows;
    expect(head).toEqual(COLUMNS);
    expect(reports.map((row) => row[1])).toEqual(
      ['Ba', 'Bảy', 'Bốn', 'Hai', 'Một', 'Năm', 'Sáu', 'Tám'].map((name) => `CĐCS ${name}`),
    );
    const one = reports.find((row) => row[1] === 'CĐCS Một')!;
    expect(one.slice(2, 5)).toEqual(['Công đoàn cơ sở', 'Đã chấp nhận', 'Đúng hạn']);
    // A spreadsheet has no zones: its clock is the one on the wall here.
    expect(one.slice(5, 9)).toEqual([
      new Date('2026-08-25T00:00:00Z'),
      new Date('2026-08-10T09:00:00Z'),
      new Date('2026-08-10T09:00:00Z'),
      'Có',
    ]);
    expect(one[13]).toBe('=1+1');
    expect(sheet.getCell(6, 14).formula).toBeUndefined();
    // Whoever has no address for mail is named all the same.
    expect(reports.find((row) => row[1] === 'CĐCS Sáu')!.slice(13, 16)).toEqual([
      'Người không thư; Phòng Tổ chức, tầng 2',
      '0912 345 678; 0240 3123 456',
      '',
    ]);
    expect(reports.find((row) => row[1] === 'CĐCS Bốn')![4]).toBe('Quá hạn sửa');
    const overdue = reports.find((row) => row[1] === 'CĐCS Năm')!;
    expect(overdue.slice(8, 10)).toEqual(['Không', 1]);
    expect(reports.find((row) => row[1] === 'CĐCS Hai')![12]).toBe('Người phụ trách');
  });

  it('is a CSV in which a formula is no formula', async () => {
    const answer = await download(leader, '/theo-doi/2026/danh-sach.csv');
    expect(answer.headers['content-type']).toContain('text/csv');
    const lines = (answer.body as Buffer).toString('utf8').replace('\ufeff', '').trim().split('\r\n');
    expect(lines[0]).toBe(COLUMNS.join(';'));
    expect(lines).toHaveLength(9);
    const line = lines.find((row) => row.includes('CĐCS Một'))!;
    expect(line).toContain(
      ';2026-08-25;2026-08-10 09:00;2026-08-10 09:00;Có;;;2026-08-12 09:00;;\'=1+1;;"nguoi',
    );
  });

  it.each([
    'trang-thai=SUBMITTED&sap-xep=oldest',
    'thoi-han=overdue',
    'lien-he=NONE',
    'ten=bon',
    'cap=UPPER_LEVEL',
    'hoat-dong=ENDED',
  ])('has exactly the rows of the page: %s', async (query) => {
    const listed = names((await leader.get(`/theo-doi/2026?${query}`)).text);
    const { rows } = await sheetOf(leader, `?${query}`);
    expect(rows.slice(1).map((row) => row[1])).toEqual(listed);
  });

  it('goes through more rows than one batch, in order and each once', async () => {
    const { id } = await makeUnit(db, { name: 'Công đoàn nhiều', level: 'UPPER_LEVEL', parentId: province });
    await makeAccount(db, 'nhieu', id, ['REVIEWER']);
    const { id: periodId, lockOn } = await db.period.findUniqueOrThrow({ where: { year: 2026 } });
    const units = Array.from({ length: 1203 }, (_, i) => {
      const name = `Đơn vị ${String(i % 700).padStart(4, '0')}`;
      return {
        code: `NHIEU${i}`,
        name,
        nameFolded: name,
        level: 'GRASSROOTS' as const,
        parentId: id,
        activeFrom: lockOn,
      };
    });
    await db.unit.createMany({ data: units });
    const made = await db.unit.findMany({ where: { parentId: id } });
    await db.report.createMany({
      data: made.map((unit) => ({
        periodId,
        unitId: unit.id,
        parentId: id,
        unitName: unit.name,
        unitNameFolded: unit.name,
        unitLevel: unit.level,
        dueBefore: lockOn,
        lockOn,
      })),
    });
    const { rows } = await sheetOf(await portal.signedIn('nhieu'));
    const codes = rows.slice(1).map((row) => row[0]);
    expect(codes).toHaveLength(1203);
    expect(new Set(codes).size).toBe(1203);
    const exported = rows.slice(1).map((row) => String(row[1]));
    expect(exported).toEqual([...exported].sort());
  });

  it('leads back to the page where the address means nothing, which keeps the rest', async () => {
    for (const kind of ['xlsx', 'csv']) {
      const answer = await leader.get(`/theo-doi/2026/danh-sach.${kind}?thoi-han=x&ten=Ba`);
      expect([answer.status, answer.headers['location']]).toEqual([303, '/theo-doi/2026?thoi-han=x&ten=Ba']);
    }
  });
});

describe('Nothing of a sibling', () => {
  it('is on the page, in its numbers, or in a file', async () => {
    for (const path of ['/theo-doi/2026', '/theo-doi/2026/danh-sach.csv', '/theo-doi/2025'])
      expect((await reviewer.get(path)).text).not.toContain('KHAC');
    expect((await board.get(`/theo-doi/2026?don-vi=${schools}`)).text).toContain('KHAC');
    for (const path of ['', '/danh-sach.csv', '/danh-sach.xlsx'])
      expect((await reviewer.get(`/theo-doi/2026${path}?don-vi=${schools}`)).status).toBe(404);
  });
});

describe('An address that means nothing', () => {
  it.each([
    'ngay=0',
    'ngay=61',
    'ngay=-5',
    'ngay=99999999999999999999',
    'ngay=1&ngay=2',
    'lien-he=constructor',
    'thoi-han=due-soon&thoi-han=late',
  ])('%s is 422, and keeps the other filters', async (query) => {
    const answer = await leader.get(`/theo-doi/2026?${query}&cap=GRASSROOTS&sap-xep=newest`);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="GRASSROOTS" selected');
    expect(answer.text).toContain('value="newest" selected');
  });

  it.each([
    'ten=%00%ED%A0%80',
    'ten=%ud800',
    'sau=999999999&nhanh=999999999',
    'x[y][z]=1',
    'lien-he[__proto__]=NONE',
    '__proto__=1&trang-thai[]=SUBMITTED',
  ])('%s is no error of the portal’s', async (query) => {
    expect([200, 400, 422]).toContain((await leader.get(`/theo-doi/2026?${query}`)).status);
  });
});

it('the way on is shown to those who may go it', async () => {
  const links = async (agent: Agent, query = '') => {
    const html = (await agent.get(`/theo-doi/2026${query}`)).text;
    const nav = /<nav class="sub-nav[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '';
    return [...nav.matchAll(/href="([^"]*)"/g)].map((m) => m[1]);
  };
  const files = ['/theo-doi/2026/danh-sach.xlsx', '/theo-doi/2026/danh-sach.csv'];
  expect(await links(reviewer)).toEqual([
    ...files,
    '/theo-doi/2026/tom-tat',
    '/theo-doi/2026/gia-han',
    '/theo-doi/2026/mien',
  ]);
  expect(await links(leader)).toEqual(files);
  expect(await links(board, `?don-vi=${health}`)).toEqual(files.map((file) => `${file}?don-vi=${health}`));
  const menu = async (agent: Agent) => {
    const html = (await agent.get('/theo-doi/2026')).text;
    const nav = /<nav class="site-nav"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '';
    return [...nav.matchAll(/href="([^"]*)"/g)].map((m) => m[1]);
  };
  const seen = ['/tong-hop', '/kiem-tra', '/xac-nhan'];
  expect(await menu(reviewer)).toEqual(['/theo-doi', '/viec-xet-duyet', '/don-doc', ...seen]);
  expect(await menu(leader)).toEqual(['/theo-doi', '/don-doc', '/tong-hop', '/bao-cao', ...seen.slice(1)]);
  expect((await leader.get('/theo-doi/2026')).text).toMatch(/href="\/theo-doi\/don-vi\/\d+">Hồ sơ đơn vị/);
});

// The last one: the sessions of the others do not live to see it.
it('last year’s next day counts from the next day on', async () => {
  clock.set('2026-08-21T00:00:00+07:00');
  const now = text((await (await portal.signedIn('leader')).get('/theo-doi/2026')).text);
  expect(now).toContain('Đến 21/8/2025: 37,5 %, nay tăng 19,6 điểm phần trăm');
  expect(now).toContain('Đến 21/8/2025: 25 %, nay giảm 10,7 điểm phần trăm');
});
