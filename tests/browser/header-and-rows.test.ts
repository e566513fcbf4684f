import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, looks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { fillDraft, openTestPeriod, submitDraft } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db } = portal;
const browser = await launchBrowser();
const url = await listen(portal.app);
const EVERY_ROLE = ['FILER', 'SIGNATORY', 'REVIEWER', 'LEADER', 'ADMIN'] as const;

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động thành phố Thử Nghiệm Minh Giang' });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  const name = 'Công đoàn các Khu công nghiệp và Khu kinh tế Minh Giang';
  const unit = await makeUnit(db, { name, level: 'UPPER_LEVEL', parentId: province.id });
  await makeAccount(db, 'filer', unit.id, [...EVERY_ROLE]);
  const lastYear = isoDay('2025-08-20');
  await openTestPeriod(db, 'admin', 2025);
  await fillDraft(db, 'filer', lastYear, { year: 2025 });
  await submitDraft(db, 'filer', lastYear, { year: 2025 });
  await openTestPeriod(db, 'admin');
  await fillDraft(db, 'filer', portal.clock());
  await submitDraft(db, 'filer', portal.clock());
});

describe.each(looks.filter(({ javaScript }) => !javaScript))('at $width px', (look) => {
  it('a row of a list leads where its name says; another link in it leads elsewhere', async () => {
    const { page, leave } = await visit(browser, url, look);
    await signInAs(page, 'filer');
    const open = async (press: (row: Box) => Promise<void>) => {
      await page.goto('/bao-cao');
      await press(await boxOf(page, '.task-list > li'));
      await eventually(() => page.url()).not.toBe(`${url}/bao-cao`);
      return new URL(page.url()).pathname;
    };
    const chevron = 21;
    expect(await open(({ x, y, width, height }) => page.mouse.click(x + width / 2, y + height / 2))).toBe(
      '/bao-cao/2025',
    );
    expect(
      await open(({ x, y, width, height }) => page.mouse.click(x + width - chevron, y + height / 2)),
    ).toBe('/bao-cao/2025');
    expect(await open(() => page.getByRole('link', { name: /^Biên nhận/ }).click())).toBe(
      '/bao-cao/2025/bien-nhan',
    );
    await leave();
  });
});

const PLACES = [320, 360, 390, 768, 1056, 1120, 1280].flatMap((width) => [
  { width, username: '' },
  { width, username: 'filer' },
]);

test.each(PLACES)('the header fits a window of $width px, "$username" signed in', async (place) => {
  const { page, leave } = await visit(browser, url, { width: place.width, javaScript: true });
  if (place.username) await signInAs(page, place.username);
  else await page.goto('/');
  await page.getByRole('banner').waitFor();
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  for (const summary of await page.locator('.site-header summary:visible').all()) {
    await summary.click();
    const { x, y, width, height } = await boxOf(page, '.site-header details[open] > .pop');
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect([x >= 0, x + width <= place.width, y + height <= 900]).toEqual([true, true, true]);
  }
  await leave();
});

describe('A public page knows who is signed in', () => {
  it('shows the person’s own header, with its links of work, and marks where one is', async () => {
    const { page, expectQuiet, leave } = await visit(browser, url, { width: 1280, javaScript: true });
    await signInAs(page, 'filer');
    await page.waitForURL('**/bao-cao');
    await page.goto('/huong-dan');
    await page.getByLabel('Tài khoản: Người dùng filer').waitFor();
    const banner = page.getByRole('banner');
    await eventually(() => banner.getByRole('link', { name: 'Đăng nhập' }).count()).toBe(0);
    await eventually(() => banner.getByRole('link', { name: 'Báo cáo' }).first().isVisible()).toBe(true);
    await banner.locator('summary', { hasText: 'Danh mục' }).click();
    const here = banner
      .getByRole('navigation', { name: 'Danh mục' })
      .getByRole('link', { name: 'Hướng dẫn' });
    await eventually(() => here.getAttribute('aria-current')).toBe('true');
    await expectAccessible(page);
    await page.getByLabel('Tài khoản: Người dùng filer').click();
    await banner.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.waitForURL('**/dang-nhap');
    // Back to a page that the browser may have kept whole.
    await page.goBack();
    await banner.getByRole('link', { name: 'Đăng nhập' }).waitFor();
    expectQuiet();
    await leave();
  });

  it('says on the home page how the own report stands, and names whom the pages of work name', async () => {
    await db.unit.updateMany({ where: { parentId: null }, data: { contactPhone: '0240 3123 456' } });
    const { page, expectQuiet, leave } = await visit(browser, url, { width: 390, javaScript: true });
    await signInAs(page, 'filer');
    await page.waitForURL('**/bao-cao');
    await page.goto('/');
    const mine = page.getByRole('main').getByText('Báo cáo năm 2026 của đơn vị bạn: nộp lúc');
    await eventually(() => mine.isVisible()).toBe(true);
    await eventually(() => page.getByRole('contentinfo').getByText('0240 3123 456').count()).toBe(1);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Mở báo cáo' }).click();
    await page.waitForURL('**/bao-cao/2026');
    expectQuiet();
    await leave();
  });

  it('asks nothing of who has not signed in', async () => {
    const { page, leave } = await visit(browser, url, { width: 390, javaScript: true });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto('/', { waitUntil: 'networkidle' });
    expect(asked).not.toContain('/tai-khoan/dau-trang');
    expect(asked).not.toContain('/bao-cao/han-cua-don-vi');
    expect(await page.context().cookies()).toEqual([]);
    await leave();
  });

  it('offers to sign in where no script runs, which leads straight to work', async () => {
    const { page, leave } = await visit(browser, url, { width: 390, javaScript: false });
    await signInAs(page, 'filer');
    await page.goto('/');
    await page.getByRole('banner').getByRole('link', { name: 'Đăng nhập' }).click();
    await page.waitForURL('**/bao-cao');
    await leave();
  });

  it('leaves the header alone while somebody is in it', async () => {
    const { page, leave } = await visit(browser, url, { width: 1280, javaScript: true });
    await signInAs(page, 'filer');
    await page.waitForURL('**/bao-cao');
    await page.route('**/tai-khoan/dau-trang', async (route) => {
      await page.getByRole('link', { name: 'Đăng nhập' }).focus();
      await route.continue();
    });
    const answered = page.waitForResponse('**/tai-khoan/dau-trang');
    await page.goto('/tro-giup');
    await answered;
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Đăng nhập');
    await page.getByRole('main').getByRole('link').first().focus();
    await page.getByLabel('Tài khoản: Người dùng filer').waitFor();
    await leave();
  });
});

test('whoever has signed in finds the public pages in the menu on a wide screen, too', async () => {
  const { page, leave } = await visit(browser, url, { width: 1280, javaScript: false });
  await signInAs(page, 'filer');
  await page.getByLabel(/^Tài khoản: /).click();
  await page.getByRole('banner').locator('summary', { hasText: 'Danh mục' }).click();
  // One is open at a time.
  await eventually(() => page.getByRole('button', { name: 'Đăng xuất' }).isVisible()).toBe(false);
  const menu = page.getByRole('navigation', { name: 'Danh mục' });
  await menu.getByRole('link', { name: 'Hướng dẫn' }).click();
  await page.waitForURL('**/huong-dan');
  await leave();
});

type Box = { x: number; y: number; width: number; height: number };

/** Of the one element that the selector finds. */
async function boxOf(page: Page, selector: string): Promise<Box> {
  await page.locator(selector).scrollIntoViewIfNeeded();
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not to be seen`);
  return box;
}

const overflowOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
