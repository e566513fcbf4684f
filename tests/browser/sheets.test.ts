import { beforeAll, describe, expect, it } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeUnit } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, visit } from '../support/journey.js';
import { laidOut } from '../support/office.js';
import { eventually } from '../support/patience.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const browser = await launchBrowser();
const url = await listen(portal.app);
const [COMMITMENT, ASSESSMENT] = ['/nghia-vu/vien-chuc/dang-ky', '/nghia-vu/vien-chuc/tu-danh-gia'] as const;
const LONG = 'Trực đúng giờ, tận tình với người bệnh, không để ai phải chờ. '.repeat(25);

beforeAll(async () => {
  await makeUnit(portal.db, { name: 'Liên đoàn Lao động tỉnh Bà Rịa – Vũng Tàu' });
  await publishInitialGuidance(portal.db, portal.clock());
});

it.each([1280, 320])(
  'the sheets are accessible and fit a window of %i px, refused ones too',
  async (width) => {
    const { page, expectQuiet, leave } = await visit(browser, url, { width, javaScript: true });
    for (const path of [COMMITMENT, ASSESSMENT]) {
      await page.goto(path);
      await expectAccessible(page);
      await page.getByLabel('Năm', { exact: true }).fill('26');
      await page.getByRole('button', { name: 'Tải PDF' }).click();
      await page.getByRole('heading', { name: 'Có lỗi cần sửa' }).waitFor();
      await expectAccessible(page);
    }
    expectQuiet();
    await leave();
  },
);

it.each(crossedLooks)(
  'a person fills in a sheet, mends a mistake and takes it away twice at $width px, JavaScript $javaScript',
  async (look) => {
    const { page, expectQuiet, leave } = await visit(browser, url, look);
    await page.goto(ASSESSMENT);
    await page.getByLabel('Họ và tên').fill('Nguyễn Thị Hương Giang');
    await page.getByLabel('Năm', { exact: true }).fill('26');
    await page.getByRole('group', { name: 'Mức tự đánh giá (nội dung 1)' }).getByLabel('Khá').check();
    await page.getByLabel('Việc đã làm, minh chứng (nội dung 1)').fill(LONG);
    await page.getByRole('button', { name: 'Tải PDF' }).click();
    await page.getByRole('link', { name: 'Năm phải gồm bốn chữ số' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('year');
    await page.getByLabel('Năm', { exact: true }).fill('2026');
    for (const [button, ending] of [
      ['Tải DOCX', 'docx'],
      ['Tải PDF', 'pdf'],
    ] as const) {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: button }).click();
      expect((await download).suggestedFilename()).toBe(
        `Bản tự đánh giá nêu gương năm 2026 - Nguyễn Thị Hương Giang.${ending}`,
      );
    }
    await eventually(() => page.getByLabel('Việc đã làm, minh chứng (nội dung 1)').inputValue()).toBe(
      LONG.trim(),
    );
    expectQuiet();
    await leave();
  },
);

describe('On paper', () => {
  it('the page is a sheet: nothing around it, room to write where nothing was typed, nothing cut', async () => {
    const { page, leave } = await visit(browser, url, { width: 1280, javaScript: false });
    await page.goto(ASSESSMENT);
    await page.getByLabel('Đơn vị').fill('Công đoàn cơ sở Bệnh viện Đa khoa khu vực phía Nam '.repeat(3));
    await page.getByLabel('Việc đã làm, minh chứng (nội dung 1)').fill(LONG);
    await page.emulateMedia({ media: 'print' });
    // As wide as the text on A4.
    await page.setViewportSize({ width: 612, height: 900 });
    for (const gone of ['.site-header', '.site-footer', '.breadcrumbs', '.lead', '.button-row'])
      await page.locator(gone).first().waitFor({ state: 'hidden' });
    for (const there of ['CỘNG HÒA XÃ HỘI', 'Xác nhận của công đoàn', 'Người tự đánh giá'])
      await page.getByText(there).waitFor();
    const boxes = await page.evaluate<Box[]>(BOXES);
    expect(boxes).toHaveLength(10);
    for (const { id, lines, ...look } of boxes) {
      expect({ id, ...look }).toEqual({ id, isCut: false, isFramed: false, isLined: true });
      expect(lines, id).toBeGreaterThanOrEqual(id.includes('-') ? 4 : 1);
    }
    await leave();
  });

  it('every word of it is printed', async () => {
    const { page, leave } = await visit(browser, url, { width: 1280, javaScript: true });
    await page.goto(COMMITMENT);
    await page.getByLabel('Việc tôi đăng ký làm (nội dung 2)').fill(LONG);
    const pages = await laidOut(await page.pdf({ preferCSSPageSize: true }));
    // The letters of a word stand apart where they come from several faces.
    const text = pages.flatMap(({ lines }) => lines.map((line) => line.text.replace(/\s/g, ''))).join('');
    expect(text).toContain('BẢNĐĂNGKÝNÊUGƯƠNG');
    expect(text.split('tậntìnhvớingườibệnh').length - 1).toBe(25);
    expect(text).not.toContain('Vàolàmviệc');
    await leave();
  });
});

/** A box to type in, as it is printed; `lines`: how many can be written in it. */
interface Box {
  id: string;
  isCut: boolean;
  isFramed: boolean;
  isLined: boolean;
  lines: number;
}
const BOXES = `[...document.querySelectorAll('.own-sheet :is(textarea, input[type=text])')].map((box) => {
  const style = getComputedStyle(box);
  return {
    id: box.id,
    isCut: box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1,
    isFramed: style.borderTopWidth !== '0px',
    isLined: style.backgroundImage.startsWith('linear-gradient'),
    lines: Math.round(box.clientHeight / parseFloat(style.lineHeight)),
  };
})`;
