import { createHash } from 'node:crypto';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFailed } from 'vitest';
import { assetHref } from '../../src/platform/page/assets.js';
import { PASSWORD } from './fixtures.js';
import { eventually, PATIENCE } from './patience.js';

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
/**
 * Wide without and narrow with JavaScript: each differs from the other in both. Enough for pages whose width and scripts
 * have nothing to do with each other; filing, which is most of what people do here, is walked in all four.
 */
export const crossedLooks = looks.filter(({ width, javaScript }) => (width === 390) === javaScript);

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
  onTestFailed(async () => {
    const words = await page
      .locator('main')
      .innerText({ timeout: 1000 })
      .catch(() => 'no page yet');
    process.stderr.write(`The page that the test saw last, ${page.url()}:\n${words}\n`);
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

/**
 * The page as it stands is accessible (WCAG 2.2 AA, as far as axe sees), fits its window's width, has no text that is too
 * small to read, and on a phone nothing that is too small for a finger.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const markup = await markupOf(page);
  const look = lookOf(page, markup);
  if (passed.has(look)) return;
  const twin = await twinOf(page);
  await twin.evaluate(`show(${JSON.stringify(markup)}, ${JSON.stringify(placeOf(page))})`);
  const found = await twin.evaluate<Examined>('examine()');
  expect(found.violations, page.url()).toEqual([]);
  expect(found.small, `${page.url()} has what is too small`).toEqual([]);
  expect(found.overflow, `${page.url()} is wider than its window`).toBeLessThanOrEqual(0);
  expect(found.unstyled, `${page.url()} does not load every style that it uses`).toEqual([]);
  passed.add(look);
}

interface Examined {
  readonly violations: string[];
  readonly small: string[];
  readonly overflow: number;
  /** The rules of main.css, which has every style, that are about something on the page and not in its own stylesheet. */
  readonly unstyled: string[];
}

/** The looks that were found accessible: the same markup at the same place and width is not examined again. */
const passed = new Set<string>();

/** All that an examination could depend on. The token and the key of a form are nothing that anybody sees. */
function lookOf(page: Page, markup: string): string {
  const shown = markup.replace(/(name="_(?:csrf|key)" value=")[^"]*/g, '$1');
  return createHash('sha256')
    .update(`${viewportOf(page).width} ${placeOf(page)} ${shown}`)
    .digest('base64');
}

/** What stands in the page. What its scripts have made of it is there already, and they are left out. */
async function markupOf(page: Page): Promise<string> {
  let html = '';
  // A page that is on its way to another has no content.
  await eventually(async () => (html = await page.content())).toContain('</html>');
  return html.replace(/<script type="module"[^>]*><\/script>/g, '');
}

function placeOf(page: Page): string {
  return page.url().replace(/^https?:\/\/[^/]+/, '');
}

/** The page of each width in which looks are examined, and the site that it is on. */
const twins = new Map<number, { page: Page; origin: string }>();

/** axe is a script, and needs a page that runs it: one of the same site and width, which shows any markup. */
async function twinOf(page: Page): Promise<Page> {
  const { origin } = new URL(page.url());
  const viewport = viewportOf(page);
  const browser = page.context().browser();
  const known = twins.get(viewport.width);
  if (known?.origin === origin) return known.page;
  const twin = known?.page ?? (await browser?.newPage({ viewport, reducedMotion: 'reduce' }));
  if (!twin) throw new Error('the page has no browser');
  await twin.route(`${origin}/`, (route) => route.fulfill({ contentType: 'text/html', body: '' }), {
    times: 1,
  });
  await twin.goto(origin);
  await twin.evaluate(axe.source + EXAMINER);
  twins.set(viewport.width, { page: twin, origin });
  return twin;
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const EXAMINER = `
  /** Answers when the markup stands in this page, with its styles, as if it had come from that place. */
  function show(markup, place) {
    const [path, fragment = ''] = place.split('#');
    history.replaceState(null, '', path);
    document.open();
    return new Promise((resolve) => {
      addEventListener('load', () => {
        location.hash = fragment;
        resolve();
      });
      document.write(markup);
      document.close();
    });
  }

  async function examine() {
    // Until its face is there, a text may be wider than it will be.
    await document.fonts.ready;
    // What sticks to the window covers what is scrolled under it, and uncovers it again: here it stands in its place.
    for (const { style } of [...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).position === 'sticky'))
      Object.assign(style, { position: 'relative', top: 'auto', bottom: 'auto' });
    const { violations } = await axe.run({ runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] });
    return {
      violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')),
      small: [...smallTexts(), ...(innerWidth < 500 ? smallTargets() : [])],
      overflow: document.documentElement.scrollWidth - innerWidth,
      unstyled: await unstyled(),
    };
  }

  async function unstyled() {
    const every = await new CSSStyleSheet().replace(await (await fetch('${assetHref('main.css')}')).text());
    const own = new Set([...document.styleSheets].flatMap(rulesOf).map(({ cssText }) => cssText));
    return rulesOf(every)
      .filter(({ cssText, selectorText }) => !own.has(cssText) && document.querySelector(element(selectorText)))
      .map(({ selectorText }) => selectorText);
  }

  /** Those of the media as well, which hold rules of their own. */
  const rulesOf = ({ cssRules }) =>
    [...cssRules].flatMap((rule) => [...(rule.selectorText ? [rule] : []), ...rulesOf({ cssRules: rule.cssRules ?? [] })]);

  /** What a selector is about, in whatever state and whichever part of it. */
  const element = (selector) =>
    selector
      .replace(/::[\\w-]+/g, '')
      .replace(/:(hover|focus|focus-visible|active|visited|checked|disabled|target|placeholder-shown)(?![\\w-])/g, '')
      .replace(/(^|[\\s,(>+~])(?=$|[,)])/g, '$1*');

  const isSeen = (element) => !element.closest('.visually-hidden, .skip-link, .default-button, script, noscript');

  function smallTexts() {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set();
    while (texts.nextNode()) {
      const { data, parentElement: element } = texts.currentNode;
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (data.trim() && isSeen(element) && size < 13) found.add(size + ' px: ' + element.outerHTML);
    }
    return [...found];
  }

  /** What is pressed is 44 px wide and high, but for links in a sentence, which are as high as its line. */
  function smallTargets() {
    return [...document.querySelectorAll('a, button, input, select, textarea, summary')]
      .filter((element) => isSeen(element) && getComputedStyle(element).display !== 'inline')
      .map((element) => (element.closest('label') ?? element))
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 0 && (width < 43.5 || height < 43.5);
      })
      .map((element) => 'target: ' + element.outerHTML.slice(0, 200));
  }`;

function viewportOf(page: Page): { width: number; height: number } {
  const viewport = page.viewportSize();
  if (!viewport) throw new Error('the page has no window');
  return viewport;
}
