import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually, gate } from '../support/patience.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db } = portal;
const browser = await launchBrowser();
const url = await listen(portal.app);
const OUTLOOK = '/bao-cao/2026/kien-nghi';
const WORKERS = '/bao-cao/2026/cong-nhan-lao-dong';
const PHONE = { width: 390, javaScript: true };

let unitId: number;

beforeAll(async () => {
  const { province, upper } = await makeTree(db);
  unitId = upper.id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await makeAccount(db, 'colleague', upper.id, ['FILER']);
  await openTestPeriod(db, 'admin', 2025);
  const at = isoDay('2025-08-20');
  await fillDraft(db, 'filer', at, { year: 2025, figures: { registered_worker: '20' } });
  await submitDraft(db, 'filer', at, { year: 2025 });
  await acceptFrom(db, 'reviewer', (await reportOf(db, unitId, 2025)).id, at);
  await openTestPeriod(db, 'admin');
});

beforeEach(async () => {
  await db.sectionDraft.deleteMany({ where: { report: { period: { year: 2026 } } } });
});

const limits = (page: Page) => page.getByLabel('Hạn chế và nguyên nhân');
const state = (page: Page) => page.locator('[data-save-state]');
const stored = async (section = 'kien-nghi') => {
  const { id } = await reportOf(db, unitId);
  const draft = await db.sectionDraft.findFirst({ where: { reportId: id, section } });
  return (draft?.answers ?? {}) as Record<string, unknown>;
};

async function openSection(username = 'filer', path = OUTLOOK, look = PHONE) {
  const visitor = await visit(browser, url, look);
  await signInAs(visitor.page, username);
  await visitor.page.goto(path);
  return visitor;
}

describe('What is typed on a phone', () => {
  it('is saved a second after typing stops, and said so', async () => {
    const { page, expectQuiet, leave } = await openSection();
    await limits(page).fill('Triển khai chưa đều.');
    await eventually(() => state(page).textContent()).toBe('Đã lưu lúc 08:00.');
    expect(await stored()).toEqual({ limitations: 'Triển khai chưa đều.' });
    await expectAccessible(page);
    expectQuiet();
    await leave();
  });

  it('is there after a reload in the middle of a sentence', async () => {
    const { page, leave } = await openSection();
    await limits(page).fill('Triển khai chưa');
    await page.reload();
    await eventually(() => limits(page).inputValue()).toBe('Triển khai chưa');
    await eventually(() => stored()).toEqual({ limitations: 'Triển khai chưa' });
    await leave();
  });

  it('waits in the browser while the session is over, and is saved after signing in, in the same place', async () => {
    const { page, leave } = await openSection();
    await db.session.deleteMany();
    await limits(page).fill('Viết lúc phiên đã hết.');
    await eventually(() => state(page).textContent()).toContain('phiên làm việc đã hết hạn');
    expect(await stored()).toEqual({});
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Hãy đăng nhập lại' }).click();
    await page.getByLabel('Tên đăng nhập').fill('filer');
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click();
    await eventually(() => page.url()).toContain(OUTLOOK);
    await eventually(() => limits(page).inputValue()).toBe('Viết lúc phiên đã hết.');
    await eventually(() => stored()).toEqual({ limitations: 'Viết lúc phiên đã hết.' });
    await leave();
  });

  it('is saved from the page itself once the person has signed in again in another tab', async () => {
    const { page, leave } = await openSection();
    await db.session.deleteMany();
    await limits(page).fill('Viết tiếp.');
    await eventually(() => state(page).textContent()).toContain('phiên làm việc đã hết hạn');
    const tab = await page.context().newPage();
    await signInAs(tab, 'filer');
    await page.evaluate("window.dispatchEvent(new Event('focus'))");
    await eventually(() => state(page).textContent()).toBe('Đã lưu lúc 08:00.');
    expect(await stored()).toEqual({ limitations: 'Viết tiếp.' });
    await leave();
  });

  it('is never shown to somebody else who signs in on the same browser', async () => {
    const { page, leave } = await openSection();
    await db.session.deleteMany();
    await limits(page).fill('Chỉ của filer.');
    await eventually(() => state(page).textContent()).toContain('phiên làm việc đã hết hạn');
    await signInAs(page, 'colleague');
    await page.goto(OUTLOOK);
    await eventually(() => limits(page).inputValue()).toBe('');
    await leave();
  });

  it('waits in the browser offline, also when the button is pressed, and is saved when back', async () => {
    const { page, leave } = await openSection();
    await page.context().setOffline(true);
    await limits(page).fill('Mất mạng giữa chừng.');
    await eventually(() => state(page).textContent()).toContain('không có kết nối');
    await page.getByRole('button', { name: 'Lưu và về danh sách' }).click();
    await eventually(() => limits(page).inputValue()).toBe('Mất mạng giữa chừng.');
    expect(await stored()).toEqual({});
    await page.context().setOffline(false);
    await eventually(() => state(page).textContent()).toBe('Đã lưu lúc 08:00.');
    expect(await stored()).toEqual({ limitations: 'Mất mạng giữa chừng.' });
    await leave();
  });

  it('goes with the button soon after being offline', async () => {
    const { page, leave } = await openSection();
    const button = page.getByRole('button', { name: 'Lưu và về danh sách' });
    await page.context().setOffline(true);
    await limits(page).fill('Mất mạng rồi có lại.');
    await button.click();
    await eventually(() => state(page).textContent()).toContain('không có kết nối');
    await page.context().setOffline(false);
    await eventually(() => state(page).textContent()).toBe('Đã lưu lúc 08:00.');
    await eventually(() => button.getAttribute('aria-disabled')).toBeNull();
    await button.click();
    await page.getByRole('status').getByText('Đã lưu phần G').waitFor();
    await leave();
  });

  it('never clashes with itself where the button is pressed while a save is under way', async () => {
    const { page, leave } = await openSection();
    let isUnderWay = false;
    const pressed = gate();
    await page.route(`**${OUTLOOK}`, async (route) => {
      if (route.request().method() !== 'POST' || isUnderWay) return route.continue();
      isUnderWay = true;
      const answer = await route.fetch();
      await pressed.opened;
      await route.fulfill({ response: answer }).catch(() => undefined);
    });
    await limits(page).fill('Bản đầu');
    await eventually(() => isUnderWay).toBe(true);
    await eventually(() => stored()).toEqual({ limitations: 'Bản đầu' });
    await limits(page).fill('Bản đầu, viết tiếp.');
    try {
      await page.getByRole('button', { name: 'Lưu và về danh sách' }).click();
    } finally {
      pressed.open();
    }
    await page.getByRole('status').getByText('Đã lưu phần G').waitFor();
    expect(await stored()).toEqual({ limitations: 'Bản đầu, viết tiếp.' });
    await leave();
  });

  it('is not said to be kept where the browser is full, nor replaced by what it kept before', async () => {
    const { page, leave } = await openSection();
    await page.context().setOffline(true);
    await limits(page).fill('Bản giữ được.');
    await eventually(() => state(page).textContent()).toContain('Chỉ lưu trên máy này');
    await page.evaluate("Storage.prototype.setItem = () => { throw new Error('full') }");
    await limits(page).fill('Bản không giữ được.');
    await eventually(() => state(page).textContent()).toContain('không giữ được nội dung');
    await page.context().setOffline(false);
    await eventually(() => stored()).toEqual({ limitations: 'Bản không giữ được.' });
    await page.reload();
    await eventually(() => limits(page).inputValue()).toBe('Bản không giữ được.');
    await leave();
  });

  it('is sent again where something on the way answered in the portal’s place', async () => {
    const { page, leave } = await openSection();
    await page.route(`**${OUTLOOK}`, (route) => route.fulfill({ body: '<p>Wi-Fi</p>' }), { times: 1 });
    await limits(page).fill('Qua mạng khách.');
    await eventually(() => state(page).textContent()).toContain('Chỉ lưu trên máy này');
    await page.evaluate("window.dispatchEvent(new Event('focus'))");
    await eventually(() => stored()).toEqual({ limitations: 'Qua mạng khách.' });
    await leave();
  });

  it('waits as long as a busy server asks, with the text kept, and is then saved by itself', async () => {
    const { page, leave } = await openSection();
    const busy = { status: 503, headers: { 'Retry-After': '1' } };
    await page.route(`**${OUTLOOK}`, (route) => route.fulfill(busy), { times: 1 });
    await limits(page).fill('Gửi lúc đông người.');
    await eventually(() => stored()).toEqual({ limitations: 'Gửi lúc đông người.' });
    await eventually(() => state(page).textContent()).toBe('Đã lưu lúc 08:00.');
    await leave();
  });

  it('is not sent to a busy server before that, whatever happens meanwhile, but by a second press of the button', async () => {
    const { page, leave } = await openSection();
    let asked = 0;
    await page.route(`**${OUTLOOK}`, (route) => {
      if (route.request().method() !== 'POST' || asked > 0) return route.continue();
      asked += 1;
      return route.fulfill({ status: 503, headers: { 'Retry-After': '100' } });
    });
    await limits(page).fill('Gửi lúc đông người.');
    await eventually(() => state(page).textContent()).toMatch(/^Chưa lưu, sẽ thử lại sau \d+ giây/);
    await expectAccessible(page);
    await page.evaluate("window.dispatchEvent(new Event('focus'))");
    const button = page.getByRole('button', { name: 'Lưu và về danh sách' });
    await button.click();
    await eventually(() => button.getAttribute('aria-disabled')).toBeNull();
    await eventually(() => state(page).textContent()).toMatch(/^Chưa lưu, sẽ thử lại sau \d+ giây/);
    await eventually(() => limits(page).inputValue()).toBe('Gửi lúc đông người.');
    expect([asked, await stored()]).toEqual([1, {}]);
    await button.click();
    await page.getByRole('status').getByText('Đã lưu phần G').waitFor();
    expect(await stored()).toEqual({ limitations: 'Gửi lúc đông người.' });
    await leave();
  });

  it('once saved by the button does not come back over what others write later', async () => {
    const { page, leave } = await openSection();
    await limits(page).fill('Bản đầu.');
    await page.getByRole('button', { name: 'Lưu và về danh sách' }).click();
    await page.getByRole('status').getByText('Đã lưu phần G').waitFor();
    const { id } = await reportOf(db, unitId);
    await db.sectionDraft.updateMany({
      where: { reportId: id },
      data: { answers: { limitations: 'Bản sau.' }, version: 9 },
    });
    await page.goto(OUTLOOK);
    await eventually(() => limits(page).inputValue()).toBe('Bản sau.');
    await leave();
  });
});

describe('Two tabs on one section', () => {
  it('each keep what the other wrote in other fields', async () => {
    const { page, leave } = await openSection();
    const tab = await page.context().newPage();
    await tab.goto(OUTLOOK);
    await limits(page).fill('Từ thẻ thứ nhất.');
    await eventually(() => state(page).textContent()).toBe('Đã lưu lúc 08:00.');
    await tab.getByLabel('Phương hướng năm sau').fill('Từ thẻ thứ hai.');
    await eventually(() => state(tab).textContent()).toContain('vừa sửa ở các ô khác');
    await eventually(() => limits(tab).inputValue()).toBe('Từ thẻ thứ nhất.');
    expect(await stored()).toEqual({ limitations: 'Từ thẻ thứ nhất.', next_year: 'Từ thẻ thứ hai.' });
    await leave();
  });

  it('are asked about a field that both changed, with both texts', async () => {
    const { page, leave } = await openSection();
    const tab = await page.context().newPage();
    await tab.goto(OUTLOOK);
    await limits(page).fill('Bản thứ nhất.');
    await eventually(() => state(page).textContent()).toBe('Đã lưu lúc 08:00.');
    await limits(tab).fill('Bản thứ hai.');
    await eventually(() => state(tab).textContent()).toContain('có người vừa sửa cùng một ô');
    await tab.getByRole('button', { name: 'Lưu và về danh sách' }).click();
    await eventually(() => limits(tab).inputValue()).toBe('Bản thứ hai.');
    await eventually(() => tab.locator('.theirs').allTextContents()).toEqual([
      expect.stringContaining('Bản thứ nhất.'),
    ]);
    await expectAccessible(tab);
    await limits(tab).fill('Bản cuối.');
    await tab.getByRole('button', { name: 'Lưu và về danh sách' }).click();
    expect(await stored()).toEqual({ limitations: 'Bản cuối.' });
    await leave();
  });
});

describe.each(crossedLooks)('Last year’s report at $width px, JavaScript $javaScript', (look) => {
  it('is taken over with one press, and rates follow the figures', async () => {
    const { page, expectQuiet, leave } = await openSection('filer', WORKERS, look);
    await page.getByRole('button', { name: /Dùng lại.*Đăng ký nêu gương,/ }).click();
    const registered = page.getByLabel('Số công nhân lao động đăng ký nêu gương');
    await eventually(() => registered.inputValue()).toBe('20');
    await page.getByLabel('Số công nhân lao động được đánh giá').fill('15');
    await page.getByLabel('Số công nhân lao động được đánh giá').press('Enter');
    await page.goto(WORKERS);
    await eventually(() => page.locator('#did_well_rate_worker output').textContent()).toBe('75 %');
    const answers = { registered_worker: 20, did_well_worker: 15 };
    await eventually(() => stored('cong-nhan-lao-dong')).toEqual(answers);
    await expectAccessible(page);
    expectQuiet();
    await leave();
  });
});
