import { expect, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { openTestPeriod } from '../support/reports.js';

const browser = await launchBrowser();
const portal = await startTestApp({
  now: '2026-08-27T09:00:00+07:00',
  config: { publicUrl: 'https://neuguong.example.vn', pushSecret: '7'.repeat(64) },
});
const address = await listen(portal.app);
const { province, upper, first } = await makeTree(portal.db);
await makeAccount(portal.db, 'admin', province.id, ['ADMIN']);
await makeAccount(portal.db, 'reviewer', upper.id, ['REVIEWER']);
const filer = await makeAccount(portal.db, 'filer', first.id, ['FILER']);
await portal.db.account.update({
  where: { id: filer.id },
  data: { phone: '0912345678', zaloName: 'Thu Hà' },
});
await openTestPeriod(portal.db, 'admin');

test.each(crossedLooks)(
  'a late unit is called and the call noted at $width px, JavaScript $javaScript',
  async (look) => {
    await portal.db.reminderDelivery.deleteMany();
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, 'reviewer');
    await page.goto('/don-doc/2026');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Gọi điện', exact: true }).click();
    const number = page.getByRole('link', { name: /^0912.345.678/ });
    await eventually(() => number.getAttribute('href')).toBe('tel:0912345678');
    expect((await number.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectAccessible(page);
    await page.getByRole('link', { name: new RegExp(`^Ghi cuộc gọi.*${first.name}$`) }).click();
    await page.getByLabel('Ghi chú').fill('Hẹn nộp thứ Sáu');
    await page.getByRole('button', { name: 'Lưu cuộc gọi' }).click();
    await page.getByText('Hãy chọn kết quả cuộc gọi').first().waitFor();
    await expectAccessible(page);
    await page.getByLabel('Gặp được').check();
    await page.getByRole('button', { name: 'Lưu cuộc gọi' }).click();
    await page.getByText(`Đã ghi cuộc gọi cho ${first.name}.`).waitFor();
    await page.getByText('Gọi điện: gặp được, 09:00 ngày 27/8/2026. Hẹn nộp thứ Sáu').waitFor();
    expectQuiet();
    await leave();
  },
);

test.each(crossedLooks)(
  'a message for Zalo and the address of a calendar are there to copy at $width px, JavaScript $javaScript',
  async (look) => {
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, 'reviewer');
    await page.goto('/don-doc/2026/zalo');
    await expectAccessible(page);
    await eventually(() => page.getByLabel('Tin nhắn').inputValue()).toContain(first.name);
    const copy = page.getByRole('button', { name: 'Chép tin nhắn' });
    await eventually(() => copy.isVisible()).toBe(look.javaScript);
    if (look.javaScript) {
      await copy.click();
      await page
        .getByRole('status')
        .getByText(/Đã chép|bôi chọn/)
        .waitFor();
    }
    await page.goto('/tai-khoan/lich');
    await page.getByRole('button', { name: 'Tạo địa chỉ' }).click();
    await eventually(() => page.getByLabel('Địa chỉ lịch của bạn').inputValue()).toMatch(
      /\/lich\/\d+\/[\w-]{43}\.ics$/,
    );
    await expectAccessible(page);
    expectQuiet();
    await leave();
  },
);

// No push service can be reached from here, so that headless Chromium permits no notifications.
test.each(crossedLooks)(
  'a browser is offered what it can do, and signs out with the service worker there, at $width px, JavaScript $javaScript',
  async (look) => {
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, 'filer');
    await page.goto('/tai-khoan');
    await page.getByRole('link', { name: 'Chọn máy' }).click();
    await page.getByText('Chưa bật trên máy nào.').waitFor();
    const add = page.getByRole('button', { name: 'Bật trên máy này' });
    await eventually(() => add.isVisible()).toBe(look.javaScript);
    await eventually(() => page.getByText('Trình duyệt này chưa bật được').isVisible()).toBe(
      !look.javaScript,
    );
    await expectAccessible(page);
    if (look.javaScript) {
      await add.click();
      await page.getByText('Trình duyệt chưa cho cổng hiện thông báo.').waitFor();
      await page.evaluate(
        `navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => 0)`,
      );
      await page.reload();
      await page.evaluate(`document.querySelector('[data-sign-out]').requestSubmit()`);
      await page.getByText('Bạn đã đăng xuất.').waitFor();
    }
    expectQuiet();
    await leave();
  },
);
