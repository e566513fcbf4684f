import { beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { expectAccessible, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';

const portal = await startTestApp();
const browser = await launchBrowser();
// A passkey is of a name and not of a number.
const url = (await listen(portal.app)).replace('127.0.0.1', 'localhost');

beforeAll(async () => {
  const { first } = await makeTree(portal.db);
  await makeAccount(portal.db, 'filer', first.id, ['FILER']);
});

test('a passkey is made and signs in, in a browser that can; one that cannot is told what else there is', async () => {
  const { page, expectQuiet, leave } = await visit(browser, url, { width: 390, javaScript: true });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true } as const;
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...options,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await signInAs(page, 'filer');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goto('/tai-khoan/xac-minh');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Thêm khóa truy cập' }).click();
  await page.getByLabel('Tên của khóa').fill('Điện thoại của tôi');
  await page.getByLabel('Mật khẩu hiện tại').fill(PASSWORD);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Tạo khóa trên máy này' }).click();
  await page.getByText('Mười mã này chỉ hiện một lần').waitFor();
  await expectAccessible(page);
  await page.goto('/tai-khoan/xac-minh');
  expect(await page.locator('main').innerText()).toContain('Điện thoại của tôi');
  await expectAccessible(page);

  await page.context().clearCookies();
  await signInAs(page, 'filer');
  await page.getByRole('heading', { name: 'Nhập mã xác minh' }).waitFor();
  await page.getByRole('button', { name: 'Dùng khóa truy cập' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Dùng khóa truy cập' }).click();
  await eventually(() => new URL(page.url()).pathname).toBe('/bao-cao');
  const { counter } = await portal.db.passkey.findFirstOrThrow();
  expect(counter).toBeGreaterThan(0n);
  expectQuiet();
  await leave();

  const plain = await visit(browser, url, { width: 1280, javaScript: false });
  await signInAs(plain.page, 'filer');
  await plain.page.getByLabel('Mã xác minh').waitFor();
  await eventually(() => plain.page.getByRole('button', { name: 'Dùng khóa truy cập' }).isVisible()).toBe(
    false,
  );
  await plain.leave();
});
