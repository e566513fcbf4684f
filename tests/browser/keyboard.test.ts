import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { looks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

// What axe cannot see: that each stop of the Tab key is there to be seen and ringed (WCAG 2.2, 2.4.7 and 2.4.11), also
// under bars that stay in view, and that nothing breaks when a reader spaces the text (1.4.12).

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const browser = await launchBrowser();
const url = await listen(portal.app);
let submitted = 0;

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'board', province.id, ['REVIEWER', 'FILER']);
  for (const name of ['filer', 'filed']) {
    const unit = await makeUnit(db, { name: `Công đoàn ${name}`, parentId: province.id });
    await makeAccount(db, name, unit.id, ['FILER']);
  }
  await openTestPeriod(db, 'admin');
  await fillDraft(db, 'filer', clock());
  await fillDraft(db, 'filed', clock());
  await submitDraft(db, 'filed', clock());
  const { unitId } = await db.account.findUniqueOrThrow({ where: { username: 'filed' } });
  submitted = (await reportOf(db, unitId)).id;
});

const PAGES: [username: string, ...paths: (() => string)[]][] = [
  ['', () => '/', () => '/huong-dan', () => '/nghia-vu/cong-nhan-lao-dong', () => '/dang-nhap'],
  [
    'filer',
    ...['', '/2026', '/2026/thong-tin-chung', '/2026/cong-nhan-lao-dong', '/2026/kiem-tra'].map(
      (path) => () => `/bao-cao${path}`,
    ),
  ],
  ['board', () => '/theo-doi/2026', () => '/viec-xet-duyet/2026', () => `/xet-duyet/${submitted}`],
  ['board', () => '/tong-hop/2026', () => '/don-doc/2026'],
  ['admin', () => '/quan-tri', () => '/quan-tri/don-vi', () => '/quan-tri/giao-dien'],
];

describe.each(looks.filter(({ javaScript }) => javaScript))('at $width px', (look) => {
  it.each(PAGES)('"%s" sees where the keyboard is, and may space the text', async (username, ...paths) => {
    const { page, leave } = await visit(browser, url, look);
    if (username) {
      await signInAs(page, username);
      await eventually(() => page.url()).not.toContain('/dang-nhap');
    }
    for (const path of paths) {
      await page.goto(path());
      expect(await unseenStops(page), page.url()).toEqual([]);
      expect(await widthWithSpacing(page), `${page.url()} with spaced text`).toBeLessThanOrEqual(look.width);
    }
    await leave();
  });
});

const STOPS = 120;

/** The stops of the Tab key that are covered or have no ring, among the first of a page. */
async function unseenStops(page: Page): Promise<string[]> {
  const unseen: string[] = [];
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate<string | null>(LOOK_AT_FOCUS);
    if (found === null) break;
    if (found) unseen.push(found);
  }
  return unseen;
}

/** What is wrong with the element in focus; empty if nothing is, null if nothing has the focus. */
const LOOK_AT_FOCUS = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const isAt = (x, y) => {
    const found = document.elementFromPoint(x, y);
    return found && (element.contains(found) || found.contains(element) || found.tagName === 'LABEL');
  };
  const middle = [(left + right) / 2, (top + bottom) / 2];
  const isSeen = [middle, [left + 4, top + 4], [right - 4, bottom - 4]].some(([x, y]) => isAt(x, y));
  // A box's own input is transparent: what is drawn for it has the ring.
  const drawn = element.matches('[type=checkbox], [type=radio]') && element.labels[0]
    ? getComputedStyle(element.labels[0], '::before')
    : getComputedStyle(element);
  const row = getComputedStyle(element, '::before');
  const isRinged = [drawn, getComputedStyle(element), row].some(
    ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
  const problems = [...(isSeen ? [] : ['covered']), ...(isRinged ? [] : ['no ring'])];
  return problems.length ? problems.join(', ') + ': ' + element.outerHTML.slice(0, 160) : '';
})()`;

async function widthWithSpacing(page: Page): Promise<number> {
  return page.evaluate(`(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
    document.adoptedStyleSheets = [sheet];
    return document.documentElement.scrollWidth;
  })()`);
}
