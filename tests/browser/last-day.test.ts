import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

// The board’s last day of a year: whatever comes next is the one button of the page of steps.

const browser = await launchBrowser();
const portal = await startTestApp({ now: '2026-09-12T08:00:00+07:00' });
const { db, clock } = portal;
const address = await listen(portal.app);
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'board', province.id, ['REVIEWER', 'FILER']);
  for (const [at, name] of ['CĐCS Bệnh viện A', 'CĐCS Trường B'].entries()) {
    const unit = await makeUnit(db, { name, parentId: province.id });
    await makeAccount(db, `filer${at}`, unit.id, ['FILER']);
  }
  await openTestPeriod(db, 'admin');
  for (const at of [0, 1]) {
    const figures = { limitations: `Đơn vị ${'AB'[at]} làm tốt. Còn thiếu người.` };
    await fillDraft(db, `filer${at}`, clock(), { figures });
    await submitDraft(db, `filer${at}`, clock());
  }
  const first = await db.account.findUniqueOrThrow({ where: { username: 'filer0' } });
  await acceptFrom(db, 'board', (await reportOf(db, first.unitId)).id, clock());
  // Everything but one text, and one figure that needs a reason.
  await fillDraft(db, 'board', clock(), { figures: { limitations: '' } });
});

test('the board goes from what waits for review to the public page by the button of each step, on a phone', async () => {
  const { page, expectQuiet, leave } = await visit(browser, address, { width: 390, javaScript: true });
  await signInAs(page, 'board');

  await page.goto('/tong-hop/2026');
  await page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))");
  await expectAccessible(page);
  await next(page, 'Xét duyệt báo cáo');
  await page.getByRole('link', { name: 'CĐCS Trường B' }).click();
  await page.getByRole('button', { name: 'Chấp nhận', exact: true }).click();
  await page.getByText('Đã chấp nhận báo cáo của').first().waitFor();

  await next(page, 'Chọn đoạn trích');
  await page.getByRole('link', { name: 'Hạn chế và nguyên nhân' }).click();
  await page.getByRole('link', { name: 'Đánh dấu đoạn của CĐCS Trường B' }).click();
  await page.getByRole('checkbox').first().check();
  await page.getByRole('radio', { name: 'Cách làm hay, kết quả tốt' }).check();
  await page.getByRole('button', { name: 'Đánh dấu', exact: true }).click();
  await page.getByText('Đã đánh dấu 1 đoạn.').waitFor();

  await next(page, 'Đưa vào báo cáo');
  await page.getByRole('button', { name: 'Đưa vào báo cáo' }).click();
  await page.getByText('Đã đưa 1 nội dung').waitFor();

  await next(page, 'Kiểm tra báo cáo');
  await page.getByRole('checkbox', { name: 'Tôi cam đoan' }).waitFor();
  for (const box of await page.locator('form textarea').all()) await box.fill('Đúng như thực tế.');
  await page.getByRole('checkbox', { name: 'Tôi cam đoan' }).check();
  await page.getByRole('button', { name: 'Nộp báo cáo' }).click();
  await eventually(() => page.url()).toContain('/bien-nhan');

  await next(page, 'Ghi địa danh');
  await page.getByLabel('Địa danh (không bắt buộc)').fill('Minh Giang');
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();

  await next(page, 'Ghi việc gửi');
  await page.getByLabel('Số, ký hiệu văn bản đi').fill('15/BC-LĐLĐ');
  await page.getByLabel('Ngày gửi').fill('12/9/2026');
  const signed = { name: 'bao-cao-da-ky.pdf', mimeType: 'application/pdf', buffer: PDF };
  await page.getByLabel('Văn bản đã ký, đóng dấu (PDF)').setInputFiles(signed);
  await page.getByRole('button', { name: 'Ghi đã gửi và chốt số liệu' }).click();
  await page.getByText('Tổng hợp của năm đã chốt').first().waitFor();

  await next(page, 'Công bố kết quả');
  await page.getByRole('checkbox', { name: 'Đơn vị B làm tốt.' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Công bố', exact: true }).click();
  await page.getByRole('heading', { name: 'Công bố kết quả năm 2026?' }).waitFor();
  await page.getByRole('button', { name: 'Công bố', exact: true }).click();
  await page.getByRole('link', { name: 'Xem trang công khai' }).click();
  await page.getByText('100 % đơn vị đã báo cáo').waitFor();
  await eventually(() => page.getByText('Đơn vị B làm tốt.').isVisible()).toBe(true);
  await expectAccessible(page);

  await page.goto('/tong-hop/2026');
  await page.getByText('Xong 8 trong 8 bước').waitFor();
  expect(await page.locator('.button-primary').count()).toBe(0);
  await expectAccessible(page);
  expectQuiet();
  await leave();
});

/** From the page of steps, which is low enough for a phone, to what comes next. */
async function next(page: Page, button: string): Promise<void> {
  await page.goto('/tong-hop/2026');
  const height = await page.evaluate('document.documentElement.scrollHeight');
  expect(height).toBeLessThan(2500);
  const primary = page.locator('main .button-primary');
  await eventually(() => primary.textContent()).toBe(button);
  await primary.click();
}
