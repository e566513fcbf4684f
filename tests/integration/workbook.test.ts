import type { Workbook } from '@cj-tech-master/excelts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { officialText } from '../../src/guidance/official-text.js';
import { obligationName } from '../../src/form/obligation-names.js';
import { obligationWords } from '../../src/guidance/rules.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { postForm, startTestApp, tokenOf, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';
import { answerCell, edited, rowOf } from '../support/workbooks.js';
import { repackaged } from '../support/zips.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const STEPS = '/bao-cao/2026/excel';
const PREVIEW = `${STEPS}/xem-truoc`;
let filer: Agent;
let colleague: Agent;
let sibling: Agent;
let unitId: number;

beforeAll(async () => {
  const { province, upper, first, second } = await makeTree(db);
  unitId = first.id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', upper.id, ['REVIEWER']);
  await makeAccount(db, 'filer', first.id, ['FILER']);
  await makeAccount(db, 'colleague', first.id, ['FILER']);
  await makeAccount(db, 'sibling', second.id, ['FILER']);
  await openTestPeriod(db, 'admin');
  await openTestPeriod(db, 'admin', 2025);
  filer = await portal.signedIn('filer');
  colleague = await portal.signedIn('colleague');
  sibling = await portal.signedIn('sibling');
});

beforeEach(async () => {
  await db.workbookImport.deleteMany();
  await db.sectionDraft.deleteMany();
  await db.report.updateMany({
    data: { status: 'NOT_STARTED', version: 1, firstSubmittedAt: null, lockOn: isoDay('2026-11-01') },
  });
  clock.set('2026-08-20T08:00:00+07:00');
});

describe('The form as a workbook', () => {
  it('is led to from the report, explained, and downloaded with the unit’s answers', async () => {
    await fillDraft(db, 'filer', clock(), { figures: { limitations: '=Còn hạn chế' } });
    expect((await filer.get('/bao-cao/2026')).text).toContain(`href="${STEPS}"`);
    const { text } = await filer.get(STEPS);
    expect(text).toContain('Tải biểu mẫu Excel');
    expect(text).toContain('enctype="multipart/form-data"');
    const answer = await download(filer);
    expect(answer.headers['content-type']).toContain('spreadsheetml.sheet');
    expect(answer.headers['content-disposition']).toMatch(/bao-cao-2026-\S+\.xlsx/);
    await edited(answer.body as Buffer, (workbook) => {
      expect(answerCell(workbook, 'limitations').value).toBe('=Còn hạn chế');
      expect(answerCell(workbook, 'members_worker').value).toBe(30);
      // The words of what a narrative is about, as on the page.
      const [code, words] = [...obligationWords(officialText)][0]!;
      expect(code).toBe('civil-servant-1');
      const sheet = workbook.worksheets.find(({ name }) => name.startsWith('C.'))!;
      const row = rowOf(sheet, 'narrative_civil_servant_1');
      expect(sheet.getCell(row, 2).text).toBe(`${obligationName(words)}\n${words}`);
    });
  });

  it('sent back as it came changes nothing, and says so', async () => {
    await fillDraft(db, 'filer', clock());
    const answer = await send(filer, (await download(filer)).body as Buffer);
    expect([answer.status, answer.headers['location']]).toEqual([303, PREVIEW]);
    const { text } = await filer.get(PREVIEW);
    expect(text).toContain('Tệp không làm thay đổi gì.');
    expect(text).not.toContain('Nhận vào bản đang lập');
  });
});

describe('A workbook that was filled in', () => {
  it('is shown cell by cell; confirming writes it, tells the history, and leaves nothing to confirm', async () => {
    await fillDraft(db, 'filer', clock(), { figures: { limitations: 'Nội dung cũ' } });
    const before = await drafts();
    const file = await filledIn(filer, (workbook) => {
      answerCell(workbook, 'members_worker').value = '1.234';
      answerCell(workbook, 'limitations').value = 'Nội dung <b>mới</b>';
      answerCell(workbook, 'next_year').value = null;
      answerCell(workbook, 'report_date').value = '31/9/2026';
      answerCell(workbook, 'signatory_name').value = { formula: '1+1', result: 2 };
    });
    await send(filer, file, 'báo cáo.xlsx');
    const { text, status } = await filer.get(PREVIEW);
    expect(status).toBe(200);
    expect(text).toContain('3 ô sẽ thay đổi. Trong đó 1 câu trả lời sẽ bị xóa. 2 chỗ cần xem lại.');
    for (const words of [
      'Ô C13 phần A',
      'Nội dung cũ',
      'Nội dung &lt;b&gt;mới&lt;/b&gt;',
      '1.234',
      'sẽ bị xóa',
    ])
      expect(text).toContain(words);
    expect(text).toContain('không có ngày 31/9/2026 trong lịch');
    expect(text).toContain('Ô có công thức');
    expect(await drafts()).toEqual(before);

    const answer = await confirm(filer, text);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/bao-cao/2026']);
    const [general, outlook] = await Promise.all([draftOf('thong-tin-chung'), draftOf('kien-nghi')]);
    expect(general).toMatchObject({ version: 2, savedByName: 'Người dùng filer' });
    // What could not be read stays; totals follow.
    expect(general.answers).toMatchObject({
      members_worker: 1234,
      members_total: 1264,
      report_date: '2026-08-20',
      signatory_name: 'Nguyễn Văn An',
    });
    expect(outlook.answers).toMatchObject({ limitations: 'Nội dung <b>mới</b>' });
    expect(outlook.answers).not.toHaveProperty('next_year');
    expect((await draftOf('vien-chuc')).version).toBe(1);
    expect((await filer.get('/bao-cao/2026')).text).toContain(
      'Người dùng filer đã nhận câu trả lời từ tệp Excel báo cáo.xlsx vào phần A, G',
    );
    expect((await filer.get(PREVIEW)).headers['location']).toBe(STEPS);
    expect((await confirm(filer, text)).headers['location']).toBe(STEPS);
  });

  it('names what stands beside its cells', async () => {
    const file = await filledIn(filer, (workbook) => {
      workbook.addWorksheet('Sheet1').getCell('A1').value = 'Danh sách <người> khen';
      const sheet = workbook.worksheets.find(({ name }) => name.startsWith('G.'))!;
      sheet.getCell('B50').value = 'Ghi chú thêm';
    });
    await send(filer, file);
    const { text } = await filer.get(PREVIEW);
    expect(text).toContain('Tệp không làm thay đổi gì. 2 chỗ cần xem lại.');
    expect(text).toContain('Trang tính “Sheet1”');
    expect(text).toContain('Có “Danh sách &lt;người&gt; khen”. Cổng không nhận nội dung ở đây');
    expect(text).toContain('Dòng 50 phần G');
  });

  it('begins a report that was not started, and takes the mark of being ready away', async () => {
    await send(
      filer,
      await filledIn(filer, (workbook) => (answerCell(workbook, 'limitations').value = 'Mới')),
    );
    await db.report.updateMany({ where: { unitId }, data: { readyAt: clock() } });
    await confirm(filer, (await filer.get(PREVIEW)).text);
    const { status, readyAt, version } = await reportOf(db, unitId);
    expect([status, readyAt, version]).toEqual(['IN_PROGRESS', null, 2]);
    expect((await draftOf('kien-nghi')).answers).toEqual({ limitations: 'Mới' });
    expect(await db.sectionDraft.count()).toBe(1);
  });

  it('leaves attachments alone', async () => {
    const { id: reportId } = await reportOf(db, unitId);
    const file = {
      field: 'annexes',
      name: 'a.pdf',
      mediaType: 'application/pdf',
      size: 1,
      sha256: '0'.repeat(64),
    };
    await db.attachment.create({
      data: { ...file, reportId, content: new Uint8Array(1), uploadedAt: clock(), uploadedById: 0 },
    });
    await send(
      filer,
      await filledIn(filer, (workbook) => (answerCell(workbook, 'limitations').value = 'Mới')),
    );
    await confirm(filer, (await filer.get(PREVIEW)).text);
    expect(await db.attachment.count({ where: { reportId, removedAt: null } })).toBe(1);
  });

  it('is compared anew where somebody saved meanwhile: 409, nothing written, and the next confirmation counts', async () => {
    await send(
      filer,
      await filledIn(filer, (workbook) => (answerCell(workbook, 'limitations').value = 'Từ Excel')),
    );
    const seen = (await filer.get(PREVIEW)).text;
    await saveOutlook(colleague, 'Từ đồng nghiệp');
    const answer = await confirm(filer, seen);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Có thay đổi khác vừa được lưu');
    expect(answer.text).toContain('Từ đồng nghiệp');
    expect(answer.text).toContain('Phần này đã được lưu trên cổng bởi Người dùng colleague');
    expect((await draftOf('kien-nghi')).answers).toEqual({ limitations: 'Từ đồng nghiệp' });
    expect((await confirm(filer, answer.text)).status).toBe(303);
    expect((await draftOf('kien-nghi')).answers).toEqual({ limitations: 'Từ Excel' });
  });

  it('is replaced by the next one; a preview of the first no longer confirms', async () => {
    const write = (text: string) =>
      filledIn(filer, (workbook) => (answerCell(workbook, 'limitations').value = text));
    await send(filer, await write('Thứ nhất'));
    const seen = (await filer.get(PREVIEW)).text;
    clock.set('2026-08-20T08:05:00+07:00');
    await send(filer, await write('Thứ hai'));
    const answer = await confirm(filer, seen);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Thứ hai');
    expect(await db.sectionDraft.count()).toBe(0);
  });

  it('is the sender’s own: a colleague of the same unit has none to confirm', async () => {
    await send(
      filer,
      await filledIn(filer, (workbook) => (answerCell(workbook, 'limitations').value = 'Của filer')),
    );
    expect((await colleague.get(PREVIEW)).headers['location']).toBe(STEPS);
    expect((await colleague.get(STEPS)).text).not.toContain('đang chờ bạn xác nhận');
    expect((await filer.get(STEPS)).text).toContain('đang chờ bạn xác nhận');
  });

  it('is no longer taken once the form has changed', async () => {
    await send(
      filer,
      await filledIn(filer, (workbook) => (answerCell(workbook, 'limitations').value = 'Mới')),
    );
    const seen = (await filer.get(PREVIEW)).text;
    await db.workbookImport.updateMany({ data: { formDigest: '0'.repeat(64) } });
    expect((await confirm(filer, seen)).headers['location']).toBe(STEPS);
    expect((await filer.get(PREVIEW)).headers['location']).toBe(STEPS);
    expect(await db.sectionDraft.count()).toBe(0);
  });
});

describe('A report that cannot be edited', () => {
  it.each([
    ['submitted', () => submitDraft(db, 'filer', clock())],
    ['locked', () => db.report.updateMany({ where: { unitId }, data: { lockOn: clock() } })],
  ])('%s: takes no workbook, and none that was sent before', async (_, happen) => {
    await fillDraft(db, 'filer', clock());
    const file = await filledIn(filer, (workbook) => (answerCell(workbook, 'limitations').value = 'Mới'));
    await send(filer, file);
    const seen = (await filer.get(PREVIEW)).text;
    await happen();
    expect((await filer.get('/bao-cao/2026')).text).not.toContain('Lập bằng Excel');
    expect((await filer.get(STEPS)).text).toContain('cổng không nhận tệp');
    expect((await send(filer, file, 'a.xlsx', '/tai-khoan')).status).toBe(409);
    expect((await confirm(filer, seen, '/tai-khoan')).status).toBe(409);
    expect((await filer.get(PREVIEW)).headers['location']).toBe(STEPS);
    expect((await draftOf('kien-nghi')).version).toBe(1);
  });
});

describe('What is no workbook of this report is refused with a sentence, and nothing is kept', () => {
  it.each<[what: string, make: () => Promise<Buffer>, message: string, name?: string]>([
    ['of another year', () => downloadOf(filer, 2025), 'kỳ báo cáo năm 2025'],
    ['of another unit', () => downloadOf(sibling), 'đơn vị của bạn có mã'],
    ['a text', () => Promise.resolve(Buffer.from('a;b')), 'không phải là tệp Excel'],
    ['a wrong extension', () => downloadOf(filer), 'không có đuôi .xlsx', 'bao-cao.xls'],
    ['a bomb', () => changed({ 'xl/media/a.png': new Uint8Array(60_000_000) }), 'giải nén ra quá lớn'],
    ['macros', () => changed({ 'xl/_rels/workbook.xml.rels': relatedTo('vbaProject') }), 'Tệp có macro'],
    [
      'external links',
      () => changed({ 'xl/_rels/workbook.xml.rels': relatedTo('externalLink') }),
      'Tệp có liên kết',
    ],
    ['nothing', () => Promise.resolve(Buffer.alloc(0)), 'Hãy chọn tệp Excel'],
  ])('%s', async (_, make, message, name = 'a.xlsx') => {
    const answer = await send(filer, await make(), name);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain('<title>Lỗi:');
    expect(await db.workbookImport.count()).toBe(0);
  });

  it('a workbook of an older form', async () => {
    const file = await downloadOf(filer);
    const period = await db.period.findUniqueOrThrow({ where: { year: 2026 } });
    const form = JSON.parse(JSON.stringify(period.form).replace('"limitations"', '"other"')) as object;
    await db.period.update({ where: { id: period.id }, data: { form, formVersion: 2 } });
    const answer = await send(filer, file);
    await db.period.update({ where: { id: period.id }, data: { form: period.form!, formVersion: 1 } });
    expect([answer.status, answer.text]).toEqual([
      422,
      expect.stringContaining('đã thay đổi (tệp theo bản 1, nay là bản 2)'),
    ]);
  });

  it('a file over 5 MB', async () => {
    expect((await send(filer, Buffer.alloc(5_000_001))).status).toBe(413);
  });

  it('a confirmation without its preview’s numbers', async () => {
    expect((await postForm(filer, PREVIEW, {}, STEPS)).status).toBe(400);
  });
});

describe('Nothing of a unit reaches another', () => {
  it('a unit’s workbook has its own answers only', async () => {
    await fillDraft(db, 'filer', clock(), { figures: { limitations: 'BÍ-MẬT' } });
    await edited(await downloadOf(sibling), (workbook) => {
      for (const sheet of workbook.worksheets)
        expect(JSON.stringify(sheet.getSheetValues()), sheet.name).not.toContain('BÍ-MẬT');
    });
  });

  it('a unit’s workbook that another sends is not shown, not even in part', async () => {
    await fillDraft(db, 'filer', clock(), { figures: { limitations: 'BÍ-MẬT' } });
    const answer = await send(sibling, await downloadOf(filer));
    expect(answer.status).toBe(422);
    expect(answer.text).not.toContain('BÍ-MẬT');
    expect(answer.text).not.toContain('Bệnh viện A');
  });
});

function download(agent: Agent, year = 2026) {
  return agent
    .get(`/bao-cao/${year}/excel/bieu-mau.xlsx`)
    .buffer()
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        done(null, Buffer.concat(chunks));
      });
    });
}

async function downloadOf(agent: Agent, year = 2026): Promise<Buffer> {
  return (await download(agent, year)).body as Buffer;
}

async function filledIn(agent: Agent, fill: (workbook: Workbook) => unknown): Promise<Buffer> {
  return edited(await downloadOf(agent), fill);
}

async function changed(parts: Parameters<typeof repackaged>[1]): Promise<Buffer> {
  return repackaged(await downloadOf(filer), parts);
}

const relatedTo = (kind: string) => (xml: string) =>
  xml.replace(
    '</Relationships>',
    `<Relationship Id="a" Type="http://a/${kind}" Target="a"/></Relationships>`,
  );

async function send(agent: Agent, file: Buffer, name = 'bieu-mau.xlsx', from = STEPS) {
  const _csrf = await tokenOf(agent, from);
  return agent.post(STEPS).field('_csrf', _csrf).attach('workbook', file, name);
}

async function confirm(agent: Agent, preview: string, from = STEPS) {
  const { readAt = '', draftVersion = '' } = hiddenFields(preview);
  return postForm(agent, PREVIEW, { readAt, draftVersion }, from);
}

async function saveOutlook(agent: Agent, limitations: string): Promise<void> {
  const path = '/bao-cao/2026/kien-nghi';
  const hidden = hiddenFields((await agent.get(path)).text);
  await postForm(agent, path, { version: '0', seen: hidden['seen'] ?? '', limitations });
}

async function draftOf(section: string) {
  const { id: reportId } = await reportOf(db, unitId);
  return db.sectionDraft.findUniqueOrThrow({ where: { reportId_section: { reportId, section } } });
}

function drafts() {
  return db.sectionDraft.findMany({ orderBy: [{ reportId: 'asc' }, { section: 'asc' }] });
}
