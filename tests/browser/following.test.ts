import { beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { openTestPeriod } from '../support/reports.js';

const browser = await launchBrowser();
const portal = await startTestApp({ now: '2026-09-03T08:00:00+07:00' });
const { db } = portal;
const address = await listen(portal.app);

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'leader', province.id, ['LEADER']);
  const upper = await makeUnit(db, {
    name: 'Công đoàn ngành Giáo dục',
    level: 'UPPER_LEVEL',
    parentId: province.id,
  });
  await makeUnit(db, { name: 'CĐCS Trường chưa nộp', parentId: upper.id });
  const names = Array.from({ length: 12 }, (_, i) => `CĐCS Trực thuộc ${i + 1}`);
  for (const name of names) await makeUnit(db, { name, parentId: province.id });
  for (const year of [2025, 2026]) await openTestPeriod(db, 'admin', year);
  for (const [i, unitName] of names.slice(0, 7).entries())
    for (const year of [2025, 2026]) {
      const at = new Date(Date.UTC(year, 7, 12 + 3 * i));
      await db.report.updateMany({
        where: { unitName, period: { year } },
        data: { status: 'SUBMITTED', firstSubmittedAt: at, lastSubmittedAt: at },
      });
    }
});

test.each(crossedLooks)(
  'a leader knows how many grassroots unions have filed in the first screen, at $width px, JavaScript $javaScript',
  async (look) => {
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await page.setViewportSize({ width: look.width, height: 700 });
    await signInAs(page, 'leader');
    await page.waitForURL('**/theo-doi/2026');
    const answer = page.getByRole('heading', { level: 1, name: '7/13 công đoàn cơ sở đã nộp, 1 quá hạn.' });
    await eventually(() => answer.isVisible()).toBe(true);
    const { y = 700, height = 0 } = (await answer.boundingBox()) ?? {};
    expect(y + height).toBeLessThan(700);
    await eventually(() => page.getByText('Việc cần làm').count()).toBe(0);

    // The same in the total row, which stands whatever the order; the order is said and turned by a link.
    const table = page.getByRole('table', { name: 'Công đoàn cơ sở theo nhánh' });
    await eventually(() => table.getByText('7 / 13').isVisible()).toBe(true);
    if (look.width > 1000) {
      await table.getByRole('link', { name: 'Đã nộp', exact: true }).click();
      await eventually(() => page.url()).toContain('xep-nhanh=da-nop');
      const head = table.getByRole('columnheader', { name: 'Đã nộp', exact: true });
      await eventually(() => head.getAttribute('aria-sort')).toBe('descending');
      await table.getByRole('link', { name: 'Đã nộp', exact: true }).click();
      await eventually(() => head.getAttribute('aria-sort')).toBe('ascending');
      await expectAccessible(page);
    }
    await page.getByRole('link', { name: 'Bản tóm tắt một trang' }).click();
    await page.getByText('Tất cả công đoàn cơ sở: 7/13 đã nộp, 1 quá hạn.').waitFor();
    await expectAccessible(page);
    expectQuiet();
    await leave();
  },
);

test.each(crossedLooks)(
  'a leader sees where it stands and goes to the rows behind a number at $width px, JavaScript $javaScript',
  async (look) => {
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, 'leader');
    await page.waitForURL('**/theo-doi/2026');
    await expectAccessible(page);
    await eventually(() => page.getByRole('img', { name: 'Số báo cáo đã nhận theo ngày' }).isVisible()).toBe(
      true,
    );
    await page.getByText('Bảng số liệu của biểu đồ').click();
    await eventually(() => page.getByRole('rowheader', { name: '12/8/2026' }).isVisible()).toBe(true);
    await expectAccessible(page);

    // A leader reads the answer first: the list is folded until it is asked for.
    await page.getByText('Mở danh sách và bộ lọc').click();
    await page.getByRole('button', { name: 'Lọc' }).scrollIntoViewIfNeeded();
    await page.getByLabel('Trạng thái').selectOption('SUBMITTED');
    await page.getByRole('button', { name: 'Lọc' }).click();
    await eventually(() => page.url()).toContain('trang-thai=SUBMITTED');
    const list = page.getByRole('table', { name: 'Báo cáo của các đơn vị', exact: true });
    await eventually(() => list.getByRole('link', { name: /^CĐCS Trực thuộc \d+$/ }).count()).toBe(7);

    await page.getByText('Thêm điều kiện lọc và sắp xếp').click();
    await page.getByLabel('Sắp đến hạn: số ngày làm việc').fill('nhiều');
    await page.getByRole('button', { name: 'Lọc' }).click();
    await page.getByText('đã bỏ qua: Số ngày làm việc').waitFor();
    await expectAccessible(page);

    await page.goto('/theo-doi/2026');
    await page.getByRole('link', { name: /^Công đoàn ngành Giáo dục ?: các đơn vị cấp dưới$/ }).click();
    await page.getByText('(chỉ xem)').waitFor();
    await page.getByText('Mở danh sách và bộ lọc').click();
    await eventually(() =>
      page.getByRole('link', { name: 'CĐCS Trường chưa nộp', exact: true }).isVisible(),
    ).toBe(true);
    await expectAccessible(page);
    // Nobody has filed there: the chart has nothing to tell, and is folded.
    await eventually(() => page.getByRole('img', { name: 'Số báo cáo đã nhận theo ngày' }).count()).toBe(0);
    expectQuiet();
    await leave();
  },
);
