import { pino } from 'pino';
import { expect, test } from 'vitest';
import { applyAllDue } from '../../src/accounts/handover/job.js';
import { succession } from '../../src/reports/assignment/succession-commands.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { openTestPeriod, reportOf } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const { province, upper, first } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
await makeAccount(db, 'lap-a', first.id, ['FILER']);
await openTestPeriod(db, 'goc');
const root = await portal.signedIn('goc');
const branch = await portal.signedIn('nganh');
const rowOf = (username: string) => db.account.findUniqueOrThrow({ where: { username } });
const addressOf = (id: number) => `/quan-tri/tai-khoan/${id}/ban-giao`;
const linkIn = (html: string) => /https?:\/\/[^/\s]+(\/kich-hoat\/[\w-]+)/.exec(html)?.[1] ?? '';
const logs = { db, clock, log: pino({ level: 'silent' }) };
const ON_DAY = () => applyAllDue(logs, succession);

let serial = 0;
const aReviewer = async (roles = ['REVIEWER', 'LEADER'] as const) => {
  serial += 1;
  const row = await makeAccount(db, `xet-${serial}`, upper.id, [...roles]);
  return db.account.update({
    where: { id: row.id },
    data: { email: `xet-${serial}@vi-du.vn`, summaryDay: 2 },
  });
};
const wanted = (account: { version: number }, given: Record<string, string> = {}) => {
  serial += 1;
  return {
    ...{ successor: '', fullName: 'Phạm Thị Mới', username: `moi-${serial}`, position: 'Phó Chủ tịch' },
    ...{ email: `moi-${serial}@vi-du.vn`, phone: '0912 345 678', day: '20/8/2026' },
    ...{ version: String(account.version), ...given },
  };
};
const ask = (agent: Agent, account: { id: number }, form: Record<string, string>) =>
  postForm(agent, addressOf(account.id), form, '/quan-tri/tai-khoan');
const say = (agent: Agent, account: { id: number }, form: Record<string, string>) =>
  postForm(agent, `${addressOf(account.id)}?buoc=dong-y`, form, '/quan-tri/tai-khoan');

test('a handover names what goes with it, then gives all of it to the new person in one act', async () => {
  const old = await aReviewer();
  const oldPerson = await portal.signedIn(old.username);
  const report = await reportOf(db, first.id);
  await db.report.update({
    where: { id: report.id },
    data: { assigneeId: old.id, assigneeName: old.fullName },
  });
  await db.calendarFeed.create({ data: { accountId: old.id, tokenHash: 'x', madeAt: clock() } });
  const device = { endpoint: 'https://push.vi-du.vn/1', p256dh: 'a', auth: 'b', browser: 'Chrome' };
  await db.pushDevice.create({ data: { ...device, accountId: old.id, addedAt: clock() } });
  const visit = { parentId: upper.id, unitId: first.id, kind: 'INSPECTION', reason: 'PLANNED' } as const;
  const about = {
    plannedOn: new Date('2026-09-10T00:00:00+07:00'),
    topic: 'A',
    createdAt: clock(),
    createdByName: 'B',
  };
  const team = `Lê Văn Trưởng (trưởng đoàn)\n${old.fullName}, ${old.email}`;
  const planned = await db.inspection.create({ data: { ...visit, ...about, team } });
  const told = await db.inspection.create({ data: { ...visit, ...about, team, status: 'ANNOUNCED' } });

  const form = wanted(old);
  const question = await ask(branch, old, form);
  expect(question.status).toBe(200);
  for (const words of [
    '1 báo cáo đang giao',
    '1 cuộc kiểm tra, giám sát chưa thông báo',
    '1 cuộc đã thông báo',
  ])
    expect(question.text).toContain(words);
  for (const words of ['Bản tóm tắt hằng tuần', 'Địa chỉ lịch', '1 máy nhận báo', 'Xét duyệt, Lãnh đạo'])
    expect(question.text).toContain(words);
  for (const words of [
    `tên đăng nhập ${form.username}`,
    'điện thoại 0912 345 678',
    `thư điện tử ${form.email}`,
  ])
    expect(question.text).toContain(words);
  expect(question.text).toContain('cho đến khi thông tin cá nhân của người này bị xóa');
  expect(await db.handover.count()).toBe(0);

  const answer = await say(branch, old, form);
  expect(answer.status).toBe(201);
  const next = await rowOf(form.username);
  expect(next).toMatchObject({ fullName: 'Phạm Thị Mới', phone: '0912345678', summaryDay: 2 });
  expect(next).toMatchObject({ unitId: upper.id, roles: ['REVIEWER', 'LEADER'], passwordHash: null });
  expect((await portal.visitor().get(linkIn(answer.text))).text).toContain(form.username);
  expect(await reportOf(db, first.id)).toMatchObject({ assigneeId: next.id, assigneeName: 'Phạm Thị Mới' });
  const teamOf = async (id: number) => (await db.inspection.findUniqueOrThrow({ where: { id } })).team;
  expect(await teamOf(planned.id)).toBe(`Lê Văn Trưởng (trưởng đoàn)\nPhạm Thị Mới, ${form.email}`);
  expect(await teamOf(told.id)).toBe(team);

  expect(await rowOf(old.username)).toMatchObject({ deactivatedAt: clock(), summaryDay: null });
  expect((await oldPerson.get('/tai-khoan')).status).not.toBe(200);
  expect(await db.session.count({ where: { accountId: old.id } })).toBe(0);
  expect(await db.pushDevice.count({ where: { accountId: old.id } })).toBe(0);
  expect(await db.calendarFeed.count({ where: { accountId: old.id } })).toBe(0);
  const letters = await db.message.findMany({ where: { kind: 'contacts' }, orderBy: { id: 'asc' } });
  expect(letters.map(({ toAddress }) => toAddress)).toEqual([old.email, form.email]);
  expect(letters.map(({ text }) => text).join()).not.toContain('/kich-hoat/');
  expect(await db.historyEvent.findFirst({ where: { action: 'account-handed-over' } })).toMatchObject({
    actorName: 'Người dùng nganh',
    detail: { account: old.username, name: old.fullName, to: form.username, toName: 'Phạm Thị Mới' },
  });
  expect(await db.historyEvent.count({ where: { action: 'report-assigned', reportId: report.id } })).toBe(1);
});

test('somebody who has an account of the unit takes over with it, and keeps what they were', async () => {
  const old = await aReviewer();
  const next = await makeAccount(db, 'san-co', upper.id, ['FILER']);
  // As a browser sends it, the boxes for a new person among them.
  const none = { fullName: '', username: '', position: '', email: '', phone: '', zaloName: '' };
  const form = { successor: String(next.id), ...none, day: '20/8/2026', version: String(old.version) };
  expect((await say(branch, old, form)).status).toBe(303);
  const row = await rowOf('san-co');
  expect(row).toMatchObject({ roles: ['FILER', 'REVIEWER', 'LEADER'], summaryDay: 2, activationHash: null });
  expect(row.passwordHash).toBe(next.passwordHash);
  expect((await rowOf(old.username)).deactivatedAt).toEqual(clock());
});

test('on a later day it is done once, however many try; whoever set it hears of it', async () => {
  const old = await aReviewer();
  await db.account.update({ where: { username: 'nganh' }, data: { email: 'nganh@vi-du.vn' } });
  const form = wanted(old, { day: '22/8/2026' });
  expect((await say(branch, old, form)).status).toBe(303);
  expect(await db.account.count({ where: { username: form.username } })).toBe(0);
  clock.set('2026-08-21T23:59:59+07:00');
  await ON_DAY();
  expect((await rowOf(old.username)).deactivatedAt).toBeNull();
  clock.set('2026-08-22T00:00:00+07:00');
  await Promise.all([ON_DAY(), ON_DAY(), ON_DAY()]);
  expect((await rowOf(old.username)).deactivatedAt).toEqual(clock());
  expect(await rowOf(form.username)).toMatchObject({ activationHash: null, passwordHash: null });
  const event = { action: 'account-handed-over', detail: { path: ['account'], equals: old.username } };
  const events = await db.historyEvent.findMany({ where: event });
  expect(events).toMatchObject([{ actorId: null, detail: { by: 'Người dùng nganh' } }]);
  expect(await db.message.count({ where: { toAddress: 'nganh@vi-du.vn', kind: 'contacts' } })).toBe(1);
  clock.set('2026-08-20T08:00:00+07:00');
});

test('before its day it can be cancelled; what has become impossible is cancelled on its day and said so', async () => {
  const [kept, ended] = [await aReviewer(), await aReviewer()];
  await say(branch, kept, wanted(kept, { day: '22/8/2026' }));
  await say(branch, ended, wanted(ended, { day: '22/8/2026' }));
  expect((await branch.get(addressOf(kept.id))).text).toContain('Hủy lịch hẹn bàn giao');
  const again = await say(branch, kept, wanted({ version: kept.version + 1 }));
  expect([again.status, again.text.includes('đã có lịch hẹn')]).toEqual([422, true]);
  const version = String((await rowOf(kept.username)).version);
  const cancelled = await postForm(branch, `${addressOf(kept.id)}/huy`, { version }, '/quan-tri/tai-khoan');
  expect(cancelled.status).toBe(303);
  await db.account.update({ where: { id: ended.id }, data: { deactivatedAt: clock() } });
  clock.set('2026-08-22T00:00:00+07:00');
  await ON_DAY();
  expect((await rowOf(kept.username)).deactivatedAt).toBeNull();
  const rows = await db.handover.findMany({ where: { accountId: { in: [kept.id, ended.id] } } });
  expect(rows.map(({ doneAt }) => doneAt)).toEqual([null, null]);
  expect(rows[1]).toMatchObject({
    cancelledAt: clock(),
    failure: expect.stringContaining('đã ngừng') as string,
  });
  const said = await db.historyEvent.findMany({ where: { action: 'account-handover-cancelled' } });
  expect(said).toHaveLength(2);
  clock.set('2026-08-20T08:00:00+07:00');
});

test('what cannot be is refused by its field, and all that was typed comes back', async () => {
  const old = await aReviewer();
  const cases: [given: Record<string, string>, words: string][] = [
    [{ day: '19/8/2026' }, 'Ngày bàn giao đã qua'],
    [{ day: '22/8/2028' }, 'một năm tới'],
    [{ day: 'mai' }, 'phải viết theo ngày/tháng/năm'],
    [{ username: 'goc' }, 'Tên đăng nhập này đã có người dùng'],
    [{ fullName: '' }, 'Hãy nhập họ và tên'],
    [{ successor: String(old.id) }, 'Không bàn giao cho chính tài khoản này'],
    [{ successor: String((await rowOf('goc')).id) }, 'không còn hoạt động ở đơn vị này'],
    [{ successor: 'x' }, 'không hợp lệ'],
  ];
  for (const [given, words] of cases) {
    const answer = await ask(branch, old, wanted(old, given));
    expect([answer.status, words, answer.text.includes(words)]).toEqual([422, words, true]);
    expect(answer.text).toContain('value="Phó Chủ tịch"');
  }
  expect(await db.handover.count({ where: { accountId: old.id } })).toBe(0);
  expect((await branch.get(addressOf((await rowOf('goc')).id))).status).toBe(404);
});

test('all that is wrong is said at once, and the post of who leaves is proposed', async () => {
  const old = await aReviewer();
  await db.account.update({ where: { id: old.id }, data: { position: 'Chủ tịch công đoàn' } });
  expect((await branch.get(addressOf(old.id))).text).toContain('value="Chủ tịch công đoàn"');
  const given = { username: 'goc', email: 'sai', phone: '12', day: '19/8/2026' };
  const { status, text } = await ask(branch, old, wanted(old, given));
  expect(status).toBe(422);
  const fields = [...text.matchAll(/href="#(\w+)"/g)].map(([, field]) => field);
  expect(fields).toEqual(['main', 'username', 'email', 'phone', 'day']);
});

test('who has the username is proposed only where they can be chosen', async () => {
  const old = await aReviewer();
  const offer = 'Nếu đó là người nhận, hãy chọn ở ô';
  expect((await ask(branch, old, wanted(old, { username: 'lap-a' }))).text).not.toContain(offer);
  await makeAccount(db, 'cung-don-vi', upper.id, ['FILER']);
  const { text } = await ask(branch, old, wanted(old, { username: 'cung-don-vi' }));
  expect(text).toContain(`Người dùng cung-don-vi, cùng đơn vị. ${offer}`);
  expect(text).toContain('id="successor"');
});

test('the page of the account tells of it: set, cancelled, done, and what coming back would mean', async () => {
  const old = await aReviewer();
  const page = `/quan-tri/tai-khoan/${old.id}`;
  const form = wanted(old, { day: '22/8/2026' });
  await say(branch, old, form);
  const planned = (await branch.get(page)).text;
  expect(planned).toContain(`Cho Phạm Thị Mới (${form.username}), 0 giờ ngày 22/8/2026`);
  expect(planned).toContain('Xem, hủy');
  expect(planned).not.toContain('Bàn giao cho người khác');
  const { version } = await rowOf(old.username);
  await postForm(branch, `${addressOf(old.id)}/huy`, { version: String(version) }, '/quan-tri/tai-khoan');
  expect((await branch.get(page)).text).toContain('Bàn giao cho người khác');

  const again = wanted(await rowOf(old.username), { day: '22/8/2026' });
  await say(branch, old, again);
  const care = 'Phạm Thị Mới đã nhận bàn giao của Người dùng';
  clock.set('2026-08-22T00:00:00+07:00');
  await ON_DAY();
  const late = await portal.signedIn('nganh');
  const done = (await late.get(page)).text;
  expect(done).toContain(`Đã bàn giao cho Phạm Thị Mới (${again.username}) lúc 00:00 ngày 22/8/2026`);
  expect(done).toContain('cả hai người cùng có vai trò này');
  const next = await rowOf(again.username);
  expect((await late.get('/quan-tri')).text).toContain(`href="/quan-tri/tai-khoan/${next.id}"`);
  expect((await late.get('/quan-tri')).text).toContain(care);
  const link = { version: String(next.version) };
  await postForm(late, `/quan-tri/tai-khoan/${next.id}/lien-ket`, link, '/quan-tri/tai-khoan');
  expect((await late.get('/quan-tri')).text).not.toContain(`href="/quan-tri/tai-khoan/${next.id}"`);
  clock.set('2026-08-20T08:00:00+07:00');
});

test('of two administrators at once one hands over; the other sees what they typed again', async () => {
  const old = await aReviewer();
  const forms = [wanted(old, { fullName: 'Người Một' }), wanted(old, { fullName: 'Người Hai' })];
  const answers = await Promise.all([say(branch, old, forms[0]!), say(root, old, forms[1]!)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const late = answers.findIndex(({ status }) => status === 409);
  expect(answers[late]!.text).toContain(`value="${forms[late]!.fullName}"`);
  expect(await db.handover.count({ where: { accountId: old.id } })).toBe(1);
  expect((await branch.get(addressOf(old.id))).status).toBe(409);
});

test('the last administrator of the federation hands over to somebody new, who then signs in', async () => {
  const old = await rowOf('goc');
  const form = wanted(old);
  expect((await ask(root, old, form)).text).toContain('người quản trị duy nhất');
  const answer = await say(root, old, form);
  expect(answer.status).toBe(201);
  expect((await root.get('/quan-tri')).status).not.toBe(200);
  const visitor = portal.visitor();
  const password = `${PASSWORD} cua nguoi moi`;
  const link = linkIn(answer.text);
  const chosen = await postForm(visitor, link, { password, passwordAgain: password }, link);
  expect(chosen.status).toBe(303);
  expect((await visitor.get('/quan-tri')).status).toBe(200);
});
