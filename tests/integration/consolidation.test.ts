import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { summedFields, formDefinition } from '../../src/form/definition.js';
import type { ReportStatus } from '../../src/reports/lifecycle.js';
import { startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { openTestPeriod, reportOf, removeSubmissions } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-30T08:00:00+07:00' });
const { db } = portal;

/** A small form with a figure of every kind, and two that are never summed. */
const form = formDefinition.parse({
  sections: [
    {
      code: 'a',
      letter: 'A',
      title: 'Chung',
      fields: [
        { code: 'members', label: 'Số đoàn viên', kind: 'integer', sum: true },
        { code: 'share', label: 'Tỷ lệ', kind: 'percent' },
        { code: 'words', label: 'Kết quả', kind: 'text' },
      ],
    },
    {
      code: 'e',
      letter: 'E',
      title: 'Công nhân',
      notApplicable: { statement: 'Đơn vị không có công nhân', zeroField: 'members' },
      fields: [
        { code: 'hours', label: '=Số giờ; cả năm', kind: 'decimal', sum: true },
        { code: 'value', label: 'Giá trị', kind: 'money', sum: true, min: -1e12, max: 1e15 },
      ],
    },
  ],
  checks: [],
});

interface Branch {
  id: number;
  children: number[];
}
let province: number;
let branch: Branch;
let other: Branch;
let reviewer: Agent;

beforeAll(async () => {
  province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  branch = await makeBranch('Công đoàn ngành Y tế', 4);
  other = await makeBranch('Công đoàn ngành Giáo dục', 25);
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER']);
  await makeAccount(db, 'reviewer', branch.id, ['REVIEWER']);
  await makeAccount(db, 'leader', branch.id, ['LEADER']);
  await makeAccount(db, 'filer', branch.id, ['FILER']);
  await makeAccount(db, 'other', other.id, ['REVIEWER']);
  await makeAccount(db, 'childless', branch.children[0]!, ['REVIEWER']);
  await openTestPeriod(db, 'admin');
  await db.period.updateMany({ data: { form } });
  reviewer = await portal.signedIn('reviewer');
});

beforeEach(async () => {
  await removeSubmissions(db);
  await db.sectionDraft.deleteMany();
  await db.report.updateMany({
    data: { status: 'NOT_STARTED', firstSubmittedAt: null, lastSubmittedAt: null },
  });
});

async function makeBranch(name: string, size: number): Promise<Branch> {
  const { id } = await makeUnit(db, { name, level: 'UPPER_LEVEL', parentId: province });
  const children: number[] = [];
  for (let n = 1; n <= size; n += 1)
    children.push(
      (await makeUnit(db, { name: `CĐCS ${String(n).padStart(2, '0')} ${name}`, parentId: id })).id,
    );
  return { id, children };
}

type Answers = Record<string, number | string>;
/** Makes the next submission of a unit and leaves its report in a state. */
async function submit(unitId: number, a: Answers, e: Answers = {}, status: ReportStatus = 'ACCEPTED') {
  const { id } = await reportOf(db, unitId);
  const number = (await db.submission.count({ where: { reportId: id } })) + 1;
  const at = new Date('2026-08-20T08:00:00+07:00');
  if (number > 1) await db.report.update({ where: { id }, data: { status: 'RETURNED' } });
  const sections = { a: { notApplicable: false, answers: a }, e: { notApplicable: 'away' in e, answers: e } };
  const row = { reportId: id, number, content: { sections }, sha256: '0'.repeat(64), submittedAt: at };
  const by = { submittedById: 1, submittedByName: 'x', verificationCode: `${id}-${number}` };
  await db.submission.create({ data: { ...row, ...by } });
  await db.report.update({ where: { id }, data: { status, firstSubmittedAt: at, lastSubmittedAt: at } });
}
const setStatus = async (unitId: number, status: ReportStatus) =>
  db.report.update({ where: { id: (await reportOf(db, unitId)).id }, data: { status } });

const text = (html: string) =>
  html
    .replaceAll(/<span class="visually-hidden">[^<]*<\/span>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const page = async (agent = reviewer) => (await agent.get('/tong-hop/2026/so-lieu')).text;
/** "Số đoàn viên 30 2/4" */
const figure = (html: string, label: string) =>
  text(html.split(/<\/?tr>/).find((row) => row.includes(`>${label}</th>`)) ?? '').trim();

describe('A total', () => {
  it('adds the accepted reports of the direct children, and says how many of how many have the figure', async () => {
    await submit(branch.children[0]!, { members: 10 }, { value: 5 });
    await submit(branch.children[1]!, { members: 20 });
    const html = await page();
    expect(figure(html, 'Số đoàn viên')).toBe('Số đoàn viên 30 2/4');
    expect(figure(html, 'Giá trị (đồng)')).toBe('Giá trị (đồng) 5 1/4');
    expect(figure(html, '=Số giờ; cả năm')).toBe('=Số giờ; cả năm – 0/4');
    expect(text(html)).toContain('báo cáo đã chấp nhận của 2/4 đơn vị trực tiếp');
  });

  it('takes the latest submission only', async () => {
    await submit(branch.children[0]!, { members: 10 }, { value: 7 });
    await submit(branch.children[0]!, { members: 11 });
    const html = await page();
    expect(figure(html, 'Số đoàn viên')).toBe('Số đoàn viên 11 1/4');
    expect(figure(html, 'Giá trị (đồng)')).toBe('Giá trị (đồng) – 0/4');
  });

  it.each<ReportStatus>(['NOT_STARTED', 'IN_PROGRESS', 'SUBMITTED', 'RETURNED', 'EXEMPT'])(
    'leaves out a report that is %s, whatever it once said',
    async (status) => {
      await submit(branch.children[0]!, { members: 1 });
      await submit(branch.children[1]!, { members: 1000 }, {}, status);
      const of = status === 'EXEMPT' ? 3 : 4;
      expect(figure(await page(), 'Số đoàn viên')).toBe(`Số đoàn viên 1 1/${of}`);
    },
  );

  it('counts nothing twice: a child’s own report already has its children’s', async () => {
    await submit(branch.id, { members: 30 });
    await submit(branch.children[0]!, { members: 10 });
    await submit(branch.children[1]!, { members: 20 });
    const html = await page(await portal.signedIn('board'));
    expect(figure(html, 'Số đoàn viên')).toBe('Số đoàn viên 30 1/2');
    expect(html).not.toContain('CĐCS');
  });

  it('has nothing of a sibling’s children', async () => {
    await submit(other.children[0]!, { members: 500 });
    expect(figure(await page(), 'Số đoàn viên')).toBe('Số đoàn viên – 0/4');
    expect(await page()).not.toContain('Giáo dục');
  });

  it('stays with the parent that the unit reported to, when it moves', async () => {
    await submit(branch.children[3]!, { members: 9 });
    await db.unit.update({ where: { id: branch.children[3]! }, data: { parentId: other.id } });
    expect(figure(await page(), 'Số đoàn viên')).toBe('Số đoàn viên 9 1/4');
    expect(figure(await page(await portal.signedIn('other')), 'Số đoàn viên')).toBe('Số đoàn viên – 0/25');
    await db.unit.update({ where: { id: branch.children[3]! }, data: { parentId: branch.id } });
  });

  it('is exact for decimals, and for sums beyond what a double holds', async () => {
    await submit(branch.children[0]!, {}, { hours: 0.1, value: 9_007_199_254_740_991 });
    await submit(branch.children[1]!, {}, { hours: 0.2, value: 9_007_199_254_740_991 });
    await submit(branch.children[2]!, {}, { hours: 1234.5 });
    const html = await page();
    expect(figure(html, '=Số giờ; cả năm')).toBe('=Số giờ; cả năm 1.234,8 3/4');
    expect(figure(html, 'Giá trị (đồng)')).toBe('Giá trị (đồng) 18.014.398.509.481.982 2/4');
  });

  it('does not add percentages, texts, or a section that does not apply', async () => {
    await submit(branch.children[0]!, { members: 0, share: 50, words: '7' });
    await submit(branch.children[1]!, { members: 3 }, { away: 'x', hours: 8 });
    const html = await page();
    expect(html).not.toContain('Tỷ lệ');
    expect(html).not.toContain('Kết quả');
    expect(figure(html, 'Số đoàn viên')).toBe('Số đoàn viên 3 2/4');
    expect(figure(html, '=Số giờ; cả năm')).toBe('=Số giờ; cả năm – 0/4');
  });

  it('stands under the heading of its section', async () => {
    const html = text(await page());
    expect(html).toMatch(/A\. Chung.*Số đoàn viên.*E\. Công nhân.*Giá trị/);
  });
});

describe('Who is missing', () => {
  it('is named with the state and a link, but for the exempt', async () => {
    await submit(branch.children[0]!, { members: 1 });
    await submit(branch.children[1]!, { members: 1 }, {}, 'RETURNED');
    await setStatus(branch.children[2]!, 'EXEMPT');
    const html = await page();
    const list = text(/<ul class="task-list missing">[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '');
    expect(list).not.toContain('CĐCS 01');
    expect(list).toContain('CĐCS 02 Công đoàn ngành Y tế Bị trả lại, chờ sửa');
    expect(list).not.toContain('CĐCS 03');
    expect(list).toContain('CĐCS 04 Công đoàn ngành Y tế Chưa bắt đầu');
    const { id } = await reportOf(db, branch.children[1]!);
    expect(html).toContain(`href="/xet-duyet/${id}"`);
  });

  it('stops at 20, with a link to all of them', async () => {
    const agent = await portal.signedIn('other');
    const html = await page(agent);
    expect(html.match(/href="\/xet-duyet\//g)).toHaveLength(20);
    expect(text(html)).toContain('và 5 đơn vị khác');
    const all = await agent.get(/href="(\/theo-doi\/2026\?[^"]*)"/.exec(html)?.[1] ?? '');
    expect(all.text.match(/href="\/xet-duyet\//g)).toHaveLength(25);
  });

  it('is nobody when all are accepted', async () => {
    for (const child of branch.children) await submit(child, { members: 1 });
    expect(await page()).not.toContain('chưa có trong tổng hợp');
  });
});

describe('The page', () => {
  it('is for reviewers and leaders, in an opened year', async () => {
    expect((await (await portal.signedIn('leader')).get('/tong-hop/2026')).status).toBe(200);
    const filer = await portal.signedIn('filer');
    for (const path of ['/tong-hop', '/tong-hop/2026', '/tong-hop/2026/so-lieu', '/tong-hop/2026/csv'])
      expect((await filer.get(path)).status).toBe(403);
    for (const path of ['/tong-hop/2025', '/tong-hop/2025/so-lieu', '/tong-hop/x', '/tong-hop/2025/csv'])
      expect((await reviewer.get(path)).status).toBe(404);
    const latest = await reviewer.get('/tong-hop');
    expect([latest.status, latest.headers['location']]).toEqual([303, '/tong-hop/2026']);
  });

  it.each([
    ['', '/', 'Trang chủ'],
    ['/loi-van', '/tong-hop/2026', 'Tổng hợp năm 2026'],
    ['/so-lieu/value', '/tong-hop/2026/so-lieu', 'Số liệu tổng hợp năm 2026'],
    ['/van-ban/cai-dat', '/tong-hop/2026/van-ban', 'Văn bản tổng hợp'],
  ])('/tong-hop/2026%s leads back to the page above it, by its name', async (path, above, name) => {
    const { text } = await reviewer.get(`/tong-hop/2026${path}`);
    const [, href, words] =
      /class="breadcrumbs"[^>]*><a href="([^"]*)">(?:<svg.*?<\/svg>)?([^<]*)/.exec(text) ?? [];
    expect([href, words]).toEqual([above, name]);
  });

  it('is friendly where nobody reports', async () => {
    const html = await page(await portal.signedIn('childless'));
    expect(html).toContain('Không có đơn vị nào báo cáo về đây');
    expect(html).not.toContain('/csv');
  });

  it('asks the database as often for 4 units as for 25', async () => {
    const counts: number[] = [];
    for (const agent of [reviewer, await portal.signedIn('other')]) {
      await page(agent);
      const query = vi.spyOn(pg.Client.prototype, 'query');
      await page(agent);
      counts.push(query.mock.calls.length);
      query.mockRestore();
    }
    expect(counts[0]).toBe(counts[1]);
    expect(counts[0]).toBeLessThan(14);
  });
});

describe('The CSV', () => {
  it('has one row a figure, for a spreadsheet in Vietnamese, and runs nothing', async () => {
    await submit(branch.children[0]!, { members: 1234 }, { hours: 0.5, value: -7 });
    const answer = await reviewer.get('/tong-hop/2026/csv');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="tong-hop-2026.csv"; filename*=UTF-8''tong-hop-2026.csv`,
      'cache-control': 'private, no-store',
    });
    expect(answer.text.startsWith('\ufeff')).toBe(true);
    expect(answer.text.slice(1).split('\r\n')).toEqual([
      'Mã;Phần;Chỉ tiêu;Tổng;Năm trước;Cùng đơn vị, năm nay;Cùng đơn vị, năm trước;Tăng, giảm;Tăng, giảm (%);Số đơn vị có báo cáo cả hai năm;Số đơn vị có số liệu;Số đơn vị được tính;Số đơn vị phải báo cáo;Số đơn vị được tính năm trước',
      'members;A. Chung;Số đoàn viên;1234;;;;;;;1;1;4;',
      `hours;E. Công nhân;"'=Số giờ; cả năm";0,5;;;;;;;1;1;4;`,
      'value;E. Công nhân;Giá trị;-7;;;;;;;1;1;4;',
      '',
    ]);
  });

  it('has every summed figure, also those that nobody gave', async () => {
    const answer = await reviewer.get('/tong-hop/2026/csv');
    expect(answer.text.trim().split('\r\n')).toHaveLength(1 + summedFields(form).length);
    expect(answer.text).toContain('members;A. Chung;Số đoàn viên;;;;;;;;0;0;4');
  });
});
