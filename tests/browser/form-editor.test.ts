import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { expectAccessible as examine, looks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { fillDraft, openTestPeriod } from '../support/reports.js';

const browser = await launchBrowser();

// Wide without and narrow with JavaScript: each differs from the other in both.
describe.each(looks.filter(({ width, javaScript }) => (width === 390) === javaScript))(
  'at $width px, JavaScript $javaScript',
  async (look) => {
    const portal = await startTestApp();
    const { province, first } = await makeTree(portal.db);
    await makeAccount(portal.db, 'goc', province.id, ['ADMIN']);
    await makeAccount(portal.db, 'lap', first.id, ['FILER']);
    await openTestPeriod(portal.db, 'goc');
    await fillDraft(portal.db, 'lap', portal.clock());
    const address = await listen(portal.app);

    test('a field is added, another goes, the form is looked at as a unit sees it, and applied', async () => {
      const { page, expectQuiet, leave } = await visit(browser, address, look);
      const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
      await signInAs(page, 'goc');
      await page.goto('/quan-tri/ky-bao-cao/2026');
      await page.getByRole('link', { name: 'Biểu mẫu báo cáo của kỳ này' }).click();
      await expectAccessible(page, look.width);

      await page.getByRole('main').getByRole('link', { name: 'Phần Hạn chế' }).click();
      await expectAccessible(page, look.width);
      await page.getByRole('link', { name: 'Thêm ô' }).click();
      await expectAccessible(page, look.width);
      await page.getByRole('link', { name: 'Chọn một' }).click();
      await press('Lưu vào bản đang sửa');
      await page.getByText('Có lỗi cần sửa').waitFor();
      await expectAccessible(page, look.width);
      await page.getByLabel('Câu hỏi').fill('Mức độ thực hiện');
      await page.getByLabel('Các mục để chọn').fill('tot | Tốt\nkha | Khá');
      await press('Lưu vào bản đang sửa');

      // By the keyboard: the field that was written stands unfolded, and the next stop is in it.
      for (const place of [3, 2]) {
        await page.getByRole('button', { name: /^Chuyển lên ?: Mức độ thực hiện/ }).focus();
        await page.keyboard.press('Enter');
        await page.locator(`details:nth-child(${place})[open]`, { hasText: 'Mức độ thực hiện' }).waitFor();
      }
      await page.keyboard.press('Tab');
      await eventually(() => page.locator(':focus').innerText()).toMatch(/^Sửa ô này/);
      await page.locator('summary', { hasText: 'Hạn chế' }).focus();
      await page.keyboard.press('Enter');
      await eventually(() => page.locator('.folds details[open]').count()).toBe(1);

      await page.goto('/quan-tri/ky-bao-cao/2026/bieu-mau/phan/thong-tin-chung');
      await page.locator('summary', { hasText: 'Trong tổng số: số nữ' }).click();
      await expectAccessible(page, look.width);
      await press(/^Bỏ ?: Trong tổng số/);
      await page.getByText('Cần sửa ở phần này').waitFor();
      await expectAccessible(page, look.width);
      await page.locator('summary', { hasText: 'Tỷ lệ nữ' }).click();
      await press(/^Bỏ ?: Tỷ lệ nữ/);
      await page.goto('/quan-tri/ky-bao-cao/2026/bieu-mau');
      await page.getByText('Cần sửa trước khi áp dụng').waitFor();
      await expectAccessible(page, look.width);
      await page.getByRole('main').getByRole('link', { name: 'Các kiểm tra' }).click();
      await page.locator('summary', { hasText: 'không còn trong biểu mẫu' }).click();
      await expectAccessible(page, look.width);
      await press(/^Bỏ ?: women_within/);

      for (const path of [
        'phan?ma=kien-nghi',
        'o?ma=members_total',
        'o?ma=limitations',
        'kiem-tra',
        'kiem-tra?kieu=compare',
        'cai-dat',
        'nhap',
        'xem-truoc?phan=kien-nghi',
        'xem-truoc?phan=tai-lieu',
      ]) {
        await page.goto(`/quan-tri/ky-bao-cao/2026/bieu-mau/${path}`);
        await expectAccessible(page, look.width);
      }
      await page.goto('/quan-tri/ky-bao-cao/2026/bieu-mau');
      await page.getByRole('link', { name: 'Áp dụng các thay đổi' }).click();
      await page.getByText('Thêm 1 ô, bỏ 2 ô, bỏ 1 kiểm tra; 1 báo cáo đã bắt đầu').waitFor();
      await expectAccessible(page, look.width);
      await press('Áp dụng');
      await page.getByText('Đã áp dụng.').waitFor();
      expectQuiet();
      await leave();
    });
  },
);

/** The narrow look is the harder one to get right. */
async function expectAccessible(page: Page, width: number): Promise<void> {
  if (width === 390) await examine(page);
}
