import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, looks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { fillDraft, openTestPeriod, submitDraft } from '../support/reports.js';

// Each look has a union of its own, whose units have all filed: twenty with JavaScript, three without.
const browser = await launchBrowser();
const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const address = await listen(portal.app);
const countOf = ({ javaScript }: (typeof looks)[number]) => (javaScript ? 20 : 3);
const indexOf = (look: (typeof looks)[number]) => looks.indexOf(look);
const parents: number[] = [];

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  const filers: string[] = [];
  for (const [at, look] of looks.entries()) {
    const { id } = await makeUnit(db, { name: `Ngành ${at}`, level: 'UPPER_LEVEL', parentId: province.id });
    parents.push(id);
    await makeAccount(db, `reviewer${at}`, id, ['REVIEWER']);
    for (let i = 1; i <= countOf(look); i++) {
      const unit = await makeUnit(db, { name: `CĐCS số ${i}`, parentId: id });
      filers.push(`filer-${at}-${i}`);
      await makeAccount(db, `filer-${at}-${i}`, unit.id, ['FILER']);
    }
  }
  await openTestPeriod(db, 'admin');
  for (const filer of filers) {
    await fillDraft(db, filer, clock());
    await submitDraft(db, filer, clock());
  }
}, 240_000);

const left = (look: (typeof looks)[number], status: 'SUBMITTED' | 'ACCEPTED' | 'RETURNED') =>
  db.report.count({ where: { parentId: parents[indexOf(look)]!, status } });

/** Goes on by the Tab key until what has focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    const said = await page
      .locator(':focus')
      .first()
      .textContent({ timeout: 1000 })
      .catch(() => '');
    if (said?.trim().startsWith(name)) return;
  }
  throw new Error(`the Tab key does not come to “${name}”`);
}

async function isInView(page: Page, name: string): Promise<boolean> {
  const box = await page.getByRole('button', { name, exact: true }).boundingBox();
  const size = page.viewportSize();
  return box !== null && size !== null && box.y >= 0 && box.y + box.height <= size.height;
}

test.each(looks.filter(({ javaScript }) => javaScript))(
  'a morning at $width px: twenty reports are reviewed by keyboard alone, one wrong press is taken back',
  async (look) => {
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, `reviewer${indexOf(look)}`);
    await page.goto('/viec-xet-duyet/2026');
    await tabTo(page, 'Bắt đầu xét duyệt');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'CĐCS số 1', exact: true }).waitFor();
    await expectAccessible(page);
    expect(await isInView(page, 'Chấp nhận')).toBe(true);
    expect((await page.locator('html').boundingBox())?.height).toBeLessThan(3000);

    for (let at = 1; at <= 20; at++) {
      await page.getByRole('heading', { name: `CĐCS số ${at}`, exact: true }).waitFor();
      if (at % 4 === 0) await returnWithNote(page, at);
      else await page.keyboard.press('c');
      await page
        .getByText(`${at % 4 === 0 ? 'Đã trả lại' : 'Đã chấp nhận'} báo cáo của CĐCS số ${at}.`)
        .waitFor();
    }
    await page.getByText('Không còn báo cáo nào chờ xét duyệt').first().waitFor();
    expect([await left(look, 'ACCEPTED'), await left(look, 'RETURNED')]).toEqual([15, 5]);
    const returns = await db.return.findMany({ where: { report: { parentId: parents[indexOf(look)]! } } });
    expect(returns.map(({ fieldNotes }) => fieldNotes)).toEqual(
      [4, 8, 12, 16, 20].map((at) => ({ signed_report: `Kèm bản ký, số ${at}; c t j là chữ.` })),
    );

    await tabTo(page, 'Rút lại');
    await page.keyboard.press('Enter');
    await page.getByText('Đã rút lại quyết định.').waitFor();
    await page.getByRole('link', { name: 'Trả lại kèm 1 ghi chú' }).waitFor();
    await expectAccessible(page);
    expect(await left(look, 'SUBMITTED')).toBe(1);
    expectQuiet();
    await leave();
  },
  240_000,
);

/** What is typed into the note is no key; what was typed last goes along although nothing waits for it. */
async function returnWithNote(page: Page, at: number): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.type(`Kèm bản ký, số ${at}; c t j là chữ.`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: '1 ghi chú gửi kèm' }).waitFor();
  if (at === 4) await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
}

test.each(looks.filter(({ javaScript }) => javaScript))(
  'keys do nothing once they are switched off, at $width px',
  async (look) => {
    const { page, leave } = await visit(browser, address, look);
    await signInAs(page, `reviewer${indexOf(look)}`);
    const last = await db.report.findFirstOrThrow({
      where: { parentId: parents[indexOf(look)]!, status: 'SUBMITTED' },
    });
    await page.goto(`/xet-duyet/${last.id}`);
    await page.locator('summary').filter({ hasText: 'Phím tắt và câu mẫu' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Tắt phím tắt' }).click();
    await page.getByText('Đã tắt phím tắt.').waitFor();
    for (const key of ['c', 't', 'j', 'g']) await page.keyboard.press(key);
    expect(await page.locator('textarea:focus').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe(`/xet-duyet/${last.id}`);
    expect(await left(look, 'SUBMITTED')).toBe(1);
    expect(await page.locator('kbd:visible').filter({ hasText: 'C' }).count()).toBe(0);
    await leave();
  },
  60_000,
);

test.each(looks.filter(({ javaScript }) => !javaScript))(
  'without JavaScript at $width px a note has a button, the return gathers it, and Tab and Enter do all',
  async (look) => {
    const { page, leave } = await visit(browser, address, look);
    await signInAs(page, `reviewer${indexOf(look)}`);
    await page.goto('/viec-xet-duyet/2026');
    await tabTo(page, 'Bắt đầu xét duyệt');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'CĐCS số 1', exact: true }).waitFor();
    await expectAccessible(page);
    await page.locator('#fieldnote_signed_report').focus();
    await page.keyboard.type('Kèm bản ký.');
    await tabTo(page, 'Lưu ghi chú');
    await page.keyboard.press('Enter');
    await page.getByText('Đã lưu ghi chú.').waitFor();
    await tabTo(page, 'Trả lại kèm 1 ghi chú');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '1 ghi chú gửi kèm' }).waitFor();
    await tabTo(page, 'Trả lại để sửa, kèm 1 ghi chú');
    await page.keyboard.press('Enter');
    await page.getByText('Đã trả lại báo cáo của CĐCS số 1. Tiếp theo: CĐCS số 2.').waitFor();
    await tabTo(page, 'Chấp nhận');
    await page.keyboard.press('Enter');
    await page.getByText('Đã chấp nhận báo cáo của CĐCS số 2. Tiếp theo: CĐCS số 3.').waitFor();
    await expectAccessible(page);
    await eventually(() => left(look, 'SUBMITTED')).toBe(1);
    await leave();
  },
  120_000,
);
