import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../src/cli/demo-data.js';
import { launchBrowser, listen } from '../support/browser.js';
import { visit } from '../support/journey.js';
import { eventually } from '../support/patience.js';
import { startSampleApp } from '../support/sample.js';

const portal = await startSampleApp('2026-10-05T08:00:00+07:00');
const browser = await launchBrowser();
const url = await listen(portal.app);

/**
 * The most kB over the wire, headers and all, a fifth or so above what it was when this was written: of the page itself, each
 * time; and of its stylesheet, scripts and typefaces, the first time. Who needs more says why, in the change of this table.
 */
const BUDGETS: readonly [reader: string, path: string, page: number, rest: number][] = [
  ['', '/', 4.2, 155],
  ['', '/huong-dan', 7.5, 155],
  ['', '/tim-kiem?q=neu+guong', 4.8, 155],
  ['dienluc', '/bao-cao', 5.5, 165],
  ['dienluc', '/bao-cao/2026', 5.5, 165],
  ['dienluc', '/bao-cao/2026/cong-nhan-lao-dong', 8.5, 165],
  ['dienluc', '/bao-cao/2026/kiem-tra', 7, 160],
  ['giaoduc', '/bao-cao/2026/bien-nhan', 4.5, 160],
  ['bantgnc', '/theo-doi/2026', 8.5, 175],
  ['bantgnc', '/viec-xet-duyet/2026', 5.2, 170],
  ['bantgnc', '/xet-duyet/25', 12.5, 170],
  ['bantgnc', '/tong-hop/2026', 6.5, 170],
  ['bantgnc', '/tong-hop/2026/so-lieu', 7.7, 170],
  ['bantgnc', '/don-doc/2026', 5, 170],
  ['quantri', '/quan-tri', 5, 165],
  ['quantri', '/quan-tri/don-vi', 5, 170],
  ['quantri', '/quan-tri/tai-khoan', 5.3, 165],
];

describe('what a page takes over the wire', () => {
  it.each(BUDGETS)(
    '"%s" at %s: at most %s kB, and %s kB more the first time',
    async (reader, path, page, rest) => {
      const cookies = await cookiesOf(reader);
      const { page: tab, expectQuiet, leave } = await visit(browser, url, { width: 390, javaScript: true });
      await tab.context().addCookies(cookies);
      const wire = await listenTo(tab);
      await tab.goto(path, { waitUntil: 'networkidle' });
      const first = wire.taken();
      expect(sizeOf(first, isPage), 'the page').toBeLessThan(page * 1000);
      expect(sizeOf(first, isNotPage), 'what comes with it').toBeLessThan(rest * 1000);
      if (reader) {
        await tab.goto(path, { waitUntil: 'networkidle' });
        expect(
          wire.taken().map(({ type }) => type),
          'the second time',
        ).toEqual(['Document']);
      }
      expectQuiet();
      await leave();
    },
  );
});

describe('a page of whoever is signed in', () => {
  const own = BUDGETS.filter(([reader]) => reader).map(([reader, path]): [string, string] => [reader, path]);
  it.each([...own, ['dienluc', '/khong-co'], ['dienluc', '/quan-tri']])(
    '"%s" at %s: it is compressed, and its token is written in another way each time',
    async (reader, path) => {
      const { page, leave } = await visit(browser, url, { width: 390, javaScript: false });
      await page.context().addCookies(await cookiesOf(reader));
      const tokens: string[] = [];
      for (const encoding of ['br', 'gzip']) {
        const answer = await page.request.get(path, { headers: { 'accept-encoding': encoding } });
        expect(answer.headers()['content-encoding']).toBe(encoding);
        tokens.push(...new Set(tokensIn(await answer.text())));
      }
      expect(tokens).toHaveLength(2);
      expect(tokens[0]).not.toBe(tokens[1]);
      await leave();
    },
  );
});

function tokensIn(html: string): string[] {
  return [...html.matchAll(/name="_csrf" value="([^"]+)"/g)].map(([, token = '']) => token);
}

interface Taken {
  readonly type: string;
  readonly size: number;
}
const isPage = ({ type }: Taken) => type === 'Document';
const isNotPage = (one: Taken) => !isPage(one);

function sizeOf(taken: readonly Taken[], counts: (one: Taken) => boolean): number {
  return taken.filter(counts).reduce((sum, { size }) => sum + size, 0);
}

/** What goes over the wire from now on; what the browser has kept does not. */
async function listenTo(tab: Page): Promise<{ taken: () => Taken[] }> {
  const devTools: CDPSession = await tab.context().newCDPSession(tab);
  const types = new Map<string, string>();
  let taken: Taken[] = [];
  devTools.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  devTools.on('Network.loadingFinished', ({ requestId, encodedDataLength: size }) => {
    if (size > 0) taken.push({ type: types.get(requestId) ?? '', size });
  });
  await devTools.send('Network.enable');
  return {
    taken: () => {
      const until = taken;
      taken = [];
      return until;
    },
  };
}

type Cookies = Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>;
const signedIn = new Map<string, Cookies>();

/** The cookies of somebody of the sample province, who signs in once. */
async function cookiesOf(username: string): Promise<Cookies> {
  if (!username) return [];
  const known = signedIn.get(username);
  if (known) return known;
  const { page, leave } = await visit(browser, url, { width: 390, javaScript: false });
  await page.goto('/dang-nhap');
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(DEMO_PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click();
  await eventually(() => page.url()).not.toContain('/dang-nhap');
  const cookies = await page.context().cookies();
  signedIn.set(username, cookies);
  await leave();
  return cookies;
}
