import { beforeEach, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import {
  acceptFrom,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
} from '../support/reports.js';
import { textOf as textIn } from '../support/words.js';

const NOW = '2026-08-20T08:00:00+07:00';
const portal = await startTestApp({ now: NOW });
const { db, clock } = portal;
const { province, upper, first, second } = await makeTree(db);
for (const [name, unit, roles] of [
  ['admin', province, ['ADMIN']],
  ['reviewer', upper, ['REVIEWER']],
  ['filer', first, ['FILER']],
  ['signatory', first, ['SIGNATORY']],
  ['newcomer', second, ['FILER']],
] as const)
  await makeAccount(db, name, unit.id, [...roles]);
await db.unit.update({
  where: { id: upper.id },
  data: { contactBoard: 'Đỗ Văn Lâm, Ủy viên Thường vụ', contactPhone: '0240 3846 115, máy lẻ 2' },
});
const newcomer = await portal.signedIn('newcomer');
const without = (await newcomer.get('/bao-cao')).text;
await openTestPeriod(db, 'admin');
const { id } = await reportOf(db, first.id);
const initial = await db.report.findUniqueOrThrow({ where: { id } });
let filer: Agent;

beforeEach(async () => {
  clock.set(NOW);
  await db.extension.deleteMany();
  await db.return.deleteMany();
  await db.sectionDraft.deleteMany();
  await db.unit.update({ where: { id: first.id }, data: { needsSignatory: false } });
  const { explanations: _, ...columns } = initial;
  await db.report.update({ where: { id }, data: columns });
  // Those that moved the clock have ended the session.
  filer = await portal.signedIn('filer');
});

/** As it reads: with one blank between words. */
const textOf = (html: string) => textIn(html).replace(/\s+/g, ' ').trim();

/** The card of a person's page, which is the same on the page of the year. */
async function card(agent: Agent = filer) {
  const [work, year] = await Promise.all(['/bao-cao', '/bao-cao/2026'].map((path) => agent.get(path)));
  const [found, again] = [work, year].map(
    (page) => /<section class="work-card".*?<\/section>/s.exec(page?.text ?? '')?.[0],
  );
  expect(again).toBe(found);
  const buttons = [
    ...(found ?? '').matchAll(/<a href="([^"]+)" class="govuk-button button-primary"[^>]*>([^<]*)/g),
  ];
  return { text: textOf(found ?? ''), primary: buttons.map(([, href, words]) => [words, href]) };
}

const change = (data: Parameters<typeof db.report.update>[0]['data']) =>
  db.report.update({ where: { id }, data });
const drop = (section: string) => db.sectionDraft.deleteMany({ where: { section } });

describe('The card says what to do now', () => {
  it('until when in both forms, to whom, and by which telephone', async () => {
    const { text } = await card();
    expect(text).toContain('Hạn nộp 4 ngày nữa trước ngày 25/8/2026 (chậm nhất hết ngày 24/8/2026)');
    expect(text).toContain('Công đoàn ngành Y tế Đỗ Văn Lâm, Ủy viên Thường vụ');
    expect((await filer.get('/bao-cao')).text).toContain('href="tel:02403846115"');
  });

  it('begin, go on where it was left, check: one button each', async () => {
    const first = await card();
    expect(first.primary).toEqual([['Bắt đầu', '/bao-cao/2026/thong-tin-chung']]);
    expect(first.text).toMatch(
      /Cần chuẩn bị Số liệu: .* đoạn ngắn, tùy đơn vị có những đối tượng nào Bắt đầu/,
    );
    expect(first.text).toMatch(/Cả báo cáo mất từ \d+ đến \d+ phút;/);
    expect(first.text).not.toContain('Đã xong 0');
    await fillDraft(db, 'filer', clock());
    await drop('can-bo-cong-chuc');
    const going = await card();
    expect(going.text).toContain('Làm tiếp phần C: kết quả nêu gương của cán bộ, công chức');
    expect(going.text).toContain('Đã xong 7 trong 8 phần.');
    expect(going.text).not.toContain('Cần chuẩn bị');
    expect(going.text).toMatch(/Còn khoảng \d+ phút\./);
    expect(going.primary).toEqual([['Làm tiếp phần C', '/bao-cao/2026/can-bo-cong-chuc']]);
    await fillDraft(db, 'filer', clock());
    expect((await card()).primary).toEqual([['Kiểm tra và nộp', '/bao-cao/2026/kiem-tra']]);
  });

  it('counts down to the last day, then how long it is overdue', async () => {
    clock.set('2026-08-24T23:59:59.999+07:00');
    // A session does not last as long.
    const later = await portal.signedIn('filer');
    expect((await card(later)).text).toContain('Hôm nay là ngày cuối');
    clock.set('2026-08-25T00:00:00.000+07:00');
    const { text, primary } = await card(later);
    expect(text).toContain('Quá hạn nộp 1 ngày');
    expect(text).toContain('Cổng còn nhận đến hết ngày 31/10/2026.');
    expect(primary.map(([words]) => words)).toEqual(['Bắt đầu']);
  });

  it('of a report that waits for its signatory: the filer waits, the signatory signs', async () => {
    const signatory = await portal.signedIn('signatory');
    await db.unit.update({ where: { id: first.id }, data: { needsSignatory: true } });
    await fillDraft(db, 'filer', clock());
    expect((await card()).primary).toEqual([['Kiểm tra và chuyển người ký', '/bao-cao/2026/kiem-tra']]);
    expect((await card(signatory)).primary).toEqual([]);
    await change({ readyAt: clock(), readyByName: 'Bùi Thị Lan' });
    expect((await card()).text).toContain('Đang chờ người ký duyệt');
    expect((await card()).primary).toEqual([]);
    expect((await card(signatory)).primary).toEqual([['Ký và nộp', '/bao-cao/2026/kiem-tra']]);
  });
});

describe('After a return', () => {
  beforeEach(async () => {
    await fillDraft(db, 'filer', clock());
    await change({ status: 'SUBMITTED', firstSubmittedAt: clock(), lastSubmittedAt: clock() });
    await returnTo(db, 'reviewer', id, clock(), isoDay('2026-08-28'));
  });

  it('the card says which sections, why, and until when they are to be corrected', async () => {
    await db.return.updateMany({
      data: { notes: { 'vien-chuc': 'Đếm lại.' }, fieldNotes: { meetings_held: 'Thiếu một buổi.' } },
    });
    const { text, primary } = await card();
    expect(text).toContain('Sửa 2 phần rồi nộp lại');
    expect(text).toContain('Cần bổ sung.');
    expect(text).toContain('Hạn sửa 7 ngày nữa trước ngày 28/8/2026 (chậm nhất hết ngày 27/8/2026)');
    expect(primary).toEqual([['Sửa 2 phần', '/bao-cao/2026/trien-khai']]);
    await db.sectionDraft.updateMany({
      where: { section: 'trien-khai' },
      data: { savedAt: new Date(clock().getTime() + 1) },
    });
    expect((await card()).primary).toEqual([['Sửa phần D', '/bao-cao/2026/vien-chuc']]);
  });

  it('of the whole, it leads to the whole; once something has been saved, to filing again', async () => {
    expect((await card()).primary).toEqual([['Xem và sửa báo cáo', '/bao-cao/2026/kiem-tra']]);
    await db.sectionDraft.updateMany({ data: { savedAt: new Date(clock().getTime() + 1) } });
    expect((await card()).primary).toEqual([['Kiểm tra và nộp lại', '/bao-cao/2026/kiem-tra']]);
  });
});

describe('The check page of a report that was sent back', () => {
  it('has what the reviewer wrote, each note with its place, and forgets it once it is filed again', async () => {
    await fillDraft(db, 'filer', clock());
    await submitDraft(db, 'filer', clock());
    await returnTo(db, 'reviewer', id, clock(), isoDay('2026-09-22'));
    const field = 'meetings_held';
    await db.return.updateMany({
      where: { reportId: id },
      data: { fieldNotes: { [field]: 'Chỉ tính hội nghị.' } },
    });
    const page = await filer.get('/bao-cao/2026/kiem-tra');
    const said = textOf(page.text);
    expect(said).toContain('Người xét duyệt ghi khi trả lại Cần bổ sung.');
    expect(said).toMatch(/Chỉ tính hội nghị\. B\. .* – .*\. Phần này chưa lưu lại từ khi bị trả lại\./);
    expect(page.text).toContain(`?ve=kiem-tra#${field}`);
    await submitDraft(db, 'filer', clock(), { changeNote: 'Đã sửa.' });
    expect((await filer.get('/bao-cao/2026/kiem-tra')).text).not.toContain('Chỉ tính hội nghị.');
  });
});

describe('Where nothing is to be done', () => {
  it('a filed report shows its receipt; recalling asks first', async () => {
    await fillDraft(db, 'filer', clock());
    await submitDraft(db, 'filer', clock());
    const { text, primary } = await card();
    expect(text).toContain('Đã nộp 08:00 ngày 20/8/2026 Đúng hạn.');
    expect(primary).toEqual([['Xem biên nhận', '/bao-cao/2026/bien-nhan']]);
    const question = await filer.get('/bao-cao/2026/thu-hoi');
    expect(question.text).toContain('Thu hồi báo cáo năm 2026?');
    expect(question.text).toContain('trước ngày 25/8/2026 (chậm nhất hết ngày 24/8/2026)');
    expect((await db.report.findUniqueOrThrow({ where: { id } })).status).toBe('SUBMITTED');
    const [, version = ''] = /name="version" value="(\d+)"/.exec(question.text) ?? [];
    expect((await postForm(filer, '/bao-cao/2026/thu-hoi', { version })).status).toBe(303);
    expect((await db.report.findUniqueOrThrow({ where: { id } })).status).toBe('IN_PROGRESS');
    expect((await filer.get('/bao-cao/2026/thu-hoi')).status).toBe(409);
  });

  it('a report that a reviewer has opened is not recalled: neither offered nor asked', async () => {
    await fillDraft(db, 'filer', clock());
    await change({
      status: 'SUBMITTED',
      firstSubmittedAt: clock(),
      lastSubmittedAt: clock(),
      openedAt: clock(),
    });
    expect((await card()).text).not.toContain('Thu hồi');
    const refused = await filer.get('/bao-cao/2026/thu-hoi');
    expect([refused.status, textOf(refused.text)]).toEqual([409, expect.stringContaining('trả lại báo cáo')]);
    await acceptFrom(db, 'reviewer', id, clock());
    expect((await card()).text).toContain('Báo cáo năm 2026 đã được chấp nhận');
  });

  it('an exempt unit is told so; so is one after the lock, which may ask for an extension', async () => {
    await change({ status: 'EXEMPT' });
    expect((await card()).text).toContain('Đơn vị được miễn báo cáo năm 2026');
    expect((await card()).primary).toEqual([]);
    await change({ status: 'NOT_STARTED' });
    clock.set('2026-11-01T00:00:00+07:00');
    const later = await portal.signedIn('filer');
    expect((await card(later)).text).toContain('Kỳ báo cáo đã khóa từ ngày 01/11/2026');
    expect((await card(later)).primary).toEqual([['Đề nghị gia hạn', '/bao-cao/2026/trao-doi']]);
  });

  it('an extension is shown with its reason and its own day', async () => {
    const dueBefore = isoDay('2026-09-05');
    const by = { grantedAt: clock(), grantedById: 1, grantedByName: 'x' };
    await db.extension.create({ data: { reportId: id, dueBefore, reason: 'Bão lụt.', ...by } });
    await change({ dueBefore });
    const { text } = await card();
    expect(text).toContain('15 ngày nữa trước ngày 05/9/2026 (chậm nhất hết ngày 04/9/2026)');
    expect(text).toContain('Đã được gia hạn: Bão lụt.');
  });

  it('a unit that has nothing to report says so, and goes on with what is asked even then', async () => {
    await change({ nilReason: 'Mới thành lập.', status: 'IN_PROGRESS' });
    const { text, primary } = await card();
    expect(text).toContain('Lý do: Mới thành lập.');
    expect(primary).toEqual([['Làm tiếp phần A', '/bao-cao/2026/thong-tin-chung']]);
  });

  it('before any period there is no report, and the page says so', () => {
    expect(textOf(without)).toContain('Chưa có kỳ báo cáo nào được mở cho đơn vị.');
  });
});

describe('What the home page says of the own report', () => {
  const line = async (agent: Agent) => {
    const { status, text, headers } = await agent.get('/bao-cao/han-cua-don-vi');
    expect(headers['cache-control']).toBe('no-store');
    return [status, textOf(text)];
  };

  it('is by when it goes in, or when it did; nothing for who has none', async () => {
    expect(await line(filer)).toEqual([
      200,
      'Báo cáo năm 2026 của đơn vị bạn: nộp trước ngày 25/8/2026 (chậm nhất hết ngày 24/8/2026); chưa đến hạn. Mở báo cáo',
    ]);
    await change({ dueBefore: isoDay('2026-09-05') });
    expect((await line(filer))[1]).toContain('nộp trước ngày 05/9/2026');
    await change({ status: 'EXEMPT' });
    expect((await line(filer))[1]).toContain('được miễn báo cáo.');
    for (const nobody of [
      portal.visitor(),
      await portal.signedIn('reviewer'),
      await portal.signedIn('admin'),
    ])
      expect(await line(nobody)).toEqual([204, '']);
  });
});

describe('The head of a page that was made for everybody', () => {
  const MARK = /^da-vao=1; Path=\/; SameSite=Lax$/;
  const cookies = ({ headers }: { headers: Record<string, unknown> }) => [headers['set-cookie'] ?? []].flat();

  it('is told to look for a person at sign-in, and no longer at sign-out', async () => {
    const agent = portal.visitor();
    const form = { username: 'filer', password: 'mat khau thu nghiem' };
    expect(cookies(await postForm(agent, '/dang-nhap', form))).toContainEqual(expect.stringMatching(MARK));
    const { text, headers } = await agent.get('/tai-khoan/dau-trang');
    expect(text).toMatch(
      /^<header class="site-header">.*Người dùng filer.*<\/header>\s*<div class="help-from">/s,
    );
    expect(headers['cache-control']).toBe('no-store');
    const gone = cookies(await postForm(agent, '/dang-xuat', {}, '/tai-khoan'));
    expect(gone).toContainEqual(expect.stringMatching(/^da-vao=; Path=\/; Expires=Thu, 01 Jan 1970/));
  });

  it('shows nobody once the session has ended elsewhere, and is told to stop looking', async () => {
    const agent = await portal.signedIn('newcomer');
    await db.session.deleteMany({ where: { account: { username: 'newcomer' } } });
    const answer = await agent.get('/tai-khoan/dau-trang');
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(cookies(answer)).toContainEqual(expect.stringMatching(/^da-vao=; /));
  });

  it('does not use up the notice of the page that comes next', async () => {
    await fillDraft(db, 'filer', clock());
    await change({ status: 'SUBMITTED', firstSubmittedAt: clock(), lastSubmittedAt: clock() });
    const { version } = await db.report.findUniqueOrThrow({ where: { id } });
    await postForm(filer, '/bao-cao/2026/thu-hoi', { version: String(version) }, '/bao-cao');
    await filer.get('/tai-khoan/dau-trang');
    expect((await filer.get('/bao-cao/2026')).text).toContain('Đã thu hồi báo cáo.');
  });
});
