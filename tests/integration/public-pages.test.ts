import { request, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { currentGuidance } from '../../src/guidance/finders.js';
import { officialText } from '../../src/guidance/official-text.js';
import { obligationName } from '../../src/form/obligation-names.js';
import { audiencePages, obligations } from '../../src/guidance/rules.js';
import { agreed, postForm, startTestApp } from '../support/app.js';
import { listen } from '../support/browser.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { makeTestPeriod, openTestPeriod } from '../support/reports.js';
import { officialSource, textOf, wordsOf } from '../support/words.js';

const portal = await startTestApp({ now: '2026-09-08T12:00:00+07:00' });
const empty = await startTestApp({ now: '2026-09-08T12:00:00+07:00' });
const { db, clock } = portal;
const url = await listen(portal.app);
const get = (path: string) => portal.visitor().get(path);
const PAGES = [
  '/',
  '/huong-dan',
  '/huong-dan/chu-lon',
  '/nghia-vu',
  '/nghia-vu/can-bo-cong-chuc',
  '/nghia-vu/vien-chuc',
  '/nghia-vu/cong-nhan-lao-dong',
  '/nghia-vu/cong-nhan-lao-dong/chu-lon',
  '/nghia-vu/toi-la-ai',
  '/van-ban',
  '/thong-bao',
  '/tro-giup',
  '/tro-giup/lap-bao-cao',
  '/tiep-can',
  '/du-lieu-ca-nhan',
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
  const article = async (path = '/huong-dan') => {
    const { text } = await get(path);
    return /<article class="text" id="toan-van">(.*?)<\/article>/s.exec(text)?.[1] ?? '';
  };

  it('is the official text word for word', async () => {
    expect(wordsOf(textOf(await article()))).toEqual(wordsOf(officialSource));
  });

  it('is that in large type too', async () => {
    expect(wordsOf(textOf(await article('/huong-dan/chu-lon')))).toEqual(wordsOf(officialSource));
  });

  it('has no words of links in the text: their signs are drawn by the style sheet', async () => {
    const links = [...(await article()).matchAll(/<a [^>]*>(.*?)<\/a>/gs)].map((match) => match[1]);
    expect(links.length).toBeGreaterThan(20);
    expect(new Set(links)).toEqual(new Set(['']));
  });

  it('notes each document where the text first mentions it, and leads from there and back', async () => {
    const { text } = await get('/huong-dan');
    const noted = [...text.matchAll(/(\S+)<sup class="note-ref" id="(\w+)"><a href="#(\w+)"/g)];
    expect(noted.map(([, word]) => word)).toEqual(['154/KH-TLĐ', '01-KL', '05-CT/TW', '140/KH-LĐLĐ']);
    for (const [, , place, note] of noted) {
      expect(text).toContain(`<li id="${note ?? ''}">`);
      expect(text).toContain(`href="#${place ?? ''}"`);
    }
    const notes = /<section class="notes".*?<\/section>/s.exec(text)?.[0] ?? '';
    const links = [...notes.matchAll(/href="(\/van-ban#[^"]+)">([^<]+)/g)].map(([, ...link]) => link);
    expect(links[1]).toEqual([
      '/van-ban#ket-luan-01',
      'Kết luận số 01-KL/TW ngày 15/5/2021 của Bộ Chính trị',
    ]);
    expect(links).toHaveLength(4);
  });

  it('says how long it takes to read', async () => {
    expect((await get('/huong-dan')).text).toContain('Đọc khoảng 5 phút.');
  });

  it.each([
    ['a word changed', (html: string) => html.replace('gương mẫu', 'gương mẩu')],
    ['a word dropped', (html: string) => html.replace('lắng nghe ý kiến ', '')],
    ['a word added', (html: string) => html.replace('</h1>', ' mới</h1>')],
    ['a bullet dropped', (html: string) => html.replace(/<li .*?<\/li>/s, '')],
    ['two words run together', (html: string) => html.replace('</span> ', '</span>')],
  ])('would not pass with %s', async (_what, spoil) => {
    const html = await article();
    expect(spoil(html)).not.toBe(html);
    expect(wordsOf(textOf(spoil(html)))).not.toEqual(wordsOf(officialSource));
  });

  it('has contents that lead to every section and part, in order', async () => {
    const { text } = await get('/huong-dan');
    const contents = /<nav class="contents".*?<\/nav>/s.exec(text)?.[0] ?? '';
    const parts = officialText.sections.flatMap((section) => [section, ...section.parts]);
    expect([...contents.matchAll(/href="#([^"]+)"/g)].map((match) => match[1])).toEqual([
      ...parts.map((part) => part.anchor),
      'noi-nhan',
    ]);
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

  it('calls each link to a section or bullet by a name of its own', async () => {
    const { text } = await get('/huong-dan');
    const names = [...text.matchAll(/<a class="anchor[^>]*aria-label="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('Liên kết đến mục I');
    expect(names).toContain('Liên kết đến mục II.3, ý 2');
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
      const whole = (await get('/huong-dan')).text;
      const list = /<ol class="obligations">.*?<\/ol>/s.exec(text)?.[0] ?? '';
      const cards = [...list.matchAll(/<li class="obligation-card".*?<\/li>/gs)].map((match) => match[0]);
      const own = obligations(officialText, audience);
      expect(cards).toHaveLength(own.length);
      own.forEach(({ code, anchor, text: words }, at) => {
        expect(textOf(/<p>.*?<\/p>/s.exec(cards[at] ?? '')?.[0] ?? '').trim()).toBe(words);
        expect(cards[at]).toContain(` id="${code}"`);
        expect(cards[at]).toContain(`href="/huong-dan#${anchor}"`);
        expect(whole).toContain(`<li id="${anchor}">`);
      });
    },
  );

  it('says of each obligation which question of this year’s report asks about it, and where', async () => {
    const { text } = await get('/nghia-vu/vien-chuc');
    for (const { number, text: words } of obligations(officialText, 'public-employee'))
      expect(text).toContain(
        `<a href="/bao-cao/2026/vien-chuc#truong-narrative_public_employee_${number}">Báo cáo năm 2026, phần D<span class="visually-hidden">: “${obligationName(words)}”</span></a>`,
      );
  });

  it('leads to the pages before and after it', async () => {
    const { text } = await get('/nghia-vu/vien-chuc');
    expect(text).toMatch(/<a href="\/nghia-vu\/can-bo-cong-chuc" rel="prev">/);
    expect(text).toMatch(/<a href="\/nghia-vu\/cong-nhan-lao-dong" rel="next">/);
    expect((await get('/nghia-vu/can-bo-cong-chuc')).text).toMatch(/<a href="\/huong-dan" rel="prev">/);
    expect((await get('/nghia-vu/cong-nhan-lao-dong')).text).toMatch(/<a href="\/van-ban" rel="next">/);
  });

  it('of nobody is 404', async () => {
    expect((await get('/nghia-vu/hoc-sinh')).status).toBe(404);
  });
});

describe('/nghia-vu/toi-la-ai', () => {
  const ask = (query: string) => get(`/nghia-vu/toi-la-ai?${query}`);

  it('leads to the page of the own occupation, and tells a union official of both roles', async () => {
    const { text } = await ask('noi-lam=co-quan&hinh-thuc=cong-chuc&cong-doan=khong-chuyen-trach');
    expect(text).toContain('Trang của bạn: <a href="/nghia-vu/can-bo-cong-chuc">Cán bộ, công chức</a>');
    expect(text).toContain('Bạn giữ hai vai.');
  });

  it('asks again for what was not answered, and keeps what was', async () => {
    const { text } = await ask('noi-lam=su-nghiep&hinh-thuc=&cong-doan=%3Cscript%3E');
    expect(text).toContain('<title>Lỗi: Tôi thuộc đối tượng nào?');
    expect(text).toContain('href="#hinh-thuc">Hãy trả lời: Bạn làm việc theo hình thức nào?');
    expect(text).toContain('href="#cong-doan">');
    expect(text).not.toContain('href="#noi-lam"');
    expect(text).toMatch(/value="su-nghiep"[^>]* checked/);
    expect(text).not.toContain('<script>');
  });

  it.each([
    'noi-lam=co-quan&noi-lam=su-nghiep',
    'noi-lam=1',
    'xem=1',
    'hinh-thuc=__proto__',
    `cong-doan=${'x'.repeat(9000)}`,
  ])('given %.40s asks again', async (query) => {
    const answer = await ask(query);
    expect([answer.status, answer.text.includes('Hãy trả lời')]).toEqual([200, true]);
  });
});

describe('/van-ban', () => {
  it('shows the number, date and issuer of each document as the text says them', async () => {
    const { text } = await get('/van-ban');
    const rows = [...text.matchAll(/<tr id="[^"]+">(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd] [^>]*>(.*?)<\/t[hd]>/gs)].slice(0, 3).map(([, cell = '']) => textOf(cell)),
    );
    expect(rows).toEqual([
      ['Kế hoạch số 154/KH-TLĐ', '08/12/2021', 'Tổng Liên đoàn Lao động Việt Nam'],
      ['Kết luận số 01-KL/TW', '15/5/2021', 'Bộ Chính trị'],
      ['Chỉ thị số 05-CT/TW', '–', '–'],
      ['Kế hoạch số 140/KH-LĐLĐ', '26/11/2021', 'LĐLĐ tỉnh'],
    ]);
  });

  it.each([
    'Kế hoạch số 154/KH-TLĐ ngày 08/12/2021 của Tổng Liên đoàn Lao động Việt Nam',
    'Kết luận số 01-KL ngày 15/5/2021 của Bộ Chính trị',
    'Kết luận số 01-KL/TW',
    'Chỉ thị số 05-CT/TW',
    'Kế hoạch số 140/KH-LĐLĐ ngày 26/11/2021 của LĐLĐ tỉnh',
  ])('%s: so the text says', (words) => {
    expect(wordsOf(officialSource).join(' ')).toContain(words);
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

  it('after the deadline says what a unit that has not filed can still do', async () => {
    const late = 'vẫn nộp được trước ngày 01/11/2026 (chậm nhất hết ngày 31/10/2026)';
    clock.set('2026-08-24T23:59:59.999+07:00');
    expect((await get('/')).text).not.toContain('chưa nộp');
    clock.set('2026-08-25T00:00:00.000+07:00');
    expect((await get('/')).text).toContain(late);
    clock.set('2026-11-01T00:00:00.000+07:00');
    expect((await get('/')).text).toContain('chỉ nộp được khi công đoàn cấp trên gia hạn');
  });

  it.each([
    ['2026-08-20T00:00:00.000+07:00', 'Còn 4 ngày', 'Còn 20 ngày', 'Còn 40 ngày'],
    ['2026-08-20T23:59:59.999+07:00', 'Còn 4 ngày', 'Còn 20 ngày', 'Còn 40 ngày'],
    ['2026-08-21T00:00:00.000+07:00', 'Còn 3 ngày', 'Còn 19 ngày', 'Còn 39 ngày'],
    ['2026-08-24T23:59:59.999+07:00', 'Hôm nay là ngày cuối', 'Còn 16 ngày', 'Còn 36 ngày'],
    ['2026-08-25T00:00:00.000+07:00', 'Đã hết hạn', 'Còn 15 ngày', 'Còn 35 ngày'],
    ['2026-11-01T00:00:00.000+07:00', 'Đã hết hạn', 'Đã hết hạn', 'Đã hết hạn'],
  ])('at %s counts down for each tier: %s; %s; %s', async (now, ...left) => {
    clock.set(now);
    const tiers = [
      ...(await get('/')).text.matchAll(/<strong class="days[^"]*">([^<]+)<\/strong>\s*<p>(.*?)<\/p>/gs),
    ];
    expect(tiers.map(([, days]) => days)).toEqual(left);
    expect(tiers.map(([, , words = '']) => textOf(words))).toEqual([
      'Công đoàn cơ sở nộp về công đoàn cấp trên cơ sở trước ngày 25/8/2026 (chậm nhất hết ngày 24/8/2026)',
      expect.stringMatching(/^Công đoàn cấp trên cơ sở, CĐCS trực thuộc nộp về .+ trước ngày 10\/9\/2026 \(/),
      expect.stringMatching(/nộp về Tổng Liên đoàn Lao động Việt Nam trước ngày 30\/9\/2026 \(/),
    ]);
  });

  it('says the deadline in words, and leads each kind of visitor on in one click', async () => {
    const { text } = await get('/');
    expect(text).toContain('trước ngày 10/9/2026 (chậm nhất hết ngày 09/9/2026)');
    const doors = /<ul class="doors">.*<\/ul>/s.exec(text)?.[0] ?? '';
    for (const path of [
      '/nghia-vu',
      '/bao-cao',
      '/theo-doi',
      ...Object.values(audiencePages).map(({ slug }) => `/nghia-vu/${slug}`),
    ])
      expect(doors).toContain(`<a href="${path}"`);
  });
});

describe('A portal without any period', () => {
  it('says so on the home page, and has every public page', async () => {
    const visitor = empty.visitor();
    await publishInitialGuidance(empty.db, empty.clock());
    expect((await visitor.get('/')).text).toContain('Chưa có kỳ báo cáo nào được mở.');
    for (const path of PAGES) expect([path, (await visitor.get(path)).status]).toEqual([path, 200]);
  });

  it('does not announce a period that is being prepared', async () => {
    await makeTestPeriod(empty.db, 2026);
    empty.clock.set('2026-09-08T12:00:01+07:00');
    expect((await empty.visitor().get('/')).text).toContain('Chưa có kỳ báo cáo nào được mở.');
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

  it('signed in or not, and take no cookie back', async () => {
    const agent = await portal.signedIn('admin');
    for (const path of PAGES) {
      const answer = await agent.get(path);
      expect(answer.text).toBe((await get(path)).text);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('compressed or not, each encoding under a strong ETag of its own', async () => {
    const [plain, br, gzip] = [await raw('identity'), await raw('br'), await raw('gzip')];
    expect(new Set([plain, br, gzip].map((answer) => answer.headers.etag)).size).toBe(3);
    expect([plain, br, gzip].every((answer) => answer.headers.etag?.startsWith('"'))).toBe(true);
    expect(brotliDecompressSync(br.body)).toEqual(plain.body);
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
  });

  it.each(['identity', 'br', 'gzip'])(
    'as %s, asked for again with their ETag they are 304 without a body; HEAD has none either',
    async (encoding) => {
      // Until it is compressed as well as can be.
      await eventually(async () => (await raw(encoding)).headers.etag).not.toContain('-br-');
      const { headers, body } = await raw(encoding);
      const etag = String(headers.etag);
      const kept = { etag, 'cache-control': 'public, no-cache', vary: 'Accept-Encoding' };
      const again = await raw(encoding, { headers: { 'If-None-Match': etag } });
      expect([again.status, again.body.length]).toEqual([304, 0]);
      expect(again.headers).toMatchObject(kept);
      const head = await raw(encoding, { method: 'HEAD' });
      expect([head.status, head.body.length]).toEqual([200, 0]);
      expect(head.headers).toMatchObject({ ...kept, 'content-length': String(body.length) });
    },
  );

  it('but an ETag of another encoding does not stand for these bytes', async () => {
    const { headers } = await raw('br');
    const plain = await raw('identity', { headers: { 'If-None-Match': String(headers.etag) } });
    expect([plain.status, plain.headers['content-encoding']]).toEqual([200, undefined]);
  });

  it('whatever the query', async () => {
    expect((await get('/van-ban?x=1')).headers['etag']).toBe((await get('/van-ban')).headers['etag']);
  });
});

describe('A public page is dropped when its content changes', () => {
  it('a new version of the guidance shows', async () => {
    await get('/huong-dan');
    const { content } = await currentGuidance(db, clock());
    const revised = { ...content, preamble: `${content.preamble} Bản sửa.` };
    await db.guidanceVersion.create({ data: { number: 2, content: revised, publishedAt: clock() } });
    clock.set('2026-09-08T12:00:01+07:00');
    expect((await get('/huong-dan')).text).toContain('Bản sửa.');
  });

  it('what an audience achieved shows once below its obligations when it is public, and no other audience’s', async () => {
    const worker = { audience: 'worker', isCollective: false, name: '', position: '', unitName: '' };
    await db.publicResults.create({
      data: {
        periodId: (await db.period.findUniqueOrThrow({ where: { year: 2026 } })).id,
        publishedAt: clock(),
        publishedByName: 'Người công bố',
        content: {
          introduction: '',
          source: 'Số liệu đã gửi.',
          sections: [
            {
              heading: 'E',
              figures: [
                { code: 'registered_worker', label: 'Số công nhân đăng ký', text: '1.234' },
                { code: 'registered_public_employee', label: 'Số viên chức đăng ký', text: '567' },
              ],
            },
          ],
          charts: [],
          examples: [{ ...worker, deed: 'Cải tiến <b>khuôn đúc</b>.' }],
          chosen: { examples: [], namesExamples: false },
        },
      },
    });
    await eventually(async () => (await get('/nghia-vu/cong-nhan-lao-dong')).text).toContain(
      'Đã đạt được năm 2026',
    );
    const { text } = await get('/nghia-vu/cong-nhan-lao-dong');
    expect(text.match(/1\.234/g)).toHaveLength(1);
    expect(/<ol class="obligations">.*?<\/ol>/s.exec(text)?.[0]).not.toContain('1.234');
    expect(text).toContain('Cải tiến &lt;b&gt;khuôn đúc&lt;/b&gt;.');
    expect(text).not.toContain('567');
    expect((await get('/nghia-vu/can-bo-cong-chuc')).text).not.toContain('Đã đạt được');
  });

  it('a period that an administrator opens shows on the home page at once', async () => {
    clock.set('2027-06-01T08:00:00+07:00');
    expect((await get('/')).text).toContain('Kỳ báo cáo năm 2026');
    await makeTestPeriod(db, 2027);
    const admin = await portal.signedIn('admin');
    const opened = await postForm(
      admin,
      agreed('/quan-tri/ky-bao-cao/2027/mo'),
      { version: '1' },
      '/tai-khoan',
    );
    expect(opened.status).toBe(303);
    expect((await get('/')).text).toContain('Kỳ báo cáo năm 2027');
  });
});

/** The answer as it comes over the wire. */
function raw(encoding: string, { method = 'GET', headers = {} }: { method?: string; headers?: object } = {}) {
  const options = { method, headers: { 'Accept-Encoding': encoding, ...headers } };
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    request(`${url}/huong-dan`, options, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) });
      });
    })
      .once('error', reject)
      .end();
  });
}
