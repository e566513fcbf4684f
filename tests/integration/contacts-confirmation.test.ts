import { expect, test } from 'vitest';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';
import { makeTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-01-10T08:00:00+07:00' });
const { db, clock } = portal;
const { province, upper, first, second } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
const filer = await makeAccount(db, 'lap-a', first.id, ['FILER']);
await makeAccount(db, 'ky-a', first.id, ['SIGNATORY']);
await makeAccount(db, 'xem-a', first.id, ['LEADER']);
await makeAccount(db, 'lap-b', second.id, ['FILER']);
await db.account.updateMany({
  where: { username: { in: ['nganh', 'lap-b'] } },
  data: { email: 'thu@vi-du.vn' },
});
const { id: periodId, opensOn } = await makeTestPeriod(db, 2026);
const DAY = 86_400_000;
const BEGINS = new Date(opensOn.getTime() - 30 * DAY);
clock.set(new Date(BEGINS.getTime() - 1));
const admin = await portal.signedIn('nganh');
const own = await portal.signedIn('lap-a');
const [OWN, LIST, LINE] = ['/dau-moi', '/quan-tri/dau-moi', 'Xin xác nhận ai lập, ai ký'];
const rowOf = (unitId: number) => db.contactConfirmation.findFirst({ where: { unitId } });
const lastEvent = () => lastEventIn(db);

test('from thirty days before a period opens the unit is asked, and not sooner', async () => {
  expect((await own.get('/bao-cao')).text).not.toContain(LINE);
  expect([(await own.get(OWN)).status, (await admin.get(LIST)).status]).toEqual([404, 404]);
  clock.set(BEGINS);
  expect((await own.get('/bao-cao')).text).toContain(LINE);
  const page = await own.get(OWN);
  for (const words of [
    'Người dùng lap-a',
    'Người dùng ky-a',
    'href="/tai-khoan/dien-thoai"',
    'Vẫn đúng, xác nhận',
  ])
    expect(page.text).toContain(words);
  expect(page.text).not.toContain('Người dùng xem-a');
  await db.unit.update({
    where: { id: first.id },
    data: { contactBoard: 'Văn phòng', contactPhone: '0240 3123 402' },
  });
  expect((await own.get(OWN)).text).toContain(
    'Số chung của đơn vị, do người quản trị ghi: Văn phòng, 0240 3123 402.',
  );
  expect((await (await portal.signedIn('xem-a')).get(OWN)).status).toBe(403);
  expect((await (await portal.signedIn('goc')).get(OWN)).status).toBe(404);
});

test('the administrator above sees who has not confirmed, and asks them by mail once a day', async () => {
  expect((await admin.get(LIST)).text).toContain('0 trong 2 đơn vị');
  await postForm(admin, `${LIST}/nhac`, {}, LIST);
  await postForm(admin, `${LIST}/nhac`, {}, LIST);
  const letters = await db.message.findMany({ where: { kind: 'contacts' } });
  expect(letters).toMatchObject([{ unitId: second.id, toAddress: 'thu@vi-du.vn' }]);
  expect(await lastEvent()).toMatchObject({ action: 'contacts-asked', detail: { units: 2, year: 2026 } });
  expect(await rowOf(second.id)).toMatchObject({ askedAt: clock(), confirmedAt: null });
  clock.set(new Date(BEGINS.getTime() + DAY));
  await postForm(await portal.signedIn('nganh'), `${LIST}/nhac`, {}, LIST);
  expect(await db.message.count({ where: { kind: 'contacts' } })).toBe(2);
  clock.set(BEGINS);
});

test('"still right" is said once, ends the line, and stands in the history with the names', async () => {
  expect((await postForm(own, OWN, {})).status).toBe(303);
  expect((await postForm(own, OWN, {})).status).toBe(303);
  expect(await rowOf(first.id)).toMatchObject({ confirmedAt: clock(), confirmedById: filer.id, note: '' });
  const events = await db.historyEvent.findMany({ where: { action: 'contacts-confirmed' } });
  expect(events).toMatchObject([{ unitId: first.id, detail: { year: 2026 } }]);
  expect(JSON.stringify(events)).toContain('Người dùng ky-a (Ký duyệt)');
  expect((await own.get('/bao-cao')).text).not.toContain(LINE);
  const confirmed = (await admin.get(`${LIST}?tinh-trang=da`)).text;
  expect([confirmed.includes(first.name), confirmed.includes(second.name)]).toEqual([true, false]);
  const missing = (await admin.get(`${LIST}?tinh-trang=chua`)).text;
  expect([missing.includes(first.name), missing.includes(second.name)]).toEqual([false, true]);
});

test('that somebody has left reaches the administrator above; nothing typed is lost', async () => {
  const other = await portal.signedIn('lap-b');
  const empty = await postForm(other, `${OWN}/thay-doi`, { note: ' ' }, OWN);
  expect([empty.status, empty.text.includes('Hãy nhập thay đổi')]).toEqual([422, true]);
  const note = 'Chị Lan nghỉ hưu, anh Minh làm thay.';
  expect((await postForm(other, `${OWN}/thay-doi`, { note }, OWN)).status).toBe(303);
  expect(await rowOf(second.id)).toMatchObject({ note, confirmedAt: clock() });
  const letter = await db.message.findFirst({ orderBy: { id: 'desc' } });
  expect(letter).toMatchObject({ unitId: upper.id, kind: 'contacts' });
  expect(letter?.text).toContain(note);
  expect((await admin.get(`${LIST}?tinh-trang=thay-doi`)).text).toContain(note);
  expect((await admin.get(LIST)).text).toContain(
    '2 trong 2 đơn vị trực thuộc đã xác nhận; 1 đơn vị báo thay đổi',
  );
  expect(await lastEvent()).toMatchObject({ action: 'contacts-confirmed', detail: { note } });
});

test('the list comes by pages, and knows no other branch', async () => {
  const foreign = await makeUnit(db, {
    name: 'Công đoàn ngành khác',
    level: 'UPPER_LEVEL',
    parentId: province.id,
  });
  await makeUnit(db, { name: 'AA người ngoài', parentId: foreign.id });
  for (let at = 10; at < 40; at++) await makeUnit(db, { name: `Đơn vị ${at}`, parentId: upper.id });
  const start = (await admin.get(LIST)).text;
  expect(start).not.toContain('AA người ngoài');
  const next = /href="([^"]*sau=\d+)"/.exec(start)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const rest = (await admin.get(next)).text;
  const names = [...(start + rest).matchAll(/Đơn vị \d\d/g)].map(([name]) => name);
  expect(new Set(names).size).toBe(30);
  expect(await db.contactConfirmation.count({ where: { periodId } })).toBe(2);
});

test('once the reports are due nobody is asked any more, but a change can still be told', async () => {
  const { dueBeforeGrassroots } = await db.period.findUniqueOrThrow({ where: { id: periodId } });
  clock.set(dueBeforeGrassroots);
  const late = await portal.signedIn('lap-a');
  expect((await late.get('/tai-khoan')).text).toContain(`href="${OWN}"`);
  const page = (await late.get(OWN)).text;
  expect(page).toContain('Người dùng lap-a đã xác nhận cho năm 2026');
  expect(page).not.toContain('Vẫn đúng, xác nhận');
  const note = 'Anh Bình thay chị Ánh.';
  expect((await postForm(late, `${OWN}/thay-doi`, { note }, OWN)).status).toBe(303);
  const list = (await (await portal.signedIn('nganh')).get(LIST)).text;
  expect([list.includes(note), list.includes('Gửi thư nhắc')]).toEqual([true, false]);
  expect((await (await portal.signedIn('goc')).get('/tai-khoan')).text).not.toContain(`href="${OWN}"`);
});
