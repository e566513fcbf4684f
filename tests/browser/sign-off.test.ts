import { beforeAll, beforeEach, describe, it } from 'vitest';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, crossedLooks, signInAs, visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { fillDraft, openTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const browser = await launchBrowser();
const url = await listen(portal.app);

/** One unit a look: each files its own report. */
beforeAll(async () => {
  const province = await makeUnit(db);
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  for (const [index] of crossedLooks.entries()) {
    const unit = await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province.id });
    await makeAccount(db, `filer${index}`, unit.id, ['FILER']);
    await makeAccount(db, `signatory${index}`, unit.id, ['SIGNATORY']);
    await db.unit.update({ where: { id: unit.id }, data: { needsSignatory: true } });
  }
  await openTestPeriod(db, 'admin');
});

describe.each(crossedLooks.map((look, index) => ({ ...look, index })))(
  'at $width px, JavaScript $javaScript',
  ({ index, ...look }) => {
    beforeEach(() => fillDraft(db, `filer${index}`, clock()));

    it('the signatory sends the report back, gets it again, and submits it', async () => {
      const filer = await visit(browser, url, look);
      const signatory = await visit(browser, url, look);
      const handOver = async () => {
        await filer.page.goto('/bao-cao/2026/kiem-tra');
        await expectAccessible(filer.page);
        const why = filer.page.getByLabel('Chưa kèm bản báo cáo đã ký');
        await why.fill('Gửi qua bưu điện.');
        await filer.page.getByLabel('Tôi cam đoan').check();
        await filer.page.getByRole('button', { name: 'Chuyển báo cáo cho người ký duyệt' }).click();
        await eventually(() => filer.page.getByText('chưa được nộp cho đến khi').isVisible()).toBe(true);
        await expectAccessible(filer.page);
      };
      await signInAs(filer.page, `filer${index}`);
      await handOver();
      await signInAs(signatory.page, `signatory${index}`);
      await signatory.page.goto('/bao-cao/2026');
      await signatory.page.getByRole('link', { name: 'Ký và nộp' }).click();
      await expectAccessible(signatory.page);
      await signatory.page.getByLabel('Lý do chuyển lại').fill('Ghi rõ hơn phần G.');
      await signatory.page.getByRole('button', { name: 'Chuyển lại người lập' }).click();
      await filer.page.goto('/bao-cao/2026');
      await eventually(() => filer.page.getByText('Ghi rõ hơn phần G.').first().isVisible()).toBe(true);
      await handOver();
      await signatory.page.goto('/bao-cao/2026/kiem-tra');
      await eventually(() => signatory.page.getByText('Gửi qua bưu điện.').first().isVisible()).toBe(true);
      await signatory.page.getByLabel('Tôi cam đoan').check();
      await signatory.page.getByRole('button', { name: 'Nộp báo cáo' }).click();
      await eventually(() => signatory.page.getByRole('heading', { level: 1 }).textContent()).toContain(
        'Biên nhận',
      );
      filer.expectQuiet();
      signatory.expectQuiet();
      await filer.leave();
      await signatory.leave();
    });
  },
);
