import type { Page } from 'playwright-core';
import { beforeAll, describe, it } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, looks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { openTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const browser = await launchBrowser();
const url = await listen(portal.app);

/** One unit a look, since each journey files its own report. */
beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'board', province.id, ['REVIEWER']);
  for (const [index] of looks.entries()) {
    const name = `Công đoàn ngành số ${index}`;
    const unit = await makeUnit(db, { name, level: 'UPPER_LEVEL', parentId: province.id });
    await makeAccount(db, `unit${index}`, unit.id, ['FILER']);
  }
  await openTestPeriod(db, 'admin');
});

describe.each(looks.map((look, index) => ({ ...look, index })))(
  'at $width px, JavaScript $javaScript',
  ({ index, ...look }) => {
    const unitName = `Công đoàn ngành số ${index}`;

    it('an official finds the worker’s obligations from the home page', async () => {
      const { page, expectQuiet, leave } = await visit(browser, url, look);
      await page.goto('/');
      await expectAccessible(page);
      await eventually(() => page.getByText('Còn 20 ngày').isVisible()).toBe(true);
      await page.getByRole('link', { name: 'Tôi muốn biết mình phải nêu gương thế nào' }).click();
      await expectAccessible(page);
      await page.getByRole('main').getByRole('link', { name: 'Công nhân lao động' }).click();
      await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toContain(
        'công nhân lao động',
      );
      await eventually(() =>
        page.getByText('rèn luyện ý thức, tác phong công nghiệp').first().isVisible(),
      ).toBe(true);
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Đọc trong toàn văn hướng dẫn' }).click();
      await eventually(() => page.url()).toContain('/huong-dan#ii-3');
      await expectAccessible(page);
      expectQuiet();
      await leave();
    });

    it('the unit files, the board returns, the unit corrects, the board accepts', async () => {
      const unit = await visit(browser, url, look);
      const board = await visit(browser, url, look);
      await signInAs(unit.page, `unit${index}`);
      await fileReport(unit.page);
      await signInAs(board.page, 'board');
      await returnFromList(board.page, unitName);
      // What is saved after the return is what was corrected.
      clock.set(new Date(clock().getTime() + 60_000));
      await correctAndFile(unit.page);
      await acceptFromList(board.page, unitName);
      await unit.page.goto('/bao-cao/2026');
      await eventually(() => unit.page.getByText('Đã chấp nhận', { exact: true }).isVisible()).toBe(true);
      unit.expectQuiet();
      board.expectQuiet();
      await unit.leave();
      await board.leave();
    });
  },
);

/** From the work page through all eight sections, on six pages, to the receipt, by what is on the screen only. */
async function fileReport(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Bắt đầu' }).click();
  await expectAccessible(page);
  await fillGeneral(page);
  await next(page);
  for (const heading of ['B. ', 'C–E. ', 'F. ', 'G. ']) {
    await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toContain(heading);
    await fillSection(page);
    await expectAccessible(page);
    await next(page);
  }
  await page.getByLabel('Báo cáo đã ký, đóng dấu').setInputFiles({
    name: 'bao-cao-da-ky.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
  });
  await page.getByRole('button', { name: 'Lưu và về danh sách' }).click();
  await eventually(() => page.getByText('Đã xong 8 trong 8 phần.').isVisible()).toBe(true);
  await page.getByRole('link', { name: /^Kiểm tra và nộp/ }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Nộp báo cáo' }).click();
  await eventually(() => page.getByRole('heading', { name: 'Có lỗi cần sửa' }).isVisible()).toBe(true);
  await eventually(() => page.title()).toMatch(/^Lỗi: /);
  await expectAccessible(page);
  await page.getByLabel('Tôi cam đoan').check();
  await page.getByRole('button', { name: 'Nộp báo cáo' }).click();
  await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(
    'Biên nhận báo cáo năm 2026',
  );
  await expectAccessible(page);
  await page.getByRole('link', { name: 'tra cứu được biên nhận' }).click();
  await eventually(() => page.getByText('Biên nhận này có thật').isVisible()).toBe(true);
  await expectAccessible(page);
}

async function returnFromList(page: Page, unitName: string): Promise<void> {
  await page.getByLabel('Tên đơn vị').fill(unitName.replace('Công đoàn ngành', 'cong doan nganh'));
  await page.getByRole('button', { name: 'Lọc' }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: unitName, exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Trả lại', exact: true }).click();
  await page.getByLabel('Lý do').fill('Số liệu viên chức chưa khớp.');
  await page.getByLabel('Sửa và nộp lại trước ngày').fill('');
  await page.locator('summary').filter({ hasText: 'Ghi chú thêm cho phần, cho ô khác' }).click();
  await page.locator('summary').filter({ hasText: 'Phần D.' }).click();
  await page.getByLabel('Ghi chú phần D').fill('Xem lại số người đăng ký.');
  await page.getByRole('button', { name: 'Trả lại để sửa' }).click();
  await eventually(() => page.title()).toMatch(/^Lỗi: /);
  await expectAccessible(page);
  await eventually(() =>
    page.getByRole('link', { name: 'Hãy nhập sửa và nộp lại', exact: false }).count(),
  ).toBe(0);
  await eventually(() => page.getByLabel('Lý do').inputValue()).toBe('Số liệu viên chức chưa khớp.');
  await page.getByLabel('Sửa và nộp lại trước ngày').fill('30/8/2026');
  await page.getByRole('button', { name: 'Trả lại để sửa' }).click();
  await eventually(() => page.getByText('Đã trả lại báo cáo của').first().isVisible()).toBe(true);
}

async function correctAndFile(page: Page): Promise<void> {
  await page.goto('/bao-cao/2026');
  await eventually(() => page.getByText('Số liệu viên chức chưa khớp.').first().isVisible()).toBe(true);
  await eventually(() => page.getByText('Cần sửa', { exact: true }).count()).toBe(1);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'D. Kết quả nêu gương của viên chức' }).click();
  await eventually(() => page.getByText('Xem lại số người đăng ký.').isVisible()).toBe(true);
  await page.getByLabel('Số viên chức đăng ký nêu gương').fill('18');
  await page.getByRole('button', { name: 'Lưu và về danh sách' }).click();
  await eventually(() => new URL(page.url()).pathname).toBe('/bao-cao/2026');
  await page.getByRole('link', { name: /^Kiểm tra và nộp/ }).click();
  await page.getByLabel('tệp vẫn là bản đã kèm lần nộp 1').fill('Bản ký lại gửi qua bưu điện.');
  await page.getByLabel('Đơn vị đã sửa những gì').fill('Đã sửa số viên chức đăng ký.');
  await page.getByLabel('Tôi cam đoan').check();
  await page.getByRole('button', { name: 'Nộp báo cáo' }).click();
  await eventually(() => page.getByRole('main').textContent()).toContain('Năm 2026, lần nộp 2');
}

async function acceptFromList(page: Page, unitName: string): Promise<void> {
  await page.goto('/theo-doi/2026?trang-thai=SUBMITTED');
  await page.getByRole('link', { name: unitName, exact: true }).click();
  await eventually(() => page.getByText('Đã sửa số viên chức đăng ký.').isVisible()).toBe(true);
  await eventually(() => page.locator('ins').allTextContents()).toEqual(['18', '18']);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Chấp nhận' }).click();
  await eventually(() => page.getByText('Đã chấp nhận báo cáo của').first().isVisible()).toBe(true);
  await page.goto('/tong-hop/2026/so-lieu');
  await expectAccessible(page);
  await page.locator('summary', { hasText: 'D. Kết quả' }).click();
  const row = page.getByRole('row', { name: 'Số viên chức đăng ký nêu gương' });
  await eventually(() => row.count()).toBe(1);
}

async function fillGeneral(page: Page): Promise<void> {
  const typed = {
    'Số, ký hiệu báo cáo': '05/BC-CĐN',
    'Ngày báo cáo': '19/8/2026',
    'Người ký': 'Nguyễn Văn An',
    'Chức vụ người ký': 'Chủ tịch',
    'Số cán bộ, công chức': '10',
    'Số viên chức': '20',
    'Số công nhân lao động': '30',
    'Trong tổng số: số nữ': '25',
  };
  for (const [label, text] of Object.entries(typed)) await page.getByLabel(label, { exact: true }).fill(text);
  const questions = page.getByRole('group', { name: 'Đơn vị có' });
  await eventually(() => questions.count()).toBe(3);
  for (const question of await questions.all()) await question.getByLabel('Có', { exact: true }).check();
}

/** Every empty box of the section: a figure or a sentence. */
async function fillSection(page: Page): Promise<void> {
  // Its heading is there before all of its boxes are.
  await page.waitForLoadState();
  const form = page.locator('form.section-form');
  for (const radio of await form.getByLabel('Có', { exact: true }).all()) await radio.check();
  for (const box of await form.locator('input[inputmode=numeric]').all()) await box.fill('1');
  for (const box of await form.locator('textarea').all()) await box.fill('Đã tổ chức thực hiện tốt.');
}

async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lưu và sang phần' }).click();
}
