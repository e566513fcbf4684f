import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { officialText } from '../../src/guidance/official-text.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { readPdf } from '../support/documents.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { openTestPeriod } from '../support/reports.js';
import { officialSource, textOf, wordsOf } from '../support/words.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const browser = await launchBrowser();
const url = await listen(portal.app);
const READING = ['/huong-dan', '/huong-dan/chu-lon', '/nghia-vu/vien-chuc', '/nghia-vu/toi-la-ai'];

beforeAll(async () => {
  const province = await makeUnit(portal.db, { name: 'Liên đoàn Lao động tỉnh Thử Nghiệm' });
  await makeAccount(portal.db, 'admin', province.id, ['ADMIN']);
  await openTestPeriod(portal.db, 'admin');
});

describe('A reader on a phone, without JavaScript', () => {
  it('answers three questions, reads the own page, goes on to the next, and to a place in the whole text', async () => {
    const { page, expectQuiet, leave } = await visit(browser, url, { width: 390, javaScript: false });
    await page.goto('/nghia-vu');
    await page.getByRole('link', { name: 'Trả lời ba câu ngắn' }).click();
    await page.getByRole('button', { name: 'Xem đối tượng của tôi' }).click();
    await expectAccessible(page);
    await eventually(() => page.locator('.govuk-error-summary').textContent()).toContain(
      'Bạn làm việc ở đâu?',
    );
    await page.getByLabel('Đơn vị sự nghiệp công lập').check();
    await page.getByLabel('Được tuyển dụng làm viên chức').check();
    await page.getByLabel('Cán bộ công đoàn chuyên trách').check();
    await page.getByRole('button', { name: 'Xem đối tượng của tôi' }).click();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Viên chức', exact: true }).click();
    await page.locator('[rel=next]').click();
    await page.getByRole('link', { name: /Xem trong toàn văn.*nội dung 2/ }).click();
    expect(new URL(page.url()).hash).toBe('#ii-3-2');
    expect(await isInWindow(page, '#ii-3-2')).toBe(true);
    expectQuiet();
    await leave();
  });

  it('begins to read in the first screen: a line, the title, the text; the contents unfold', async () => {
    const { page, leave } = await visit(browser, url, { width: 390, javaScript: false });
    await page.goto('/huong-dan');
    const begins = await page.locator('#mo-dau').boundingBox();
    expect(begins?.y).toBeLessThan(844 - 150);
    const link = page.getByRole('link', { name: 'III. TỔ CHỨC THỰC HIỆN' });
    await eventually(() => link.isVisible()).toBe(false);
    await page.getByText('Mục lục', { exact: true }).click();
    await link.click();
    expect(await isInWindow(page, '#iii')).toBe(true);
    await leave();
  });

  it('finds the whole text as it is, and from a note the document and the way back', async () => {
    const { page, leave } = await visit(browser, url, { width: 390, javaScript: false });
    await page.goto('/huong-dan');
    expect(wordsOf(textOf(await page.locator('#toan-van').innerHTML()))).toEqual(wordsOf(officialSource));
    await page.getByRole('link', { name: 'Chú thích 4', exact: true }).click();
    expect(await isInWindow(page, '#chu_thich_4')).toBe(true);
    await page.getByRole('link', { name: 'Về chỗ nhắc đến chú thích 4' }).click();
    expect(await isInWindow(page, '#nhac_4')).toBe(true);
    await leave();
  });
});

/** A window of 1280 px at 200 % is one of 640 CSS pixels. */
it.each(READING)('%s in a window at 200 % is accessible, and nothing is cut', async (path) => {
  const { page, leave } = await visit(browser, url, { width: 640, javaScript: true });
  await page.goto(path);
  await expectAccessible(page);
  const cut = `[...document.querySelectorAll('main *')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'hidden')
    .filter((one) => !one.classList.contains('visually-hidden'))
    .map((one) => one.outerHTML)`;
  expect(await page.evaluate(cut)).toEqual([]);
  await leave();
});

describe.each([390, 1280])('In a window of %i px', (width) => {
  it.each(['/huong-dan', '/nghia-vu/vien-chuc'])('the words of %s are at least 17 px high', async (path) => {
    const { page, leave } = await visit(browser, url, { width, javaScript: false });
    await page.goto(path);
    const sizes = `[...document.querySelectorAll('.text :is(p:not(.row-actions, .signature), section li):not(.document-end *)')]
      .map((one) => parseFloat(getComputedStyle(one).fontSize))`;
    const found = await page.evaluate<number[]>(sizes);
    expect(found.length).toBeGreaterThan(2);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(17);
    await leave();
  });
});

it('whoever selects and copies the guidance gets the official text word for word', async () => {
  const { page, leave } = await visit(browser, url, { width: 1280, javaScript: true });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/huong-dan');
  await page.evaluate(`getSelection().selectAllChildren(document.getElementById('toan-van'))`);
  await page.keyboard.press('ControlOrMeta+C');
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(wordsOf(copied)).toEqual(wordsOf(officialSource));
  await leave();
});

describe('On paper', () => {
  it('the whole text is there word for word, and neither menus nor signs of links', async () => {
    const { page, leave } = await visit(browser, url, { width: 1280, javaScript: true });
    await page.goto('/huong-dan');
    const { pages } = await readPdf(await page.pdf({ format: 'A4', tagged: true }));
    const printed = pages.join(' ').normalize('NFC');
    // A line may end behind a slash or a hyphen: "05-", "CT/" and "TW".
    const said = printed
      .split(/\s+/)
      .join(' ')
      .replaceAll(/(?<=\S[-/]) /g, '');
    expect(said).toContain(officialText.preamble);
    for (const { bullets } of officialText.sections.flatMap((section) => [section, ...section.parts]))
      for (const { text } of bullets) expect(said).toContain(text);
    for (const screenOnly of ['Mục lục', 'Đăng nhập', 'Chữ lớn', 'Văn bản được nhắc đến', '#', '[1]'])
      expect(said).not.toContain(screenOnly);
    await leave();
  });

  it('large type is larger', async () => {
    const { page, leave } = await visit(browser, url, { width: 1280, javaScript: true });
    const sheets = async (path: string) => {
      await page.goto(path);
      return (await readPdf(await page.pdf({ format: 'A4', tagged: true }))).pages.length;
    };
    expect(await sheets('/huong-dan/chu-lon')).toBeGreaterThan(await sheets('/huong-dan'));
    await leave();
  });
});

describe('With JavaScript', () => {
  it('the contents follow the reader', async () => {
    const { page, expectQuiet, leave } = await visit(browser, url, { width: 1280, javaScript: true });
    await page.goto('/huong-dan');
    const marked = () => page.locator('.contents [aria-current]').allTextContents();
    expect(await marked()).toEqual([]);
    for (const [anchor, title] of [
      ['ii-2', '2. Đối với cán bộ công đoàn và đoàn viên là viên chức'],
      ['i', 'I. MỤC ĐÍCH, YÊU CẦU'],
    ] as const) {
      await page.evaluate(`document.getElementById('${anchor}').scrollIntoView()`);
      await eventually(marked).toEqual([title]);
    }
    await expectAccessible(page);
    expectQuiet();
    await leave();
  });

  it('the sign of a bullet leads to it, copies its address and says so', async () => {
    const { page, expectQuiet, leave } = await visit(browser, url, { width: 390, javaScript: true });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/huong-dan');
    await page.getByRole('link', { name: 'Liên kết đến mục II.3, ý 2' }).click();
    await eventually(() => page.getByRole('status').textContent()).toContain('Đã chép liên kết');
    const address = `${url}/huong-dan#ii-3-2`;
    expect([page.url(), await page.evaluate('navigator.clipboard.readText()')]).toEqual([address, address]);
    expectQuiet();
    await leave();
  });
});

async function isInWindow(page: Page, selector: string): Promise<boolean> {
  const box = await page.locator(selector).boundingBox();
  return box !== null && box.y + box.height > 0 && box.y < (page.viewportSize()?.height ?? 0);
}
