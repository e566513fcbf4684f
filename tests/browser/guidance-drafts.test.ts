import { beforeAll, expect, test } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, signInAs, visit } from '../support/journey.js';

const browser = await launchBrowser();
const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db } = portal;
const address = await listen(portal.app);

beforeAll(async () => {
  const { id } = await makeUnit(db);
  await makeAccount(db, 'goc', id, ['ADMIN']);
});

// 320 px is a window of 1280 px at 400 % (WCAG 1.4.10).
test.each([
  { width: 1280, javaScript: true },
  { width: 320, javaScript: false },
])(
  'the guidance is revised and published, and its versions are read, at $width px, JavaScript $javaScript',
  async (look) => {
    await db.guidanceDraft.deleteMany();
    await db.guidanceVersion.deleteMany();
    await publishInitialGuidance(db, new Date('2026-01-05T08:00:00+07:00'));
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    const press = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click();
    await signInAs(page, 'goc');
    await page.getByRole('main').getByRole('link', { name: 'Soạn hướng dẫn' }).click();
    await expectAccessible(page);
    await press('Soạn bản mới');
    await page.getByText('chưa khác bản đang áp dụng').waitFor();

    await page.getByRole('link', { name: /^Sửa ?: 1\. Đối với cán bộ/ }).click();
    await expectAccessible(page);
    await page.getByLabel('Ý 2', { exact: true }).fill('Khẳng định tính tiên phong.');
    await page.getByLabel('Mã liên kết của ý 3').fill('i-1');
    await press('Lưu');
    await page.getByRole('link', { name: 'đã dùng ở mục I, ý 1' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Mã liên kết của ý 3').fill('ii-1-3');
    await press('Lưu');
    await page.getByRole('main').getByText('Mục II.1: Ý 2').waitFor();
    await page.getByRole('button', { name: /^Bỏ ?: 2\. Đối với/ }).click();
    await page.getByRole('heading', { name: 'Cần sửa trước khi công bố' }).waitFor();
    await expectAccessible(page);
    await press('Bỏ bản đang soạn');

    await press('Soạn bản mới');
    await page.getByRole('link', { name: 'Loại văn bản, trích yếu, mở đầu' }).click();
    await page.getByLabel('Trích yếu').fill('Trích yếu mới');
    await press('Lưu');
    await page.getByRole('link', { name: 'Xem trước như người đọc thấy' }).click();
    await page.getByText('Người đọc chưa thấy bản này').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Xem những chỗ thay đổi' }).click();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Trở lại trang soạn' }).click();
    await page.getByText('Công bố bản này').click();
    await expectAccessible(page);
    await page.getByLabel('Nội dung thay đổi và lý do').fill('Đổi trích yếu cho gọn.');
    await page.getByLabel('Ngày công bố').fill('01/9/2026');
    await press('Công bố');
    await page.getByText('sẽ được công bố từ 0 giờ ngày 01/9/2026').first().waitFor();
    await expectAccessible(page);
    await press('Rút về soạn tiếp');
    await page.getByText('Công bố bản này').click();
    await page.getByLabel('Nội dung thay đổi và lý do').fill('Đổi trích yếu cho gọn.');
    await press('Công bố');
    await page.getByText('Đã công bố bản số 2.').waitFor();

    await page.getByRole('link', { name: 'Các bản đã công bố' }).click();
    await page.getByText('Đổi trích yếu cho gọn.').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: /^Chỗ thay đổi so với bản trước ?: bản số 2/ }).click();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Đọc bản số 1' }).click();
    await page.getByText('Đây là bản số 1, đã được thay từ ngày 20/8/2026').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Đọc bản hiện hành' }).click();
    expect(new URL(page.url()).pathname).toBe('/huong-dan');
    await page.getByRole('heading', { name: 'Trích yếu mới' }).waitFor();
    expectQuiet();
    await leave();
  },
);
