import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually, gate } from '../support/patience.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db } = portal;
const browser = await launchBrowser();
const url = await listen(portal.app);
const GENERAL = '/bao-cao/2026/thong-tin-chung';
const WORKERS = '/bao-cao/2026/cong-nhan-lao-dong';
const PHONE = { width: 390, javaScript: true };

beforeAll(async () => {
  const { province, upper, first } = await makeTree(db);
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await makeAccount(db, 'leaf', first.id, ['FILER']);
  await openTestPeriod(db, 'admin', 2025);
  const at = isoDay('2025-08-20');
  await fillDraft(db, 'filer', at, { year: 2025 });
  await submitDraft(db, 'filer', at, { year: 2025 });
  await acceptFrom(db, 'reviewer', (await reportOf(db, upper.id, 2025)).id, at);
  await openTestPeriod(db, 'admin');
});

beforeEach(async () => {
  await db.sectionDraft.deleteMany({ where: { report: { period: { year: 2026 } } } });
});

async function open(path: string, look = PHONE, username = 'filer') {
  const visitor = await visit(browser, url, look);
  await signInAs(visitor.page, username);
  await visitor.page.goto(path);
  return visitor;
}

/** Holds up the page that is fetched to follow an answer, until it may arrive. */
async function heldAnew(page: Page) {
  const [asked, held] = [gate(), gate()];
  await page.route(`**${GENERAL}`, async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    asked.open();
    await held.opened;
    await route.continue();
  });
  /** Ends some time after the page has it: were it shown at once, it would be there by then. */
  async function arrive(): Promise<void> {
    const answer = page.waitForResponse((response) => response.request().method() === 'GET');
    held.open();
    await (await answer).finished();
    await page.waitForTimeout(300);
  }
  return { asked: asked.opened, arrive };
}

const focused = (page: Page) => page.evaluate<string>('document.activeElement.id');

describe.each(crossedLooks)('A section at $width px, JavaScript $javaScript', (look) => {
  it('tells what does not agree when it is saved, and a fix leads back to the check page', async () => {
    const { page, expectQuiet, leave } = await open(WORKERS, look);
    await page.getByLabel('Số công nhân lao động đăng ký nêu gương').fill('10');
    await page.getByLabel('Số công nhân lao động được đánh giá').fill('12');
    await page.getByRole('button', { name: 'Lưu và sang phần F' }).click();
    await page.getByRole('heading', { name: 'Đã lưu. Còn 1 chỗ chưa khớp' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sang phần F, sửa sau' }).click();
    await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toContain('F. ');
    await page.goto('/bao-cao/2026/kiem-tra');
    await page
      .getByRole('link', { name: /Sửa ở phần E.*lớn hơn/ })
      .first()
      .click();
    await page.getByLabel('Số công nhân lao động được đánh giá').fill('9');
    await page.getByRole('button', { name: 'Lưu và về trang kiểm tra' }).click();
    await eventually(() => page.url()).toContain('/bao-cao/2026/kiem-tra#');
    expect(await page.getByText('(12) lớn hơn').count()).toBe(0);
    expectQuiet();
    await leave();
  });

  it('shows the figures of each audience beside each other, each box under its name', async () => {
    const { page, leave } = await open(GENERAL, look);
    const names = ['Số cán bộ, công chức', 'Số viên chức', 'Số công nhân lao động'];
    const boxes = await Promise.all(
      names.map((name) => page.getByLabel(name, { exact: true }).boundingBox()),
    );
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
    await expectAccessible(page);
    await leave();
  });
});

describe('With JavaScript', () => {
  it('Enter goes from box to box, and sends nothing', async () => {
    const { page, leave } = await open(WORKERS);
    await page.locator('#registered_worker').focus();
    for (const next of ['did_well_civil_servant', 'did_well_public_employee']) {
      await page.keyboard.press('Enter');
      expect(await focused(page)).toBe(next);
    }
    expect(page.url()).toContain(WORKERS);
    expect(
      await db.sectionDraft.count({ where: { section: 'cong-nhan-lao-dong', version: { gt: 0 } } }),
    ).toBe(1);
    await leave();
  });

  it('a message comes when one leaves the box, and goes as soon as it is right', async () => {
    const { page, leave } = await open(WORKERS);
    const message = page.locator('#did_well_worker-error');
    await page.locator('#registered_worker').fill('10');
    await page.locator('#did_well_worker').fill('12');
    await page.locator('#did_well_worker').blur();
    const words =
      'Số công nhân lao động được đánh giá thực hiện tốt (12) lớn hơn Số công nhân lao động đăng ký nêu gương (10).';
    await eventually(() => message.textContent()).toContain(words);
    const described = () => page.locator('#did_well_worker').getAttribute('aria-describedby');
    await eventually(described).toContain('did_well_worker-error');
    await expectAccessible(page);
    await page.locator('#registered_worker').fill('12');
    await eventually(() => message.count()).toBe(0);
    await eventually(() => page.locator('#did_well_worker').getAttribute('aria-invalid')).toBe(null);
    // What cannot be read is told in the server's words.
    await page.locator('#did_well_worker').fill('mười hai');
    await eventually(() => message.textContent()).toContain('số nguyên');
    await page.locator('#did_well_worker').fill('12');
    await eventually(() => message.count()).toBe(0);
    await leave();
  });

  it('what was told at saving goes with the last thing that was wrong, and the button leads on again', async () => {
    const { page, leave } = await open(WORKERS);
    await page.locator('#registered_worker').fill('10');
    await page.locator('#did_well_worker').fill('12');
    await page.getByRole('button', { name: 'Lưu và sang phần F' }).click();
    await page.getByRole('heading', { name: 'Đã lưu. Còn 1 chỗ chưa khớp' }).waitFor();
    await page.locator('#did_well_worker').fill('9');
    await eventually(() => page.locator('.govuk-error-summary').count()).toBe(0);
    await page.getByRole('button', { name: 'Lưu và sang phần F' }).click();
    await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toContain('F. ');
    await leave();
  });

  it('boxes and sections of an audience go and come with the answer, and nothing typed is lost', async () => {
    // Who has direct children is not asked whom it has.
    const { page, leave, expectQuiet } = await open(GENERAL, PHONE, 'leaf');
    const members = page.locator('#members_public_employee');
    await members.fill('17');
    const question = page.getByRole('group', { name: 'Đơn vị có viên chức không?' });
    await question.getByLabel('Không', { exact: true }).check();
    await eventually(() => members.count()).toBe(0);
    await eventually(() => page.locator('.rail-wide .letter').allTextContents()).toContain('C, E');
    expect(await focused(page)).toBe('has_public_employee-2');
    await page.locator('#members_women').fill('4');
    await question.getByLabel('Có', { exact: true }).check();
    await eventually(() => members.count()).toBe(1);
    await eventually(() => members.inputValue()).toBe('17');
    await eventually(() => page.locator('#members_women').inputValue()).toBe('4');
    expectQuiet();
    await leave();
  });

  it('a press that is half done when the boxes follow an answer is not lost', async () => {
    const { page, leave, expectQuiet } = await open(GENERAL, PHONE, 'leaf');
    const followed = await heldAnew(page);
    await page.getByRole('group', { name: 'Đơn vị có viên chức không?' }).getByLabel('Không').check();
    await followed.asked;
    const pressed = page.locator('#has_worker-2');
    await pressed.hover();
    await page.mouse.down();
    await followed.arrive();
    await page.mouse.up();
    await eventually(() => pressed.isChecked()).toBe(true);
    await eventually(() => page.locator('#members_public_employee').count()).toBe(0);
    expectQuiet();
    await leave();
  });

  it('a box that is filled in goes from the list of empty ones, and comes back', async () => {
    const { page, leave, expectQuiet } = await open(GENERAL, PHONE, 'leaf');
    await page.getByLabel('Chức vụ người ký', { exact: true }).fill('Chủ tịch');
    await page.getByRole('button', { name: 'Lưu và về danh sách' }).click();
    await eventually(() => new URL(page.url()).pathname).toBe('/bao-cao/2026');
    await page.goto(GENERAL);
    const left = () => page.locator('details.missing summary').textContent();
    const before = Number(/\d+/.exec((await left()) ?? '')?.[0]);
    await page.getByLabel('Người ký', { exact: true }).fill('Nguyễn Văn An');
    await eventually(left).toBe(`Còn ${before - 1} ô chưa điền trong phần này`);
    await page.getByLabel('Người ký', { exact: true }).fill('');
    await eventually(left).toBe(`Còn ${before} ô chưa điền trong phần này`);
    expectQuiet();
    await leave();
  });

  it('the caret stays where it was when the boxes follow an answer', async () => {
    const { page, leave } = await open(GENERAL, PHONE, 'leaf');
    const followed = await heldAnew(page);
    await page.getByRole('group', { name: 'Đơn vị có viên chức không?' }).getByLabel('Không').check();
    await followed.asked;
    const women = page.locator('#members_women');
    await women.fill('45');
    await page.keyboard.press('Home');
    await followed.arrive();
    await eventually(() => page.locator('#members_public_employee').count()).toBe(0);
    await page.keyboard.type('3');
    await eventually(() => women.inputValue()).toBe('345');
    await leave();
  });

  it('a button pressed while two answers are on their way leads on', async () => {
    const { page, leave, expectQuiet } = await open(GENERAL, PHONE, 'leaf');
    const followed = await heldAnew(page);
    await page.getByRole('group', { name: 'Đơn vị có viên chức không?' }).getByLabel('Không').check();
    await followed.asked;
    const second = gate();
    await page.route(`**${GENERAL}`, (route) => second.opened.then(() => route.continue()), { times: 1 });
    await page
      .getByRole('group', { name: 'Đơn vị có công nhân lao động không?' })
      .getByLabel('Không')
      .check();
    await page.getByRole('button', { name: 'Lưu và sang phần' }).click();
    await followed.arrive();
    second.open();
    await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toContain('B. ');
    expectQuiet();
    await leave();
  });

  it('the button still leads back to the check page once the boxes have followed an answer', async () => {
    const { page, leave } = await open(`${GENERAL}?ve=kiem-tra`, PHONE, 'leaf');
    const question = page.getByRole('group', { name: 'Đơn vị có viên chức không?' });
    await question.getByLabel('Không', { exact: true }).check();
    await eventually(() => page.locator('#members_public_employee').count()).toBe(0);
    await eventually(() => page.locator('.save-buttons .button-primary').textContent()).toBe(
      'Lưu và về trang kiểm tra',
    );
    await question.getByLabel('Có', { exact: true }).check();
    await eventually(() => page.locator('#members_public_employee').count()).toBe(1);
    await leave();
  });

  it('what is said of a figure goes while it is changed, and what is not saved is not said of what is', async () => {
    const { page, leave } = await open(GENERAL);
    const prefilled = page.getByText('đã điền sẵn theo báo cáo năm 2025 và chưa được lưu');
    await prefilled.waitFor();
    await page.locator('#members_women').fill('2500');
    await eventually(() => prefilled.count()).toBe(0);
    await eventually(() => page.locator('[data-save-state]').textContent()).toContain('Đã lưu lúc');
    await page.reload();
    const warning = page.locator('#members_women-warning');
    await eventually(() => warning.textContent()).toContain('là 2.500, năm 2025 là');
    await page.locator('#members_women').fill('25');
    await eventually(() => warning.count()).toBe(0);
    const described = () => page.locator('#members_women').getAttribute('aria-describedby');
    await eventually(async () => (await described()) ?? '').not.toContain('-warning');
    await leave();
  });

  it('a rate follows while its total is itself computed', async () => {
    const { page, leave } = await open(GENERAL);
    for (const [at, code] of ['civil_servant', 'public_employee', 'worker'].entries())
      await page.locator(`#members_${code}`).fill(String(10 * (at + 1)));
    await page.locator('#members_women').fill('15');
    await eventually(() => page.locator('#members_total output').textContent()).toBe('60');
    await eventually(() => page.locator('#women_rate output').textContent()).toBe('25 %');
    await page.locator('#members_worker').fill('');
    await eventually(() => page.locator('#women_rate output').textContent()).toBe('–');
    await leave();
  });

  it('what is typed is shown as not saved at once, and otherwise than what is saved', async () => {
    const { page, leave } = await open('/bao-cao/2026/kien-nghi');
    const bar = page.locator('.save-bar');
    const saving = gate();
    await page.route('**/bao-cao/2026/kien-nghi*', async (route) => {
      await saving.opened;
      await route.continue();
    });
    try {
      await page.getByLabel('Hạn chế và nguyên nhân').fill('Chưa đều.');
      await eventually(() => bar.getAttribute('data-state')).toBe('unsaved');
      await eventually(() => page.getByText('Chưa lưu', { exact: true }).isVisible()).toBe(true);
    } finally {
      saving.open();
    }
    await eventually(() => bar.getAttribute('data-state')).toBe('saved');
    await eventually(() => page.getByText('Chưa lưu', { exact: true }).isVisible()).toBe(false);
    await page.context().setOffline(true);
    await page.getByLabel('Hạn chế và nguyên nhân').fill('Chưa đều ở cơ sở.');
    await eventually(() => bar.getAttribute('data-state')).toBe('kept');
    await eventually(() => page.locator('[data-save-state]').textContent()).toContain('Chỉ lưu trên máy này');
    await leave();
  });

  it('a text taken from last year is marked until it is changed', async () => {
    const { page, leave } = await open('/bao-cao/2026/trien-khai');
    const last = page.locator('#truong-rollout_narrative');
    const before = (await last.locator('[data-unchanged]').getAttribute('data-before')) ?? '';
    await page.locator('#rollout_narrative').fill(before);
    const isLong = (before.match(/\p{L}/gu) ?? []).length >= 40;
    await eventually(() => last.locator('[data-unchanged]').isVisible()).toBe(isLong);
    await page.locator('#rollout_narrative').fill(`${before} Thêm.`);
    await eventually(() => last.locator('[data-unchanged]').isVisible()).toBe(false);
    await leave();
  });
});

describe('The bar that stays in view', () => {
  it.each([
    [390, 844, 116],
    [1280, 900, 76],
  ])(
    'at %i × %i is no higher than %i px, and no box that has the focus is under it',
    async (width, height, most) => {
      const { page, leave } = await open('/bao-cao/2026/trien-khai', { width, javaScript: true });
      await page.setViewportSize({ width, height });
      const bar = await page.locator('.save-bar').boundingBox();
      expect(bar?.height).toBeLessThanOrEqual(most);
      const boxes = page.locator('form.section-form :is(input:not([type=hidden]), textarea)');
      for (const box of await boxes.all()) {
        await box.focus();
        const { y = 0, height: own = 0 } = (await box.boundingBox()) ?? {};
        expect(y + Math.min(own, 44)).toBeLessThanOrEqual(height - (bar?.height ?? 0));
      }
      await leave();
    },
  );

  it('scrolls away where the window is low', async () => {
    const { page, leave } = await open(GENERAL, { width: 1280, javaScript: true });
    await page.setViewportSize({ width: 800, height: 450 });
    const position = "getComputedStyle(document.querySelector('.save-bar')).position";
    expect(await page.evaluate(position)).toBe('static');
    await leave();
  });
});
