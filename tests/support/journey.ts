import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PASSWORD } from './fixtures.js';

/** How a person looks at the portal. */
export interface Look {
  width: number;
  javaScript: boolean;
}
export const looks: Look[] = [
  { width: 1280, javaScript: true },
  { width: 390, javaScript: true },
  { width: 1280, javaScript: false },
  { width: 390, javaScript: false },
];

/** A new visitor's page. Any error in its console fails the test that ends with `expectQuiet`. */
export async function visit(browser: Browser, baseURL: string, { width, javaScript }: Look) {
  const viewport = { width, height: width === 390 ? 844 : 900 };
  const context = await browser.newContext({ baseURL, viewport, javaScriptEnabled: javaScript });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('the server responded with a status of 4'))
      complaints.push(message.text());
  });
  const expectQuiet = () => {
    expect(complaints).toEqual([]);
  };
  return { page, expectQuiet, leave: () => context.close() };
}

export async function signInAs(page: Page, username: string): Promise<void> {
  await page.goto('/dang-nhap');
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click();
}

/** The page as it stands is accessible (WCAG 2.2 AA, as far as axe sees) and fits its window's width. */
export async function expectAccessible(page: Page): Promise<void> {
  const { page: examined, leave } = await twin(page);
  const { violations } = await new AxeBuilder({ page: examined })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(found, page.url()).toEqual([]);
  const overflow = await examined.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow, `${page.url()} is wider than its window`).toBeLessThanOrEqual(0);
  await leave();
}

/** axe is a script, and needs a browser that runs it: the same markup at the same address and width. */
async function twin(page: Page): Promise<{ page: Page; leave: () => Promise<void> }> {
  const copy = await (await scripted(page)).newPage();
  const html = await page.content();
  const address = page.url().replace(/#.*/, '');
  await copy.route(address, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await copy.goto(page.url());
  return { page: copy, leave: () => copy.close() };
}

const contexts = new Map<number, Promise<BrowserContext>>();

function scripted(page: Page): Promise<BrowserContext> {
  const browser = page.context().browser();
  const viewport = page.viewportSize();
  if (!browser || !viewport) throw new Error('the page has no browser or no window');
  const known = contexts.get(viewport.width) ?? browser.newContext({ viewport, reducedMotion: 'reduce' });
  contexts.set(viewport.width, known);
  return known;
}
