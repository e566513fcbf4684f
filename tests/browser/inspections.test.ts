import { beforeAll, beforeEach, test } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';

const browser = await launchBrowser();
const portal = await startTestApp({ now: '2026-09-10T08:00:00+07:00' });
const { db } = portal;
const address = await listen(portal.app);

beforeAll(async () => {
  await publishInitialGuidance(db, isoDay('2026-01-01'));
  const tree = await makeTree(db);
  await makeAccount(db, 'reviewer', tree.upper.id, ['REVIEWER']);
  await makeAccount(db, 'filer', tree.first.id, ['FILER']);
});
beforeEach(async () => {
  for (const table of ['inspection_papers', 'inspection_changes']) {
    await db.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await db.$executeRawUnsafe(`DELETE FROM ${table}`);
  }
  await db.message.deleteMany();
  await db.inspectionFile.deleteMany();
  await db.recommendationReply.deleteMany();
  await db.recommendation.deleteMany();
  await db.inspection.deleteMany();
});

test.each(crossedLooks)(
  'an inspection is planned, recorded, concluded, answered and closed at $width px, JavaScript $javaScript',
  async (look) => {
    const ours = await visit(browser, address, look);
    const theirs = await visit(browser, address, look);
    const [page, unit] = [ours.page, theirs.page];
    await signInAs(page, 'reviewer');
    await page.goto('/kiem-tra');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Thêm cuộc' }).click();
    await page.getByRole('button', { name: 'Lưu vào kế hoạch' }).click();
    await page.getByText('Hãy chọn hình thức').first().waitFor();
    await expectAccessible(page);
    await page.getByLabel('Đơn vị').selectOption({ index: 1 });
    await page.getByLabel('Kiểm tra', { exact: true }).check();
    await page.getByLabel('Theo kế hoạch').check();
    await page.getByLabel('Ngày dự kiến').fill('15/9/2026');
    await page.getByLabel('Đoàn kiểm tra, giám sát').fill('Bà Hoa, trưởng đoàn');
    await page.getByLabel('Nội dung').fill('Việc nêu gương');
    await page.getByRole('button', { name: 'Lưu vào kế hoạch' }).click();
    await page.getByText('Đã lưu cuộc này vào kế hoạch').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Thông báo cho đơn vị' }).click();
    await expectAccessible(page);
    await page.getByLabel('Số của thông báo').fill('12/TB-CĐN');
    await page.getByRole('button', { name: 'Ban hành thông báo' }).click();
    await page.getByText('Đã thông báo cho đơn vị').waitFor();

    await page.getByRole('link', { name: 'Ghi biên bản và kết luận' }).click();
    await page.getByLabel('Ngày tiến hành').fill('09/9/2026');
    await page.getByLabel('Kết luận').fill('Thực hiện tốt');
    await page.getByLabel('Kiến nghị 1', { exact: false }).first().fill('Công khai tài chính');
    await page.getByLabel('Thực hiện kiến nghị 1 trước ngày').fill('01/10/2026');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click();
    await page.getByText('Đã lưu bản nháp biên bản').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Ban hành kết luận' }).click();
    await page.getByLabel('Số của kết luận').fill('12/TB-CĐN');
    await page.getByRole('button', { name: 'Ban hành kết luận' }).click();
    await page.getByText('đã ghi trên thông báo ngày').first().waitFor();
    await expectAccessible(page);
    await page.getByLabel('Số của kết luận').fill('12/KL-CĐN');
    await page.getByRole('button', { name: 'Ban hành kết luận' }).click();
    await page.getByText('Đã ban hành kết luận').waitFor();

    await signInAs(unit, 'filer');
    await unit.goto('/kiem-tra');
    await expectAccessible(unit);
    await unit.getByRole('link', { name: 'Công đoàn ngành Y tế' }).click();
    await unit.getByRole('link', { name: /^Trả lời/ }).click();
    await unit.getByLabel('Đơn vị đã thực hiện thế nào').fill('Đã niêm yết');
    await expectAccessible(unit);
    await unit.getByRole('button', { name: 'Gửi trả lời' }).click();
    await unit.getByText('Đã gửi trả lời kiến nghị 1').waitFor();
    await expectAccessible(unit);

    await page.reload();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Công nhận/ }).click();
    await page.getByText('Mọi kiến nghị đã xong').waitFor();
    await page.goto('/kiem-tra/2026/lich?thang=9');
    await expectAccessible(page);
    await page.getByRole('link', { name: '1 cuộc, ngày 15/9/2026', exact: true }).click();
    await page.getByRole('cell', { name: 'Đã kết thúc' }).waitFor();
    await expectAccessible(page);
    ours.expectQuiet();
    theirs.expectQuiet();
    await eventually(() => db.inspection.count({ where: { status: 'CLOSED' } })).toBe(1);
    await ours.leave();
    await theirs.leave();
  },
);
