import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { fillDraft, openTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const browser = await launchBrowser();
const url = await listen(portal.app);
const CHECK = '/bao-cao/2026/kiem-tra';
const OUTLOOK = '/bao-cao/2026/kien-nghi';
const PHONE = { width: 390, javaScript: true };

beforeAll(async () => {
  const province = await makeUnit(db);
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  const unit = await makeUnit(db, { parentId: province.id });
  await makeAccount(db, 'filer', unit.id, ['FILER']);
  await makeAccount(db, 'colleague', unit.id, ['FILER']);
  await openTestPeriod(db, 'admin');
});

beforeEach(async () => {
  await db.report.updateMany({ data: { explanations: {} } });
  await fillDraft(db, 'filer', clock());
});

async function openCheck(look = PHONE) {
  const visitor = await visit(browser, url, look);
  await signInAs(visitor.page, 'filer');
  await visitor.page.goto(CHECK);
  return visitor;
}

/** The bar follows the boxes of the form, also after a refusal. */
async function expectReadyOnceDeclared(page: Page): Promise<void> {
  await eventually(() => bar(page).getByText('Sẵn sàng nộp').isVisible()).toBe(false);
  await page.locator('#declaration').check();
  await bar(page).getByText('Sẵn sàng nộp').waitFor();
  await eventually(() => bar(page).getByText('Còn 1 chỗ cần ghi lý do').isVisible()).toBe(false);
  await page.locator('#declaration').uncheck();
  await bar(page).getByText('Còn 1 chỗ cần ghi lý do').waitFor();
}

const bar = (page: Page) => page.getByRole('region', { name: 'Bước tiếp theo' });
const heightOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollHeight');
/** By how many px the element stands out of the window at its foot. */
const below = (page: Page) =>
  page.evaluate<number>("document.querySelector('.filing-bar').getBoundingClientRect().bottom - innerHeight");

describe.each(crossedLooks)('The check page at $width px, JavaScript $javaScript', (look) => {
  it('of a report without errors is short, with its next step always in view', async () => {
    const { page, expectQuiet, leave } = await openCheck(look);
    expect(await heightOf(page)).toBeLessThanOrEqual(look.width === 390 ? 3018 : 1807);
    expect(await below(page)).toBeLessThanOrEqual(1);
    await page.locator('#declaration').scrollIntoViewIfNeeded();
    expect(await below(page)).toBeLessThanOrEqual(1);
    await expectAccessible(page);
    expectQuiet();
    await leave();
  });

  it('gives a low window to what is read: the bar scrolls away', async () => {
    const { page, leave } = await openCheck(look);
    await page.setViewportSize({ width: look.width, height: 470 });
    expect(await below(page)).toBeGreaterThan(0);
    await leave();
  });

  it('unfolds the section that an address leads into, and everything on paper', async () => {
    const { page, leave } = await openCheck(look);
    const answer = page.locator('#o-members_women');
    await eventually(() => answer.isVisible()).toBe(false);
    await page.goto(`${CHECK}#o-members_women`);
    await eventually(() => answer.isVisible()).toBe(true);
    await page.goto('/bao-cao/2026');
    await page.goto(CHECK);
    await page.emulateMedia({ media: 'print' });
    const folded = page.locator('#o-limitations');
    expect((await folded.boundingBox())?.height ?? 0).toBeGreaterThan(0);
    await eventually(() => bar(page).isVisible()).toBe(false);
    await leave();
  });

  it('leads from all that is wrong at once to each place, and back to what was typed', async () => {
    const { page, leave } = await openCheck(look);
    await bar(page).getByRole('button', { name: 'Nộp báo cáo' }).click();
    const summary = page.locator('.govuk-error-summary');
    await eventually(() => summary.getByRole('link').count()).toBe(2);
    await expectAccessible(page);
    await summary.getByRole('link', { name: 'Hãy ghi lý do' }).click();
    const box = page.getByLabel('Chưa kèm bản báo cáo đã ký');
    await box.fill('Gửi qua bưu điện.');
    if (look.javaScript) await expectReadyOnceDeclared(page);
    await bar(page).getByRole('button', { name: 'Nộp báo cáo' }).click();
    await eventually(() => summary.getByRole('link').count()).toBe(1);
    await eventually(() => box.inputValue()).toBe('Gửi qua bưu điện.');
    await leave();
  });
});

it('what is written on the check page waits while an answer is mended', async () => {
  const { page, leave } = await openCheck();
  const box = page.getByLabel('Chưa kèm bản báo cáo đã ký');
  await box.fill('Gửi qua bưu điện.');
  await page.goto(OUTLOOK);
  await page.goto(CHECK);
  await eventually(() => box.inputValue()).toBe('Gửi qua bưu điện.');
  await leave();
});

describe('What only this browser keeps', () => {
  const LIMITS = 'Hạn chế và nguyên nhân';
  const told = (page: Page) => page.getByRole('heading', { name: 'Trên máy này còn nội dung chưa lưu' });

  /** A text of section G that could not be sent; whoever is on the check page then cannot send it either. */
  async function openWithKept() {
    const visitor = await openCheck();
    const { page } = visitor;
    await page.goto(OUTLOOK);
    await page.route(`**${OUTLOOK}`, (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await page.getByLabel(LIMITS).fill('Chưa gửi được.');
    await eventually(() => page.locator('[data-save-state]').textContent()).toContain('không có kết nối');
    return visitor;
  }

  it('is told on the work page and on the check page, which does not file before it is saved', async () => {
    const { page, leave } = await openWithKept();
    await page.goto('/bao-cao/2026');
    await eventually(() => told(page).isVisible()).toBe(true);
    await expectAccessible(page);
    await page.goto(CHECK);
    await eventually(() => told(page).isVisible()).toBe(true);
    // The bar does not call ready what is not.
    await eventually(() => bar(page).textContent()).toMatch(/^\s*Chưa nộp được Trên máy này/);
    await page.getByLabel('Chưa kèm bản báo cáo đã ký').fill('Gửi sau.');
    await page.getByLabel('Tôi cam đoan').check();
    await bar(page).getByRole('button', { name: 'Nộp báo cáo' }).click();
    await eventually(() => bar(page).textContent()).toContain('Chưa nộp được');
    await expectAccessible(page);
    expect(await db.submission.count()).toBe(0);
    await page.unroute(`**${OUTLOOK}`);
    await page.getByRole('link', { name: 'Phần G. Hạn chế' }).click();
    await eventually(() => page.locator('[data-save-state]').textContent()).toContain('Đã lưu lúc');
    await page.goto(CHECK);
    await eventually(() => page.getByText('Chưa gửi được.').count()).toBe(1);
    await eventually(() => told(page).isVisible()).toBe(false);
    await leave();
  });

  it('is nothing where only a file was refused: texts that are saved hold back no filing', async () => {
    const { page, leave } = await openCheck();
    const picture = { name: 'anh.png', mimeType: 'image/png', buffer: Buffer.from('ảnh') };
    for (const [section, box] of Object.entries({ 'tai-lieu': 'signed_report', 'trien-khai': 'plan_file' })) {
      await page.goto(`/bao-cao/2026/${section}`);
      await page.locator(`input[name=${box}]`).setInputFiles(picture);
      await eventually(() => page.locator('[data-save-state]').textContent()).toContain('Đã lưu lúc');
      await page.locator('.save-bar button').last().click();
      await page.getByRole('heading', { name: 'Có lỗi cần sửa' }).waitFor();
    }
    await page.goto(CHECK);
    await eventually(() => bar(page).isVisible()).toBe(true);
    await eventually(() => told(page).isVisible()).toBe(false);
    await eventually(() => bar(page).textContent()).not.toContain('chưa lưu');
    await leave();
  });

  it('is not thrown away unasked at sign-out, and is gone afterwards; nobody else is told of it', async () => {
    const { page, leave } = await openWithKept();
    await page.goto('/bao-cao/2026');
    const signOut = async () => {
      await page.getByLabel(/^Tài khoản: /).click();
      await page.getByRole('button', { name: 'Đăng xuất' }).click();
    };
    const dialog = page.getByRole('dialog');
    await signOut();
    await eventually(() => dialog.textContent()).toContain('nội dung chưa lưu của phần G.');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Ở lại' }).click();
    expect(new URL(page.url()).pathname).toBe('/bao-cao/2026');
    await eventually(() => told(page).isVisible()).toBe(true);

    const tab = await page.context().newPage();
    await db.session.deleteMany();
    await signInAs(tab, 'colleague');
    await tab.goto('/bao-cao/2026');
    await tab.getByRole('heading', { level: 1 }).waitFor();
    await eventually(() => told(tab).isVisible()).toBe(false);
    await tab.goto(OUTLOOK);
    await eventually(() => tab.getByLabel(LIMITS).inputValue()).not.toContain('Chưa gửi');

    await db.session.deleteMany();
    await signInAs(page, 'filer');
    await page.goto('/bao-cao/2026');
    await eventually(() => told(page).isVisible()).toBe(true);
    await signOut();
    await dialog.getByRole('button', { name: 'Đăng xuất và xóa' }).click();
    await eventually(() => new URL(page.url()).pathname).not.toBe('/bao-cao/2026');
    expect(await page.evaluate<number>('Object.keys(localStorage).length')).toBe(0);
    await leave();
  });

  it('is kept at sign-out if its writer says so: nobody else sees it or is asked, and it can be saved first', async () => {
    const { page, leave } = await openWithKept();
    const dialog = page.getByRole('dialog');
    const signOut = async () => {
      await page.getByLabel(/^Tài khoản: /).click();
      await page.getByRole('button', { name: 'Đăng xuất' }).click();
    };
    await page.goto('/bao-cao/2026');
    await page.evaluate(`sessionStorage.setItem('nop:1', 'của người trước')`);
    await signOut();
    await dialog.getByRole('button', { name: 'Đăng xuất, giữ lại' }).click();
    await page.getByText('Bạn đã đăng xuất.').waitFor();
    expect(await page.evaluate<number>('sessionStorage.length')).toBe(0);

    await signInAs(page, 'colleague');
    await page.goto('/bao-cao/2026');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await eventually(() => told(page).isVisible()).toBe(false);
    await signOut();
    await page.getByText('Bạn đã đăng xuất.').waitFor();

    await signInAs(page, 'filer');
    await page.goto('/bao-cao/2026');
    await eventually(() => told(page).isVisible()).toBe(true);
    await signOut();
    await page.unroute(`**${OUTLOOK}`);
    await dialog.getByRole('button', { name: 'Mở phần G để lưu' }).click();
    await eventually(() => new URL(page.url()).pathname).toBe(OUTLOOK);
    await eventually(() => page.locator('[data-save-state]').textContent()).toContain('Đã lưu lúc');
    await eventually(() => page.evaluate<number>('Object.keys(localStorage).length')).toBe(0);
    await signOut();
    await page.getByText('Bạn đã đăng xuất.').waitFor();
    await leave();
  });
});
