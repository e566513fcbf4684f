import { Workbook } from '@cj-tech-master/excelts';
import { beforeAll, describe, expect, it } from 'vitest';
import { reviewDocument } from '../../src/review/addresses.js';
import type { ExportFile } from '../../src/consolidation/exports/schema.js';
import type { SubmissionContent } from '../../src/reports/submission-content.js';
import { agreed, postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { bytesOf, docxOf, exportOf } from '../support/places.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';
import { answerCell } from '../support/workbooks.js';

// The figures that count unions below are what the children's reports say plus the own direct children (PRODUCT.md, "One
// value"). The province has four children that must report: Y tế says 3 and 2 and is accepted, so is Cảng with nobody
// below; Giáo dục says 1 and 1 and waits for review; one has not begun. A fifth is exempt.

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const [DUE, DONE] = ['children_to_report', 'children_reported'];
const PROVINCE = 'Liên đoàn Lao động tỉnh';
const OWN = `Đơn vị trực tiếp của ${PROVINCE}`;
const FILL = '/bao-cao/2026/tong-hop';
const unit: Record<string, number> = {};
let board: Agent;

beforeAll(async () => {
  const add = async (name: string, parentId?: number, level?: 'UPPER_LEVEL') => {
    const made = await makeUnit(db, { name, ...(parentId && { parentId }), ...(level && { level }) });
    unit[name] = made.id;
    await makeAccount(db, `f${made.id}`, made.id, ['FILER', 'REVIEWER']);
    return made.id;
  };
  const province = await add(PROVINCE);
  const health = await add('Y tế', province, 'UPPER_LEVEL');
  const schools = await add('Giáo dục', province, 'UPPER_LEVEL');
  for (const name of ['Cảng', 'Chợ', 'Miễn']) await add(name, province);
  for (const name of ['BV A', 'BV B', 'BV C']) await add(name, health);
  for (const name of ['Trường A', 'Trường Miễn']) await add(name, schools);
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['FILER', 'REVIEWER', 'LEADER']);
  await openTestPeriod(db, 'admin', 2025);
  await openTestPeriod(db, 'admin');
  const exempt = [unit['Miễn']!, unit['Trường Miễn']!];
  await db.report.updateMany({ where: { unitId: { in: exempt } }, data: { status: 'EXEMPT' } });
  for (const name of ['BV A', 'Trường A']) await file(name, true);
  await file('BV B');
  for (const name of ['Y tế', 'Cảng']) await file(name, true);
  await file('Giáo dục');
  board = await portal.signedIn('board');
});

const filer = (name: string) => `f${String(unit[name])}`;
async function file(name: string, isAccepted = false) {
  await fillDraft(db, filer(name), clock());
  await submitDraft(db, filer(name), clock());
  if (isAccepted) await accept(name);
}
async function accept(name: string) {
  const { id, parentId } = await reportOf(db, unit[name]!);
  await acceptFrom(db, `f${String(parentId)}`, id, clock());
}
const filed = async (name: string) => {
  const where = { report: { unitId: unit[name]!, period: { year: 2026 } } };
  const { content } = await db.submission.findFirstOrThrow({ where, orderBy: { number: 'desc' } });
  return content as unknown as SubmissionContent;
};
const figuresOf = ({ sections }: SubmissionContent) =>
  [DUE, DONE].map((code) => sections['to-chuc-thuc-hien']?.answers[code]);

const text = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
const page = async (address: string, agent = board) => {
  const answer = await agent.get(address);
  expect([address, answer.status]).toEqual([address, 200]);
  return answer.text;
};
const LABELS = ['Số công đoàn trực thuộc phải báo cáo', 'Số công đoàn trực thuộc đã báo cáo'];
/** What stands right after each of the two labels. */
const after = (words: string, labels = LABELS) =>
  labels.map((label) => Number(new RegExp(`${label}:?\\s*(\\d+)`).exec(words)?.[1]));
const onPage = async (address: string, agent = board) => after(text(await page(address, agent)));
/** The two figures on pages of one each. */
const onEach = (address: (code: string) => string, label: string) =>
  Promise.all([DUE, DONE].map(async (code) => after(text(await page(address(code))), [label])[0]));
const bytes = (address: string) => bytesOf(board, address);
const document = (address: string) => docxOf(board, address);
const exported = (kind: string) => exportOf({ portal, board, live: false }, kind);
const opened = async (content: Buffer) => {
  const workbook = new Workbook();
  await workbook.xlsx.load(content);
  return workbook;
};
const sheetRow = (workbook: Workbook, sheet: string, column: number, is: string) => {
  const found: unknown[][] = [];
  const wanted = workbook.worksheets.find(({ name }) => name.startsWith(sheet));
  wanted?.eachRow((cells) => found.push((cells.values as unknown[]).slice(1)));
  return found.find((values) => values[column] === is) ?? [];
};

describe('The figures that count unions below', () => {
  it('agree with /theo-doi in each child’s submission, which keeps how many of them are its own', async () => {
    const health = await filed('Y tế');
    expect([figuresOf(health), health.ownChildren]).toEqual([[3, 2], { expected: 3, received: 2 }]);
    expect(figuresOf(await filed('Giáo dục'))).toEqual([1, 1]);
    expect(figuresOf(await filed('Cảng'))).toEqual([0, 0]);
    const followed = text(await page('/theo-doi/2026', await portal.signedIn(filer('Y tế'))));
    expect(followed).toContain('Đã nộp 66,7 % 2 / 3 đơn vị');
  });

  it('are one value on every page, in every file and document', async () => {
    expect(await everywhere()).toEqual(Object.fromEntries(PLACES.map((place) => [place, [7, 5]])));
  });

  it('have the own direct children as a line of their own among their parts', async () => {
    expect(await ownLines()).toEqual(Object.fromEntries(PARTS.map((place) => [place, [4, 3]])));
  });

  it('of a child stand on a page and a paper that say from how many of its own they are, as of when it filed', async () => {
    for (const [name, of] of [
      ['Y tế', '1/3'],
      ['Giáo dục', '1/1'],
    ] as const) {
      const { id } = await reportOf(db, unit[name]!);
      const words = `báo cáo đã chấp nhận của ${of} đơn vị trực tiếp phải báo cáo.`;
      expect(await document(reviewDocument(id, 'docx'))).toContain(words);
      expect(text(await page(`/xet-duyet/${id}`))).toContain(words);
    }
    const { id } = await reportOf(db, unit['Cảng']!);
    expect(text(await page(`/xet-duyet/${id}`))).not.toContain('đơn vị trực tiếp phải báo cáo');
    expect(await document(reviewDocument(id, 'docx'))).not.toContain('đơn vị trực tiếp phải báo cáo');
  });

  it('take in those that wait for review where that is asked', async () => {
    expect(await onPage('/tong-hop/2026/so-lieu?ca-cho-duyet=1')).toEqual([8, 6]);
  });

  it('of one kind of unit are what these say, and the page says so', async () => {
    expect(await onPage('/tong-hop/2026/so-lieu?cap=UPPER_LEVEL')).toEqual([3, 2]);
    const parts = await page(`/tong-hop/2026/so-lieu/${DUE}?cap=UPPER_LEVEL`);
    expect(parts).not.toContain(OWN);
    expect(text(parts)).toContain('Các đơn vị trực tiếp không được cộng thêm');
  });
});

describe('The unit is not asked for them', () => {
  it('they stand on the section’s page without a control, with what they are made of', async () => {
    const html = await page('/bao-cao/2026/to-chuc-thuc-hien');
    expect(html).not.toMatch(/name="children_/);
    expect(text(html)).toContain('Cổng tự tính: 4 đơn vị trực tiếp phải báo cáo, và 3 đơn vị nữa theo');
    const leaf = await page('/bao-cao/2026/to-chuc-thuc-hien', await portal.signedIn(filer('BV C')));
    // A unit with none below is told so once.
    expect(leaf).not.toContain('children_to_report');
    expect(text(leaf).split('Đơn vị không có công đoàn trực thuộc')).toHaveLength(2);
  });

  it('what is posted all the same is refused', async () => {
    const agent = await portal.signedIn(filer('BV C'));
    const address = '/bao-cao/2026/to-chuc-thuc-hien';
    const posted = { version: '0', [DUE]: '99', [DONE]: '98', inspections_carried_out: '2' };
    const refused = await postForm(agent, address, posted);
    expect([refused.status, hiddenFields(refused.text)['version']]).toEqual([422, '0']);
    expect(refused.text).toContain('value="2"');
    const { [DUE]: _due, [DONE]: _done, ...rest } = posted;
    expect((await postForm(agent, address, rest)).status).toBe(303);
    const { id: reportId } = await reportOf(db, unit['BV C']!);
    const saved = await db.sectionDraft.findFirstOrThrow({ where: { reportId } });
    expect(saved.answers).toEqual({ inspections_carried_out: 2 });
    const fill = await postForm(board, FILL, { ...hiddenFields(await page(FILL)), figures: DUE });
    expect(fill.status).toBe(422);
    expect(text(await page(FILL))).toContain('7 7 Cổng tự tính');
  });

  it('a draft that was answered before says what the portal knows', async () => {
    const { id: reportId } = await reportOf(db, unit['BV C']!);
    await db.sectionDraft.updateMany({ where: { reportId }, data: { answers: { [DUE]: 5, [DONE]: 9 } } });
    const html = await page('/bao-cao/2026/kiem-tra', await portal.signedIn(filer('BV C')));
    expect(after(text(html))).toEqual([0, 0]);
    // 9 would be more than 5: no check can be failed by what nobody can mend.
    expect(text(html)).not.toContain('lớn hơn');
  });

  it('a change against last year asks for no word', async () => {
    const { id: reportId } = await reportOf(db, unit['Cảng']!, 2025);
    await fillDraft(db, filer('Cảng'), clock(), { year: 2025 });
    const sections = { 'to-chuc-thuc-hien': { notApplicable: false, answers: { [DUE]: 90, [DONE]: 90 } } };
    await legacy(reportId, sections);
    const html = text(await page('/bao-cao/2026/kiem-tra', await portal.signedIn(filer('Cảng'))));
    expect(html).not.toContain('năm 2025 là 90');
  });
});

/** A submission from before the portal answered these figures, accepted. */
async function legacy(reportId: number, sections: SubmissionContent['sections']) {
  const content = { year: 2025, sections, attachments: [], nilReason: '', explanations: {}, changeNote: '' };
  const number = (await db.submission.count({ where: { reportId } })) + 1;
  const row = { reportId, number, content: content as object, sha256: '0'.repeat(64), submittedAt: clock() };
  const by = {
    submittedById: 1,
    submittedByName: 'x',
    verificationCode: `cu-${reportId}-${number}`,
  };
  await db.submission.create({ data: { ...row, ...by } });
  const status = { status: 'ACCEPTED' as const, firstSubmittedAt: clock(), lastSubmittedAt: clock() };
  await db.report.update({ where: { id: reportId }, data: { status: 'RETURNED' } });
  await db.report.update({ where: { id: reportId }, data: status });
}

describe('A reviewer looks at', () => {
  const concerns = async (name: string) => {
    const { id, parentId } = await reportOf(db, unit[name]!);
    const html = await page(`/xet-duyet/${id}`, await portal.signedIn(`f${String(parentId)}`));
    return text(html.split('id="can-xem"')[1]?.split('</section>')[0] ?? '');
  };

  it('nothing where the portal knew the figures, and the members come to what the children have', async () => {
    for (const name of ['Cảng', 'Y tế']) expect(await concerns(name)).not.toMatch(/theo cổng|ít hơn/);
  });

  it('fewer members than the accepted children have together', async () => {
    const { id } = await reportOf(db, unit['BV B']!);
    await acceptFrom(db, filer('Y tế'), id, clock());
    // Y tế itself says 30 workers, each of two children 30.
    expect(await concerns('Y tế')).toContain(
      'Số công nhân lao động là 30, ít hơn 60 là số 2 đơn vị trực tiếp đã được chấp nhận báo cáo cộng lại.',
    );
  });

  it('what a unit wrote itself and the tree contradicts', async () => {
    const { id } = await reportOf(db, unit['Chợ']!);
    await legacy(id, { 'to-chuc-thuc-hien': { notApplicable: false, answers: { [DUE]: 3, [DONE]: 0 } } });
    const found = await concerns('Chợ');
    expect(found).toContain('Số công đoàn trực thuộc phải báo cáo là 3, theo cổng là 0.');
    expect(found).not.toContain('đã báo cáo là 0');
    const own = await page(`${FILL}/${DUE}`, await portal.signedIn(filer('Chợ')));
    expect(text(own)).toContain('Đơn vị tự ghi số này khi nộp báo cáo');
    // What it wrote stays, here and in the sums.
    expect(await onPage('/tong-hop/2026/so-lieu')).toEqual([10, 6]);
  });
});

describe('Once the own report is filed', () => {
  it('they stay as they were then, on every page, in every file and document, and in public', async () => {
    await fillDraft(db, 'board', clock());
    await submitDraft(db, 'board', clock());
    const content = await filed(PROVINCE);
    expect([figuresOf(content), content.ownChildren]).toEqual([[10, 6], { expected: 4, received: 4 }]);
    await accept('Giáo dục');
    expect(await onPage('/tong-hop/2026/so-lieu?hien-nay=1')).toEqual([11, 7]);
    const places = PLACES.filter((place) => !DRAFTED.includes(place));
    expect(await everywhere(false)).toEqual(Object.fromEntries(places.map((place) => [place, [10, 6]])));
    expect(await ownLines()).toEqual(Object.fromEntries(PARTS.map((place) => [place, [4, 4]])));
    const publication = '/tong-hop/2026/cong-bo';
    const fields = { ...hiddenFields(await page(publication)), figures: [DUE, DONE] };
    expect((await postForm(board, agreed(publication), fields, publication)).status).toBe(303);
    expect(await onPage('/ket-qua/2026', portal.visitor())).toEqual([10, 6]);
  });
});

/** Where the own unit's figures stand; some only while its report is a draft. */
const DRAFTED = ['fill', 'section'];
const PLACES = [
  ...DRAFTED,
  ...['totals', 'totals csv', 'parts', 'years', 'publication', 'sources', 'check'],
  ...['workbook', 'document', 'annex', 'export xlsx', 'export json', 'export csv'],
];
async function everywhere(isDraft = true): Promise<Record<string, unknown>> {
  const csv = (await bytes('/tong-hop/2026/csv')).toString().split('\r\n');
  const blank = await opened(await bytes('/bao-cao/2026/excel/bieu-mau.xlsx'));
  const xlsx = await opened(await exported('xlsx'));
  const json = JSON.parse((await exported('json')).toString()) as ExportFile;
  const long = (await exported('csv')).toString().split('\r\n');
  return {
    ...(isDraft && {
      fill: await onPage(FILL),
      section: await onPage('/bao-cao/2026/to-chuc-thuc-hien'),
    }),
    totals: await onPage('/tong-hop/2026/so-lieu'),
    'totals csv': each((code) => csv.find((line) => line.includes(code))?.split(';')[3]),
    parts: await onEach((code) => `/tong-hop/2026/so-lieu/${code}`, 'Tổng'),
    years: await onEach((code) => `/tong-hop/2026/cac-nam/${code}`, 'Năm 2026'),
    publication: await onPage('/tong-hop/2026/cong-bo'),
    sources: await onEach((code) => `${FILL}/${code}`, 'Số cổng tính'),
    check: await onPage('/bao-cao/2026/kiem-tra'),
    workbook: each((code) => answerCell(blank, code).value),
    document: after(await document('/bao-cao/2026/van-ban/bao-cao.docx')),
    annex: (await annexRow('Cộng')).slice(-2),
    'export xlsx': each((code) => sheetRow(xlsx, 'Tổng hợp', 0, code)[4]),
    'export json': each((code) => json.totals.find((total) => total.code === code)?.value),
    'export csv': each((code) =>
      long
        .filter((line) => line.includes(code))
        .map((line) => Number(line.split(';')[5]))
        .reduce((a, b) => a + b),
    ),
  };
}

const PARTS = ['parts', 'years', 'sources', 'annex', 'export xlsx', 'export json', 'export csv'];
async function ownLines(): Promise<Record<string, unknown>> {
  const xlsx = await opened(await exported('xlsx'));
  const json = JSON.parse((await exported('json')).toString()) as ExportFile;
  const long = (await exported('csv')).toString().split('\r\n');
  return {
    parts: await onEach((code) => `/tong-hop/2026/so-lieu/${code}`, OWN),
    years: await onEach((code) => `/tong-hop/2026/cac-nam/${code}`, `${OWN} \\d+`),
    sources: await onEach((code) => `${FILL}/${code}`, `${OWN} –`),
    annex: (await annexRow(OWN)).slice(-2),
    'export xlsx': sheetRow(xlsx, 'F. ', 1, OWN).slice(-2),
    'export json': each((code) => json.totals.find((total) => total.code === code)?.own),
    'export csv': each(
      (code) => long.find((line) => line.includes(OWN) && line.includes(code))?.split(';')[5],
    ),
  };
}

const each = (value: (code: string) => unknown) => [DUE, DONE].map((code) => Number(value(code)));
/** The figures of the last row of annex 1 that begins so. */
async function annexRow(head: string): Promise<number[]> {
  const lines = (await document('/tong-hop/2026/van-ban/bao-cao.docx')).split('\n');
  const annex = lines.slice(0, lines.indexOf('Phụ lục 2'));
  const at = annex.lastIndexOf(head);
  const end = annex.findIndex((line, i) => i > at && !/^(\d+|–)$/.test(line));
  return annex.slice(at + 1, end).map(Number);
}
