import { beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { fillDraft, openTestPeriod, submitDraft } from '../support/reports.js';

// Each look has a union of its own: six units, three of which have filed.
const browser = await launchBrowser();
const portal = await startTestApp({ now: '2026-08-27T08:00:00+07:00' });
const { db, clock } = portal;
const address = await listen(portal.app);
const unionOf = (look: (typeof crossedLooks)[number]) => crossedLooks.indexOf(look);

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  const filers: string[] = [];
  for (const at of crossedLooks.keys()) {
    const name = `Công đoàn ngành ${at}`;
    const { id } = await makeUnit(db, { name, level: 'UPPER_LEVEL', parentId: province.id });
    await makeAccount(db, `reviewer${at}`, id, ['REVIEWER']);
    for (const letter of ['A', 'B', 'C', 'D', 'E', 'F']) {
      const unit = await makeUnit(db, { name: `CĐCS Trường ${letter}`, parentId: id });
      const filer = `filer-${at}-${letter}`.toLowerCase();
      await makeAccount(db, filer, unit.id, ['FILER']);
      await db.account.update({ where: { username: filer }, data: { email: `${filer}@example.vn` } });
      if (letter < 'D') filers.push(filer);
    }
  }
  await openTestPeriod(db, 'admin');
  for (const filer of filers) {
    await fillDraft(db, filer, clock());
    await submitDraft(db, filer, clock());
  }
});

test.each(crossedLooks)(
  'a reviewer’s morning: takes three, accepts two at once, returns one, extends, reminds, at $width px, JavaScript $javaScript',
  async (look) => {
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    const tick = (unit: string) => page.getByRole('checkbox', { name: new RegExp(`${unit}$`) }).check();
    await signInAs(page, `reviewer${unionOf(look)}`);
    await page.getByRole('link', { name: /^Xét duyệt \d+ báo cáo$/ }).click();
    await page.getByRole('heading', { name: 'Việc xét duyệt năm 2026' }).waitFor();
    for (const unit of ['CĐCS Trường A', 'CĐCS Trường B', 'CĐCS Trường C']) await tick(unit);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Tôi nhận' }).click();
    await page.getByText('Đã giao 3 báo cáo').waitFor();

    await page.getByRole('checkbox', { name: /^Chọn tất cả \d+ báo cáo/ }).check();
    await page.getByRole('button', { name: 'Phân công' }).click();
    await page.getByRole('radio', { name: 'Chia đều cho nhiều người' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Chọn lại' }).click();
    await page.getByText('Dán danh sách mã đơn vị').click();
    await expectAccessible(page);
    await page.getByLabel('Mã đơn vị').fill('KHONGCO');
    await page.getByRole('button', { name: 'Trả lại' }).click();
    await page.getByText('KHONGCO: không có đơn vị nào mang mã này').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Chọn lại' }).click();
    await page.getByText('KHONGCO').waitFor();
    await page.goto('/viec-xet-duyet/2026');

    await tick('CĐCS Trường A');
    await page.getByRole('button', { name: 'Trả lại' }).click();
    await page.getByLabel('Lý do chung').fill('Chưa ký.');
    await page.getByRole('button', { name: 'Chọn lại' }).click();
    await tick('CĐCS Trường B');
    await page.getByRole('button', { name: 'Trả lại' }).click();
    await eventually(() => page.getByLabel('Lý do chung').inputValue()).toBe('Chưa ký.');
    await page.goto('/viec-xet-duyet/2026');

    for (const unit of ['CĐCS Trường A', 'CĐCS Trường B']) await tick(unit);
    await page.getByRole('button', { name: 'Xem lưu ý rồi chấp nhận' }).click();
    await page.getByText('Bản giấy gửi qua bưu điện.').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Chấp nhận 2 báo cáo' }).click();
    await page.getByText('Đã chấp nhận 2 báo cáo.').waitFor();

    await page.getByRole('link', { name: 'CĐCS Trường C' }).click();
    await page.getByRole('link', { name: 'Trả lại' }).click();
    await page.getByLabel('Lý do').first().fill('Thiếu số liệu phần B và phần G.');
    if (look.javaScript) {
      await page.getByRole('link', { name: 'Về báo cáo' }).click();
      await page.getByRole('link', { name: 'Trả lại' }).click();
      const reason = page.getByLabel('Lý do').first();
      await eventually(() => reason.inputValue()).toBe('Thiếu số liệu phần B và phần G.');
    }
    await page.locator('summary').filter({ hasText: 'Ghi chú thêm cho phần, cho ô khác' }).click();
    for (const [letter, words] of [
      ['B', 'Bổ sung số hội nghị.'],
      ['G', 'Ghi rõ kiến nghị.'],
    ] as const) {
      await page
        .locator('summary')
        .filter({ hasText: `Phần ${letter}.` })
        .click();
      await page.getByLabel(`Ghi chú phần ${letter}`, { exact: false }).first().fill(words);
    }
    await page.getByLabel('Sửa và nộp lại trước ngày').first().fill('15/9/2026');
    await page.getByRole('button', { name: 'Trả lại để sửa' }).click();
    await page.getByText('Đã trả lại báo cáo của').first().waitFor();

    await page.goto('/theo-doi/2026/gia-han');
    await page.getByLabel('Nộp trước ngày').fill('08/9/2026');
    await page.getByLabel('Lý do').fill('Ảnh hưởng của bão số 5');
    for (const unit of ['CĐCS Trường D', 'CĐCS Trường E']) await tick(unit);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page
      .getByText('CĐCS Trường D: hạn cũ trước ngày 25/8/2026; hạn mới trước ngày 08/9/2026')
      .waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Gia hạn cho 2 đơn vị' }).click();
    await page.getByText('Đã gia hạn cho 2 đơn vị.').waitFor();
    await expectAccessible(page);

    await page.goto('/don-doc/2026');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Soạn thư đôn đốc' }).click();
    await page.getByLabel('Đơn vị', { exact: true }).selectOption('all');
    await page.getByRole('button', { name: 'Lọc' }).click();
    await page.getByText('đơn vị khớp bộ lọc: quá hạn nộp 1, trước hạn nộp 2, trước hạn sửa 1.').waitFor();
    await expectAccessible(page);
    await page.getByRole('checkbox', { name: 'Chọn tất cả 4 đơn vị khớp bộ lọc' }).check();
    await page.getByRole('button', { name: 'Soạn thư' }).click();
    await page.getByRole('heading', { name: 'Trước hạn nộp: 2 đơn vị' }).waitFor();
    await page.getByLabel('Quá hạn nộp: tiêu đề thư').fill('Nhắc {đơn vị} nộp báo cáo');
    await page.getByRole('button', { name: 'Lưu và xem trước' }).click();
    await page.getByText('Nhắc CĐCS Trường F nộp báo cáo').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Gửi cho 4 đơn vị' }).click();
    await page.getByText('Đã chuyển gửi thư đôn đốc đến 4 đơn vị.').waitFor();
    await expectAccessible(page);
    const about = { toAddress: `filer-${unionOf(look)}-f@example.vn`, kind: 'reminded' };
    await eventually(() => db.message.count({ where: about })).toBe(1);

    await page.goto('/don-doc/2026');
    await page.getByRole('link', { name: 'CĐCS Trường F' }).click();
    await page.getByRole('heading', { name: 'Đã được nhắc' }).waitFor();
    await expectAccessible(page);
    await page.goto('/don-doc/2026/cong-van');
    await expectAccessible(page);
    await page.getByLabel('Chức vụ người ký').fill('Chủ tịch');
    await page.getByLabel('Họ và tên người ký').fill('Nguyễn Văn An');
    for (const format of ['DOCX', 'PDF']) {
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name: `Tải ${format}` }).click();
      expect((await file).suggestedFilename()).toContain(`.${format.toLowerCase()}`);
    }
    expectQuiet();
    await leave();
  },
  120_000,
);
