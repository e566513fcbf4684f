import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { expectAccessible as examine, looks, signInAs, visit } from '../support/journey.js';
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

      await page.locator('summary', { hasText: 'G. ' }).click();
      await expectAccessible(page, look.width);
      await page.getByRole('link', { name: 'Thêm ô vào phần G.' }).click();
      await expectAccessible(page, look.width);
      await page.getByRole('link', { name: 'Chọn một' }).click();
      await press('Lưu vào bản đang sửa');
      await page.getByText('Có lỗi cần sửa').waitFor();
      await expectAccessible(page, look.width);
      await page.getByLabel('Câu hỏi').fill('Mức độ thực hiện');
      await page.getByLabel('Mã', { exact: true }).fill('muc_do');
      await page.getByLabel('Các mục để chọn').fill('tot | Tốt\nkha | Khá');
      await press('Lưu vào bản đang sửa');
      await page.getByText('Thêm ô “Mức độ thực hiện” (muc_do).').waitFor();
      const unfold = (fold: string) => page.locator('summary', { hasText: fold }).click();
      await unfold('A. ');
      await press(/^Bỏ ?: Trong tổng số/);
      await page.getByText('Cần sửa trước khi áp dụng').waitFor();
      await expectAccessible(page, look.width);
      await unfold('Những điều phải đúng');
      await press(/^Bỏ ?: women_within/);
      await unfold('A. ');
      await press(/^Bỏ ?: Tỷ lệ nữ/);

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
      await page.getByText('1 báo cáo mất câu trả lời').waitFor();
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
