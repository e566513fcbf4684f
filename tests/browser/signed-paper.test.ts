import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { readJpeg } from '../../src/platform/pictures/jpeg.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { readPdf } from '../support/documents.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { jpegOf, pngOf } from '../support/pictures.js';
import { fillDraft, openTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const browser = await launchBrowser();
const url = await listen(portal.app);

/** One unit a look: each sends its own paper. */
beforeAll(async () => {
  const province = await makeUnit(db);
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  for (const [index] of crossedLooks.entries()) {
    const unit = await makeUnit(db, { parentId: province.id });
    await makeAccount(db, `filer${index}`, unit.id, ['FILER']);
  }
  await openTestPeriod(db, 'admin');
});

const photo = (buffer: Buffer, name = 'image.jpg') => ({ name, mimeType: 'image/jpeg', buffer });
/** Lying on its side, as a phone that is held upright stores it: 40 × 24 pixels, turned when they are shown. */
const LYING = jpegOf(
  [
    [0, 255, 255, 255, 255],
    [255, 255, 255, 255, 255],
    [255, 255, 255, 255, 255],
  ],
  {
    orientation: 6,
    note: 'GPS 21.03',
  },
);

/** Chooses files; with JavaScript they go by themselves, otherwise by the button. */
async function choose(page: Page, { label, button, files, javaScript }: Choice): Promise<void> {
  await page.getByLabel(label).setInputFiles(files);
  if (!javaScript) await page.getByRole('button', { name: button }).click();
}
interface Choice {
  label: string;
  button: string;
  files: ReturnType<typeof photo>[];
  javaScript: boolean;
}

/** Boxes for files that one sees. */
const filesAsked = (page: Page) => page.locator('input[type=file]:visible').count();

describe.each(crossedLooks.map((look, index) => ({ ...look, index })))(
  'at $width px, JavaScript $javaScript',
  ({ index, ...look }) => {
    it('a paper is photographed page by page, put in order, and goes with the report', async () => {
      await fillDraft(db, `filer${index}`, clock());
      const { page, expectQuiet, leave } = await visit(browser, url, look);
      const { javaScript } = look;
      await signInAs(page, `filer${index}`);
      await page.goto('/bao-cao/2026/kiem-tra');
      await page.getByRole('link', { name: 'Ký và kèm bản đã ký' }).click();
      await expectAccessible(page);
      const back = page.getByRole('link', { name: 'Kiểm tra và nộp báo cáo' });
      await eventually(() => back.isVisible()).toBe(true);
      await page.getByLabel('Địa danh').fill('Huế');
      await page.getByLabel('TM. BAN CHẤP HÀNH').check();
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await eventually(() => page.getByText('Đã lưu cách ghi').isVisible()).toBe(true);
      expect(await page.getByLabel('Địa danh').count()).toBe(0);
      expect(await filesAsked(page)).toBe(1);

      await choose(page, {
        label: 'Chụp hoặc chọn bản đã ký',
        button: 'Gửi bản đã ký',
        files: [photo(LYING)],
        javaScript,
      });
      await eventually(() => page.getByText('Đã kèm bản đã ký (1 trang)').isVisible()).toBe(true);
      expect(await filesAsked(page)).toBe(1);
      const more = [photo(jpegOf([[0]])), { name: 'quet.png', mimeType: 'image/png', buffer: pngOf({}) }];
      await choose(page, {
        label: 'Còn trang nữa? Chụp hoặc chọn trang 2',
        button: 'Gửi trang',
        files: more,
        javaScript,
      });
      await eventually(() => page.getByText('Bản đã ký có 3 trang').isVisible()).toBe(true);
      await expectAccessible(page);

      await page.getByRole('button', { name: /^Xoay.*Trang 3/ }).click();
      await eventually(() => page.getByText('Đã xoay trang.').isVisible()).toBe(true);
      await page.getByRole('button', { name: /^Lên trước.*Trang 2/ }).click();
      await eventually(() => page.getByText('Đã đổi thứ tự trang.').isVisible()).toBe(true);
      await page.getByRole('button', { name: /^Bỏ.*Trang 3/ }).click();
      await eventually(() => page.getByText('Bản đã ký còn 2 trang').isVisible()).toBe(true);

      const { content, reportId } = await db.attachment.findFirstOrThrow({
        where: { removedAt: null },
        orderBy: { id: 'desc' },
      });
      expect((await readPdf(content)).pages).toHaveLength(2);
      expect(Buffer.from(content).includes('GPS')).toBe(false);
      // Drawn anew by the browser, the picture stands upright in its own pixels.
      const pictures = await db.pagePicture.findMany({
        where: { attachment: { reportId } },
        orderBy: { position: 'asc' },
      });
      const size = javaScript ? { width: 24, height: 40 } : { width: 40, height: 24 };
      expect(readJpeg(Buffer.from(pictures[1]!.content))).toMatchObject(size);

      await page.getByRole('link', { name: 'Về trang kiểm tra' }).click();
      await page.locator('summary').filter({ hasText: 'H. Tài liệu kèm theo' }).click();
      await eventually(() => page.getByRole('link', { name: 'Báo cáo đã ký năm 2026.pdf' }).isVisible()).toBe(
        true,
      );
      expect(await page.getByLabel('Chưa kèm bản báo cáo đã ký').count()).toBe(0);
      expectQuiet();
      await leave();
    });
  },
);

it('What is no picture is refused in words, beside the box in which it was chosen', async () => {
  const { page, leave } = await visit(browser, url, { width: 390, javaScript: true });
  await signInAs(page, 'filer0');
  await page.goto('/bao-cao/2026/ky');
  const broken = { name: 'hong.jpg', mimeType: 'image/jpeg', buffer: jpegOf([[0]]).subarray(0, -2) };
  await page.getByLabel('Chụp hoặc chọn bản đã ký').setInputFiles(broken);
  await eventually(() => page.getByRole('link', { name: 'thiếu phần cuối' }).isVisible()).toBe(true);
  await expectAccessible(page);
  await leave();
});
