import { strFromU8, unzipSync } from 'fflate';
import { Workbook } from '@cj-tech-master/excelts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ExportJob } from '../../src/platform/prisma/client.js';
import { formDefinition } from '../../src/form/definition.js';
import type { ReportStatus } from '../../src/reports/lifecycle.js';
import {
  holdExport,
  keepExport,
  removeOldExports,
  savePart,
  takeExport,
} from '../../src/consolidation/exports/commands.js';
import { makeAllWaiting, startExportJob } from '../../src/consolidation/exports/job.js';
import { DEAD_AFTER, LEASE } from '../../src/consolidation/exports/limits.js';
import { ExportLost } from '../../src/consolidation/exports/rules.js';
import { download, postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { openTestPeriod, reportOf, removeSubmissions } from '../support/reports.js';

const NOW = '2026-08-30T08:00:00+07:00';
const portal = await startTestApp({ now: NOW, config: { publicUrl: 'https://neuguong.example.vn' } });
const { db, clock } = portal;
const LIST = '/tong-hop/2026/tep';

const form = formDefinition.parse({
  sections: [
    {
      code: 'a',
      letter: 'A',
      title: 'Chung: [mọi] đơn vị/ngành*?',
      fields: [
        { code: 'members', label: 'Số đoàn viên', kind: 'integer', sum: true },
        { code: 'women', label: 'Nữ', kind: 'integer', sum: true },
        { code: 'women_rate', label: 'Tỷ lệ nữ', kind: 'rate', of: ['women'], over: ['members'] },
        { code: 'held_on', label: 'Ngày họp', kind: 'date' },
        { code: 'good', label: 'Tốt không', kind: 'yes-no' },
        {
          code: 'rank',
          label: 'Xếp loại',
          kind: 'choice',
          choices: [
            { code: 'x', label: 'Xuất sắc' },
            { code: 'k', label: 'Khá' },
          ],
        },
        { code: 'signed', label: 'Bản ký', kind: 'file' },
      ],
    },
    {
      code: 'e',
      letter: 'E',
      title: 'Công nhân',
      notApplicable: { statement: 'Đơn vị không có công nhân', zeroField: 'members' },
      fields: [
        { code: 'hours', label: '=Số giờ; cả năm', kind: 'decimal', average: true },
        { code: 'story', label: 'Kết quả', kind: 'text' },
      ],
    },
  ],
  checks: [],
});
const oldForm = formDefinition.parse({
  sections: [
    {
      code: 'a',
      letter: 'A',
      title: 'Chung',
      fields: [
        { code: 'members', label: 'Số người', kind: 'integer', sum: true },
        { code: 'constructor', label: 'Câu hỏi đã bỏ', kind: 'line' },
      ],
    },
  ],
  checks: [],
});

let branch: number;
let children: number[];
let reviewer: Agent;

beforeAll(async () => {
  const province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  branch = (
    await makeUnit(db, {
      code: 'YTE',
      name: 'Công đoàn ngành Y tế',
      level: 'UPPER_LEVEL',
      parentId: province,
    })
  ).id;
  const other = (
    await makeUnit(db, { name: 'Công đoàn ngành Giáo dục', level: 'UPPER_LEVEL', parentId: province })
  ).id;
  children = [];
  for (const name of ['CĐCS A', 'CĐCS B', 'CĐCS C', 'CĐCS D'])
    children.push((await makeUnit(db, { code: name.replace(' ', ''), name, parentId: branch })).id);
  await makeUnit(db, { name: 'CĐCS của ngành khác', parentId: other });
  await makeAccount(db, 'root', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER']);
  await makeAccount(db, 'reviewer', branch, ['REVIEWER']);
  await makeAccount(db, 'leader', branch, ['LEADER']);
  await makeAccount(db, 'filer', branch, ['FILER']);
  await makeAccount(db, 'stranger', other, ['REVIEWER']);
  await makeAccount(db, 'childless', children[0]!, ['REVIEWER']);
  await openTestPeriod(db, 'root');
  await db.period.updateMany({ data: { form, formVersion: 2 } });
  const { id: periodId } = await db.period.findFirstOrThrow();
  await db.formVersion.create({
    data: {
      periodId,
      number: 1,
      form: oldForm,
      replacedAt: new Date(NOW),
      replacedById: 1,
      replacedByName: 'x',
    },
  });
});

beforeEach(async () => {
  clock.set(NOW);
  await db.exportJob.deleteMany();
  await db.modelExample.deleteMany();
  await removeSubmissions(db);
  await db.report.updateMany({
    data: { status: 'NOT_STARTED', firstSubmittedAt: null, lastSubmittedAt: null },
  });
  await db.account.updateMany({
    where: { username: 'reviewer' },
    data: { roles: ['REVIEWER'], unitId: branch },
  });
  // After the clock went on and back, the session of the last test is over.
  reviewer = await portal.signedIn('reviewer');
});

interface Said {
  a?: Record<string, unknown>;
  e?: Record<string, unknown>;
  away?: string;
  formVersion?: number;
  files?: string[];
}
async function submit(
  unitId: number,
  { a = {}, e = {}, away, formVersion = 2, files = [] }: Said,
  status: ReportStatus = 'ACCEPTED',
) {
  const { id } = await reportOf(db, unitId);
  const number = (await db.submission.count({ where: { reportId: id } })) + 1;
  const at = new Date('2026-08-20T08:00:00+07:00');
  if (number > 1) await db.report.update({ where: { id }, data: { status: 'RETURNED' } });
  const sections = {
    a: { notApplicable: false, answers: a },
    e: { notApplicable: away !== undefined, reason: away ?? '', answers: e },
  };
  const attachments = files.map((name, i) => ({
    id: i + 1,
    field: 'signed',
    name,
    size: 9,
    sha256: '0'.repeat(64),
  }));
  const content = { year: 2026, sections, attachments, nilReason: '' };
  const row = {
    reportId: id,
    number,
    content: content as object,
    sha256: '0'.repeat(64),
    submittedAt: at,
    formVersion,
  };
  await db.submission.create({
    data: {
      ...row,
      submittedById: 1,
      submittedByName: 'x',
      verificationCode: `${id}-${number}`,
    },
  });
  await db.report.update({ where: { id }, data: { status, firstSubmittedAt: at, lastSubmittedAt: at } });
}

const ask = (agent: Agent, kind = 'xlsx', counted = 'accepted') => postForm(agent, LIST, { kind, counted });
const servedSchema = async () => {
  const served = await portal.visitor().get('/tong-hop/luoc-do.json');
  expect(JSON.stringify(served.body)).toContain('"type":["number","string","boolean"]');
  expect([served.status, served.type]).toEqual([200, 'application/schema+json']);
  return z.fromJSONSchema(served.body as Parameters<typeof z.fromJSONSchema>[0]);
};
const latest = () => db.exportJob.findFirstOrThrow({ orderBy: { id: 'desc' } });
const fileOf = async (agent: Agent, { id }: ExportJob) => download(agent, `${LIST}/${id}`);
/** Asks, lets the job work, and downloads. */
async function made(kind: string, counted = 'accepted', agent = reviewer): Promise<Buffer> {
  expect((await ask(agent, kind, counted)).status).toBe(303);
  await makeAllWaiting(portal);
  const job = await latest();
  expect(job).toMatchObject({ error: '', failedAt: null });
  const answer = await fileOf(agent, job);
  expect(answer.status).toBe(200);
  return answer.body as Buffer;
}
async function sheets(file: Buffer) {
  const workbook = new Workbook();
  await workbook.xlsx.load(file);
  return new Map(
    workbook.worksheets.map((sheet) => {
      const rows: unknown[][] = [];
      sheet.eachRow((row) =>
        rows.push(Array.from((row.values as unknown[]).slice(1), (value) => value ?? null)),
      );
      return [sheet.name, rows];
    }),
  );
}

describe('The workbook', () => {
  it('has the totals first, a sheet a section with a row a unit, then model examples and who is not in', async () => {
    await submit(children[1]!, {
      a: { members: 20, women: 5, good: true, rank: 'k' },
      e: { hours: 0.5, story: '=1+1' },
    });
    await submit(children[0]!, {
      a: { members: 10, women: 5, good: false, held_on: '2026-03-09' },
      away: 'Toàn viên chức',
      files: ['a.pdf', 'b.pdf'],
    });
    await submit(children[2]!, { a: { members: 1000 } }, 'SUBMITTED');
    await addExample('CĐCS A');
    const found = await sheets(await made('xlsx'));
    expect([...found.keys()]).toEqual([
      'Tổng hợp',
      'A. Chung   mọi  đơn vị ngành',
      'E. Công nhân',
      'Ô của biểu mẫu cũ',
      'Gương điển hình',
      'Chưa có trong tổng hợp',
    ]);
    const [, about, , ...totals] = found.get('Tổng hợp')!;
    expect(about![0]).toContain('báo cáo đã chấp nhận của 2/4 đơn vị trực tiếp');
    expect(totals.map(([code, , , how, value, counted]) => [code, how, value, counted])).toEqual([
      ['members', 'Cộng', 30, 2],
      ['women', 'Cộng', 10, 2],
      ['women_rate', 'Tỷ lệ (%)', 33.3, 2],
      ['good=true', 'Số đơn vị', 1, 2],
      ['good=false', 'Số đơn vị', 1, 2],
      ['rank=x', 'Số đơn vị', 0, 1],
      ['rank=k', 'Số đơn vị', 1, 1],
      ['hours', 'Bình quân', 0.5, 1],
    ]);
    const [head, first, second, third] = found.get('A. Chung   mọi  đơn vị ngành')!;
    expect(head).toEqual([
      'Mã đơn vị',
      'Đơn vị',
      'Trạng thái',
      'Lần nộp',
      'Ghi chú',
      'Số đoàn viên',
      'Nữ',
      'Tỷ lệ nữ (%)',
      'Ngày họp',
      'Tốt không',
      'Xếp loại',
      'Bản ký',
    ]);
    expect(first).toEqual([
      'CĐCSA',
      'CĐCS A',
      'Đã chấp nhận',
      1,
      null,
      10,
      5,
      50,
      new Date('2026-03-09'),
      'Không',
      null,
      'a.pdf; b.pdf',
    ]);
    expect(second).toEqual(['CĐCSB', 'CĐCS B', 'Đã chấp nhận', 1, null, 20, 5, 25, null, 'Có', 'Khá']);
    expect(third).toBeUndefined();
    const [, away, told] = found.get('E. Công nhân')!;
    expect(away![4]).toBe('Đơn vị không có công nhân: Toàn viên chức');
    // A text, not a formula.
    expect(told!.slice(5)).toEqual([0.5, '=1+1']);
    expect(found.get('Gương điển hình')![1]).toEqual([
      'Viên chức',
      'Cá nhân',
      'Chị Lan',
      'Y tá',
      'CĐCS A',
      'Cứu người.',
    ]);
    const due = new Date('2026-08-25');
    expect(found.get('Chưa có trong tổng hợp')!.slice(1)).toEqual([
      ['CĐCS C', 'Đã nộp, chờ xét duyệt', due],
      ['CĐCS D', 'Chưa nộp, đã quá hạn', due],
    ]);
  });

  it('has reports that wait for review where that was asked', async () => {
    await submit(children[0]!, { a: { members: 1 } });
    await submit(children[2]!, { a: { members: 1000 } }, 'SUBMITTED');
    const found = await sheets(await made('xlsx', 'submitted'));
    expect(found.get('Tổng hợp')![3]![4]).toBe(1001);
    expect(found.get('A. Chung   mọi  đơn vị ngành')![2]![2]).toBe('Đã nộp, chờ xét duyệt');
    expect((await latest()).fileName).toBe('tong-hop-2026-ca-da-nop.xlsx');
  });

  it('reads a child of another form version by its codes, and keeps what this form no longer asks', async () => {
    await submit(children[0]!, { a: { members: 7, constructor: 'Lời cũ' }, formVersion: 1 });
    await submit(children[1]!, { a: { members: 8 } });
    const found = await sheets(await made('xlsx'));
    expect(
      found
        .get('A. Chung   mọi  đơn vị ngành')!
        .slice(1)
        .map((row) => row[5]),
    ).toEqual([7, 8]);
    expect(found.get('Ô của biểu mẫu cũ')!.map((row) => row[5])).toEqual([
      'Câu hỏi đã bỏ',
      'Lời cũ',
      undefined,
    ]);
  });

  it('cuts what no cell holds, and says so; 20,000 characters it holds whole', async () => {
    const story = 'Đơn vị đã nêu gương. '.repeat(1000).slice(0, 20_000);
    for (const child of children.slice(0, 3)) await submit(child, { e: { story } });
    await submit(children[3]!, { e: { story: '😀'.repeat(30_000) } });
    const rows = (await sheets(await made('xlsx'))).get('E. Công nhân')!;
    expect(rows.slice(1, 4).map((row) => row[6])).toEqual([story, story, story]);
    const cut = String(rows[4]![6]);
    expect(cut).toHaveLength(32_767);
    expect(cut).toMatch(/ \[…đã cắt: cả bài có 60\.000 ký tự, xem đủ trong tệp JSON hoặc CSV\]$/);
  });

  it('is sound where a text has what XML cannot hold or spreadsheets read as something else', async () => {
    const story = '<b>&"\' _x000D_ a\u0001\ufffe\ud800 z';
    await submit(children[0]!, { e: { story: story.replace('\u0001', '').replace('\ud800', '') } });
    const [, row] = (await sheets(await made('xlsx'))).get('E. Công nhân')!;
    expect(row![6]).toBe('<b>&"\' _x000D_ a z');
  });

  it('of an empty province has its sheets and no rows', async () => {
    const childless = await portal.signedIn('childless');
    const found = await sheets(await made('xlsx', 'accepted', childless));
    expect(found.get('E. Công nhân')).toHaveLength(1);
    expect(found.get('Tổng hợp')![1]![0]).toContain('0/0 đơn vị');
    expect(await latest()).toMatchObject({ done: 0, total: 0 });
  });
});

async function addExample(unitName: string) {
  const { id: periodId } = await db.period.findFirstOrThrow();
  await db.modelExample.create({
    data: {
      parentId: branch,
      periodId,
      unitName,
      kind: 'INDIVIDUAL',
      name: 'Chị Lan',
      position: 'Y tá',
      audience: 'public-employee',
      deed: 'Cứu người.',
      addedAt: clock(),
      addedById: 1,
    },
  });
}

describe('The CSV', () => {
  it('has a row an answer in the order of the form, figures for a spreadsheet, and runs nothing', async () => {
    await submit(children[0]!, {
      a: { rank: 'x', good: true, held_on: '2026-09-10', members: 1234 },
      e: { story: '=cmd|x\n=hai; "dòng"', hours: -0.5 },
      files: ['=a.pdf'],
    });
    await submit(children[1]!, { a: { constructor: '@x' }, formVersion: 1, away: 'Không có' });
    const text = (await made('csv')).toString();
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(text.slice(1).split('\r\n')).toEqual([
      'Mã đơn vị;Đơn vị;Lần nộp;Mã;Chỉ tiêu;Giá trị',
      'CĐCSA;CĐCS A;1;members;Số đoàn viên;1234',
      'CĐCSA;CĐCS A;1;held_on;Ngày họp;2026-09-10',
      'CĐCSA;CĐCS A;1;good;Tốt không;Có',
      'CĐCSA;CĐCS A;1;rank;Xếp loại;Xuất sắc',
      `CĐCSA;CĐCS A;1;signed;Bản ký;'=a.pdf`,
      `CĐCSA;CĐCS A;1;hours;"'=Số giờ; cả năm";-0,5`,
      `CĐCSA;CĐCS A;1;story;Kết quả;"'=cmd|x\n'=hai; ""dòng"""`,
      `CĐCSB;CĐCS B;1;constructor;Câu hỏi đã bỏ;'@x`,
      'CĐCSB;CĐCS B;1;e;e;Không có',
      '',
    ]);
  });
});

const oldAnswer: Record<string, string> = { constructor: 'Lời cũ' };

describe('The JSON', () => {
  it('is what its schema says, which anyone may read', async () => {
    await submit(children[0]!, {
      a: { members: 10, women: 4, good: true },
      e: { story: 'Lời "văn"\n' },
      files: ['a.pdf'],
    });
    await submit(children[1]!, { a: { members: 7, constructor: 'Lời cũ' }, formVersion: 1 });
    await addExample('CĐCS A');
    const file = JSON.parse((await made('json')).toString()) as Record<string, unknown>;
    const schema = await servedSchema();
    schema.parse(file);
    expect(file['$schema']).toBe('https://neuguong.example.vn/tong-hop/luoc-do.json');
    expect(file).toMatchObject({
      year: 2026,
      unit: { code: 'YTE' },
      counted: 'accepted',
      ...{ expected: 4, included: 2 },
      units: [
        {
          code: 'CĐCSA',
          formVersion: 2,
          sections: { a: { answers: { members: 10, good: true } }, e: { answers: { story: 'Lời "văn"\n' } } },
          attachments: [{ name: 'a.pdf' }],
        },
        { code: 'CĐCSB', formVersion: 1, sections: { a: { answers: oldAnswer } } },
      ],
      missing: [
        { name: 'CĐCS C', owes: 'overdue' },
        { name: 'CĐCS D', owes: 'overdue' },
      ],
      examples: [{ name: 'Chị Lan' }],
    });
    expect((file['totals'] as object[])[0]).toMatchObject({
      code: 'members',
      how: 'sum',
      value: '17',
      counted: 2,
    });
    for (const broken of [
      { ...file, units: [{}] },
      { ...file, year: 'x' },
      { ...file, totals: undefined },
    ])
      expect(schema.safeParse(broken).success).toBe(false);
  });

  it('is missing who is on the sheet of the workbook: whoever waits for review, and nobody exempt', async () => {
    await submit(children[0]!, { a: { members: 10 } });
    await submit(children[2]!, { a: { members: 1 } }, 'SUBMITTED');
    await db.report.updateMany({ where: { unitId: children[3]! }, data: { status: 'EXEMPT' } });
    const file = JSON.parse((await made('json')).toString()) as { missing: object[]; totals: object[] };
    (await servedSchema()).parse(file);
    expect(file).toMatchObject({
      ...{ expected: 3, included: 1 },
      missing: [
        { name: 'CĐCS B', owes: 'overdue' },
        { name: 'CĐCS C', owes: null, status: 'SUBMITTED' },
      ],
    });
    // CĐCS A has one part of the rate only.
    expect(file.totals.find((total) => 'code' in total && total.code === 'women_rate')).toMatchObject({
      counted: 0,
    });
    const sheet = (await sheets(await made('xlsx'))).get('Chưa có trong tổng hợp')!;
    expect(sheet.slice(1).map(([name]) => name)).toEqual(['CĐCS B', 'CĐCS C']);
  });

  it('of an empty province is one too', async () => {
    const file = JSON.parse(
      (await made('json', 'accepted', await portal.signedIn('childless'))).toString(),
    ) as object;
    const schema = await servedSchema();
    expect(schema.parse(file)).toMatchObject({ units: [], missing: [], examples: [], included: 0 });
  });
});

describe('The list of exports', () => {
  it('says how far one is, and offers it when it is done, for 7 days', async () => {
    for (const child of children) await submit(child, { a: { members: 1 } });
    await ask(reviewer);
    expect((await reviewer.get(LIST)).text).toContain('Đang chờ');
    const job = (await takeExport(db, clock()))!;
    await keepExport(db, job, { done: 3, total: 12 }, clock());
    const html = (await reviewer.get(LIST)).text;
    expect(html).toContain('Đang lập');
    expect(html).toContain('3 / 12 dòng (25 %)');
    expect(html).toMatch(/<progress max="100" value="25" aria-labelledby/);
    expect(html).toContain('data-refresh');
    expect(html).not.toContain('http-equiv');
    clock.set(new Date(clock().getTime() + LEASE));
    await makeAllWaiting(portal);
    const done = await latest();
    expect(done).toMatchObject({ done: 4, total: 4, attempts: 2 });
    const page = (await reviewer.get(LIST)).text;
    expect(page).toContain(`href="${LIST}/${done.id}"`);
    expect(page).toMatch(
      /số liệu lúc lập tệp[^]*Lập xong lúc 08:02 ngày 30\/8\/2026\. Giữ đến 08:02 ngày 06\/9\/2026/,
    );
    expect(page).not.toContain('data-refresh');

    clock.set('2026-09-06T08:01:59.999+07:00');
    const later = await portal.signedIn('reviewer');
    await removeOldExports(db, clock());
    expect((await fileOf(later, done)).status).toBe(200);
    clock.set('2026-09-06T08:02:00+07:00');
    expect((await fileOf(later, done)).status).toBe(404);
    await removeOldExports(db, clock());
    expect(await db.exportPart.count()).toBe(0);
    expect(await latest()).toMatchObject({ removedAt: clock() });
    expect((await later.get(LIST)).text).toContain('Tệp chỉ được giữ 7 ngày');
  });

  it.each([
    [{ kind: 'exe', counted: 'accepted' }, 'Hãy chọn định dạng của tệp.'],
    [{ kind: 'csv', counted: '__proto__' }, 'Hãy chọn báo cáo được tính.'],
    [{ kind: ['csv', 'json'], counted: 'accepted' }, 'Hãy chọn định dạng của tệp.'],
    [{ kind: 'csv', counted: 'accepted', constructor: 'x' }, 'Biểu mẫu không có ô'],
    [{}, 'Hãy chọn định dạng của tệp.'],
  ])('refuses %j', async (fields, message) => {
    const answer = await postForm(reviewer, LIST, fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(await db.exportJob.count()).toBe(0);
  });

  it('takes no fourth one while three are unfinished, also when two are asked for at once', async () => {
    await ask(reviewer);
    await ask(reviewer);
    const answers = await Promise.all([ask(reviewer, 'csv'), ask(reviewer, 'json')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    const refused = answers.find(({ status }) => status === 422)!;
    expect(refused.text).toContain('Bạn đang có 3 tệp chưa lập xong');
    expect(refused.text).toMatch(/value="(csv|json)"[^>]*checked/);
    expect((await ask(await portal.signedIn('leader'))).status).toBe(303);
    expect(await db.exportJob.count()).toBe(4);
    const events = await db.historyEvent.findMany({
      where: { action: 'export-asked' },
      orderBy: { id: 'desc' },
      take: 1,
    });
    expect(events).toMatchObject([{ unitId: branch, detail: { year: 2026, format: 'XLSX' } }]);
  });
});

describe('Whoever', () => {
  it('did not ask for it does not find it, and cannot cancel it', async () => {
    await submit(children[0]!, { a: { members: 77 } });
    await made('csv');
    const job = await latest();
    await ask(reviewer, 'json');
    const waiting = await latest();
    for (const name of ['leader', 'stranger', 'board', 'childless']) {
      const agent = await portal.signedIn(name);
      expect((await fileOf(agent, job)).status).toBe(404);
      expect((await agent.get(LIST)).text).not.toContain(job.fileName);
      expect((await postForm(agent, `${LIST}/${waiting.id}/huy`, {}, LIST)).status).toBe(404);
    }
    expect((await fileOf(await portal.signedIn('filer'), job)).status).toBe(403);
    expect((await portal.visitor().get(`${LIST}/${job.id}`)).status).toBe(302);
    expect((await latest()).cancelledAt).toBeNull();
  });

  it('no longer oversees the unit no longer has it, and what waits is not made', async () => {
    await made('csv');
    const job = await latest();
    await ask(reviewer, 'json');
    await db.account.updateMany({ where: { username: 'reviewer' }, data: { unitId: children[0]! } });
    expect((await fileOf(reviewer, job)).status).toBe(404);
    await makeAllWaiting(portal);
    expect(await latest()).toMatchObject({
      error: 'Tài khoản không còn quyền xem tổng hợp của đơn vị này.',
      attempts: 1,
    });
    await db.account.updateMany({
      where: { username: 'reviewer' },
      data: { unitId: branch, roles: ['FILER'] },
    });
    expect((await fileOf(reviewer, job)).status).toBe(403);
  });

  it('opens an address that is none finds nothing', async () => {
    for (const path of ['/tong-hop/2025/tep', `${LIST}/x`, `${LIST}/0`, `${LIST}/99999999999`, `${LIST}/1`])
      expect((await reviewer.get(path)).status).toBe(404);
    await ask(reviewer);
    expect((await fileOf(reviewer, await latest())).status).toBe(404);
  });
});

describe('The job', () => {
  it('goes on from the beginning after the lease of a worker that died, and not before', async () => {
    await submit(children[0]!, { a: { members: 1 } });
    await ask(reviewer, 'csv');
    const dead = (await takeExport(db, clock()))!;
    await savePart(db, dead, { number: 0, content: new Uint8Array([1, 2, 3]) }, clock());
    await makeAllWaiting(portal);
    expect(await latest()).toMatchObject({ finishedAt: null, attempts: 1 });
    clock.set(new Date(clock().getTime() + LEASE));
    await makeAllWaiting(portal);
    const job = await latest();
    expect(job).toMatchObject({ attempts: 2 });
    expect(((await fileOf(reviewer, job)).body as Buffer).toString()).toContain('members;Số đoàn viên;1');
    // The one that was thought dead can write nothing more.
    await expect(savePart(db, dead, { number: 9, content: new Uint8Array([9]) }, clock())).rejects.toThrow(
      ExportLost,
    );
    expect(await db.exportPart.count({ where: { number: 9 } })).toBe(0);
  });

  it('takes over within seconds from a process that was killed, and not from one that is still at it', async () => {
    await submit(children[0]!, { a: { members: 1 } });
    await ask(reviewer, 'csv');
    const taken = (await takeExport(db, clock()))!;
    const soon = new Date(clock().getTime() + DEAD_AFTER);
    await db.$transaction(async (tx) => {
      await holdExport(tx, taken);
      expect(await takeExport(db, soon)).toBeUndefined();
    });
    expect(await takeExport(db, new Date(soon.getTime() - 1))).toBeUndefined();
    expect(await takeExport(db, soon)).toMatchObject({ id: taken.id, attempts: 2 });
  });

  it('is shared by two workers: each export is made once', async () => {
    for (const child of children) await submit(child, { a: { members: 1 } });
    for (const kind of ['xlsx', 'csv', 'json']) await ask(reviewer, kind);
    await Promise.all([makeAllWaiting(portal), makeAllWaiting(portal), makeAllWaiting(portal)]);
    const jobs = await db.exportJob.findMany();
    expect(jobs.map(({ attempts, error }) => [attempts, error])).toEqual([
      [1, ''],
      [1, ''],
      [1, ''],
    ]);
    expect(jobs.every(({ finishedAt }) => finishedAt !== null)).toBe(true);
    for (const job of jobs) expect((await fileOf(reviewer, job)).body).toHaveLength(job.size);
  });

  it('sees between batches that it was cancelled, and leaves nothing', async () => {
    await submit(children[0]!, { a: { members: 1 } });
    await ask(reviewer, 'csv');
    const job = (await takeExport(db, clock()))!;
    await savePart(db, job, { number: 0, content: new Uint8Array(9) }, clock());
    expect((await postForm(reviewer, `${LIST}/${job.id}/huy`, {}, LIST)).status).toBe(303);
    await expect(keepExport(db, job, { done: 1, total: 2 }, clock())).rejects.toThrow(ExportLost);
    expect(await db.exportPart.count()).toBe(0);
    expect((await reviewer.get(LIST)).text).toContain('Đã hủy');
    expect((await postForm(reviewer, `${LIST}/${job.id}/huy`, {}, LIST)).status).toBe(409);
    await makeAllWaiting(portal);
    expect(await latest()).toMatchObject({ finishedAt: null, error: '' });
  });

  it('that is stopped gives its export back at once, and the attempt does not count', async () => {
    await submit(children[0]!, { a: { members: 1 } });
    await ask(reviewer, 'csv');
    let looks = 0;
    await makeAllWaiting(portal, () => (looks += 1) > 1);
    expect(await latest()).toMatchObject({ attempts: 0, takenUntil: null, finishedAt: null });
    const running = startExportJob(portal, 10);
    await eventually(async () => (await latest()).finishedAt).not.toBeNull();
    await running.stop();
  });

  it('gives up after three attempts, with a reason', async () => {
    await submit(children[0]!, { a: { members: 1 } });
    await ask(reviewer, 'csv');
    // What no export can read: the form is none.
    await db.period.updateMany({ data: { form: {} } });
    for (let attempt = 1; attempt <= 3; attempt++) {
      await makeAllWaiting(portal);
      expect(await latest()).toMatchObject({ attempts: attempt, finishedAt: null });
      clock.set(new Date(clock().getTime() + LEASE));
    }
    await db.period.updateMany({ data: { form } });
    expect((await latest()).failedAt).not.toBeNull();
    await makeAllWaiting(portal);
    const html = (await reviewer.get(LIST)).text;
    expect(html).toContain('Không lập được');
    expect(html).toContain('Đã thử 3 lần mà chưa lập được tệp');
  });

  it('gives up what killed its worker three times', async () => {
    await ask(reviewer, 'csv');
    for (let attempt = 1; attempt <= 3; attempt++) {
      expect(await takeExport(db, clock())).toMatchObject({ attempts: attempt });
      clock.set(new Date(clock().getTime() + LEASE));
    }
    expect(await takeExport(db, clock())).toBeUndefined();
    expect((await latest()).error).toContain('Đã thử 3 lần');
  });
});

describe('A file of many parts', () => {
  it('is sent as it was written', async () => {
    const words = () => Array.from({ length: 2500 }, () => Math.random().toString(36).slice(2, 10)).join(' ');
    for (const child of children) await submit(child, { e: { story: words() } });
    for (let again = 0; again < 8; again++)
      for (const child of children)
        await submit(child, { a: { constructor: words() }, e: { story: words() } });
    const file = await made('json');
    expect(JSON.parse(file.toString())).toMatchObject({ included: 4 });
    const zip = unzipSync(await made('xlsx'));
    expect(strFromU8(zip['xl/worksheets/sheet3.xml']!).match(/<row /g)).toHaveLength(5);
  });
});
