import { beforeAll, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { openTestPeriod } from '../support/reports.js';

const browser = await launchBrowser();
const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db } = portal;
const address = await listen(portal.app);

beforeAll(async () => {
  const { province, upper, first } = await makeTree(db);
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  await makeAccount(db, 'filer', first.id, ['FILER']);
  await makeAccount(db, 'reviewer', upper.id, ['REVIEWER']);
  await openTestPeriod(db, 'root');
});

test.each(crossedLooks)(
  'a unit is asked and confirms, and the reviewer sees it, at $width px, JavaScript $javaScript',
  async (look) => {
    await db.acknowledgement.deleteMany();
    await db.acknowledgementRequest.deleteMany();

    const root = await visit(browser, address, look);
    await signInAs(root.page, 'root');
    await root.page.goto('/quan-tri');
    await root.page.getByRole('link', { name: 'Xác nhận đã nhận văn bản' }).click();
    await root.page.getByRole('link', { name: 'Đề nghị mới' }).click();
    await root.page.getByLabel('Chủ đề').fill('Hướng dẫn nêu gương năm 2026');
    await root.page.getByLabel('Xác nhận trước ngày').fill('31/9/2026');
    await root.page.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await root.page.getByText('không có ngày 31/9/2026').first().waitFor();
    await expectAccessible(root.page);
    await root.page.getByLabel('Lời đề nghị').fill('Đề nghị các đơn vị đọc và thực hiện.');
    await root.page.getByLabel('Xác nhận trước ngày').fill('30/8/2026');
    await root.page.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await root.page.getByText('không rút lại được').waitFor();
    await expectAccessible(root.page);
    await root.page.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await root.page.getByText('Đã đề nghị 3 đơn vị').waitFor();
    await expectAccessible(root.page);

    const unit = await visit(browser, address, look);
    await signInAs(unit.page, 'filer');
    await unit.page.goto('/bao-cao');
    await expectAccessible(unit.page);
    await unit.page.getByRole('link', { name: 'Xem và xác nhận', exact: true }).click();
    await expectAccessible(unit.page);
    await unit.page.getByRole('link', { name: 'Hướng dẫn nêu gương năm 2026' }).click();
    await unit.page.getByText('Đề nghị các đơn vị đọc và thực hiện.').waitFor();
    await expectAccessible(unit.page);
    await unit.page.getByRole('button', { name: 'Xác nhận đã nhận' }).click();
    await unit.page.getByText('Đã xác nhận đơn vị nhận').waitFor();
    await expectAccessible(unit.page);

    const reviewer = await visit(browser, address, look);
    await signInAs(reviewer.page, 'reviewer');
    await reviewer.page.goto('/xac-nhan');
    await reviewer.page.getByRole('link', { name: 'Ai đã xác nhận: Hướng dẫn nêu gương' }).click();
    await reviewer.page.getByLabel('Trạng thái').selectOption('confirmed');
    await reviewer.page.getByRole('button', { name: 'Lọc' }).click();
    await reviewer.page.getByText('Người dùng filer').first().waitFor();
    await eventually(() => reviewer.page.getByRole('row').count()).toBe(2);
    await expectAccessible(reviewer.page);
    await reviewer.page.setViewportSize({ width: 320, height: 640 });
    await expectAccessible(reviewer.page);

    for (const { expectQuiet, leave } of [root, unit, reviewer]) {
      expectQuiet();
      await leave();
    }
  },
);

test('an account chooses its messages, JavaScript off', async () => {
  const { page, expectQuiet, leave } = await visit(browser, address, { width: 390, javaScript: false });
  await signInAs(page, 'filer');
  await page.goto('/tai-khoan');
  await page.getByRole('link', { name: 'Chọn thư muốn nhận' }).click();
  await expectAccessible(page);
  await page.getByLabel('Báo cáo được chấp nhận').uncheck();
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('trừ: Báo cáo được chấp nhận').waitFor();
  await expectAccessible(page);
  expectQuiet();
  await leave();
});
