import { beforeEach, expect, test } from 'vitest';
import type { Role } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { startTestApp } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { openTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db } = portal;
const { province, upper, first } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await openTestPeriod(db, 'goc');
const people: readonly [username: string, unit: number, role: Role][] = [
  ['lap', first.id, 'FILER'],
  ['ky', first.id, 'SIGNATORY'],
  ['duyet', upper.id, 'REVIEWER'],
  ['xem', upper.id, 'LEADER'],
  ['quanly', upper.id, 'ADMIN'],
];
for (const [username, unit, role] of people) await makeAccount(db, username, unit, [role]);
await makeAccount(db, 'cahai', upper.id, ['FILER', 'REVIEWER']);

beforeEach(() => db.account.updateMany({ data: { shownRoundAt: null } }));

const TITLE = 'Ba điều cần biết khi bắt đầu';

/** The notes at the top of a page, one a line. */
function notesOf(html: string): string[] {
  const box = /<details class="greeting no-print" open>.*?<\/details>/s.exec(html)?.[0] ?? '';
  return [...box.matchAll(/<li>(.*?)<\/li>/gs)].map(([, note = '']) => note.replace(/<[^>]+>/g, ''));
}

test.each([
  ['lap', '/bao-cao', 'Báo cáo chia thành từng phần', '/tro-giup/lap-bao-cao'],
  ['ky', '/bao-cao', 'Người lập chuyển báo cáo cho bạn', '/tro-giup/ky-duyet'],
  ['duyet', '/theo-doi/2026', 'Mục Theo dõi cho biết', '/tro-giup/xet-duyet'],
  ['xem', '/theo-doi/2026', 'không thay đổi được gì', '/tro-giup/lanh-dao'],
  ['quanly', '/quan-tri', 'Thêm đơn vị trước', '/tro-giup/quan-tri'],
])('%s is told three things on the first page after the first sign-in', async (who, page, note, guide) => {
  const agent = await portal.signedIn(who);
  const { text } = await agent.get(page);
  const notes = notesOf(text);
  expect(notes).toHaveLength(3);
  expect(notes[0]).toContain(note);
  expect(text).toContain(`<a href="${guide}">`);
});

test('whoever files and reviews is told of the work that signing in leads to', async () => {
  const { text } = await (await portal.signedIn('cahai')).get('/theo-doi/2026');
  expect(notesOf(text)[0]).toContain('Mục Theo dõi cho biết');
});

test('what is to do stands before the three things', async () => {
  const { text } = await (await portal.signedIn('lap')).get('/bao-cao');
  expect(text.indexOf('Bắt đầu</a>')).toBeLessThan(text.indexOf(TITLE));
});

test('a filer is told the own unit’s deadline in both forms', async () => {
  const { text } = await (await portal.signedIn('lap')).get('/bao-cao');
  const { dueBefore } = await db.report.findFirstOrThrow({ where: { unitId: first.id } });
  expect(dueBefore).toBeInstanceOf(Date);
  expect(notesOf(text)[1]).toMatch(/^Hạn nộp của đơn vị bạn: trước ngày .+ \(chậm nhất hết ngày .+\)\.$/);
});

test('a filer whose report was sent back is told the day of the correction, not the deadline that is over', async () => {
  const report = { unitId: first.id };
  const correctBefore = isoDay('2026-09-22');
  await db.report.updateMany({ where: report, data: { status: 'RETURNED', correctBefore } });
  const { text } = await (await portal.signedIn('lap')).get('/bao-cao');
  expect(notesOf(text)[1]).toBe(
    'Báo cáo của đơn vị bạn bị trả lại: sửa và nộp lại trước ngày 22/9/2026 (chậm nhất hết ngày 21/9/2026).',
  );
  await db.report.updateMany({ where: report, data: { status: 'NOT_STARTED', correctBefore: null } });
});

test('the third thing is whom to call, where somebody has said', async () => {
  const contact = { contactPhone: '0911 222 333' };
  await db.unit.update({ where: { id: upper.id }, data: contact });
  const { text } = await (await portal.signedIn('lap')).get('/bao-cao');
  expect(notesOf(text)[2]).toBe('Cần giúp: gọi 0911 222 333, hoặc xem hướng dẫn cho việc của bạn.');
  await db.unit.update({ where: { id: upper.id }, data: { contactPhone: '' } });
});

test('never again: on the next page, at the next sign-in, in another browser', async () => {
  const agent = await portal.signedIn('lap');
  expect((await agent.get('/bao-cao')).text).toContain(TITLE);
  expect((await agent.get('/bao-cao')).text).not.toContain(TITLE);
  expect((await (await portal.signedIn('lap')).get('/bao-cao')).text).not.toContain(TITLE);
  const { shownRoundAt } = await db.account.findUniqueOrThrow({ where: { username: 'lap' } });
  expect(shownRoundAt).toEqual(portal.clock());
});

test('a redirect and a download do not use it up', async () => {
  const agent = await portal.signedIn('duyet');
  expect((await agent.get('/theo-doi')).status).toBe(303);
  expect((await agent.get('/theo-doi/2026')).text).toContain(TITLE);
});

test('who is not signed in is told nothing', async () => {
  expect((await portal.visitor().get('/dang-nhap')).text).not.toContain(TITLE);
});
