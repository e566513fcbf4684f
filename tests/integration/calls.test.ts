import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openMailer } from '../../src/platform/jobs/mailer.js';
import { sendAllDue } from '../../src/mail/job.js';
import { sendDueSteps } from '../../src/reminders/schedule/commands.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import { openTestPeriod, reportOf } from '../support/reports.js';
import { startSmtp } from '../support/smtp.js';

// Grassroots unions of one upper-level union; their deadline is 25/8/2026, a Tuesday.
const NOW = '2026-08-27T09:00:00+07:00';
const FROM = { name: 'Cổng Nêu gương', address: 'bao-cao@liendoan.vn' };
const smtp = await startSmtp();
const portal = await startTestApp({
  now: NOW,
  config: { mail: { url: smtp.url, from: FROM }, publicUrl: 'https://neuguong.example.vn' },
});
const { db, clock } = portal;
const CALLS = '/don-doc/2026/goi-dien';
let reviewer: Agent;
let leader: Agent;
let upper: number;
let units: { id: number; name: string }[];
let outsider: number;

beforeAll(async () => {
  const tree = await makeTree(db);
  upper = tree.upper.id;
  units = [tree.first, tree.second, await makeUnit(db, { name: 'CĐCS Cấp nước', parentId: upper })];
  const other = await makeUnit(db, { name: 'Khác', level: 'UPPER_LEVEL', parentId: tree.province.id });
  outsider = (await makeUnit(db, { name: 'CĐCS người khác', parentId: other.id })).id;
  await makeAccount(db, 'admin', tree.province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', upper, ['REVIEWER']);
  await makeAccount(db, 'leader', upper, ['LEADER']);
  for (const [at, { id }] of units.entries()) await makeAccount(db, `filer${at}`, id, ['FILER']);
  await openTestPeriod(db, 'admin');
  [reviewer, leader] = [await portal.signedIn('reviewer'), await portal.signedIn('leader')];
});

beforeEach(async () => {
  clock.set(NOW);
  smtp.refuse(0);
  await db.message.deleteMany();
  await db.reminderDelivery.deleteMany();
  await db.account.updateMany({
    data: { email: '', phone: '', zaloName: '', signedInAt: null, deactivatedAt: null },
  });
  await db.report.updateMany({
    data: {
      ...{ status: 'NOT_STARTED', firstSubmittedAt: null, correctBefore: null },
      ...{ reachedAt: null, undeliveredAt: null },
    },
  });
});

const reportId = async (at: number) => (await reportOf(db, units[at]!.id)).id;
const account = (username: string) => db.account.findUniqueOrThrow({ where: { username } });
const give = (username: string, data: { email?: string; phone?: string; zaloName?: string }) =>
  db.account.update({ where: { username }, data });
const list = async (query = '?lien-he=tat-ca') => (await reviewer.get(CALLS + query)).text;
const namesIn = (html: string) =>
  [...html.matchAll(/<th scope="row"><a [^>]*>([^<]*)</g)].map(([, name]) => name);
async function call(at: number, fields: Record<string, string>) {
  return postForm(reviewer, `${CALLS}/${await reportId(at)}`, fields);
}

describe('The telephone and the Zalo name of an account', () => {
  it('are kept as digits, shown in groups, and told in the history', async () => {
    const filer = await portal.signedIn('filer0');
    const answer = await postForm(filer, '/tai-khoan/dien-thoai', {
      phone: '+84 912.345.678',
      zaloName: 'Thu  Hà',
    });
    expect(answer.headers['location']).toBe('/tai-khoan');
    expect(await account('filer0')).toMatchObject({ phone: '0912345678', zaloName: 'Thu Hà' });
    expect((await filer.get('/tai-khoan')).text).toContain('0912 345 678, Zalo: Thu Hà');
    expect((await filer.get('/tai-khoan/dien-thoai')).text).toContain('value="0912 345 678"');
    const event = await db.historyEvent.findFirstOrThrow({ where: { action: 'phone-changed' } });
    expect(event.detail).toEqual({});
  });

  it('that are no number are refused, with all that was typed', async () => {
    const filer = await portal.signedIn('filer0');
    const answer = await postForm(filer, '/tai-khoan/dien-thoai', { phone: '0912 34', zaloName: 'Hà' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Số điện thoại phải có 10 chữ số');
    expect(answer.text).toContain('value="0912 34"');
    expect(answer.text).toContain('value="Hà"');
  });

  it('are edited by the administrator, and seen by who looks after the unit', async () => {
    const admin = await portal.signedIn('admin');
    const { id, version } = await account('filer1');
    const { code } = await db.unit.findUniqueOrThrow({ where: { id: units[1]!.id } });
    const given = { fullName: 'Lê An', unitCode: code, roles: 'FILER', version: String(version) };
    const edit = { ...given, phone: '0240 3123 456', zaloName: '' };
    expect((await postForm(admin, `/quan-tri/tai-khoan/${id}`, edit)).status).toBe(303);
    expect((await account('filer1')).phone).toBe('02403123456');
    const seen = (await reviewer.get(`/theo-doi/don-vi/${units[1]!.id}`)).text;
    expect(seen).toContain('<a href="tel:02403123456">0240 3123 456</a>');
  });
});

describe('The list of whom to call', () => {
  it('has the unit that is latest first, with numbers to press, and none of another branch', async () => {
    await give('filer2', { phone: '0912345678', zaloName: 'Hà' });
    const day = new Date('2026-08-20T00:00:00+07:00');
    await db.report.update({
      where: { id: await reportId(1) },
      data: { status: 'RETURNED', firstSubmittedAt: day, correctBefore: day },
    });
    const html = await list();
    expect(namesIn(html)).toEqual(['CĐCS Bệnh viện Đa khoa', 'CĐCS Bệnh viện A', 'CĐCS Cấp nước']);
    expect(html).toContain('sửa, nộp lại trước ngày 20/8/2026, đã quá hạn 8 ngày');
    expect(html).toContain('href="tel:0912345678" class="quiet-link">0912\u00a0345\u00a0678<');
    expect(html).toContain('(Zalo: Hà)');
    expect(html).toContain('Người dùng filer0: chưa có số điện thoại');
    expect(html).not.toContain('CĐCS người khác');
  });

  it('goes on after its fiftieth unit where it stopped, and asks the database no more for many', async () => {
    const queries = async () => {
      const query = vi.spyOn(pg.Client.prototype, 'query');
      await list();
      const { length } = query.mock.calls;
      query.mockRestore();
      return length;
    };
    const before = await queries();
    const template = await reportOf(db, units[0]!.id);
    const names = Array.from({ length: 60 }, (_, at) => `CĐCS Xưởng ${String(at).padStart(2, '0')}`);
    for (const name of names) {
      const unit = await makeUnit(db, { name, parentId: upper });
      const { periodId, dueBefore, lockOn } = template;
      const place = { unitName: name, unitNameFolded: name, unitLevel: 'GRASSROOTS' as const };
      await db.report.create({
        data: { ...{ periodId, dueBefore, lockOn }, unitId: unit.id, parentId: upper, ...place },
      });
    }
    expect(await queries()).toBe(before);
    expect(before).toBeLessThanOrEqual(10);
    const first = await list();
    expect(first).toContain('Mọi đơn vị còn nợ: 63');
    const next = /rel="next"[^>]*href="([^"]*)"|href="([^"]*sau=\d+)"/.exec(first)!;
    const second = (await reviewer.get((next[1] ?? next[2])!.replaceAll('&amp;', '&'))).text;
    const seen = [...namesIn(first), ...namesIn(second)];
    expect(seen).toHaveLength(63);
    expect(new Set(seen).size).toBe(63);
    const csv = await reviewer.get(`${CALLS}.csv?lien-he=tat-ca`);
    expect(csv.text.trim().split('\r\n')).toHaveLength(64);
    await db.report.deleteMany({ where: { unitName: { in: names } } });
  });

  it('begins with whom no mail reaches: nobody to write to, or a letter that came back', async () => {
    await give('filer0', { email: 'f0@example.vn' });
    await give('filer1', { email: 'f1@example.vn' });
    await sendDueSteps(db, clock());
    expect(namesIn(await list(''))).toEqual(['CĐCS Cấp nước']);
    const failed = { failedAt: clock(), lastError: 'không có hộp thư', bounced: true };
    await db.message.updateMany({ where: { toAddress: 'f0@example.vn' }, data: failed });
    expect(namesIn(await list(''))).toEqual(['CĐCS Bệnh viện A', 'CĐCS Cấp nước']);
    await sendAllDue(portal, openMailer(portal.config.mail!));
    await db.message.updateMany({
      where: { toAddress: 'f0@example.vn' },
      data: { failedAt: null, sentAt: clock() },
    });
    expect(namesIn(await list(''))).toEqual(['CĐCS Cấp nước']);
  });

  it('says which parts of its address mean nothing, and makes no file of something else', async () => {
    const answer = await reviewer.get(`${CALLS}?loai=moi&lien-he=x`);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('đã bỏ qua: Đơn vị, Liên hệ.');
    expect((await reviewer.get(`${CALLS}.csv?loai=moi`)).status).toBe(303);
  });

  it('is read by a leader, who notes no calls', async () => {
    const html = (await leader.get(`${CALLS}?lien-he=tat-ca`)).text;
    expect(html).toContain('CĐCS Cấp nước');
    expect(html).not.toContain('Ghi cuộc gọi');
  });
});

describe('A call', () => {
  it('stands in the log of reminders with its note, and the unit reads what came of it and not the note', async () => {
    await give('filer0', { phone: '0912345678' });
    const answer = await call(0, { who: '0912345678', result: 'no-answer', note: 'Gọi lại chiều nay.' });
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe(`${CALLS}?loai=all&lien-he=chua-den#goi-${await reportId(0)}`);
    const log = (await reviewer.get('/don-doc/2026?ket-qua=no-answer')).text;
    expect(log).toContain('Gọi điện cho Người dùng filer0, 0912 345 678 (Người dùng reviewer gọi)');
    expect(log).toContain('Gọi lại chiều nay.');
    expect(await list()).toContain('Gọi điện: không nghe máy, 09:00 ngày 27/8/2026. Gọi lại chiều nay.');
    const filer = await portal.signedIn('filer0');
    const own = (await filer.get('/bao-cao/2026/nhac-viec')).text;
    expect(own).toContain('Gọi điện: không nghe máy.');
    expect(own).not.toContain('chiều nay');
    const event = await db.historyEvent.findFirstOrThrow({ where: { action: 'unit-called' } });
    expect(event).toMatchObject({ reportId: await reportId(0), detail: { result: 'không nghe máy' } });
  });

  it('without a result is refused with all that was typed, and no log', async () => {
    const answer = await call(0, { note: 'Hẹn thứ Sáu' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Hãy chọn kết quả cuộc gọi.');
    expect(answer.text).toContain('Hẹn thứ Sáu');
    expect(await db.reminderDelivery.count()).toBe(0);
  });

  it('is the last contact until a letter reaches somebody: one that reached nobody hides no call', async () => {
    await call(0, { result: 'answered', note: 'Hẹn nộp chiều mai.' });
    await sendDueSteps(db, clock());
    const said = 'Gọi điện: gặp được, 09:00 ngày 27/8/2026. Hẹn nộp chiều mai.';
    expect(await list()).toContain(said);
    const opened = async () => (await reviewer.get(`${CALLS}/${await reportId(0)}`)).text;
    expect(await opened()).not.toContain('Không có địa chỉ nhận');
    // Nobody was reminded by it either.
    const quiet = (await reviewer.get('/don-doc/2026/moi?loai=all&khong-nhac=3')).text;
    expect(quiet).not.toContain('CĐCS Bệnh viện A');
    expect(quiet).toContain('CĐCS Bệnh viện Đa khoa');
    await give('filer0', { email: 'f0@example.vn' });
    const about = { reportId: await reportId(0), callResult: null, isSkipped: false };
    const { id } = await db.reminderDelivery.findFirstOrThrow({ where: about });
    await postForm(reviewer, `/don-doc/2026/nhat-ky/${id}/gui-lai`, {}, CALLS);
    expect(await list()).toContain(said);
    await db.message.updateMany({ where: { deliveryId: id }, data: { sentAt: clock() } });
    expect(await list()).not.toContain(said);
    expect(await opened()).toContain('Đã gửi');
  });

  it('to a unit of another branch is not found', async () => {
    const { id } = await reportOf(db, outsider);
    expect((await reviewer.get(`${CALLS}/${id}`)).status).toBe(404);
    expect((await postForm(reviewer, `${CALLS}/${id}`, { result: 'answered' }, CALLS)).status).toBe(404);
  });

  it('that somebody answered counts as a reminder; one that nobody answered does not', async () => {
    await call(0, { result: 'answered' });
    await call(1, { result: 'no-answer' });
    const quiet = (await reviewer.get('/don-doc/2026/moi?loai=all&khong-nhac=3')).text;
    expect(quiet).not.toContain('CĐCS Bệnh viện A');
    expect(quiet).toContain('CĐCS Bệnh viện Đa khoa');
  });

  it('does not keep the step of the ladder from going, and is no letter to send again', async () => {
    await give('filer0', { email: 'f0@example.vn' });
    await call(0, { result: 'answered' });
    const { id } = await db.reminderDelivery.findFirstOrThrow();
    const again = await postForm(reviewer, `/don-doc/2026/nhat-ky/${id}/gui-lai`, {}, CALLS);
    expect(again.status).toBe(404);
    await sendDueSteps(db, clock());
    expect(await db.message.count({ where: { toAddress: 'f0@example.vn' } })).toBe(1);
  });
});

describe('A unit that nobody has reached', () => {
  const unreached = async () => namesIn(await list('?lien-he=chua-ai'));

  it('is one to which no mail goes, of which nobody signed in, and where no call was answered', async () => {
    expect(await unreached()).toEqual(units.map(({ name }) => name));
    await portal.signedIn('filer0');
    expect(await unreached()).toEqual(['CĐCS Bệnh viện Đa khoa', 'CĐCS Cấp nước']);
    await call(1, { result: 'wrong-number' });
    expect(await unreached()).toEqual(['CĐCS Bệnh viện Đa khoa', 'CĐCS Cấp nước']);
    await call(1, { result: 'answered' });
    expect(await unreached()).toEqual(['CĐCS Cấp nước']);
    await give('filer2', { email: 'f2@example.vn' });
    expect(await unreached()).toEqual([]);
  });

  it('is also one that has begun the report and has no account any more; one with an account is at work', async () => {
    await db.report.updateMany({ where: { unitId: units[0]!.id }, data: { status: 'IN_PROGRESS' } });
    await db.report.updateMany({ where: { unitId: units[1]!.id }, data: { status: 'IN_PROGRESS' } });
    await db.account.update({ where: { username: 'filer1' }, data: { deactivatedAt: clock() } });
    expect(await unreached()).toEqual(['CĐCS Bệnh viện Đa khoa', 'CĐCS Cấp nước']);
    expect(await list('?lien-he=chua-ai')).toContain('Chưa liên hệ được: 2');
    expect(await list('?lien-he=chua-ai')).toContain('hoặc đơn vị không còn tài khoản nào');
  });

  it('is counted where reminding begins, beside each situation', async () => {
    const html = (await reviewer.get('/don-doc/2026')).text;
    const groups = [...html.matchAll(/class="count">([^<]*)<\/span> <span class="what">([^<]*)</g)];
    expect(groups.map(([, count, text]) => `${count} ${text}`)).toEqual([
      '3 Chưa nộp, quá hạn',
      '3 Chưa liên hệ được',
    ]);
    expect(html).toContain('href="/don-doc/2026/goi-dien?loai=all&amp;lien-he=chua-ai"');
    expect((await reviewer.get('/don-doc/2026/cong-van?loai=all&lien-he=chua-ai')).text).toContain(
      '<strong>3</strong> đơn vị',
    );
  });

  it('is reached once a reminder has gone, and undelivered until one does', async () => {
    await give('filer0', { email: 'f0@example.vn' });
    await sendDueSteps(db, clock());
    const found = async () => reportOf(db, units[0]!.id);
    await db.message.updateMany({ data: { failedAt: clock() } });
    expect(await found()).toMatchObject({ undeliveredAt: clock(), reachedAt: null });
    expect(await unreached()).toContain('CĐCS Bệnh viện A');
    await db.message.updateMany({ data: { failedAt: null, sentAt: clock() } });
    expect(await found()).toMatchObject({ undeliveredAt: null, reachedAt: clock() });
  });
});

describe('The text for the group in Zalo', () => {
  it('names who owes what by when, the latest first, and where to file', async () => {
    const day = new Date('2026-09-03T00:00:00+07:00');
    await db.report.update({
      where: { id: await reportId(0) },
      data: { status: 'RETURNED', firstSubmittedAt: clock(), correctBefore: day },
    });
    const html = (await reviewer.get('/don-doc/2026/zalo')).text;
    const [, text] = /<textarea[^>]*>([^<]*)</.exec(html)!;
    expect(text).toBe(
      [
        'Công đoàn ngành Y tế: báo cáo nêu gương năm 2026',
        'Đến 09:00 ngày 27/8/2026, các đơn vị sau còn phải làm:',
        'Đã quá hạn nộp trước ngày 25/8/2026 (chậm nhất hết ngày 24/8/2026):\n– CĐCS Bệnh viện Đa khoa\n– CĐCS Cấp nước',
        'Bị trả lại, cần sửa và nộp lại trước ngày 03/9/2026 (chậm nhất hết ngày 02/9/2026):\n– CĐCS Bệnh viện A',
        'Nộp báo cáo tại: https://neuguong.example.vn/bao-cao/2026',
      ].join('\n\n'),
    );
  });

  it('is not there where nobody owes anything', async () => {
    await db.report.updateMany({ data: { status: 'ACCEPTED' } });
    const html = (await reviewer.get('/don-doc/2026/zalo')).text;
    expect(html).not.toContain('<textarea');
    expect(html).toContain('nên không có gì để nhắn');
  });
});
