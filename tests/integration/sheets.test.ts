import { pino } from 'pino';
import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.js';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { officialText } from '../../src/guidance/official-text.js';
import { obligations } from '../../src/guidance/rules.js';
import { startTestApp } from '../support/app.js';
import { docxText, readDocx, readPdf, wordsOf } from '../support/documents.js';
import { makeUnit } from '../support/fixtures.js';

const portal = await startTestApp({ now: '2026-09-08T12:00:00+07:00' });
const { db, clock } = portal;
const SHEETS = ['can-bo-cong-chuc', 'vien-chuc', 'cong-nhan-lao-dong'].flatMap((slug) =>
  ['dang-ky', 'tu-danh-gia'].map((kind) => `/nghia-vu/${slug}/${kind}`),
);
const [COMMITMENT, ASSESSMENT] = ['/nghia-vu/vien-chuc/dang-ky', '/nghia-vu/vien-chuc/tu-danh-gia'] as const;
const DUTIES = obligations(officialText, 'public-employee').map(({ text }) => text);
const FORMATS = ['docx', 'pdf'] as const;
type Format = (typeof FORMATS)[number];
type Typed = Record<string, string | string[]>;

beforeAll(async () => {
  await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh Thử Nghiệm' });
  await publishInitialGuidance(db, clock());
});

describe('A sheet to fill in', () => {
  it.each(SHEETS)(
    '%s: shows the words of each obligation, to everybody and without a cookie',
    async (path) => {
      const { status, text, headers } = await portal.visitor().get(path);
      expect([status, headers['set-cookie']]).toEqual([200, undefined]);
      const quotes = [...text.matchAll(/<blockquote class="quote">(.*?)<\/blockquote>/gs)].map(
        ([, words]) => words,
      );
      expect(quotes).toEqual(obligations(officialText, audienceAt(path)).map((one) => one.text));
      expect(text).toContain('Cổng không lưu gì bạn viết ở đây.');
      expect(text).toContain('value="2026"');
    },
  );

  it.each(FORMATS)(
    'filled, as %s says what was typed beside the obligations, and who signs',
    async (format) => {
      const text = await said(COMMITMENT, format, {
        ...{ name: ' Nguyễn  Thị Hương Giang ', position: 'Điều dưỡng trưởng', unit: 'CĐCS Bệnh viện A' },
        ...{ year: '2026', 'plan-1': 'Học đủ bốn chuyên đề.\nHiến máu.', 'plan-2': 'Trực đúng giờ.' },
      });
      for (const words of [
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc BẢN ĐĂNG KÝ NÊU GƯƠNG',
        'đạo đức, phong cách Hồ Chí Minh năm 2026',
        'Họ và tên: Nguyễn Thị Hương Giang Chức vụ, công việc: Điều dưỡng trưởng',
        'Đơn vị (công đoàn cơ sở): CĐCS Bệnh viện A',
        'theo mục II.2, Hướng dẫn thực hiện trách nhiệm nêu gương',
        `1. ${DUTIES[0] ?? ''} Học đủ bốn chuyên đề. Hiến máu. 2. ${DUTIES[1] ?? ''} Trực đúng giờ. 3. ${DUTIES[2] ?? ''} ……`,
        'XÁC NHẬN CỦA CÔNG ĐOÀN (Ký, đóng dấu) NGƯỜI ĐĂNG KÝ (Ký, ghi rõ họ tên) Nguyễn Thị Hương Giang',
      ])
        expect(text).toContain(words);
    },
  );

  it.each(FORMATS)('as %s keeps the level that was chosen, and no other', async (format) => {
    const text = await said(ASSESSMENT, format, {
      ...{ 'level-1': 'Khá', 'done-1': 'Đã học.', 'next-1': 'Học thêm.' },
    });
    expect(text).toContain(`1. ${DUTIES[0] ?? ''} Khá Đã học. Học thêm. 2.`);
    expect(text.match(/□ Tốt □ Khá □ Cần cố gắng thêm/g)).toHaveLength(2);
  });

  it.each(SHEETS)('%s: left empty, has dotted lines to write on', async (path) => {
    for (const format of FORMATS) {
      const text = await said(path, format, {});
      expect(text).toMatch(/Họ và tên: …{9,} Chức vụ, công việc: …{9,}/);
      expect(text).toContain('năm ……');
      expect(text.match(/(?:…{5,} ){7}/g)?.length).toBeGreaterThanOrEqual(3);
    }
  });

  it('has a name people can read', async () => {
    const { headers } = await post(COMMITMENT, { name: 'Lê Văn Đức', year: '2026', format: 'pdf' });
    expect(headers['content-disposition']).toContain(
      `UTF-8''${encodeURIComponent('Bản đăng ký nêu gương năm 2026 - Lê Văn Đức.pdf')}`,
    );
  });

  it.each([
    '<script>alert(1)</script> <b>đậm</b>',
    '**đậm** [liên kết](javascript:alert(1)) # đề mục',
    '=HYPERLINK("x") {{7*7}} ${x} & &amp; %00',
  ])('shows %s as these characters, in the files and on the page', async (typed) => {
    for (const format of FORMATS)
      expect(await said(COMMITMENT, format, { name: typed, 'plan-1': typed })).toContain(typed);
    const { status, text } = await post(COMMITMENT, {
      name: typed,
      'plan-1': typed,
      year: 'x',
      format: 'pdf',
    });
    expect(status).toBe(422);
    expect(text).not.toMatch(/<script>alert|<b>đậm|<a href="javascript/);
  });
});

describe('A sheet that cannot be made is shown again with everything typed', () => {
  const typed = { name: 'Trần Thị <Hoa>', 'done-2': 'Đã làm', 'level-3': 'Khá', year: '2026', format: 'pdf' };

  it.each([
    [{ 'done-1': 'x'.repeat(10_001) }, 'Việc đã làm, minh chứng (nội dung 1) dài quá 2000 ký tự.', '#done-1'],
    [{ name: 'x'.repeat(10_001) }, 'Họ và tên dài quá 120 ký tự.', '#name'],
    [{ unit: 'CĐCS\u0007 A' }, 'Có ký tự điều khiển', '#unit'],
    [{ year: '26' }, 'Năm phải gồm bốn chữ số', '#year'],
    [{ 'level-1': 'Xuất sắc' }, 'hãy chọn một mức có trong danh sách', '#level-1'],
    [{ format: 'exe' }, 'Hãy chọn định dạng tệp', '#format'],
    [{ 'done-4': 'x' }, 'Biểu mẫu không có ô “done-4”', ''],
    [{ isAdmin: 'true' }, 'Biểu mẫu không có ô “isAdmin”', ''],
    [{ guidance: '2' }, 'Hướng dẫn đã có bản mới', ''],
    [{ guidance: ['1', '1'] }, 'Hướng dẫn đã có bản mới', ''],
  ])('%#: %s', async (wrong, message, link) => {
    const { status, text, headers } = await post(ASSESSMENT, { ...typed, ...wrong });
    expect(status).toBe(422);
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain('<title>Lỗi: ');
    expect(text).toContain(message);
    if (link) expect(text).toContain(`href="${link}"`);
    if (!('name' in wrong)) expect(text).toContain('Trần Thị &lt;Hoa&gt;</textarea>');
    expect(text).toMatch(/Đã làm<\/textarea>/);
    expect(text).toMatch(/value="Khá" checked/);
    expect(text).toContain('Liên đoàn Lao động tỉnh Thử Nghiệm');
  });

  it('keeps all of a text that is too long', async () => {
    const long = 'Một việc đã làm. '.repeat(700);
    expect((await post(COMMITMENT, { 'plan-1': long, format: 'pdf' })).text).toContain(long.trim());
  });

  it.each(['a[b]', 'constructor', 'a[100000000]'])('refuses a field called %s', async (name) => {
    const { status } = await post(COMMITMENT, { [name]: 'x', format: 'pdf' });
    expect([400, 422]).toContain(status);
  });

  it('refuses what another site makes a browser send', async () => {
    const answer = await request(portal.app)
      .post(COMMITMENT)
      .set('Sec-Fetch-Site', 'cross-site')
      .type('form')
      .send({});
    expect(answer.status).toBe(403);
  });
});

describe('Of a sheet nothing is kept', () => {
  const SECRET = 'Điều riêng tư không ai được biết';
  const filled = { name: SECRET, 'plan-1': SECRET, year: '2026', format: 'docx' };

  it('in no table, whether it was made or refused', async () => {
    const before = await rowCounts();
    expect(Object.keys(before).length).toBeGreaterThan(20);
    expect((await post(COMMITMENT, filled)).status).toBe(200);
    expect((await post(COMMITMENT, { ...filled, year: 'x' })).status).toBe(422);
    expect(await rowCounts()).toEqual(before);
  });

  it('in no log, by no cookie, and by nobody on the way', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const app = createApp({ ...portal, log });
    for (const year of ['2026', 'x']) {
      const { headers } = await request(app)
        .post(COMMITMENT)
        .type('form')
        .send({ guidance: '1', ...filled, year });
      expect(headers['set-cookie']).toBeUndefined();
      expect(headers['cache-control']).toContain('no-store');
    }
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('riêng tư');
  });

  it('and the next visitor finds an empty sheet', async () => {
    await post(COMMITMENT, filled);
    expect((await portal.visitor().get(COMMITMENT)).text).not.toContain(SECRET);
  });
});

function audienceAt(path: string) {
  if (path.includes('can-bo-cong-chuc')) return 'civil-servant';
  return path.includes('vien-chuc') ? 'public-employee' : 'worker';
}

function post(path: string, typed: Typed) {
  return request(portal.app)
    .post(path)
    .type('form')
    .send({ guidance: '1', ...typed });
}

async function said(path: string, format: Format, typed: Typed): Promise<string> {
  const answer = await post(path, { ...typed, format }).responseType('blob');
  expect([path, format, answer.status]).toEqual([path, format, 200]);
  const content = answer.body as Buffer;
  const text =
    format === 'pdf'
      ? (await readPdf(content)).pages.join(' ')
      : docxText(readDocx(content)['word/document.xml'] ?? '');
  return wordsOf(text).join(' ');
}

/** Of every table, sessions and rate limits among them. */
async function rowCounts(): Promise<Record<string, number>> {
  const tables = await db.$queryRaw<{ name: string; count: number }[]>`
    SELECT table_name::text AS name,
      (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I', table_name), false, true, '')))[1]::text::int AS count
    FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
  return Object.fromEntries(tables.map(({ name, count }) => [name, count]));
}

describe('Whoever asks for very much', () => {
  it('has to wait, with a word and the seconds; others, and pages that are kept, do not', async () => {
    const { text } = await portal.visitor().get(COMMITMENT);
    const guidance = /name="guidance" value="(\d+)"/.exec(text)?.[1] ?? '';
    // A cookie that is no session's changes nothing.
    const cookies = ['', 'phien=s%3Akhong-co'];
    let asked = 0;
    const ask = () =>
      portal
        .visitor()
        .get(`/tim-kiem?q=${Math.random()}`)
        .set('Cookie', cookies[asked++ % 2]!);
    let answer = await ask();
    for (let times = 0; times < 400 && answer.status === 200; times++) answer = await ask();
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.text).toMatch(/quá nhiều yêu cầu trong một phút\. Hãy đợi \d+ giây rồi thử lại\./);
    const sheet = await portal
      .visitor()
      .post(COMMITMENT)
      .type('form')
      .send({ guidance, format: 'pdf', year: '2026' });
    expect(sheet.status).toBe(429);
    for (const cookie of cookies)
      expect((await portal.visitor().get('/tim-kiem?q=quen').set('Cookie', cookie)).status).toBe(429);
    expect((await portal.visitor().get(COMMITMENT)).status).toBe(200);
  });
});
