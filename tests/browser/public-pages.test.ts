import { beforeAll, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { startTestApp } from '../support/app.js';
import { launchBrowser, listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { expectAccessible, visit } from '../support/journey.js';
import { openTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const browser = await launchBrowser();
const url = await listen(portal.app);

beforeAll(async () => {
  const province = await makeUnit(portal.db, { name: 'Liên đoàn Lao động tỉnh Bà Rịa – Vũng Tàu' });
  await makeAccount(portal.db, 'admin', province.id, ['ADMIN']);
  await openTestPeriod(portal.db, 'admin');
  const { db, clock } = portal;
  const day = { date: isoDay('2026-02-03'), publishedAt: clock(), editedAt: clock(), publishedByName: 'Ai' };
  const letter = {
    number: '27',
    symbol: 'CV-LĐLĐ',
    issuer: 'LĐLĐ tỉnh',
    about: 'V/v học tập',
    text: 'Một.\nHai.',
  };
  await db.document.create({ data: { kind: 'LETTER', ...letter, ...day, searchText: '' } });
  const shown = { showFrom: isoDay('2026-08-01'), showUntil: isoDay('2026-09-01') };
  const told = { title: 'Tập huấn', text: 'Tại hội trường.', createdAt: clock(), createdByName: 'Ai' };
  await db.announcement.create({ data: { audience: 'EVERYONE', ...told, ...shown } });
});

const onJourneys = ['/', '/huong-dan', '/huong-dan/chu-lon', '/nghia-vu', '/nghia-vu/cong-nhan-lao-dong'];
const others = ['can-bo-cong-chuc', 'vien-chuc'].map((slug) => `/nghia-vu/${slug}`);
others.push(
  '/tim-kiem?q=lanh+dao',
  '/tim-kiem?q=xyzzy',
  '/thong-bao',
  '/thong-bao/1',
  '/van-ban/1',
  '/nghia-vu/toi-la-ai',
  '/van-ban',
  '/xac-thuc',
  '/tro-giup',
  '/tro-giup/lap-bao-cao',
  '/tiep-can',
  '/du-lieu-ca-nhan',
  '/dang-nhap',
);

/** The journeys look at theirs at 1280 px too. 320 px is a window of 1280 px at 400 % (WCAG 1.4.10). */
it.each([
  [1280, others],
  [320, [...onJourneys, ...others]],
])('every public page is accessible and fits a window of %i px', async (width, paths) => {
  const { page, expectQuiet, leave } = await visit(browser, url, { width, javaScript: true });
  for (const path of paths) {
    await page.goto(path);
    await expectAccessible(page);
  }
  expectQuiet();
  await leave();
});

it('the first view of the home page takes less than 60 kB over the wire, and the typeface comes after it', async () => {
  const { page, expectQuiet, leave } = await visit(browser, url, { width: 390, javaScript: true });
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.enable');
  const kinds = new Map<string, string>();
  const sizes = new Map<string, number>();
  devTools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  devTools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(requestId, encodedDataLength),
  );
  await page.goto('/', { waitUntil: 'networkidle' });
  // The script comes when it may: it is a module, which no page waits for.
  const answered = [...kinds.values()].filter((kind) => kind !== 'Script');
  expect([...new Set(answered)]).toEqual(['Document', 'Stylesheet', 'Font']);
  const shown = [...sizes].filter(([id]) => kinds.get(id) !== 'Font').map(([, size]) => size);
  expect(shown.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  // Neither does a script hold the page up, nor a typeface the words.
  const html = await (await page.request.get('/')).text();
  expect([...html.matchAll(/<script(?! type="module")[^>]*>/g)]).toEqual([]);
  expect(html).not.toContain('preload');
  expectQuiet();
  await leave();
});

it('the links of an audience lie above the door they stand in', async () => {
  const { page, leave } = await visit(browser, url, { width: 1280, javaScript: false });
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Viên chức', exact: true }).click();
  expect(new URL(page.url()).pathname).toBe('/nghia-vu/vien-chuc');
  await page.goto('/');
  // Playwright takes the link that lies over the words for an obstacle; here it is the point.
  await page.getByText('Đọc đúng những nội dung dành cho mình').click({ force: true });
  expect(new URL(page.url()).pathname).toBe('/nghia-vu');
  await leave();
});
