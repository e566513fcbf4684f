import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { setupCode } from '../../src/accounts/setup/rules.js';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { expectAccessible as examine, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';

const browser = await launchBrowser();
const choose = async (page: Page, button: string) => {
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Nhập lại mật khẩu mới').fill(PASSWORD);
  await page.getByRole('button', { name: button }).click();
};

/** The first administrator has to, before anything else. */
async function setAppUp(page: Page, examined: (page: Page) => Promise<void>): Promise<void> {
  await page.getByRole('link', { name: 'Thiết lập ứng dụng xác thực' }).click();
  const typed = (await page.locator('.nowrap-groups').innerText()).replaceAll(' ', '');
  await examined(page);
  await page.getByLabel('Mã 6 chữ số').fill(new TOTP({ secret: Secret.fromBase32(typed) }).generate());
  await page.getByLabel('Mật khẩu hiện tại').fill(PASSWORD);
  await page.getByRole('button', { name: 'Xác nhận và bật' }).click();
  await page.getByText('Mười mã này chỉ hiện một lần').waitFor();
  await examined(page);
  await page.getByRole('link', { name: 'Tôi đã cất mã, tiếp tục' }).click();
}

describe.each(crossedLooks)('at $width px, JavaScript $javaScript', async (look) => {
  // The narrow look is the harder one to get right.
  const expectAccessible = async (page: Page) => {
    if (look.width === 390) await examine(page);
  };
  const empty = await startTestApp({ now: '2026-06-01T08:00:00+07:00' });
  const portal = await startTestApp();
  const [emptyAddress, address] = [await listen(empty.app), await listen(portal.app)];

  test('the federation is set up, has a unit, a person and a period', async () => {
    await publishInitialGuidance(empty.db, empty.clock());
    const { page, expectQuiet, leave } = await visit(browser, emptyAddress, look);

    await page.goto('/thiet-lap');
    await expectAccessible(page);
    await page.getByLabel('Mã thiết lập').fill(setupCode(empty.config.sessionSecret ?? ''));
    await page.getByLabel('Tên Liên đoàn Lao động tỉnh').fill('Liên đoàn Lao động tỉnh Minh Giang');
    await page.getByLabel('Họ và tên người quản trị').fill('Nguyễn Văn An');
    await page.getByLabel('Tên đăng nhập').fill('an');
    await choose(page, 'Thiết lập');
    await page.getByText('Đã thiết lập cổng').waitFor();
    await expectAccessible(page);
    await setAppUp(page, expectAccessible);

    await page.getByRole('link', { name: 'Đơn vị', exact: true }).click();
    await page.getByRole('link', { name: 'Thêm đơn vị' }).click();
    await page.getByRole('button', { name: 'Thêm đơn vị' }).click();
    await page.getByText('Có lỗi cần sửa').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Tên đơn vị').fill('CĐCS Bệnh viện Đa khoa tỉnh');
    await page.getByLabel('Mã đơn vị').fill('yt01');
    await page.getByLabel('Công đoàn cơ sở', { exact: true }).check();
    await page.getByRole('button', { name: 'Thêm đơn vị' }).click();
    await page.getByText('Đã thêm CĐCS Bệnh viện Đa khoa tỉnh').waitFor();
    await expectAccessible(page);
    for (const path of ['', '?q=benh+vien', '?tinh-trang=chua-co']) {
      await page.goto(`/quan-tri/don-vi${path}`);
      await expectAccessible(page);
    }
    await page.getByRole('link', { name: 'CĐCS Bệnh viện Đa khoa tỉnh' }).click();
    await page.getByRole('link', { name: 'Kết thúc hoạt động của đơn vị' }).click();
    await page.getByRole('heading', { name: 'Kết thúc hoạt động: CĐCS Bệnh viện Đa khoa tỉnh' }).waitFor();
    await expectAccessible(page);
    await page.goBack();

    await page.getByRole('link', { name: 'Thêm tài khoản cho đơn vị này' }).click();
    await page.getByLabel('Họ và tên').fill('Trần Thị Bình');
    await page.getByLabel('Tên đăng nhập').fill('binh');
    await page.getByLabel('Lập báo cáo').check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Thêm tài khoản' }).click();
    const link = /https?:\S+/.exec(await page.getByLabel('Tin nhắn').inputValue())?.[0] ?? '';
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Về tài khoản' }).click();
    await expectAccessible(page);
    await page.goto('/quan-tri/tai-khoan');
    await expectAccessible(page);

    await page.goto('/quan-tri/ky-bao-cao/moi');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Tạo kỳ báo cáo' }).click();
    await page.getByText('Đã tạo kỳ báo cáo').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Biểu mẫu báo cáo' }).click();
    await expectAccessible(page);
    await page.goto('/quan-tri/ky-bao-cao/2026');
    await page.getByRole('button', { name: 'Mở kỳ báo cáo' }).click();
    await page.getByText('không đóng lại được').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Mở kỳ báo cáo' }).click();
    await page.getByText('Đã mở kỳ báo cáo năm 2026').waitFor();

    await page.getByLabel(/^Tài khoản: /).click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByText('Bạn đã đăng xuất').waitFor();
    await page.goto(link);
    await expectAccessible(page);
    await choose(page, 'Đặt mật khẩu và đăng nhập');
    await page.waitForURL('**/bao-cao');
    await page.goto('/tai-khoan');
    await expectAccessible(page);
    expectQuiet();
    await leave();
  });

  test('what was typed when the session ended is sent after sign-in, by one button', async () => {
    const { province } = await makeTree(portal.db);
    await makeAccount(portal.db, 'goc', province.id, ['ADMIN']);
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, 'goc');
    await page.goto('/quan-tri/don-vi/moi');
    await page.getByLabel('Tên đơn vị').fill('Công đoàn “Gõ dở”');
    await page.getByLabel('Mã đơn vị').fill('GD9');
    await page.getByLabel('Công đoàn cơ sở', { exact: true }).check();
    await portal.db.session.deleteMany();
    await page.getByRole('button', { name: 'Thêm đơn vị' }).click();
    await page.getByText('nội dung ấy không mất').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Tên đăng nhập').fill('goc');
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByText('Công đoàn “Gõ dở”').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Gửi lại nội dung này' }).click();
    await page.getByText('Đã thêm Công đoàn “Gõ dở”').waitFor();
    await eventually(() => portal.db.unit.count({ where: { code: 'GD9' } })).toBe(1);
    expectQuiet();
    await leave();
  });
});
