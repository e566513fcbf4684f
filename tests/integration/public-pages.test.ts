import { get as httpGet } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { currentGuidance } from '../../src/guidance/finders.js';
import { officialText } from '../../src/guidance/official-text.js';
import { obligations } from '../../src/guidance/rules.js';
import { postForm, startTestApp } from '../support/app.js';
import { listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { makeTestPeriod, openTestPeriod } from '../support/reports.js';
import { officialSource, textOf, wordsOf } from '../support/words.js';

const portal = await startTestApp({ now: '2026-09-08T12:00:00+07:00' });
const { db, clock } = portal;
const get = (path: string) => portal.visitor().get(path);
const PAGES = [
  '/',
  '/huong-dan',
  '/nghia-vu',
  '/nghia-vu/can-bo-cong-chuc',
  '/nghia-vu/vien-chuc',
  '/nghia-vu/cong-nhan-lao-dong',
  '/van-ban',
  '/tro-giup',
  '/tiep-can',
];

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh Thử Nghiệm' });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await openTestPeriod(db, 'admin');
});
beforeEach(() => {
  clock.set('2026-09-08T12:00:00+07:00');
});

describe('/huong-dan', () => {
  it('is the official text word for word', async () => {
    const { text } = await get('/huong-dan');
    const article = /<article class="text" id="toan-van">(.*?)<\/article>/s.exec(text)?.[1] ?? '';
    expect(wordsOf(textOf(article))).toEqual(wordsOf(officialSource));
  });

  it('has each anchor once, and leads to every section and bullet', async () => {
    const { text } = await get('/huong-dan');
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const parts = officialText.sections.flatMap((section) => [section, ...section.parts]);
    for (const { anchor, bullets } of parts)
      for (const target of [anchor, ...bullets.map((bullet) => bullet.anchor)]) {
        expect(ids).toContain(target);
        expect(text).toContain(`href="#${target}"`);
      }
  });
});

describe('The page of an audience', () => {
  it.each([
    ['civil-servant', 'can-bo-cong-chuc'],
    ['public-employee', 'vien-chuc'],
    ['worker', 'cong-nhan-lao-dong'],
  ] as const)(
    'of %s shows just its obligations, each leading to its place in the text',
    async (audience, slug) => {
      const { text } = await get(`/nghia-vu/${slug}`);
      const cards = [...text.matchAll(/<li class="obligation-card".*?<\/li>/gs)].map((match) => match[0]);
      const own = obligations(officialText, audience);
      expect(cards).toHaveLength(own.length);
      own.forEach((obligation, at) => {
        expect(textOf(cards[at] ?? '')).toContain(obligation.text);
        expect(cards[at]).toContain(`href="/huong-dan#${obligation.anchor}"`);
      });
    },
  );

  it('of nobody is 404', async () => {
    expect((await get('/nghia-vu/hoc-sinh')).status).toBe(404);
  });
});

describe('The home page', () => {
  it.each([
    ['2026-09-08T12:00:00+07:00', 'Còn 1 ngày'],
    ['2026-09-09T23:59:59.999+07:00', 'Hôm nay là ngày cuối'],
    ['2026-09-10T00:00:00.000+07:00', 'Đã hết hạn'],
    ['2026-11-01T00:00:00.000+07:00', 'Kỳ báo cáo đã khóa'],
  ])('at %s says “%s”', async (now, words) => {
    clock.set(now);
    expect((await get('/')).text).toContain(words);
  });

  it('says the deadline in words, and leads each kind of visitor on in one click', async () => {
    const { text } = await get('/');
    expect(text).toContain('trước ngày 10/9/2026 (chậm nhất hết ngày 09/9/2026)');
    for (const href of ['/nghia-vu', '/bao-cao', '/theo-doi']) expect(text).toContain(`<a href="${href}"`);
  });
});

describe('Public pages are the same bytes for everybody', () => {
  it.each(PAGES)('%s: no cookie, valid HTML', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['cache-control']).toBe('public, no-cache');
    const validator = new HtmlValidate({
      extends: ['html-validate:standard'],
      rules: { 'long-title': 'off', 'no-trailing-whitespace': 'off' },
    });
    const { results } = await validator.validateString(answer.text);
    expect(results.flatMap((result) => result.messages).map((m) => `${m.ruleId}: ${m.message}`)).toEqual([]);
  });

  it('under the name of the federation', async () => {
    expect((await get('/van-ban')).text).toContain('Liên đoàn Lao động tỉnh Thử Nghiệm</span>');
  });

  it('signed in or not', async () => {
    const agent = await portal.signedIn('admin');
    expect((await agent.get('/huong-dan')).text).toBe((await get('/huong-dan')).text);
  });

  it('compressed or not, each encoding under a strong ETag of its own', async () => {
    const url = await listen(portal.app);
    const [plain, br, gzip] = [await raw(url, 'identity'), await raw(url, 'br'), await raw(url, 'gzip')];
    expect(new Set([plain, br, gzip].map((answer) => answer.etag)).size).toBe(3);
    expect([plain, br, gzip].every((answer) => answer.etag.startsWith('"'))).toBe(true);
    expect(brotliDecompressSync(br.body)).toEqual(plain.body);
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
  });

  it('asked for again with their ETag they are 304 without a body; HEAD has none either', async () => {
    const first = await get('/');
    const again = await get('/').set('If-None-Match', String(first.headers['etag']));
    expect([again.status, again.text]).toEqual([304, '']);
    const head = await portal.visitor().head('/').set('Accept-Encoding', 'gzip');
    expect([head.status, head.headers['etag']]).toEqual([200, first.headers['etag']]);
  });

  it('whatever the query', async () => {
    expect((await get('/van-ban?x=1')).headers['etag']).toBe((await get('/van-ban')).headers['etag']);
  });
});

describe('A public page is dropped when its content changes', () => {
  it('a new version of the guidance shows', async () => {
    await get('/huong-dan');
    const { content } = await currentGuidance(db);
    const revised = { ...content, preamble: `${content.preamble} Bản sửa.` };
    await db.guidanceVersion.create({ data: { number: 2, content: revised, publishedAt: clock() } });
    clock.set('2026-09-08T12:00:01+07:00');
    expect((await get('/huong-dan')).text).toContain('Bản sửa.');
  });

  it('a period that an administrator opens shows on the home page at once', async () => {
    clock.set('2027-06-01T08:00:00+07:00');
    expect((await get('/')).text).toContain('Kỳ báo cáo năm 2026');
    await makeTestPeriod(db, 2027);
    const admin = await portal.signedIn('admin');
    const opened = await postForm(admin, '/quan-tri/ky-bao-cao/2027/mo', { version: '1' }, '/tai-khoan');
    expect(opened.status).toBe(303);
    expect((await get('/')).text).toContain('Kỳ báo cáo năm 2027');
  });
});

/** The bytes as they come over the wire. */
function raw(url: string, encoding: string): Promise<{ etag: string; body: Buffer }> {
  return new Promise((resolve, reject) => {
    httpGet(`${url}/huong-dan`, { headers: { 'Accept-Encoding': encoding } }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        resolve({ etag: String(res.headers.etag), body: Buffer.concat(chunks) });
      });
    }).once('error', reject);
  });
}
