import { expect, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const { province, upper, first, second } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
const admin = await portal.signedIn('nganh');
const LIST = '/quan-tri/khong-ai-vao-duoc';
const noted = async () =>
  (await db.lockedOutUnit.findMany({ orderBy: { unitId: 'asc' } })).map((row) => row.unitId);
/** The rule without its triggers. */
const counted = async () => {
  const where = { accounts: { none: { deactivatedAt: null, passwordHash: { not: null } } } };
  return (await db.unit.findMany({ where, orderBy: { id: 'asc' } })).map(({ id }) => id);
};

test('a unit is locked out exactly while no open account of it has a password', async () => {
  expect(await noted()).toEqual([first.id, second.id]);
  const one = await makeAccount(db, 'mot', first.id, ['FILER']);
  const two = await makeAccount(db, 'hai', first.id, ['FILER']);
  expect(await noted()).toEqual([second.id]);
  const close = (id: number) => db.account.update({ where: { id }, data: { deactivatedAt: clock() } });
  await close(one.id);
  expect(await noted()).toEqual(await counted());
  await db.account.update({ where: { id: two.id }, data: { unitId: second.id } });
  expect(await noted()).toEqual([first.id]);
  await db.account.update({ where: { id: two.id }, data: { passwordHash: null } });
  expect(await noted()).toEqual([first.id, second.id]);
  await db.account.deleteMany({ where: { id: { in: [one.id, two.id] } } });
  expect(await noted()).toEqual(await counted());
});

test('also where its last two accounts close at the same moment', async () => {
  const unit = await makeUnit(db, { name: 'Hai người', parentId: upper.id });
  for (let round = 0; round < 5; round++) {
    const ids = [];
    for (const at of [1, 2]) ids.push((await makeAccount(db, `cung-${round}-${at}`, unit.id, ['FILER'])).id);
    expect(await noted()).not.toContain(unit.id);
    await Promise.all(
      ids.map((id) => db.account.update({ where: { id }, data: { deactivatedAt: clock() } })),
    );
    expect(await noted()).toContain(unit.id);
  }
  await db.unit.update({ where: { id: unit.id }, data: { activeTo: clock() } });
});

test('each is listed with the one action that helps, in the own branch alone', async () => {
  const foreign = await makeUnit(db, { name: 'Ngoài ngành', level: 'UPPER_LEVEL', parentId: province.id });
  const third = await makeUnit(db, { name: 'CĐCS có số điện thoại', parentId: upper.id });
  const fourth = await makeUnit(db, { name: 'CĐCS thư hỏng', parentId: upper.id });
  const called = await makeAccount(db, 'co-so', third.id, ['FILER']);
  const lost = await makeAccount(db, 'thu-hong', fourth.id, ['FILER']);
  const gone = await makeAccount(db, 'ky-cuu', second.id, ['FILER']);
  await db.account.update({
    where: { id: gone.id },
    data: { deactivatedAt: clock(), phone: '0987654321' },
  });
  await db.account.update({ where: { id: called.id }, data: { passwordHash: null, phone: '0912345678' } });
  await db.account.update({ where: { id: lost.id }, data: { passwordHash: null, email: 'hong@vi-du.vn' } });
  const letter = {
    kind: 'activated',
    accountId: lost.id,
    unitId: fourth.id,
    toName: 'A',
    toAddress: 'hong@vi-du.vn',
  };
  const words = { subject: 'A', text: 'A', html: 'A', searchText: 'a', createdAt: clock(), dueAt: clock() };
  const failed = { failedAt: clock(), bounced: true, lastError: '550 không có hộp thư' };
  await db.message.create({ data: { ...letter, ...words, ...failed } });

  const { text } = await admin.get(LIST);
  expect(text).toContain('4 đơn vị không có tài khoản nào đăng nhập được');
  expect(text).toContain(`/quan-tri/tai-khoan/moi?don-vi=${first.code}`);
  expect(text).toContain(`/quan-tri/tai-khoan/${called.id}/ma-mot-lan`);
  expect(text).toContain(`/quan-tri/tai-khoan/${lost.id}/ban-giao`);
  expect(text).toContain('thư gửi đến không tới được');
  expect(text).toContain('href="tel:0912345678"');
  expect(text).toMatch(/Người dùng ky-cuu \(người cũ, đã ngừng\), <a href="tel:0987654321"/);
  expect(text).toContain('Cổng chưa có số liên hệ');
  expect(text).not.toMatch(/Ngoài ngành|Hai người/);
  expect((await admin.get('/quan-tri')).text).toContain('4 đơn vị không có ai đăng nhập được');
  expect((await (await portal.signedIn('goc')).get(LIST)).text).toContain(foreign.name);
});

test('it comes by pages, each unit once', async () => {
  for (let at = 10; at < 40; at++) await makeUnit(db, { name: `Đơn vị ${at}`, parentId: upper.id });
  const start = (await admin.get(LIST)).text;
  const next = /href="([^"]*sau=\d+)"/.exec(start)?.[1] ?? '';
  const rest = (await admin.get(next)).text;
  const names = [...(start + rest).matchAll(/>(Đơn vị \d\d)</g)].map(([, name]) => name);
  expect([names.length, new Set(names).size]).toEqual([30, 30]);
});
