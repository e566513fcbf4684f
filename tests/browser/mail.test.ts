import { expect, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit, PASSWORD } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';

const browser = await launchBrowser();
const portal = await startTestApp();
const address = await listen(portal.app);
const { id: unitId } = await makeUnit(portal.db);
await makeAccount(portal.db, 'root', unitId, ['ADMIN']);

test.each(crossedLooks)(
  'an address is given and a message sent again at $width px, JavaScript $javaScript',
  async (look) => {
    await portal.db.message.deleteMany();
    await portal.db.message.create({
      data: {
        kind: 'receipt',
        toName: 'Nguyễn Văn An',
        toAddress: 'mot-dia-chi-rat-dai-de-thu-xuong-dong@cong-doan-nganh-y-te.example.vn',
        subject: 'Biên nhận báo cáo năm 2026 – Công đoàn ngành Y tế (lần 1)',
        text: '',
        html: '',
        createdAt: portal.clock(),
        dueAt: portal.clock(),
        attempts: 6,
        failedAt: portal.clock(),
        lastError: 'Máy chủ thư không nhận thư này: 550 5.1.1 No such user here',
      },
    });
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, 'root');

    await page.goto('/tai-khoan');
    await page.getByRole('link', { name: /^(Thêm|Sửa) địa chỉ thư điện tử/ }).click();
    await page.getByLabel('Địa chỉ thư điện tử').fill('an');
    await page.getByLabel('Mật khẩu hiện tại').fill(PASSWORD);
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('phải là một địa chỉ').first().waitFor();
    await expectAccessible(page);
    await page.getByLabel('Địa chỉ thư điện tử').fill('an@congdoan.vn');
    await page.getByLabel('Mật khẩu hiện tại').fill(PASSWORD);
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu địa chỉ thư điện tử').waitFor();
    await expectAccessible(page);

    await page.goto('/quan-tri');
    await page.getByRole('link', { name: 'Thư điện tử' }).click();
    await page.getByText('No such user here').waitFor();
    await page.getByRole('link', { name: 'Biên nhận báo cáo năm 2026' }).click();
    await page.getByRole('heading', { name: 'Nội dung thư' }).waitFor();
    await expectAccessible(page);
    await page.goBack();
    await page.setViewportSize({ width: 320, height: 640 });
    await expectAccessible(page);
    await page.getByRole('button', { name: /Gửi lại.*Biên nhận/s }).click();
    await page.getByText('sẽ được gửi lại').waitFor();
    expect((await portal.db.message.findFirstOrThrow()).failedAt).toBeNull();
    expectQuiet();
    await leave();
  },
);
