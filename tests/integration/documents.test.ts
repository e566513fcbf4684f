import type { Agent } from 'supertest';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { fold } from '../../src/platform/text/text.js';
import { startTestApp, tokenOf } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';
import { textOf } from '../support/words.js';

const portal = await startTestApp({
  now: '2026-08-20T08:00:00+07:00',
  config: { publicUrl: 'https://neuguong.example.vn' },
});
const { db, clock } = portal;
const DESK = '/quan-tri/van-ban';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
const TYPED = {
  version: '0',
  kind: 'PLAN',
  about: 'Kế hoạch tháng Công nhân',
  number: '27',
  symbol: 'KH-LĐLĐ',
  date: '03/02/2026',
  issuer: 'LĐLĐ tỉnh',
  year: '',
  text: 'Đối thoại tại doanh nghiệp.\nThăm hỏi người lao động.',
};

let admin: Agent;
const get = (path: string) => portal.visitor().get(path);
const lastEvent = () => lastEventIn(db);

/** Posts as a browser does: as multipart, with the token of the page. */
async function post(
  agent: Agent,
  path: string,
  fields: Record<string, string>,
  file?: { name: string; content: Buffer },
) {
  const from = path.endsWith('/moi') ? path : path.replace(/\/(?:rut|cong-bo-lai)$/, '');
  const request = agent.post(path);
  const _csrf = await tokenOf(agent, from);
  if (path !== from) return request.type('form').send({ _csrf, ...fields });
  for (const [name, value] of Object.entries({ _csrf, ...fields })) void request.field(name, value);
  if (file) void request.attach('file', file.content, { filename: file.name });
  return request;
}
const publish = (
  fields: Partial<typeof TYPED> & Record<string, string> = {},
  file?: { name: string; content: Buffer },
) => post(admin, `${DESK}/moi`, { ...TYPED, ...fields }, file);
const make = (number: string, more: object = {}) =>
  db.document.create({
    data: {
      ...{ kind: 'LETTER' as const, number, symbol: 'CV', date: isoDay('2026-03-01'), issuer: 'LĐLĐ tỉnh' },
      ...{ about: `Công văn ${number}`, text: '', searchText: fold(`${number} Công văn`) },
      ...{ publishedAt: clock(), publishedByName: 'Ai', editedAt: clock(), ...more },
    },
  });

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'LĐLĐ tỉnh' });
  const child = await makeUnit(db, { name: 'CĐ ngành', parentId: province.id, level: 'UPPER_LEVEL' });
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  await makeAccount(db, 'other', child.id, ['ADMIN']);
  await makeAccount(db, 'board', province.id, ['REVIEWER']);
  await makeAccount(db, 'other-board', child.id, ['REVIEWER']);
  await publishInitialGuidance(db, clock());
  admin = await portal.signedIn('root');
});
beforeEach(async () => {
  await db.document.deleteMany();
});

describe('A reviewer', () => {
  it('of the federation publishes as its administrator does, and finds there nothing that is not theirs', async () => {
    const board = await portal.signedIn('board');
    expect((await post(board, `${DESK}/moi`, TYPED)).status).toBe(303);
    expect(await lastEvent()).toMatchObject({ action: 'document-published', actorName: 'Người dùng board' });
    const { text } = await board.get('/quan-tri').expect(200);
    const links = [...text.matchAll(/<li><a href="([^"]+)" class="quiet-link"/g)].map(([, href]) => href);
    expect(links).toEqual(['/quan-tri/van-ban', '/quan-tri/thong-bao', '/quan-tri/xac-nhan']);
    for (const href of links) await board.get(href ?? '').expect(200);
    for (const theirs of ['/quan-tri/don-vi', '/quan-tri/ky-bao-cao', '/quan-tri/huong-dan'])
      await board.get(theirs).expect(403);
  });

  it('of another unit publishes nothing', async () => {
    const other = await portal.signedIn('other-board');
    for (const path of ['/quan-tri', DESK, '/quan-tri/thong-bao']) await other.get(path).expect(403);
    expect((await post(other, `${DESK}/moi`, TYPED)).status).toBe(403);
    expect(await db.document.count()).toBe(0);
  });
});

describe('An administrator of the federation', () => {
  it('publishes a document with its file, which anybody finds, reads and takes away at once', async () => {
    const published = await publish({}, { name: 'kế hoạch.pdf', content: PDF });
    expect(published.status).toBe(303);
    const row = await db.document.findFirstOrThrow({ include: { file: true } });
    expect(row).toMatchObject({ number: '27', kind: 'PLAN', version: 1, date: isoDay('2026-02-03') });
    expect(await lastEvent()).toMatchObject({ action: 'document-published', actorName: 'Người dùng root' });
    expect((await get('/van-ban')).text).toContain(
      `<a href="/van-ban/${row.id}">Kế hoạch tháng Công nhân</a>`,
    );
    const { text } = await get(`/van-ban/${row.id}`);
    expect(text).toContain('<p>Thăm hỏi người lao động.</p>');
    const file = await get(`/van-ban/${row.id}/tep`).responseType('blob');
    expect(file.body).toEqual(PDF);
    expect(file.headers['content-disposition']).toContain("filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch.pdf");
    expect(file.headers['x-content-type-options']).toBe('nosniff');
    const again = await get(`/van-ban/${row.id}/tep`).set('If-None-Match', String(file.headers['etag']));
    expect(again.status).toBe(304);
  });

  it('edits it, with a file taken away', async () => {
    await publish({}, { name: 'a.pdf', content: PDF });
    const { id } = await db.document.findFirstOrThrow();
    const path = `${DESK}/${id}`;
    expect(
      (await post(admin, path, { ...TYPED, version: '1', about: 'Sửa lại', removeFile: 'yes' })).status,
    ).toBe(303);
    expect(await db.document.findFirstOrThrow({ include: { file: true } })).toMatchObject({
      ...{ about: 'Sửa lại', version: 2, file: null },
    });
    expect((await lastEvent()).action).toBe('document-edited');
  });

  it('who edits what another has edited meanwhile is shown both, and nothing is lost', async () => {
    const { id } = await make('5');
    await db.document.update({ where: { id }, data: { about: 'Của người kia', version: 2 } });
    const late = await post(admin, `${DESK}/${id}`, { ...TYPED, version: '1', about: 'Của tôi' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('value="Của tôi"');
    expect(late.text).toContain('Của người kia');
    expect((await db.document.findFirstOrThrow()).about).toBe('Của người kia');
  });

  it('withdraws it, and it is nowhere public; and puts it back', async () => {
    const { id } = await make('6');
    const path = `${DESK}/${id}`;
    expect((await post(admin, `${path}/rut`, { version: '1' })).status).toBe(303);
    expect((await lastEvent()).action).toBe('document-withdrawn');
    for (const gone of ['', '/tep']) expect((await get(`/van-ban/${id}${gone}`)).status).toBe(404);
    expect((await get('/van-ban')).text).not.toContain('Công văn 6');
    expect((await get('/van-ban/nguon-tin.xml')).text).not.toContain('Công văn 6');
    expect((await post(admin, `${path}/rut`, { version: '2' })).status).toBe(409);
    expect((await post(admin, `${path}/cong-bo-lai`, { version: '2' })).status).toBe(303);
    expect((await get('/van-ban')).text).toContain('Công văn 6');
  });

  it('does not publish the same number of the same day twice', async () => {
    await publish();
    const again = await publish({ about: 'Khác' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('Đã có văn bản cùng số');
    expect(again.text).toContain('value="Khác"');
    expect(await db.document.count()).toBe(1);
  });

  it.each([
    ['no kind', { kind: '' }, 'Hãy chọn loại văn bản.'],
    ['a kind that is none', { kind: 'NEWS' }, 'Hãy chọn loại văn bản.'],
    ['no date', { date: '' }, 'Hãy nhập ngày ban hành.'],
    ['a date without a year', { date: '3/2' }, 'thiếu năm'],
    ['a day that is none', { date: '30/02/2026' }, 'không có ngày 30/02/2026'],
    ['a theme without its year', { kind: 'THEME' }, 'Chuyên đề hằng năm phải có năm.'],
    ['a year that is none', { year: '26' }, 'Năm phải gồm bốn chữ số'],
    ['too long a subject', { about: 'x'.repeat(501) }, 'Trích yếu dài quá 500 ký tự.'],
    ['control characters', { about: 'a\u0007b' }, 'ký tự điều khiển'],
    ['a field that is none', { other: '1' }, 'không có ô “other”'],
  ])('is told of %s, and nothing typed is lost', async (_what, wrong, message) => {
    const answer = await publish(wrong);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('<title>Lỗi: ');
    expect(answer.text).toContain(message);
    expect(answer.text).toContain('Thăm hỏi người lao động.');
    expect(await db.document.count()).toBe(0);
  });

  it.each([
    ['a program', 'a.pdf', Buffer.from('MZ\u0090\u0000'.repeat(50))],
    ['an empty file', 'a.pdf', Buffer.alloc(0)],
    ['a PDF by another name', 'a.docx', PDF],
  ])('may not attach %s', async (_what, name, content) => {
    expect((await publish({}, { name, content })).status).toBe(422);
    expect(await db.document.count()).toBe(0);
  });

  it('whose words hold markup is shown these as they are', async () => {
    const nasty = '<script>alert(1)</script> **đậm** [x](javascript:alert(1))';
    await publish({ about: nasty, text: nasty, issuer: nasty, symbol: '<b>' });
    const { id } = await db.document.findFirstOrThrow();
    for (const path of ['/van-ban', `/van-ban/${id}`, '/van-ban/nguon-tin.xml']) {
      const { text } = await get(path);
      expect(text).not.toContain('<script>alert');
      expect(textOf(text)).toContain('**đậm** [x](javascript:alert(1))');
    }
  });
});

it('an administrator of another unit may do nothing here', async () => {
  const other = await portal.signedIn('other');
  expect((await other.get(DESK)).status).toBe(403);
  expect((await other.get(`${DESK}/moi`)).status).toBe(403);
});

describe('/van-ban', () => {
  const shown = async (query: string) =>
    [...(await get(`/van-ban?${query}`)).text.matchAll(/<h3><a href="[^"]+">([^<]+)<\/a>/g)].map(
      ([, name]) => name,
    );

  it('is filtered by kind, year and words, with and without diacritics', async () => {
    await publish();
    await publish({
      kind: 'THEME',
      about: 'Chuyên đề đạo đức',
      number: '1',
      symbol: 'CĐ',
      year: '2026',
      text: '',
    });
    await make('9', { date: isoDay('2025-05-05') });
    expect(await shown('loai=chuyen-de')).toEqual(['Chuyên đề đạo đức']);
    expect(await shown('nam=2025')).toEqual(['Công văn 9']);
    for (const q of ['đối thoại', 'doi thoai', 'ĐỐI THOẠI', 'đối thoại'.normalize('NFD'), '27/KH'])
      expect([q, await shown(`q=${encodeURIComponent(q)}`)]).toEqual([q, ['Kế hoạch tháng Công nhân']]);
    expect((await get('/van-ban?q=khong+co')).text).toContain('Không có văn bản nào như thế.');
    expect((await get('/van-ban')).text).toContain('Chuyên đề năm 2026');
  });

  it.each([
    'loai=x',
    'nam=abc',
    'nam=99999',
    'sau=x',
    'sau=999',
    'q=%00%07',
    `q=${'x'.repeat(10_000)}`,
    'q=a&q=b',
    'q=%25_',
  ])('asked as ?%.30s is answered', async (query) => {
    expect((await get(`/van-ban?${query}`)).status).toBe(200);
  });

  it('shows twenty a page, each once, the latest dated first', async () => {
    for (let number = 1; number <= 41; number++)
      await make(String(number), { date: isoDay(`2026-01-${String((number % 20) + 1).padStart(2, '0')}`) });
    const seen: unknown[] = [];
    let next: string | undefined = '';
    for (let page = 0; next !== undefined && page < 5; page++) {
      seen.push(...(await shown(next)));
      next = /href="\/van-ban\?([^"]+)" rel="next"/.exec((await get(`/van-ban?${next}`)).text)?.[1];
    }
    expect(seen).toHaveLength(41);
    expect(new Set(seen).size).toBe(41);
  });

  it('is fed as Atom, with an address and a time of its own for each document', async () => {
    const { id } = await make('7', { about: 'Công văn & <thư>' });
    const { text, headers } = await get('/van-ban/nguon-tin.xml');
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/,
    );
    expect(text).toContain(`<id>https://neuguong.example.vn/van-ban/${id}</id>`);
    expect(text).toContain('<title>7/CV: Công văn &amp; &lt;thư&gt;</title>');
    expect(text).toContain(`<updated>${clock().toISOString()}</updated>`);
    expect((await get('/van-ban')).text).toContain(
      'type="application/atom+xml" href="/van-ban/nguon-tin.xml"',
    );
  });
});
