import { expect, test } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit, PASSWORD } from '../support/fixtures.js';
import { crossedLooks, expectAccessible, signInAs, visit } from '../support/journey.js';
import { openTestPeriod } from '../support/reports.js';

const browser = await launchBrowser();
const portal = await startTestApp();
const { db } = portal;
const address = await listen(portal.app);
const { id: unitId } = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
await makeAccount(db, 'root', unitId, ['ADMIN', 'REVIEWER']);
await openTestPeriod(db, 'root');

test.each(crossedLooks)(
  'a copy is taken, an account loses its name, a consent is withdrawn at $width px, JavaScript $javaScript',
  async (look) => {
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, 'root');
    await page.goto('/tai-khoan');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải bản sao dữ liệu của tôi' }).click();
    expect((await download).suggestedFilename()).toMatch(/^du-lieu-ca-nhan-\d+\.zip$/);

    const username = `da-nghi-${look.width}`;
    const { id } = await makeAccount(db, username, unitId, ['FILER']);
    await db.account.update({ where: { id }, data: { deactivatedAt: isoDay('2023-09-01') } });
    await page.goto('/quan-tri');
    await page.getByRole('link', { name: 'Lưu giữ dữ liệu' }).click();
    await expectAccessible(page);
    await page.getByRole('link', { name: `Người dùng ${username}` }).click();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Xóa thông tin' }).click();
    await expectAccessible(page);
    await page.getByLabel('Lý do').fill('Người đó gửi đơn ngày 01/8/2026');
    await page.getByLabel('Mật khẩu của bạn').fill(PASSWORD);
    await page.getByRole('button', { name: 'Xóa thông tin' }).click();
    await page.getByText(`Đã xóa thông tin cá nhân của tài khoản số ${id}`).waitFor();

    await page.goto('/tong-hop/2026/guong-dien-hinh/moi');
    await page.getByRole('radio', { name: 'Cá nhân' }).check();
    await page.getByLabel('Tên tập thể hoặc họ tên cá nhân').fill(`Nguyễn Thị Đào ${look.width}`);
    await page.getByLabel('Đơn vị', { exact: true }).fill('CĐCS Bệnh viện A');
    await page.getByLabel('Việc làm, thành tích').fill('Hiến máu 20 lần.');
    await page.getByLabel('Được nêu tên và đơn vị khi công bố').check();
    await page.getByLabel('Cá nhân đã đồng ý').selectOption('Bằng giấy');
    await page.getByLabel('Ai hỏi, ngày nào').fill('Bà Lan hỏi ngày 01/8/2026, hồ sơ số 12');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Lưu gương điển hình' }).click();
    await page.getByText('đã đồng ý nêu tên bằng giấy').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: `Rút đồng ý nêu tên: Nguyễn Thị Đào ${look.width}` }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Ghi rút đồng ý' }).click();
    await page.getByText('gương này không còn ở trang công khai').waitFor();
    await page.getByRole('link', { name: `Ghi đồng ý nêu tên: Nguyễn Thị Đào ${look.width}` }).click();
    await expectAccessible(page);
    await page.goto('/du-lieu-ca-nhan');
    await expectAccessible(page);
    expectQuiet();
    await leave();
  },
);
