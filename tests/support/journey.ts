import { createHash } from 'node:crypto';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PASSWORD } from './fixtures.js';
import { PATIENCE } from './patience.js';

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
  context.setDefaultTimeout(PATIENCE);
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
  const html = await page.content();
  const look = lookOf(page, html);
  if (passed.has(look)) return;
  const examined = await twin(page, html);
  await examined.evaluate(axe.source);
  const found = await examined.evaluate<string[]>(
    `axe.run({ runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`,
  );
  expect(found, page.url()).toEqual([]);
  const overflow = await examined.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow, `${page.url()} is wider than its window`).toBeLessThanOrEqual(0);
  passed.add(look);
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The looks that were found accessible: the same markup at the same place and width is not looked at again. */
const passed = new Set<string>();

/** All that an examination could depend on. The token of a form is the session's, and nothing that anybody sees. */
function lookOf(page: Page, html: string): string {
  const place = page.url().replace(/^https?:\/\/[^/]+/, '');
  const markup = html.replace(/(name="_csrf" value=")[^"]*/g, '$1');
  return createHash('sha256')
    .update(`${String(viewportOf(page).width)} ${place} ${markup}`)
    .digest('base64');
}

/** axe is a script, and needs a browser that runs it: the same markup at the same address and width. */
async function twin(page: Page, html: string): Promise<Page> {
  const copy = await examinedPage(page);
  // Another place in the same document would not load it anew.
  await copy.goto('about:blank');
  const address = page.url().replace(/#.*/, '');
  await copy.route(address, (route) => route.fulfill({ contentType: 'text/html', body: html }), { times: 1 });
  await copy.goto(page.url());
  return copy;
}

const pages = new Map<number, Promise<Page>>();

/** The one page of a width in which looks are examined. */
function examinedPage(page: Page): Promise<Page> {
  const browser = page.context().browser();
  const viewport = viewportOf(page);
  if (!browser) throw new Error('the page has no browser');
  const known = pages.get(viewport.width) ?? browser.newPage({ viewport, reducedMotion: 'reduce' });
  pages.set(viewport.width, known);
  return known;
}

function viewportOf(page: Page): { width: number; height: number } {
  const viewport = page.viewportSize();
  if (!viewport) throw new Error('the page has no window');
  return viewport;
}
