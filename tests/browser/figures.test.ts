import { beforeAll, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

const browser = await launchBrowser();
const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const address = await listen(portal.app);

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'board', province.id, ['REVIEWER']);
  const names = ['CĐCS Bệnh viện A', 'CĐCS Công ty có tên rất dài để xem chỗ xuống dòng', 'CĐCS Trường C'];
  const units = [];
  for (const name of names) units.push(await makeUnit(db, { name, parentId: province.id }));
  for (const [at, { id }] of units.entries()) await makeAccount(db, `filer${at}`, id, ['FILER']);
  for (const year of [2025, 2026]) {
    await openTestPeriod(db, 'admin', year);
    clock.set(`${year}-08-20T08:00:00+07:00`);
    for (const [at, { id }] of units.slice(0, 2).entries()) {
      const members = String(year - 2000 + 40 * at);
      const figures = { members_worker: members, registered_worker: String(5 + at) };
      await fillDraft(db, `filer${at}`, clock(), { year, figures });
      await submitDraft(db, `filer${at}`, clock(), { year });
      await acceptFrom(db, 'board', (await reportOf(db, id, year)).id, clock());
    }
  }
});

test.each(crossedLooks)(
  'a reviewer goes from the totals to their parts and over the years at $width px, JavaScript $javaScript',
  async (look) => {
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, 'board');
    await page.goto('/tong-hop/2026/so-lieu');
    await page.getByText('Đơn vị: đã chấp nhận 2').waitFor();
    await eventually(() =>
      page.getByRole('img', { name: 'Đăng ký nêu gương, theo đối tượng' }).isVisible(),
    ).toBe(true);
    await page.getByText('1 đơn vị chưa có trong tổng hợp').click();
    await eventually(() => page.getByRole('link', { name: 'CĐCS Trường C' }).isVisible()).toBe(true);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Mở hết các phần' }).click();
    await eventually(() => page.getByRole('row', { name: 'Số cuộc kiểm tra' }).first().isVisible()).toBe(
      true,
    );
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Theo đối tượng' }).click();
    await page.getByRole('link', { name: /^Vẽ biểu đồ ?: Đoàn viên, người lao động$/ }).click();
    await eventually(() =>
      page.getByRole('img', { name: 'Đoàn viên, người lao động, theo đối tượng' }).isVisible(),
    ).toBe(true);
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Đoàn viên, người lao động, Công nhân lao động' }).click();
    await page.waitForURL('**/so-lieu/members_worker**');
    await page.getByRole('link', { name: 'Cả chờ xét duyệt' }).click();
    const parts = page.getByRole('table', { name: 'theo đơn vị' });
    await eventually(() => parts.getByRole('link', { name: /^CĐCS/ }).count()).toBe(2);
    await eventually(() => page.getByRole('img', { name: 'theo đơn vị, năm 2026' }).isVisible()).toBe(true);
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Xem chỉ tiêu này qua các năm' }).click();
    const years = page.getByRole('table', { name: 'Tổng qua các năm' });
    await eventually(() => years.getByRole('rowheader', { name: 'Năm 2025' }).isVisible()).toBe(true);
    await eventually(() => page.getByRole('img', { name: 'qua các năm' }).isVisible()).toBe(true);
    await expectAccessible(page);
    expectQuiet();
    await leave();
  },
);
