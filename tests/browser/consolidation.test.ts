import { beforeAll, test } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

const browser = await launchBrowser();
const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const address = await listen(portal.app);
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

/** Each look has a year of its own, in which two units are accepted and the province has begun its report. */
beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'board', province.id, ['REVIEWER', 'FILER']);
  const names = ['CĐCS Bệnh viện A', 'CĐCS Trường B'];
  const units = [];
  for (const name of names) units.push(await makeUnit(db, { name, parentId: province.id }));
  for (const [at, { id }] of units.entries()) await makeAccount(db, `filer${at}`, id, ['FILER']);
  for (const year of crossedLooks.map((_, at) => 2026 + at)) {
    await openTestPeriod(db, 'admin', year);
    for (const [at, { id }] of units.entries()) {
      const figures = {
        limitations: `Kinh phí còn ít. Đơn vị ${at} còn thiếu người. Năm ${year} sẽ khắc phục.`,
      };
      await fillDraft(db, `filer${at}`, clock(), { year, figures });
      // A report is not dated after the day on which it is filed.
      const filedAt = isoDay(`${year}-08-20`);
      await submitDraft(db, `filer${at}`, filedAt, { year });
      await acceptFrom(db, 'board', (await reportOf(db, id, year)).id, filedAt);
    }
    await fillDraft(db, 'board', clock(), { year });
  }
});

test.each(crossedLooks.map((look, at) => ({ ...look, year: String(2026 + at) })))(
  'the board goes from the children’s texts to the signed document at $width px, JavaScript $javaScript',
  async ({ year, ...look }) => {
    clock.set(`${year}-08-20T08:00:00+07:00`);
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, 'board');

    await page.goto(`/tong-hop/${year}/loi-van`);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Hạn chế và nguyên nhân' }).click();
    await page.getByLabel('Tìm chữ').fill('thieu nguoi');
    await page.getByRole('button', { name: 'Lọc' }).click();
    await eventually(() => page.locator('mark').count()).toBe(4);
    await expectAccessible(page);
    for (const unit of ['CĐCS Bệnh viện A', 'CĐCS Trường B']) {
      await page.getByRole('link', { name: `Đánh dấu đoạn của ${unit}` }).click();
      await page.getByRole('checkbox', { name: 'còn thiếu người' }).check();
      await page.getByRole('radio', { name: 'Khó khăn, hạn chế' }).check();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Đánh dấu', exact: true }).click();
      await page.getByText('Đã đánh dấu 1 đoạn.').waitFor();
    }

    await page.getByRole('link', { name: 'Các đoạn trích của câu này' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Xuống/ }).click();
    await eventually(() => page.locator('.passages > li').first().textContent()).toContain('CĐCS Trường B');
    await page.getByRole('link', { name: /^Sửa/ }).first().click();
    await page.getByLabel('Nội dung đưa vào báo cáo').fill('Một số đơn vị còn thiếu người.');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Lưu đoạn trích' }).click();
    await page
      .getByRole('link', { name: /^Gộp với đoạn khác/ })
      .first()
      .click();
    await page.getByRole('checkbox', { name: 'CĐCS Bệnh viện A' }).check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Gộp', exact: true }).click();
    await page.getByText('Đã gộp các đoạn').waitFor();

    await page.goto(`/tong-hop/${year}/guong-dien-hinh/moi`);
    await page.getByRole('radio', { name: 'Cá nhân' }).check();
    await page.getByLabel('Tên tập thể hoặc họ tên cá nhân').fill('Nguyễn Thị Đào');
    await page.getByLabel('Đơn vị', { exact: true }).fill('CĐCS Bệnh viện A');
    await page.getByLabel('Việc làm, thành tích').fill('Hiến máu 20 lần.');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Lưu gương điển hình' }).click();
    await page.getByRole('heading', { name: 'Nguyễn Thị Đào' }).waitFor();
    await expectAccessible(page);

    await page.goto(`/bao-cao/${year}/tong-hop`);
    await page.getByRole('checkbox', { name: 'Số công nhân lao động', exact: true }).check();
    await page.getByLabel('Làm gì với đoạn này: Hạn chế và nguyên nhân').selectOption('append');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Đưa vào báo cáo' }).click();
    await page.getByText('Đã đưa 2 nội dung từ 2 báo cáo').waitFor();
    await page.goto(`/bao-cao/${year}/tong-hop/members_worker`);
    await eventually(() => page.getByRole('rowheader', { name: 'CĐCS Bệnh viện A' }).isVisible()).toBe(true);
    await expectAccessible(page);
    await submitDraft(db, 'board', clock(), { year: Number(year) });

    await page.goto(`/tong-hop/${year}/gui`);
    await page.getByLabel('Số, ký hiệu văn bản đi').fill('15/BC-LĐLĐ');
    await page.getByLabel('Ngày gửi').fill('19/8/2026');
    const signed = { name: 'bao-cao-da-ky.pdf', mimeType: 'application/pdf', buffer: PDF };
    await page.getByLabel('Văn bản đã ký, đóng dấu (PDF)').setInputFiles(signed);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Ghi đã gửi và chốt số liệu' }).click();
    await page.getByText('Tổng hợp của năm đã chốt').first().waitFor();
    await eventually(() => page.getByRole('link', { name: 'bao-cao-da-ky.pdf' }).isVisible()).toBe(true);
    await expectAccessible(page);
    await page.goto(`/tong-hop/${year}/doan-trich/limitations`);
    await eventually(() => page.getByRole('link', { name: /^Sửa/ }).count()).toBe(0);

    await page.goto(`/tong-hop/${year}/cong-bo`);
    await page.getByRole('checkbox', { name: 'Nguyễn Thị Đào' }).check();
    await expectAccessible(page);
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    const preview = await opened;
    await preview.getByText('Đây là bản xem trước').waitFor();
    await preview.close();
    await page.getByRole('button', { name: 'Công bố', exact: true }).click();
    await page.getByText('không cần đăng nhập').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sửa lại' }).click();
    await eventually(() => page.getByRole('checkbox', { name: 'Nguyễn Thị Đào' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Công bố', exact: true }).click();
    await page.getByRole('button', { name: 'Công bố', exact: true }).click();
    await page.getByRole('link', { name: 'Xem trang công khai' }).click();
    await eventually(() => page.getByText('Hiến máu 20 lần.').isVisible()).toBe(true);
    await eventually(() => page.getByText('Nguyễn Thị Đào').count()).toBe(0);
    await expectAccessible(page);
    expectQuiet();
    await leave();
  },
);
