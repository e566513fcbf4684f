import { expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { postForm, startTestApp } from '../support/app.js';
import { docxText, readDocx, readPdf } from '../support/documents.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { openTestPeriod, reportOf } from '../support/reports.js';
import { sendDueSteps } from '../../src/reminders/schedule/commands.js';

const portal = await startTestApp({ now: '2026-08-27T09:00:00+07:00' });
const { db, clock } = portal;
const { province, upper, first, second } = await makeTree(db);
await makeAccount(db, 'admin', province.id, ['ADMIN']);
await makeAccount(db, 'reviewer', upper.id, ['REVIEWER']);
await makeAccount(db, 'filer', first.id, ['FILER']);
await openTestPeriod(db, 'admin');
const reviewer = await portal.signedIn('reviewer');
const PAGE = '/don-doc/2026/cong-van';
const typed = {
  loai: 'all',
  cap: '',
  ten: '',
  'khong-nhac': '',
  'lien-he': '',
  lists: 'overdue',
  number: '5/CĐN',
  place: 'Minh Giang',
  body: 'Đề nghị các đơn vị nộp báo cáo <ngay>.',
  authority: 'TM. BAN THƯỜNG VỤ',
  position: 'Phó Chủ tịch',
  name: 'Nguyễn Văn An',
};
const download = async (format: string, given: Record<string, string> = {}) => {
  const { text } = await reviewer.get(PAGE);
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1];
  return reviewer
    .post(PAGE)
    .type('form')
    .send({ _csrf, ...typed, ...given, format })
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        done(null, Buffer.concat(chunks));
      });
    });
};

it('is an official letter: its subject under the number, no type, the units in an annex on a page of its own', async () => {
  const { pages, isTagged } = await readPdf((await download('pdf')).body as Buffer);
  expect(isTagged).toBe(true);
  expect(pages).toHaveLength(2);
  const [letter, annex] = pages as [string, string];
  for (const words of [
    'Số: 05/CĐN',
    'V/v đôn đốc báo cáo',
    'Kính gửi: Các đơn vị có tên',
    'nộp báo cáo <ngay>.',
    'PHÓ CHỦ TỊCH',
  ])
    expect(letter).toContain(words);
  expect(annex).toContain(second.name);
  expect(annex).toContain('Đơn vị quá hạn nộp báo cáo (2 đơn vị)');
  expect(annex).toContain('trước ngày 25/8/2026');
});

it('says the same as DOCX', async () => {
  const text = docxText(readDocx((await download('docx')).body as Buffer)['word/document.xml'] ?? '');
  for (const words of ['V/v đôn đốc báo cáo', 'nộp báo cáo <ngay>.', first.name, second.name])
    expect(text).toContain(words);
});

it('names only units that still owe and match', async () => {
  const { id } = await reportOf(db, first.id);
  await db.report.update({ where: { id }, data: { status: 'ACCEPTED', firstSubmittedAt: clock() } });
  const { pages } = await readPdf((await download('pdf')).body as Buffer);
  expect(pages.join(' ')).not.toContain(first.name);
  const nobody = await download('pdf', { ten: first.name });
  expect(nobody.status).toBe(422);
  expect(String(nobody.body)).toContain('chưa có nơi nhận');
  await db.report.update({ where: { id }, data: { status: 'NOT_STARTED', firstSubmittedAt: null } });
});

it('has a list for each thing that is owed, and speaks of those', async () => {
  const { id } = await reportOf(db, second.id);
  const corrects = {
    status: 'RETURNED',
    firstSubmittedAt: clock(),
    correctBefore: isoDay('2026-09-04'),
  } as const;
  await db.report.update({ where: { id }, data: corrects });
  const page = (await reviewer.get(`${PAGE}?loai=all`)).text;
  expect(page).toContain('quá hạn nộp 1, trước hạn sửa 1, mỗi loại một danh sách riêng');
  expect(page).toContain('Các đơn vị đã nộp, được trả lại báo cáo và chưa đến hạn sửa: đề nghị sửa');
  const changed = await download('pdf');
  expect(changed.status).toBe(422);
  expect(String(changed.body)).toContain('tình hình của các đơn vị đã đổi');
  expect(String(changed.body)).toContain('nộp báo cáo &lt;ngay&gt;.');
  const { pages } = await readPdf(
    (await download('pdf', { lists: 'overdue correction-due' })).body as Buffer,
  );
  expect(pages[1]).toMatch(
    /quá hạn nộp báo cáo \(1 đơn vị\) TT Đơn vị Hạn nộp 1 CĐCS Bệnh viện A .*chưa đến hạn sửa \(1 đơn vị\) TT Đơn vị Hạn sửa 1 CĐCS Bệnh viện Đa khoa trước ngày 04\/9\/2026/,
  );
  // Those overdue stand ready.
  expect((await reviewer.get(PAGE)).text).toContain('<strong>1</strong> đơn vị: quá hạn nộp 1');
  await db.report.update({
    where: { id },
    data: { status: 'NOT_STARTED', firstSubmittedAt: null, correctBefore: null },
  });
});

it('is to those that no mail reaches, where that is asked', async () => {
  await db.account.update({ where: { username: 'filer' }, data: { email: 'a@example.vn' } });
  const { pages } = await readPdf((await download('pdf', { 'lien-he': 'khong' })).body as Buffer);
  expect(pages[1]).toContain(second.name);
  expect(pages[1]).not.toContain(first.name);
  await db.account.update({ where: { username: 'filer' }, data: { email: '' } });
});

it.each([
  [{ body: '' }, 'Hãy nhập nội dung'],
  [{ position: '' }, 'Hãy nhập chức vụ người ký'],
  [{ name: 'x'.repeat(121) }, 'dài quá 120'],
  [{ loai: 'x' }, 'đã bỏ qua: Đơn vị'],
])('with %j is refused, and keeps what was typed', async (wrong, message) => {
  const answer = await postForm(reviewer, PAGE, { ...typed, ...wrong, format: 'pdf' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(message);
  expect(answer.text).toContain('value="Minh Giang"');
});

it('the unit itself sees when it was reminded, and what came of it', async () => {
  await sendDueSteps(db, clock());
  const filer = await portal.signedIn('filer');
  const { text } = await filer.get('/bao-cao/2026/nhac-viec');
  expect(text).toContain('Sau hạn nộp. Không có địa chỉ nhận.');
  expect(text).toContain('Đã quá hạn nộp báo cáo nêu gương năm 2026 – CĐCS Bệnh viện A');
  expect(text).toContain('phải nộp về Công đoàn ngành Y tế trước ngày 25/8/2026');
  expect((await filer.get('/bao-cao/2026')).text).toContain('/bao-cao/2026/nhac-viec');
});

it('opens on the first group that has units, as a letter by mail does; to nobody there is none to make', async () => {
  const { id: period } = await db.period.findFirstOrThrow();
  const children = { periodId: period, parentId: upper.id };
  const { dueBefore } = await reportOf(db, first.id);
  await db.report.updateMany({ where: children, data: { dueBefore: isoDay('2026-09-30') } });
  for (const path of [PAGE, '/don-doc/2026/moi']) {
    const { text } = await reviewer.get(path);
    expect(text).toContain('<option value="due" selected>');
    expect(text).toContain('trước hạn nộp 2');
  }
  const none = await reviewer.get(`${PAGE}?loai=overdue`);
  expect(none.text).toContain('chưa có công văn để làm');
  expect(none.text).not.toContain('Tải DOCX');
  const typedThen = await download('pdf', { loai: 'overdue' });
  expect([typedThen.status, String(typedThen.body).includes('Đề nghị các đơn vị nộp')]).toEqual([422, true]);
  await db.report.updateMany({ where: children, data: { status: 'ACCEPTED' } });
  const { text } = await reviewer.get('/don-doc/2026');
  expect(text).toContain('Không có đơn vị nào chưa nộp hoặc chưa sửa xong.');
  expect(text).not.toContain('Công văn đôn đốc (bản giấy)');
  await db.report.updateMany({ where: children, data: { status: 'NOT_STARTED', dueBefore } });
});
