import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit, type Look } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const browser = await launchBrowser();
const url = await listen(portal.app);

const PHRASE = 'Đề nghị đơn vị rà soát lại số liệu.';
const units: { name: string; report: number }[] = [];

/** One unit a look, with an accepted report of last year and one of this year that waits. */
beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'board', province.id, ['REVIEWER']);
  for (const [index] of crossedLooks.entries()) {
    const name = `Công đoàn ngành số ${index}`;
    const { id } = await makeUnit(db, { name, level: 'UPPER_LEVEL', parentId: province.id });
    await makeAccount(db, `unit${index}`, id, ['FILER']);
  }
  for (const year of [2025, 2026]) await openTestPeriod(db, 'admin', year);
  await db.report.updateMany({ data: { lockOn: new Date('2027-01-01') } });
  for (const [index] of crossedLooks.entries()) {
    const [filer, name] = [`unit${index}`, `Công đoàn ngành số ${index}`];
    const unit = await db.unit.findFirstOrThrow({ where: { name } });
    await fillDraft(db, filer, clock(), { year: 2025, figures: { limitations: 'Năm ngoái còn chậm.' } });
    await submitDraft(db, filer, clock(), { year: 2025 });
    await acceptFrom(db, 'board', (await reportOf(db, unit.id, 2025)).id, clock());
    await fillDraft(db, filer, clock(), { figures: { limitations: 'Năm nay còn chậm.' } });
    await submitDraft(db, filer, clock());
    units.push({ name, report: (await reportOf(db, unit.id)).id });
  }
});

describe.each(crossedLooks.map((look, index) => ({ ...look, index })))(
  'at $width px, JavaScript $javaScript',
  ({ index, ...look }) => {
    it('the board compares, keeps a phrase, returns with notes and asks; the unit sees all at its place and answers', async () => {
      const board = await visit(browser, url, look);
      const unit = await visit(browser, url, look);
      await signInAs(board.page, 'board');
      await compare(board.page, units[index]!.report);
      await keepPhrase(board.page);
      await returnWithNotes(board.page, units[index]!.report, look);
      await ask(board.page, units[index]!.report);
      await signInAs(unit.page, `unit${index}`);
      await readNotes(unit.page);
      await answer(unit.page);
      await board.page.goto(`/xet-duyet/${units[index]!.report}`);
      await eventually(() => board.page.getByText('1 mới').first().isVisible()).toBe(true);
      board.expectQuiet();
      unit.expectQuiet();
      await board.leave();
      await unit.leave();
    });
  },
);

async function compare(page: Page, report: number): Promise<void> {
  await page.goto(`/xet-duyet/${report}`);
  await expectAccessible(page);
  const row = page.locator('#o-limitations');
  await eventually(() => row.locator('del').textContent()).toBe('ngoái');
  await eventually(() => row.locator('ins').textContent()).toBe('nay');
  const unchanged = page.locator('#o-members_women');
  await eventually(() => unchanged.count()).toBe(1);
  await page.getByRole('link', { name: 'Chỉ hiện ô khác và ô cần xem' }).click();
  await eventually(() => unchanged.count()).toBe(0);
  await eventually(() => page.locator('#o-limitations').count()).toBe(1);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Không so' }).click();
  await eventually(() => page.locator('del').count()).toBe(0);
  await expectAccessible(page);
}

async function keepPhrase(page: Page): Promise<void> {
  await page.locator('summary').filter({ hasText: 'Phím tắt và câu mẫu' }).click();
  await page.getByRole('link', { name: 'Câu mẫu khi trả lại' }).click();
  if ((await page.getByText(PHRASE).count()) === 0) {
    await page.getByLabel('Câu mẫu mới').fill(PHRASE);
    await page.getByRole('button', { name: 'Thêm câu mẫu' }).click();
    await eventually(() => page.getByText('Đã thêm câu mẫu.').isVisible()).toBe(true);
  }
  await expectAccessible(page);
}

async function returnWithNotes(page: Page, report: number, { javaScript }: Look): Promise<void> {
  await page.goto(`/xet-duyet/${report}`);
  await page.locator('summary').filter({ hasText: 'Thông tin chung' }).click();
  await page.getByRole('link', { name: 'Ghi chú ô Trong tổng số: số nữ' }).click();
  await page.getByLabel('Ghi chú cho đơn vị').fill('Số nữ?');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Lưu ghi chú' }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Trả lại kèm 1 ghi chú' }).click();
  await page.getByLabel('Lý do').fill('Xem các ghi chú.');
  await page.locator('summary').filter({ hasText: 'Ghi chú thêm cho phần, cho ô khác' }).click();
  for (const [letter, words] of [
    ['A', 'Soát lại phần A.'],
    ['G', 'Viết rõ hơn.'],
  ] as const) {
    await page
      .locator('summary')
      .filter({ hasText: `Phần ${letter}.` })
      .click();
    await page.getByLabel(`Ghi chú phần ${letter}`).fill(words);
  }
  const note = page.locator('#fieldnote_members_women');
  await eventually(() => note.isVisible()).toBe(true);
  await eventually(() => note.inputValue()).toBe('Số nữ?');
  await page.getByLabel('Câu mẫu', { exact: true }).selectOption({ label: PHRASE });
  await page.getByLabel('Chèn vào').selectOption({ value: 'fieldnote_members_women' });
  await page.getByRole('button', { name: 'Chèn câu mẫu' }).click();
  await eventually(() => note.inputValue()).toBe(`Số nữ?\n${PHRASE}`);
  await eventually(() => note.isVisible()).toBe(true);
  await eventually(() => page.getByLabel('Lý do').inputValue()).toBe('Xem các ghi chú.');
  expect(page.url().endsWith('chen-cau-mau')).toBe(!javaScript);
  await expectAccessible(page);
  await page.getByLabel('Sửa và nộp lại trước ngày').fill('30/8/2026');
  await page.getByRole('button', { name: 'Trả lại để sửa, kèm' }).click();
  await eventually(() => page.getByText('Đã trả lại báo cáo của').first().isVisible()).toBe(true);
  await expectAccessible(page);
}

async function ask(page: Page, report: number): Promise<void> {
  await page.goto(`/xet-duyet/${report}`);
  await page.locator('summary').filter({ hasText: 'Trao đổi với đơn vị' }).click();
  await page.getByRole('link', { name: 'Đọc cả và viết ý kiến' }).click();
  await eventually(() => page.url()).toContain(`/xet-duyet/${report}/trao-doi`);
  await page.getByRole('button', { name: 'Gửi ý kiến' }).click();
  await eventually(() => page.getByText('Hãy nhập ý kiến.').first().isVisible()).toBe(true);
  await expectAccessible(page);
  await page.getByLabel('Về phần nào').selectOption({ label: 'A. Thông tin chung' });
  await page.getByLabel('Ý kiến').fill('Số nữ lấy theo ngày nào?');
  await page.getByRole('button', { name: 'Gửi ý kiến' }).click();
  await eventually(() => page.getByText('Đã gửi ý kiến.', { exact: false }).isVisible()).toBe(true);
}

async function readNotes(page: Page): Promise<void> {
  await page.goto('/bao-cao/2026');
  await eventually(() => page.getByText('Có ghi chú ở 1 ô của phần này.').isVisible()).toBe(true);
  await eventually(() => page.getByText('trước ngày 30/8/2026').first().isVisible()).toBe(true);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'A. Thông tin chung' }).click();
  const field = page.locator('#truong-members_women');
  await eventually(() => field.textContent()).toContain(`Số nữ?\n${PHRASE}`);
  await eventually(() => page.getByText('Soát lại phần A.').isVisible()).toBe(true);
  await expectAccessible(page);
  await page.goto('/bao-cao/2026/cac-lan');
  await eventually(() => page.getByText('Viết rõ hơn.').isVisible()).toBe(true);
  await expectAccessible(page);
}

async function answer(page: Page): Promise<void> {
  await page.goto('/bao-cao/2026');
  await page.getByRole('link', { name: 'Trao đổi: 1 ý kiến, 1 mới' }).click();
  await eventually(() => page.getByText('Số nữ lấy theo ngày nào?').isVisible()).toBe(true);
  await eventually(() => page.getByText('mới', { exact: true }).isVisible()).toBe(true);
  await page.getByLabel('Ý kiến').fill('Theo ngày 31/7.');
  await page.getByRole('button', { name: 'Gửi ý kiến' }).click();
  await eventually(() => page.getByText('Theo ngày 31/7.').isVisible()).toBe(true);
  await expectAccessible(page);
}
