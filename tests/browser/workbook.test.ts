import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { fillDraft, openTestPeriod, reportOf } from '../support/reports.js';
import { answerCell, edited } from '../support/workbooks.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const browser = await launchBrowser();
const url = await listen(portal.app);
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

beforeAll(async () => {
  const { province, first } = await makeTree(db);
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'filer', first.id, ['FILER']);
  await openTestPeriod(db, 'admin');
});

beforeEach(async () => {
  await db.sectionDraft.deleteMany();
  await fillDraft(db, 'filer', clock());
});

describe.each(crossedLooks)('Filling in by Excel at $width px, JavaScript $javaScript', (look) => {
  it('leads from the report to the form, to a preview, and back into the draft', async () => {
    const { page, expectQuiet, leave } = await visit(browser, url, look);
    await signInAs(page, 'filer');
    await page.goto('/bao-cao/2026');
    await page.getByRole('link', { name: 'Lập bằng Excel' }).click();
    await expectAccessible(page);

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải biểu mẫu Excel' }).click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
    const buffer = await edited(Buffer.concat(chunks), (workbook) => {
      answerCell(workbook, 'limitations').value = `Một từ rất dài ${'x'.repeat(80)}`;
      answerCell(workbook, 'next_year').value = null;
      answerCell(workbook, 'members_worker').value = 'ba mươi';
    });

    await page.getByRole('button', { name: 'Đọc tệp và xem trước' }).click();
    await page.getByRole('heading', { name: 'Có lỗi' }).waitFor();
    await expectAccessible(page);
    await page
      .getByLabel('Tệp Excel đã ghi câu trả lời')
      .setInputFiles({ name: 'bao cao.xlsx', mimeType: XLSX, buffer });
    await page.getByRole('button', { name: 'Đọc tệp và xem trước' }).click();
    await page.getByRole('heading', { name: 'Xem trước khi nhận từ Excel' }).waitFor();
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);

    await page.getByRole('button', { name: 'Nhận vào bản đang lập' }).click();
    await page.getByRole('status').getByText('Đã nhận câu trả lời từ tệp Excel').waitFor();
    const unit = await db.account.findUniqueOrThrow({ where: { username: 'filer' } });
    const { id: reportId } = await reportOf(db, unit.unitId);
    const draft = await db.sectionDraft.findFirstOrThrow({ where: { reportId, section: 'kien-nghi' } });
    expect(draft.answers).toMatchObject({ limitations: expect.stringContaining('xxx') as string });
    expect(draft.answers).not.toHaveProperty('next_year');
    expectQuiet();
    await leave();
  });
});
