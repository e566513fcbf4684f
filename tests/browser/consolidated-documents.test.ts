import { beforeAll, expect, test } from 'vitest';
import { makeAllWaiting } from '../../src/consolidation/exports/job.js';
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

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  await makeAccount(db, 'board', province.id, ['REVIEWER']);
  await makeAccount(db, 'leader', province.id, ['LEADER']);
  for (const name of ['CĐCS Bệnh viện', 'CĐCS Trường học'])
    await makeUnit(db, { name, parentId: province.id });
  const { id } = await db.unit.findFirstOrThrow({ where: { name: 'CĐCS Bệnh viện' } });
  await makeAccount(db, 'filer', id, ['FILER']);
  await openTestPeriod(db, 'root');
  await fillDraft(db, 'filer', clock());
  await submitDraft(db, 'filer', clock());
  await acceptFrom(db, 'board', (await reportOf(db, id)).id, clock());
});

test.each(crossedLooks)(
  'a reviewer words the document, looks at it and saves it at $width px, JavaScript $javaScript',
  async (look) => {
    await db.documentSettings.deleteMany();
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, 'board');
    await page.waitForURL('**/theo-doi/2026');
    await page.goto('/tong-hop/2026/van-ban');
    await page.getByText('1/2 đơn vị trực tiếp phải báo cáo').waitFor();
    await expectAccessible(page);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải văn bản (Word)' }).click();
    expect((await download).suggestedFilename()).toMatch(/^Báo cáo tổng hợp nêu gương năm 2026.*\.docx$/);

    await page.getByRole('link', { name: 'Sửa cách trình bày' }).click();
    await expectAccessible(page);
    await page.getByText('Kích thước', { exact: true }).click();
    await page.getByLabel('Lề trái').fill('3');
    await page.getByLabel('Họ tên người ký').fill('Trần Thị Hoa');
    await page.getByRole('button', { name: 'Xem trước, chưa lưu' }).click();
    await page.getByRole('link', { name: 'Lề trái phải là số từ 30 đến 35 mm.' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('measure_marginLeft');
    await page.getByLabel('Lề trái').fill('35');
    await page.getByRole('button', { name: 'Xem trước, chưa lưu' }).click();
    await page.getByText('Theo những gì vừa nhập; chưa lưu.').waitFor();
    const picture = await page.getByRole('img', { name: /^Trang đầu của văn bản/ }).getAttribute('src');
    const drawn = async () => (await page.request.get(picture ?? '')).headers()['content-type'];
    await eventually(drawn).toBe('image/png');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Đã lưu cách trình bày văn bản.').waitFor();
    await eventually(() => page.getByLabel('Họ tên người ký').inputValue()).toBe('Trần Thị Hoa');
    expectQuiet();
    await leave();
  },
);

test.each(crossedLooks)(
  'a leader asks for everything as a file, sees how far it is and gets it at $width px, JavaScript $javaScript',
  async (look) => {
    await db.exportJob.deleteMany();
    const { page, expectQuiet, leave } = await visit(browser, address, look);
    await signInAs(page, 'leader');
    await page.waitForURL('**/theo-doi/2026');
    await page.goto('/tong-hop/2026/tep');
    await expectAccessible(page);
    await page.getByLabel('JSON', { exact: true }).check();
    await page.getByRole('button', { name: 'Lập tệp' }).click();
    await page.getByText('Đã ghi yêu cầu.').waitFor();
    await eventually(() => page.getByRole('progressbar').count()).toBe(1);
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Hủy việc lập tệp JSON/ }).click();
    await page.getByText('Đã hủy việc lập tệp.').waitFor();
    await page.getByRole('button', { name: 'Lập tệp' }).click();
    await page.getByText('Còn 1 tệp chưa lập xong.').waitFor();
    await makeAllWaiting(portal);
    // With JavaScript the list follows by itself.
    if (!look.javaScript) await page.getByRole('link', { name: 'Tải lại' }).click();
    await page.getByText('Không còn tệp nào đang lập.').waitFor();
    await expectAccessible(page);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /^Tải tong-hop-2026\.xlsx/ }).click();
    expect((await download).suggestedFilename()).toBe('tong-hop-2026.xlsx');
    expectQuiet();
    await leave();
  },
);
