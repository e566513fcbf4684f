import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../src/cli/demo-data.js';
import { launchBrowser, listen } from '../support/browser.js';
import { unescaped } from '../../src/cli/bench-forms.js';
import { expectAccessible, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { startSampleApp } from '../support/sample.js';

// The other tests look at the pages that they come through. Here one page of each kind is looked at that somebody of the
// sample province comes to by its links alone, on a phone, with everything unfolded that unfolds. What a reader is shown
// as another one was is not looked at again: the head of the page, which differs, is seen above whatever is the reader's own.

const portal = await startSampleApp('2026-08-20T08:00:00+07:00');
const browser = await launchBrowser();
const url = await listen(portal.app);

/** Who looks, and where one begins besides home. */
const READERS: [username: string, start: string][] = [
  ['', '/nghia-vu'],
  ['dienluc', '/bao-cao'],
  ['khucongnghiep', '/bao-cao'],
  ['bantgnc', '/theo-doi/2026'],
  ['quantri', '/quan-tri/giao-dien'],
];
/** It shows every state of everything: several cards of work, several bars. */
const SAMPLES = '/quan-tri/giao-dien';

/** What stands in the pages that were looked at, whoever read them. */
const shown = new Set<string>();

describe('every page that is reached by links, on a phone', () => {
  it.each(READERS)(
    'by "%s": accessible, one primary action, no wider than 320 px, telephones that dial',
    async (username, start) => {
      const { page, expectQuiet, leave } = await visit(browser, url, { width: 390, javaScript: true });
      if (username) await signInToDemo(page, username);
      const waiting = [start, '/'];
      const seen = new Set<string>();
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        if (seen.has(kindOf(path))) continue;
        seen.add(kindOf(path));
        const { html, at } = await read(page, path);
        waiting.push(...linksOf(html, at));
        if (shown.has(contentOf(html))) continue;
        shown.add(contentOf(html));
        expect(undialled(html), path).toEqual([]);
        await page.goto(path);
        await expectOnePrimary(page);
        await page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))");
        await expectNarrow(page);
        await expectAccessible(page);
      }
      expect(seen.size).toBeGreaterThan(10);
      expectQuiet();
      await leave();
    },
  );
});

async function signInToDemo(page: Page, username: string): Promise<void> {
  await page.goto('/dang-nhap');
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(DEMO_PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click();
  await eventually(() => page.url()).not.toContain('/dang-nhap');
}

/** Pages of one kind differ in a number, or in the code of a field. */
function kindOf(path: string): string {
  return path.replace(/[?#].*/, '').replace(/\d+|[a-z]+(_[a-z]+)+/g, '*');
}

const FILES = /\.\w+$|\/(csv|xlsx|json|tep)(\/\d+)?$|\/trang-dau$|\/van-ban\/bao-cao/;

/** The page as the server sends it, and the address to which it was led. */
async function read(page: Page, path: string): Promise<{ html: string; at: string }> {
  const answer = await page.request.get(path);
  return { html: await answer.text(), at: answer.url() };
}

function linksOf(html: string, at: string): string[] {
  const hrefs = [...html.matchAll(/<a\b(?![^>]* download)[^>]* href="([^"]*)"/g)];
  return hrefs
    .map(([, href = '']) => new URL(unescaped(href), at))
    .filter(({ origin, pathname }) => origin === url && !FILES.test(pathname))
    .map(({ pathname, search }) => pathname + search);
}

/** Numbers that a telephone may not take: not every one dials what stands between digits. */
function undialled(html: string): string[] {
  const hrefs = [...html.matchAll(/href="(tel:[^"]*)"/g)].map(([, href = '']) => href);
  return hrefs.filter((href) => !/^tel:\+?\d+$/.test(href));
}

/** Without what is new in each answer: the token and the key of a form. */
function contentOf(html: string): string {
  const content = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  return content.replace(/(name="_(?:csrf|key)" value=")[^"]*/g, '$1');
}

async function expectOnePrimary(page: Page): Promise<void> {
  if (new URL(page.url()).pathname === SAMPLES) return;
  const primary = page.locator('main .button-primary:visible');
  expect(
    await primary.count(),
    `${page.url()}: ${(await primary.allTextContents()).join(' | ')}`,
  ).toBeLessThan(2);
}

async function expectNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 800 });
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(width, `${page.url()} in a window of 320 px`).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 390, height: 844 });
}
