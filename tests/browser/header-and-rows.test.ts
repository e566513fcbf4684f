import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { looks, signInAs, visit } from '../support/journey.js';
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
      '/bao-cao/2026',
    );
    expect(
      await open(({ x, y, width, height }) => page.mouse.click(x + width - chevron, y + height / 2)),
    ).toBe('/bao-cao/2026');
    expect(await open(() => page.getByRole('link', { name: /^biên nhận/ }).click())).toBe(
      '/bao-cao/2026/bien-nhan',
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
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not to be seen`);
  return box;
}

const overflowOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
