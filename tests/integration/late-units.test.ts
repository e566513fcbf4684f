import { expect, test } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import { makeTestPeriod, openTestPeriod, reportOf } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-01T08:00:00+07:00' });
const { db } = portal;
const { province, upper, first } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await openTestPeriod(db, 'goc');
const root = await portal.signedIn('goc');
const PAGE = '/quan-tri/ky-bao-cao/2026/don-vi-moi';

test('a unit that became active after the opening is named, and given its report once, with the deadline of whom it reports to', async () => {
  const late = await makeUnit(db, {
    name: 'CĐCS đến sau',
    parentId: upper.id,
    activeFrom: isoDay('2026-07-20'),
  });
  await makeUnit(db, { name: 'CĐCS sang năm', parentId: upper.id, activeFrom: isoDay('2027-01-01') });
  const { text } = await root.get(PAGE);
  expect(text).toContain('CĐCS đến sau');
  expect(text).not.toContain('CĐCS sang năm');
  expect(text).toContain('Giao báo cáo cho 1 đơn vị');

  expect((await postForm(root, PAGE, {})).status).toBe(303);
  expect((await root.get(PAGE)).text).toContain('Mọi đơn vị đang hoạt động đều có báo cáo');
  // Pressed a second time, in another tab.
  expect((await postForm(root, PAGE, {}, '/tai-khoan')).status).toBe(303);

  const [mine, sibling] = [await reportOf(db, late.id), await reportOf(db, first.id)];
  expect(mine).toMatchObject({ parentId: upper.id, status: 'NOT_STARTED', dueBefore: sibling.dueBefore });
  expect(await db.report.count()).toBe(5);
  expect(await db.historyEvent.findMany({ where: { action: 'late-units-added' } })).toMatchObject([
    { detail: { year: 2026, units: 1 } },
  ]);
});

test('a period that is not open has no such page', async () => {
  await makeTestPeriod(db, 2027);
  expect((await root.get('/quan-tri/ky-bao-cao/2027/don-vi-moi')).status).toBe(404);
});
