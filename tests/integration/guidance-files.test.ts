import { beforeAll, describe, expect, it } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { officialText } from '../../src/guidance/official-text.js';
import { obligations } from '../../src/guidance/rules.js';
import { MOTTO, NATION } from '../../src/platform/documents/content.js';
import { startTestApp } from '../support/app.js';
import { docxText, readDocx, readPdf, wordsOf } from '../support/documents.js';
import { makeUnit } from '../support/fixtures.js';
import { laidOut, officePdf } from '../support/office.js';
import { officialSource } from '../support/words.js';

const portal = await startTestApp({ now: '2026-09-08T12:00:00+07:00' });
const { db, clock } = portal;
const FORMATS = ['docx', 'pdf'] as const;
type Format = (typeof FORMATS)[number];
const HANDOUTS = [
  ['can-bo-cong-chuc', 'civil-servant', 'Cán bộ, công chức'],
  ['vien-chuc', 'public-employee', 'Viên chức'],
  ['cong-nhan-lao-dong', 'worker', 'Công nhân lao động'],
] as const;

beforeAll(async () => {
  await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh Thử Nghiệm' });
  await publishInitialGuidance(db, clock());
});

describe('The guidance to take away', () => {
  it.each(FORMATS)('as %s is the official text word for word, below a header', async (format) => {
    const words = wordsOf(await said(format, '/huong-dan'));
    expect(words.slice(-SOURCE.length)).toEqual(SOURCE);
    expect(words.slice(0, -SOURCE.length)).toEqual(HEADER);
  });

  it.each([
    ['a word changed', (text: string) => text.replace('gương mẫu', 'gương mẩu')],
    ['a word dropped', (text: string) => text.replace('lắng nghe ý kiến ', '')],
    ['a heading renumbered', (text: string) => text.replace('II. NỘI DUNG', 'IV. NỘI DUNG')],
    ['a bullet’s dash dropped', (text: string) => text.replace('- Lưu', 'Lưu')],
    ['a mark of a recipient doubled', (text: string) => text.replace('Tỉnh ủy;', 'Tỉnh ủy;;')],
  ])('would not pass as such with %s', async (_what, change) => {
    const text = await said('pdf', '/huong-dan');
    expect(text.endsWith(SOURCE.join(' '))).toBe(true);
    expect(change(text).endsWith(SOURCE.join(' '))).toBe(false);
  });

  it('is a version that is published later, once it is', async () => {
    const revised = { ...officialText, preamble: 'Lời mở đầu <b>mới</b>.' };
    await db.guidanceVersion.create({
      data: { number: 2, content: revised, publishedAt: new Date('2026-09-09T00:00:00+07:00') },
    });
    for (const format of FORMATS) expect(await said(format, '/huong-dan')).not.toContain('<b>mới</b>');
    clock.set('2026-09-09T00:00:01+07:00');
    for (const format of FORMATS)
      expect(await said(format, '/huong-dan')).toContain('Lời mở đầu <b>mới</b>.');
    clock.set('2026-09-08T12:00:00+07:00');
  });

  it('is a PDF with a structure to be read aloud by, and numbered from the second page on', async () => {
    const pdf = await readPdf(await file('/huong-dan/tai-ve.pdf'));
    expect(pdf).toMatchObject({ isTagged: true, language: 'vi-VN' });
    const count = (role: string) => pdf.roles.filter((found) => found === role).length;
    expect(['H1', 'H2', 'H3'].map(count)).toEqual([1, 3, 5]);
    expect(pdf.artifacts).toEqual(['', ...pdf.pages.slice(1).map((_, at) => String(at + 2))]);
  });

  it('is a DOCX that LibreOffice opens, every word of it on the page', async () => {
    const pages = await laidOut(await officePdf(await file('/huong-dan/tai-ve.docx')));
    // The numbers of pages stand above the text.
    const text = pages.flatMap(({ lines }) => lines.filter(({ baseline }) => baseline > 18));
    const shown = text.map((line) => line.text).join('');
    expect(shown.replace(/\s/g, '').endsWith(SOURCE.join(''))).toBe(true);
  });
});

describe('The obligations of an audience to take away', () => {
  it.each(HANDOUTS)(
    '%s: on one page, word for word and in order, with their source',
    async (slug, audience) => {
      const part = officialText.sections.flatMap(({ parts }) => parts).find((p) => p.audience === audience);
      const numbered = obligations(officialText, audience).map(({ number, text }) => `${number}. ${text}`);
      for (const format of FORMATS) {
        const text = await said(format, `/nghia-vu/${slug}`);
        const whole = ['NỘI DUNG NÊU GƯƠNG', part?.heading, ...numbered, 'Nguồn: Mục II.'].join(' ');
        expect(text.startsWith(whole)).toBe(true);
        expect(text.endsWith('của Liên đoàn Lao động tỉnh Thử Nghiệm.')).toBe(true);
      }
      expect((await readPdf(await file(`/nghia-vu/${slug}/tai-ve.pdf`))).pages).toHaveLength(1);
    },
  );
});

describe('Files to take away', () => {
  const names = [
    ['/huong-dan', 'Hướng dẫn thực hiện trách nhiệm nêu gương'],
    ...HANDOUTS.map(([slug, , name]) => [`/nghia-vu/${slug}`, `Nội dung nêu gương - ${name}`]),
  ] as [string, string][];

  it.each(names)(
    '%s: has a name people can read, and is asked for again without being sent',
    async (path, name) => {
      for (const format of FORMATS) {
        const { headers } = await portal.visitor().get(`${path}/tai-ve.${format}`);
        expect(headers['content-disposition']).toContain(`UTF-8''${encodeURIComponent(`${name}.${format}`)}`);
        expect(headers['cache-control']).toBe('public, no-cache');
        expect(headers['set-cookie']).toBeUndefined();
        const etag = String(headers['etag']);
        expect(etag).toMatch(/^"/);
        const again = await portal.visitor().get(`${path}/tai-ve.${format}`).set('If-None-Match', etag);
        expect(again.status).toBe(304);
      }
    },
  );
});

/** With its dashes and marks: everything that the source says, in its order. */
const SOURCE = wordsOf(officialSource.normalize('NFC'));
const HEADER = wordsOf(
  'TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM LIÊN ĐOÀN LAO ĐỘNG TỈNH THỬ NGHIỆM',
  NATION,
  MOTTO,
  'Số: ……/HD-…… ngày …… tháng …… năm ……',
);

async function said(format: Format, path: string): Promise<string> {
  const content = await file(`${path}/tai-ve.${format}`);
  if (format === 'pdf') return (await readPdf(content)).pages.join(' ');
  const text = docxText(readDocx(content)['word/document.xml'] ?? '');
  return text.split(/\s+/).filter(Boolean).join(' ');
}

async function file(path: string): Promise<Buffer> {
  const answer = await portal.visitor().get(path).responseType('blob');
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.body as Buffer;
}
