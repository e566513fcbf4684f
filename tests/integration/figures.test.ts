import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { formDefinition } from '../../src/form/definition.js';
import type { ReportStatus } from '../../src/reports/lifecycle.js';
import { startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { openTestPeriod, reportOf } from '../support/reports.js';
import { audiences } from '../../src/form/audiences.js';

const portal = await startTestApp({ now: '2026-08-30T08:00:00+07:00' });
const { db } = portal;

const sum = (code: string, label: string, kind = 'integer') => ({ code, label, kind, sum: true });
const form = (...fields: unknown[]) =>
  formDefinition.parse({
    sections: [
      {
        code: 'a',
        letter: 'A',
        title: 'Chung',
        fields: [sum('members', 'Đoàn viên'), { code: 'words', label: 'Lời', kind: 'text' }, ...fields],
      },
    ],
    checks: [],
  });
const audience = audiences.map((of) => {
  const end = of.replace('-', '_');
  return { ...sum(`registered_${end}`, `Đăng ký ${end}`), meaning: 'registered', audience: of };
});
const FORMS: Record<number, ReturnType<typeof form>> = {
  2024: form(sum('oldest', 'Chỉ tiêu cũ nhất')),
  2025: form(
    ...audience,
    sum('old', 'Chỉ tiêu cũ'),
    sum('changed', 'Đổi cách hỏi', 'money'),
    sum('nothing', 'Từ không'),
    { code: 'share', label: 'Tỷ lệ nữ', kind: 'rate', of: ['nothing'], over: ['members'] },
  ),
  2026: form(
    ...audience,
    sum('fresh', 'Chỉ tiêu thêm'),
    sum('changed', 'Đổi cách hỏi', 'decimal'),
    sum('nothing', 'Từ không'),
    { code: 'share', label: 'Tỷ lệ nữ', kind: 'rate', of: ['nothing'], over: ['members'] },
    { code: 'planned', label: 'Có kế hoạch', kind: 'yes-no' },
    { code: 'score', label: 'Điểm', kind: 'decimal', average: true },
  ),
};

let province: number;
let health: number;
let schools: number;
const unit: Record<string, number> = {};
let reviewer: Agent;
let board: Agent;

beforeAll(async () => {
  province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  health = await upper('Công đoàn ngành Y tế', 'An', 'Ăn', 'Ân', 'Bà', 'Dì');
  schools = await upper('Công đoàn ngành Giáo dục', 'Trường KHAC');
  unit['Thẳng'] = (await makeUnit(db, { name: 'CĐCS Thẳng', parentId: province })).id;
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER']);
  await makeAccount(db, 'reviewer', health, ['REVIEWER']);
  await makeAccount(db, 'khac', schools, ['REVIEWER']);
  // Last year Bà reported to the schools.
  await db.unit.update({ where: { id: unit['Bà']! }, data: { parentId: schools } });
  for (const year of [2024, 2025]) await openYear(year);
  await db.unit.update({ where: { id: unit['Bà']! }, data: { parentId: health } });
  await openYear(2026);
  await fileAll();
  [reviewer, board] = [await portal.signedIn('reviewer'), await portal.signedIn('board')];
});

async function upper(name: string, ...children: string[]): Promise<number> {
  const { id } = await makeUnit(db, { name, level: 'UPPER_LEVEL', parentId: province });
  for (const child of children)
    unit[child] = (await makeUnit(db, { name: `CĐCS ${child}`, parentId: id })).id;
  return id;
}

async function openYear(year: number) {
  await openTestPeriod(db, 'admin', year);
  await db.period.update({ where: { year }, data: { form: FORMS[year]! } });
}

async function fileAll() {
  await file('An', 2024, { members: 7, oldest: 3 });
  await file('An', 2025, { members: 10, old: 5, changed: 9, nothing: 0, registered_worker: 4 });
  await file('Ăn', 2025, { members: 30, old: 1, nothing: 0, registered_worker: 2 });
  await file('Bà', 2025, { members: 777 });
  await file('An', 2026, {
    members: 20,
    fresh: 2,
    changed: 1.5,
    nothing: 8,
    planned: true,
    score: 7,
    registered_worker: 3,
  });
  await file('Ăn', 2026, { members: 25, nothing: 2, planned: false, score: 8.5, registered_worker: 1 });
  await file('Ân', 2026, { members: 1000 }, 'SUBMITTED');
  await file('Bà', 2026, { words: 'Không có số.' });
}

type Answers = Record<string, number | string | boolean>;
async function file(
  name: string,
  year: number,
  answers: Answers,
  status: ReportStatus = 'ACCEPTED',
  formVersion = 1,
) {
  return fileAs(unit[name]!, year, answers, status, formVersion);
}
async function fileAs(
  id: number,
  year: number,
  answers: Answers,
  status: ReportStatus = 'ACCEPTED',
  formVersion = 1,
) {
  const report = await reportOf(db, id, year);
  await db.report.update({ where: { id: report.id }, data: { status: 'RETURNED' } });
  const number = (await db.submission.count({ where: { reportId: report.id } })) + 1;
  const content = { sections: { a: { notApplicable: false, answers } } };
  const at = new Date('2026-08-20T08:00:00+07:00');
  const by = { submittedAt: at, submittedById: 1, submittedByName: 'x', sha256: '0'.repeat(64) };
  const verificationCode = `${report.id}-${number}`;
  await db.submission.create({
    data: { reportId: report.id, number, content, formVersion, verificationCode, ...by },
  });
  const acceptedAt = status === 'ACCEPTED' ? at : null;
  const data = { status, firstSubmittedAt: at, lastSubmittedAt: at, acceptedAt };
  return db.report.update({ where: { id: report.id }, data });
}

const text = (html: string) =>
  html
    .replaceAll(/<span class="visually-hidden">[^<]*<\/span>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const get = async (path: string, agent = reviewer) => (await agent.get(`/tong-hop/2026/so-lieu${path}`)).text;
/** The cells of a row, behind its head. */
function row(html: string, label: string): string[] {
  const found = html.split(/<tr[^>]*>/).find((part) =>
    text(part.split('</th>')[0] ?? '')
      .trim()
      .startsWith(label),
  );
  return [...(found ?? '').matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell]) => text(cell ?? '').trim());
}
const heads = (html: string) =>
  [...html.matchAll(/<tr>\s*<th scope="row">([\s\S]*?)<\/th>/g)].map(([, head]) => text(head ?? '').trim());

describe('The totals', () => {
  it('stand beside last year’s, in number and percent', async () => {
    expect(row(await get(''), 'Đoàn viên')).toEqual(['45', '40', '+5', '+12,5 %', '2/5']);
    expect(row(await get(''), 'Đăng ký worker')).toEqual(['4', '6', '-2', '-33,3 %', '2/5']);
  });

  it('divide by nothing that is zero', async () => {
    expect(row(await get(''), 'Từ không')).toEqual(['10', '0', '+10', '–', '2/5']);
    expect(row(await get('', board), 'Tỷ lệ nữ')[0]).toBe('–');
  });

  it('compare rates by points, of the sums and not of the rates', async () => {
    expect(row(await get(''), 'Tỷ lệ nữ').slice(0, 4)).toEqual(['22,2 %', '0 %', '+22,2 điểm %', '–']);
  });

  it('say what is new or asked otherwise, and what is no longer asked, of any earlier year', async () => {
    const html = await get('');
    for (const label of ['Chỉ tiêu thêm', 'Đổi cách hỏi'])
      expect(row(html, label).slice(1, 4)).toEqual(['chỉ tiêu mới', '–', '–']);
    expect(text(html)).toContain('Chỉ tiêu cũ (hỏi đến năm 2025)');
    expect(text(html)).toContain('Chỉ tiêu cũ nhất (hỏi đến năm 2024)');
    expect(html).toContain('href="/tong-hop/2026/cac-nam/oldest"');
  });

  it('count answers, and take means', async () => {
    const html = await get('');
    expect(row(html, 'Có kế hoạch')[0]).toBe('Có 1, Không 1');
    expect(row(html, 'Điểm')[0]).toBe('7,75');
  });

  it('have no last year where there was no period', async () => {
    const html = (await reviewer.get('/tong-hop/2024/so-lieu')).text;
    expect(row(html, 'Đoàn viên')).toEqual(['7', '1/4']);
  });

  it('say how many units are in which state', async () => {
    expect(text(await get(''))).toContain(
      'đã chấp nhận 3; chờ xét duyệt 1; đã nộp và đang sửa 0; chưa nộp 1.',
    );
    await db.report.updateMany({
      where: { unitId: unit['Dì']!, period: { year: 2026 } },
      data: { status: 'EXEMPT' },
    });
    expect(text(await get(''))).toContain('đang sửa 0; chưa nộp 0.');
    await db.report.updateMany({
      where: { unitId: unit['Dì']!, period: { year: 2026 } },
      data: { status: 'NOT_STARTED' },
    });
  });

  it('count those that wait for review where that is asked for', async () => {
    expect(row(await get('?ca-cho-duyet=1'), 'Đoàn viên').slice(0, 1)).toEqual(['1.045']);
    expect(row(await get('?ca-cho-duyet=1'), 'Đoàn viên').at(-1)).toBe('3/5');
  });

  it('are of one kind of unit where that is asked for', async () => {
    await fileAs(schools, 2026, { members: 45 });
    await file('Thẳng', 2026, { members: 5 });
    const members = async (query: string) => row(await get(query, board), 'Đoàn viên')[0];
    expect(await members('')).toBe('50');
    expect(await members('?cap=UPPER_LEVEL')).toBe('45');
    expect(await members('?cap=GRASSROOTS')).toBe('5');
    // The states of all kinds are none of one kind.
    expect(text(await get('', board))).toContain('Đơn vị: đã chấp nhận');
    expect(text(await get('?cap=GRASSROOTS', board))).not.toContain('Đơn vị: đã chấp nhận');
  });

  it('stand by audience where that is asked for', async () => {
    const html = await get('?xem=doi-tuong');
    expect(row(html, 'Đăng ký nêu gương').map((cell) => cell.split(' ')[0])).toEqual(['–', '–', '4']);
    expect(heads(html).some((head) => head.startsWith('Đoàn viên'))).toBe(false);
  });

  it('are of nobody else', async () => {
    const html = await get('', await portal.signedIn('khac'));
    expect(row(html, 'Đoàn viên').slice(0, 2)).toEqual(['–', '777']);
  });

  it.each([
    '?cap=PROVINCE',
    '?cap=UPPER_LEVEL&cap=GRASSROOTS',
    '?bieu-do[]=x',
    '?bieu-do=__proto__',
    '?xem=%00&sau=-1',
  ])('take %s for nothing', async (query) => {
    expect(row(await get(query), 'Đoàn viên')[0]).toBe('45');
  });

  it('as a file have the same figures, in digits', async () => {
    const csv = (await reviewer.get('/tong-hop/2026/csv?ca-cho-duyet=1')).text;
    // Ân, that waits for review, did not report last year: the change is of the two that did.
    expect(csv).toContain('members;A. Chung;Đoàn viên;1045;40;45;40;5;12,5;2;3;4;5');
    expect(csv).toContain('fresh;A. Chung;Chỉ tiêu thêm;2;;;;;;2;1;4;5');
  });
});

describe('A year that was filed', () => {
  beforeAll(async () => {
    await file('Thẳng', 2026, { members: 3 });
    await fileAs(province, 2026, { members: 48 });
    await file('Thẳng', 2026, { members: 5 });
  });
  afterAll(() =>
    db.report.updateMany({
      where: { unitId: schools, period: { year: 2026 } },
      data: { status: 'RETURNED' },
    }),
  );

  it('shows what was filed, and says that it is otherwise by now', async () => {
    const html = await get('', board);
    expect(row(html, 'Đoàn viên')[0]).toBe('48');
    expect(text(html)).toContain('số liệu hiện nay khác số đã nộp');
    expect(row(await get('?hien-nay=1', board), 'Đoàn viên')[0]).toBe('50');
  });

  it('cannot be counted otherwise any more, nor does that make it differ', async () => {
    await file('Thẳng', 2026, { members: 3 });
    for (const query of ['', '?cap=UPPER_LEVEL', '?ca-cho-duyet=1']) {
      const html = await get(query, board);
      expect(row(html, 'Đoàn viên')[0]).toBe('48');
      expect(text(html)).not.toContain('khác số đã nộp');
    }
  });
});

describe('The parts of a total', () => {
  it('are the direct children by name, with their share and last year’s', async () => {
    const html = await get('/members');
    expect(text(html)).toContain('Tổng: 45');
    expect(row(html, 'CĐCS An')).toEqual(['20', '44,4 %', '10', '+10', '+100 %']);
    expect(row(html, 'CĐCS Ăn')).toEqual(['25', '55,6 %', '30', '-5', '-16,7 %']);
    expect(heads(html)).toEqual(['CĐCS An', 'CĐCS Ăn', 'CĐCS Bà']);
    const { id } = await reportOf(db, unit['An']!);
    expect(html).toContain(`href="/xet-duyet/${id}"`);
  });

  it('tell nothing of what a unit said to another parent, once it is out of sight', async () => {
    const before = async () => row(await get('/members'), 'CĐCS Bà').at(-3);
    expect(await before()).toBe('777');
    await db.unit.update({ where: { id: unit['Bà']! }, data: { parentId: schools } });
    expect(await before()).toBe('–');
    await db.unit.update({ where: { id: unit['Bà']! }, data: { parentId: health } });
  });

  it('count those that wait for review where that is asked for, marked', async () => {
    const html = await get('/members?ca-cho-duyet=1');
    expect(heads(html)).toEqual(['CĐCS An', 'CĐCS Ăn', 'CĐCS Ân Đã nộp, chờ xét duyệt', 'CĐCS Bà']);
  });

  it('make up the change of the total, also where a unit no longer says anything', async () => {
    const said = { members: 25, nothing: 2, planned: false, score: 8.5 };
    await file('Ăn', 2026, said);
    const html = await get('/registered_worker');
    expect(row(html, 'CĐCS An').slice(2)).toEqual(['4', '-1', '-25 %']);
    expect(row(html, 'CĐCS Ăn')).toEqual(['–', '–', '2', '-2', '-100 %']);
    expect(row(await get(''), 'Đăng ký worker').slice(0, 4)).toEqual(['3', '6', '-3', '-50 %']);
    await file('Ăn', 2026, { ...said, registered_worker: 1 });
  });

  it('compare the rates of units by points', async () => {
    expect(row(await get('/share'), 'CĐCS An')).toEqual(['40 %', '0 %', '+40 điểm %', '–']);
  });

  it('say which were filed by an older form', async () => {
    const period = await db.period.findFirstOrThrow({ where: { year: 2026 } });
    const replaced = { replacedAt: new Date(), replacedById: 1, replacedByName: 'x' };
    await db.formVersion.create({
      data: { periodId: period.id, number: 1, form: FORMS[2025]!, ...replaced },
    });
    await db.period.update({ where: { id: period.id }, data: { formVersion: 2 } });
    await file(
      'Ăn',
      2026,
      { members: 25, nothing: 2, planned: false, score: 8.5, registered_worker: 1 },
      'ACCEPTED',
      2,
    );
    const html = await get('/members');
    expect(heads(html)[0]).toContain('Nộp theo biểu mẫu bản 1');
    expect(heads(html)[1]).toBe('CĐCS Ăn');
    await db.period.update({ where: { id: period.id }, data: { formVersion: 1 } });
    await db.formVersion.deleteMany();
  });

  it.each(['unknown', '__proto__', 'constructor', 'toString', 'words', 'old', '%00'])(
    'of %s there are none',
    async (code) => {
      expect((await reviewer.get(`/tong-hop/2026/so-lieu/${code}`)).status).toBe(404);
    },
  );

  it('are not of a year without a period, and for those who oversee only', async () => {
    expect((await reviewer.get('/tong-hop/2023/so-lieu/members')).status).toBe(404);
    expect((await (await portal.signedIn('admin')).get('/tong-hop/2026/so-lieu/members')).status).toBe(403);
  });
});

describe('An indicator across the years', () => {
  const years = async (code: string, year = 2026) =>
    (await reviewer.get(`/tong-hop/${year}/cac-nam/${code}`)).text;

  it('has the total of each year and each unit’s own', async () => {
    const html = await years('members');
    expect(row(html, 'Năm 2024')).toEqual(['7', '1/4', '–', '–', '–']);
    // An alone said something in both years.
    expect(row(html, 'Năm 2025')).toEqual(['40', '2/4', '+3', '+42,9 %', '1']);
    expect(row(html, 'Năm 2026')).toEqual(['45', '3/5', '+5', '+12,5 %', '2']);
    expect(row(html, 'CĐCS An')).toEqual(['7', '10', '20']);
    expect(heads(html).slice(3)).toEqual(['CĐCS An', 'CĐCS Ăn', 'CĐCS Ân', 'CĐCS Bà', 'CĐCS Dì']);
  });

  it('leaves out what a unit said to another parent', async () => {
    expect(row(await years('members'), 'CĐCS Bà')).toEqual(['–', '–', '–']);
  });

  it('says when it was not asked, asked otherwise, or no longer', async () => {
    expect(row(await years('fresh'), 'Năm 2025')[0]).toBe('không hỏi');
    expect(row(await years('changed'), 'Năm 2025')[0]).toBe('hỏi theo cách khác');
    const retired = await years('oldest');
    expect(text(retired)).toContain('không còn hỏi chỉ tiêu này từ sau năm 2024');
    expect(row(retired, 'Năm 2024')[0]).toBe('3');
    expect(row(retired, 'Năm 2026')[0]).toBe('không hỏi');
  });

  it('lists a unit that has moved away where it reported, without a link to its page', async () => {
    await db.unit.update({ where: { id: unit['Dì']! }, data: { parentId: schools } });
    const html = await years('members');
    expect(heads(html)).toContain('CĐCS Dì');
    expect(html).not.toContain(`/theo-doi/don-vi/${String(unit['Dì'])}"`);
    await db.unit.update({ where: { id: unit['Dì']! }, data: { parentId: health } });
  });

  it.each(['unknown', '__proto__', 'constructor', 'words'])('of %s there is none', async (code) => {
    expect((await reviewer.get(`/tong-hop/2026/cac-nam/${code}`)).status).toBe(404);
  });
});

describe('Many units', () => {
  const SIZE = 1005;
  let agent: Agent;

  beforeAll(async () => {
    const big = await makeUnit(db, { name: 'Công đoàn đông', level: 'UPPER_LEVEL', parentId: province });
    const given = { level: 'GRASSROOTS' as const, parentId: big.id, activeFrom: new Date('2020-01-01') };
    const names = Array.from({ length: SIZE }, (_, n) => `CĐCS số ${String(n).padStart(4, '0')}`);
    await db.unit.createMany({
      data: names.map((name, n) => ({ ...given, name, nameFolded: name, code: `B${n}` })),
    });
    await makeAccount(db, 'dong', big.id, ['REVIEWER']);
    await openTestPeriod(db, 'admin', 2027);
    await db.period.update({ where: { year: 2027 }, data: { form: FORMS[2026]! } });
    agent = await portal.signedIn('dong');
  });

  const page = async (path: string) => (await agent.get(`/tong-hop/2027/so-lieu${path}`)).text;
  const fileFor = async (from: number, to: number) => {
    const some = Array.from({ length: to - from }, (_, n) => `CĐCS số ${String(from + n).padStart(4, '0')}`);
    const units = await db.unit.findMany({ where: { name: { in: some } } });
    for (const { id } of units) await fileAs(id, 2027, { members: 1 });
  };
  const missing = (html: string) =>
    [
      ...(/<ul class="task-list missing">[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '').matchAll(/>(CĐCS số \d+)</g),
    ].map(([, name]) => name);
  const walk = async (path: string) => {
    const pages: string[][] = [];
    for (let href = `/tong-hop/2027${path}`; href !== '';) {
      const { text: html } = await agent.get(href);
      pages.push([...html.matchAll(/>(CĐCS số \d+)<\/a>/g)].map(([, name]) => name ?? ''));
      href = (/<a[^>]*href="([^"]*)"[^>]*rel="next"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&');
    }
    return pages;
  };

  it('that are missing are named from the first on, however many they are', async () => {
    const first = Array.from({ length: 20 }, (_, n) => `CĐCS số ${String(n).padStart(4, '0')}`);
    expect(missing(await page(''))).toEqual(first);
    expect(missing(await page('?cap=GRASSROOTS'))).toEqual(first);
    expect(text(await page(''))).toContain('và 985 đơn vị khác');
    await fileFor(0, 10);
    expect(missing(await page('')).slice(0, 2)).toEqual(['CĐCS số 0010', 'CĐCS số 0011']);
    expect(missing(await page('?cap=UPPER_LEVEL'))).toEqual([]);
  });

  it('are asked for as often as few', async () => {
    const counts: Record<string, number[]> = {};
    for (const path of ['/so-lieu', '/so-lieu/members', '/cac-nam/members'])
      for (const [agentOf, year] of [
        [await portal.signedIn('khac'), 2026] as const,
        [reviewer, 2026] as const,
        [agent, 2027] as const,
      ]) {
        await agentOf.get(`/tong-hop/${year}${path}`);
        const query = vi.spyOn(pg.Client.prototype, 'query');
        await agentOf.get(`/tong-hop/${year}${path}`);
        counts[path] = [...(counts[path] ?? []), query.mock.calls.length];
        query.mockRestore();
      }
    expect(new Set(counts['/so-lieu']), JSON.stringify(counts)).toHaveProperty('size', 1);
    expect(new Set(counts['/so-lieu/members']), JSON.stringify(counts)).toHaveProperty('size', 1);
    // One year more: what was filed of it, and its total.
    expect(Math.max(...counts['/cac-nam/members']!)).toBeLessThanOrEqual(
      Math.min(...counts['/cac-nam/members']!) + 2,
    );
  });

  it('go by pages of 50, each unit once, and begin anew where a page does not exist', async () => {
    await fileFor(10, 110);
    const parts = await walk('/so-lieu/members');
    expect(parts.map((some) => some.length)).toEqual([50, 50, 10]);
    expect(new Set(parts.flat()).size).toBe(110);
    const elsewhere = await reportOf(db, unit['An']!);
    for (const path of ['/so-lieu/members', '/cac-nam/members'])
      for (const after of ['999999', String(elsewhere.id), 'x'])
        expect(text((await agent.get(`/tong-hop/2027${path}?sau=${after}`)).text)).toContain('CĐCS số 0000');
    const years = await walk('/cac-nam/members');
    expect(years.flat()).toHaveLength(SIZE);
    expect(new Set(years.flat()).size).toBe(SIZE);
  });
});
