import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { fillDraft, openTestPeriod, reportOf, returnTo, submitDraft } from '../support/reports.js';
import { closeDue } from '../../src/accounts/ending/job.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { releaseWork } from '../../src/reports/assignment/commands.js';

// Each test ends a unit of its own, whose report is being written; the period is locked from 01/11/2026.
const NOW = '2026-08-20T08:00:00+07:00';
const portal = await startTestApp({ now: NOW });
const { db, clock } = portal;
let upper: number;
let other: { id: number; code: string };
let admin: Agent;
let unit: { id: number; name: string };
let filer: string;
let serial = 0;

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  upper = (await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province.id })).id;
  other = await makeUnit(db, { name: 'Công đoàn nhận', level: 'UPPER_LEVEL', parentId: province.id });
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', upper, ['REVIEWER']);
  for (let at = 1; at <= 20; at++) {
    const { id } = await makeUnit(db, { name: `CĐCS số ${at}`, parentId: upper });
    await makeAccount(db, `filer${at}`, id, ['FILER']);
    const email = `filer${at}@cdcs.vn`;
    await db.account.update({ where: { username: `filer${at}` }, data: { email } });
  }
  await openTestPeriod(db, 'root');
});

beforeEach(async () => {
  clock.set(NOW);
  admin = await portal.signedIn('root');
  serial += 1;
  filer = `filer${serial}`;
  const account = await db.account.findUniqueOrThrow({ where: { username: filer }, include: { unit: true } });
  unit = account.unit;
  await fillDraft(db, filer, clock());
});

const address = () => `/quan-tri/don-vi/${unit.id}/ket-thuc`;
const row = () => db.unit.findUniqueOrThrow({ where: { id: unit.id } });
const person = () => db.account.findUniqueOrThrow({ where: { username: filer } });
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
async function end(fields: Record<string, string> = {}) {
  const { version } = await row();
  const said = { activeTo: '15/8/2026', reports: 'stay', accounts: 'keep', accountsUntil: '01/11/2026' };
  return postForm(admin, address(), { ...said, version: String(version), ...fields }, '/quan-tri');
}

describe('Who ends a unit', () => {
  it('is shown what it leaves, with the choice that loses nothing', async () => {
    const { text } = await admin.get(address());
    const shown = textOf(text);
    expect(shown).toContain('Năm 2026: đang lập');
    expect(shown).toContain(`Người dùng ${filer} (Lập báo cáo)`);
    expect(text).toMatch(/value="stay"[^>]* checked/);
    expect(text).toMatch(/value="keep"[^>]* checked/);
    expect(text).toContain('value="01/11/2026"');
  });

  it.each([
    [{ activeTo: '' }, 'Hãy nhập ngày kết thúc hoạt động'],
    [{ reports: 'x' }, 'Hãy chọn báo cáo chưa xong'],
    [{ accounts: '' }, 'Hãy chọn tài khoản của đơn vị'],
    [{ accountsUntil: '' }, 'Hãy nhập ngày mà từ đó tài khoản không dùng được nữa'],
    [{ activeTo: '01/12/2026' }, 'phải dùng được đến sau ngày 01/12/2026'],
    [{ accounts: 'close' }, 'Báo cáo vẫn phải nộp thì phải còn người nộp'],
    [{ accounts: 'move', reports: 'exempt', moveTo: '' }, 'Hãy nhập mã đơn vị nhận tài khoản'],
    [{ accounts: 'move', reports: 'exempt', moveTo: 'KHONGCO' }, 'Không có đơn vị nào khác đang hoạt động'],
  ])('must say what becomes of it: %j', async (fields: Record<string, string>, message) => {
    const before = await row();
    const answer = await end(fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain(fields.activeTo ?? '15/8/2026');
    expect(await row()).toEqual(before);
    expect((await reportOf(db, unit.id)).status).toBe('IN_PROGRESS');
    expect((await person()).deactivatedAt).toBeNull();
  });
});

describe('A unit that ended', () => {
  it('and still has to report is worked for by its people until the day that was set', async () => {
    expect((await end()).status).toBe(303);
    expect(await row()).toMatchObject({
      activeTo: isoDay('2026-08-15'),
      accountsUntil: isoDay('2026-11-01'),
    });
    await submitDraft(db, filer, clock());
    expect((await (await portal.signedIn(filer)).get('/bao-cao/2026')).status).toBe(200);
    clock.set('2026-10-31T23:59:59.999+07:00');
    expect((await (await portal.signedIn(filer)).get('/bao-cao/2026')).status).toBe(200);
    clock.set('2026-11-01T00:00:00+07:00');
    await expect(portal.signedIn(filer)).rejects.toThrow('cannot sign in');
  });

  it('is marked in the lists of its reviewers, and the rates say that they count it', async () => {
    const reviewer = await portal.signedIn('reviewer');
    await end();
    const { text } = await reviewer.get('/theo-doi/2026?hoat-dong=ENDED');
    expect(text).toContain('đã kết thúc hoạt động từ ngày 15/8/2026');
    expect(textOf(text)).toMatch(/có \d đơn vị đã kết thúc hoạt động mà chưa được miễn/);
    expect(text).toContain(`>${unit.name}</a>`);
    expect(text).not.toContain('>CĐCS số 20</a>');
    await submitDraft(db, filer, clock());
    expect((await reviewer.get('/viec-xet-duyet/2026')).text).toContain(
      'đơn vị đã kết thúc hoạt động từ ngày 15/8/2026',
    );
    const { id } = await reportOf(db, unit.id);
    const page = await reviewer.get(`/xet-duyet/${id}`);
    expect(page.text).toContain('người của đơn vị còn nộp được trước ngày 01/11/2026');
    await returnTo(db, 'reviewer', id, clock(), isoDay('2026-09-01'));
    const { version } = await reportOf(db, unit.id);
    const exempted = { version: String(version), reason: 'Đã giải thể.' };
    expect((await postForm(reviewer, `/xet-duyet/${id}/mien`, exempted, '/tai-khoan')).status).toBe(303);
    expect((await reportOf(db, unit.id)).status).toBe('EXEMPT');
  });

  it('and is exempted leaves the rates, with the ending as the reason, and its people are told and signed out', async () => {
    const open = await portal.signedIn(filer);
    expect((await end({ reports: 'exempt', accounts: 'close' })).status).toBe(303);
    const report = await reportOf(db, unit.id);
    expect(report).toMatchObject({ status: 'EXEMPT', statusBefore: 'IN_PROGRESS' });
    const reason = 'Đơn vị kết thúc hoạt động từ ngày 15/8/2026.';
    expect(
      await db.historyEvent.findFirst({ where: { reportId: report.id }, orderBy: { id: 'desc' } }),
    ).toMatchObject({ action: 'report-exempted', actorName: 'Người dùng root', detail: { reason } });
    const message = await db.message.findFirstOrThrow({ where: { reportId: report.id } });
    expect([message.toAddress, message.text.includes(reason)]).toEqual([`${filer}@cdcs.vn`, true]);
    expect((await person()).deactivatedAt).toEqual(clock());
    expect((await open.get('/bao-cao/2026')).status).toBe(302);
  });

  it('hands its people over to another unit, which they work for at once', async () => {
    expect(
      (await end({ reports: 'exempt', accounts: 'move', moveTo: other.code.toLowerCase() })).status,
    ).toBe(303);
    expect(await person()).toMatchObject({ unitId: other.id, roles: ['FILER'], deactivatedAt: null });
    expect((await (await portal.signedIn(filer)).get('/bao-cao/2026')).text).toContain('Công đoàn nhận');
  });

  it('has filed keeps its people by default, since its report may come back', async () => {
    await submitDraft(db, filer, clock());
    const { text } = await admin.get(address());
    expect(textOf(text)).toContain('Đã nộp, chờ xét duyệt Năm 2026. Báo cáo có thể bị trả lại');
    expect(text).not.toContain('name="reports"');
    expect(text).toMatch(/value="keep"[^>]* checked/);
    expect(text).toContain('value="01/11/2026"');
  });

  it('on a day to come has its accounts closed on that day, once, and what they looked after let go', async () => {
    const { id: accountId } = await makeAccount(db, `reviewer-of-${filer}`, unit.id, ['REVIEWER']);
    const { id } = await reportOf(db, unit.id);
    await db.report.update({ where: { id }, data: { assigneeId: accountId, assigneeName: 'X' } });
    expect((await end({ activeTo: '25/8/2026', reports: 'exempt', accounts: 'close' })).status).toBe(303);
    const closings = { unitId: unit.id, action: 'account-deactivated', actorName: 'Hệ thống' };
    const close = () => Promise.all([closeDue(portal, releaseWork), closeDue(portal, releaseWork)]);
    clock.set('2026-08-24T23:59:59.999+07:00');
    await close();
    expect((await person()).deactivatedAt).toBeNull();
    clock.set('2026-08-25T00:00:00+07:00');
    await close();
    expect((await person()).deactivatedAt).toEqual(clock());
    expect(await db.historyEvent.count({ where: closings })).toBe(2);
    expect(await db.report.findUnique({ where: { id } })).toMatchObject({
      ...{ assigneeId: null, hasContact: false },
    });
    expect(
      await db.historyEvent.findFirst({ where: { reportId: id }, orderBy: { id: 'desc' } }),
    ).toMatchObject({
      ...{ action: 'report-released', actorName: 'Hệ thống' },
    });
  });

  it('gets no account any more: none is opened again, made, or moved there', async () => {
    await end({ reports: 'exempt', accounts: 'close' });
    const { id, version } = await person();
    const { code } = await row();
    const page = `/quan-tri/tai-khoan/${id}`;
    const again = await postForm(admin, `${page}/mo-lai`, { version: String(version) }, page);
    expect(again.status).toBe(409);
    expect(again.text).toContain('Đơn vị của tài khoản này đã kết thúc hoạt động');
    const said = { fullName: 'Mới', position: '', email: '', unitCode: code, roles: 'FILER' };
    const made = await postForm(admin, '/quan-tri/tai-khoan/moi', { ...said, username: 'nguoi-moi' });
    expect([made.status, made.text.includes('đã kết thúc hoạt động')]).toEqual([422, true]);
    const reviewer = await db.account.findUniqueOrThrow({ where: { username: 'reviewer' } });
    const theirs = `/quan-tri/tai-khoan/${reviewer.id}`;
    const moved = await postForm(admin, theirs, { ...said, version: String(reviewer.version) });
    expect([moved.status, moved.text.includes('đã kết thúc hoạt động')]).toEqual([422, true]);
    expect((await db.account.findUnique({ where: { username: 'reviewer' } }))?.unitId).toBe(upper);
    // What is wrong in their name can still be put right.
    expect((await postForm(admin, page, { ...said, version: String(version) })).status).toBe(303);
  });

  it('can go on; what was decided with its end stays', async () => {
    await end({ reports: 'exempt', accounts: 'close' });
    const goOn = address().replace('ket-thuc', 'hoat-dong-lai');
    const { version } = await row();
    expect((await postForm(admin, goOn, { version: String(version - 1) }, '/quan-tri')).status).toBe(409);
    expect((await postForm(admin, goOn, { version: String(version) }, '/quan-tri')).status).toBe(303);
    expect(await row()).toMatchObject({ activeTo: null, accountsUntil: null });
    expect((await reportOf(db, unit.id)).status).toBe('EXEMPT');
  });

  it('was saved by somebody else meanwhile: nothing is written, nothing typed is lost', async () => {
    const answer = await end({ version: '0', activeTo: '17/8/2026' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('17/8/2026');
    expect(answer.text).toContain('Có người vừa sửa đơn vị này');
    expect((await row()).activeTo).toBeNull();
  });
});
