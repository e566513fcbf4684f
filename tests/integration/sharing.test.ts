import { beforeAll, describe, expect, it } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { startTestApp } from '../support/app.js';
import { makeUnit } from '../support/fixtures.js';

const portal = await startTestApp({
  config: { publicUrl: 'https://neuguong.example.vn', securityContact: 'mailto:an-toan@example.vn' },
});
const unnamed = await startTestApp();
const { db } = portal;
const get = async (path: string) => (await portal.visitor().get(path)).text;
const dataOf = (html: string) =>
  [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, json = '']) => JSON.parse(json) as Record<string, unknown>,
  );

beforeAll(async () => {
  for (const one of [portal, unnamed]) {
    await makeUnit(one.db, { name: 'LĐLĐ tỉnh </script><b>Thử' });
    await publishInitialGuidance(one.db, one.clock());
  }
});

describe('A public page says of itself', () => {
  it.each([
    ['/', '/'],
    ['/huong-dan', '/huong-dan'],
    ['/huong-dan/chu-lon', '/huong-dan'],
    ['/nghia-vu', '/nghia-vu'],
    ['/nghia-vu/vien-chuc', '/nghia-vu/vien-chuc'],
    ['/nghia-vu/toi-la-ai?xem=1', '/nghia-vu/toi-la-ai'],
    ['/van-ban', '/van-ban'],
  ])('%s: its title, what it is about, and its one address %s', async (path, own) => {
    const html = await get(path);
    expect(html).toMatch(/<meta name="description" content="[^"]{40,}">/);
    expect(html).toMatch(/<meta property="og:title" content="[^"]+">/);
    expect(html).toContain('<meta property="og:locale" content="vi_VN">');
    expect(html).toContain(`<link rel="canonical" href="https://neuguong.example.vn${own}">`);
    expect(html).toContain('<meta property="og:image" content="https://neuguong.example.vn/share.png">');
    expect(html).toContain(`<meta property="og:url" content="https://neuguong.example.vn${own}">`);
  });

  it('where it stands and what it is, in data that nothing in it can break out of', async () => {
    const home = await get('/');
    expect(home).not.toContain('</script><b>');
    expect(dataOf(home)).toMatchObject([
      {
        '@type': 'WebSite',
        publisher: { name: 'LĐLĐ tỉnh </script><b>Thử' },
        potentialAction: {
          target: { urlTemplate: 'https://neuguong.example.vn/tim-kiem?q={search_term_string}' },
        },
      },
    ]);
    expect(dataOf(await get('/huong-dan'))).toMatchObject([
      { '@type': 'BreadcrumbList', itemListElement: [{ name: 'Trang chủ' }, { name: 'Hướng dẫn' }] },
      { '@type': 'DigitalDocument', version: '1', inLanguage: 'vi' },
    ]);
  });

  it('no address at all where the portal does not know its own', async () => {
    const html = (await unnamed.visitor().get('/huong-dan')).text;
    expect(html).toContain('<meta property="og:title"');
    expect(html).not.toMatch(/rel="canonical"|og:url|ld\+json/);
  });
});

describe('/sitemap.xml', () => {
  it('names every public page, with what was published, and nothing that is not public', async () => {
    const document = {
      kind: 'PLAN' as const,
      number: '1',
      symbol: 'KH',
      date: isoDay('2026-01-01'),
      issuer: 'LĐLĐ tỉnh',
      about: 'về',
      text: '',
      searchText: '',
      publishedAt: portal.clock(),
      publishedByName: 'Ai',
      editedAt: portal.clock(),
    };
    const shown = await db.document.create({ data: document });
    const withdrawn = await db.document.create({ data: { ...document, withdrawnAt: portal.clock() } });
    const xml = await get('/sitemap.xml');
    expect(xml).toContain('<loc>https://neuguong.example.vn/nghia-vu/vien-chuc</loc>');
    expect(xml).toContain(
      `<loc>https://neuguong.example.vn/van-ban/${shown.id}</loc><lastmod>${portal.clock().toISOString()}</lastmod>`,
    );
    expect(xml).not.toContain(`/van-ban/${withdrawn.id}<`);
    expect(xml).not.toMatch(/example\.vn\/(?:bao-cao|quan-tri|dang-nhap)/);
  });

  it('is not there where the portal does not know its own address', async () => {
    expect((await unnamed.visitor().get('/sitemap.xml')).status).toBe(404);
  });
});

it('/.well-known/security.txt says whom to tell of a weakness, for less than a year; without a contact it is not there', async () => {
  const lines = (await get('/.well-known/security.txt')).split('\n');
  expect(lines).toEqual([
    'Contact: mailto:an-toan@example.vn',
    expect.stringMatching(/^Expires: /),
    'Preferred-Languages: vi',
    'Canonical: https://neuguong.example.vn/.well-known/security.txt',
    '',
  ]);
  const days = (Date.parse(lines[1]!.slice(9)) - portal.clock().getTime()) / 86_400_000;
  expect(days).toBeGreaterThan(30);
  expect(days).toBeLessThan(365);
  const answer = await portal.visitor().get('/.well-known/security.txt');
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect((await unnamed.visitor().get('/.well-known/security.txt')).status).toBe(404);
});

it('/robots.txt leaves alone what is a person’s own, and names the map', async () => {
  const text = await get('/robots.txt');
  expect(text).toMatch(/^User-agent: \*\n/);
  expect(text).toContain('Disallow: /bao-cao\n');
  expect(text).toContain('Disallow: /quan-tri\n');
  expect(text).toContain('Sitemap: https://neuguong.example.vn/sitemap.xml\n');
  expect((await unnamed.visitor().get('/robots.txt')).text).not.toContain('Sitemap');
});
