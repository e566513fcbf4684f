import { describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import type { Block, OfficialDocument } from '../../src/platform/documents/content.js';
import { writeDocx } from '../../src/platform/documents/docx.js';
import { evenLines } from '../../src/platform/documents/even-lines.js';
import { writePdf } from '../../src/platform/documents/pdf.js';
import { bound, NO_BREAK } from '../../src/platform/documents/typography.js';
import { readDocx, readPdf, type ReadPdf } from '../support/documents.js';

const SENTENCE = 'Công đoàn cơ sở đã quán triệt đến đoàn viên, người lao động trong đơn vị. ';
const NAME = 'Nguyễn Thị Hương Giang';

const base: OfficialDocument = {
  title: 'Báo cáo thử',
  draft: false,
  madeAt: new Date('2026-08-20T08:00:00+07:00'),
  letterhead: {
    parentBody: 'Liên đoàn Lao động tỉnh Minh Giang',
    issuingBody: 'Công đoàn các khu công nghiệp và khu kinh tế',
    number: '5/BC-CĐN',
    place: 'Huế',
    date: isoDay('2026-09-05'),
  },
  type: 'Báo cáo',
  subject: 'Kết quả nêu gương năm 2026',
  blocks: [],
  closing: {
    recipients: ['Như trên', 'Lưu: VT'],
    authority: 'TM. Ban Thường vụ',
    position: 'Chủ tịch',
    name: NAME,
  },
};
/** So many lines of one each, which move what comes after them down the page. */
const lines = (count: number): Block[] =>
  Array.from({ length: count }, (_, at) => ({ kind: 'paragraph', text: `Dòng ${at}` }));
const table = (rows: string[][]): Block => ({
  kind: 'table',
  widths: [0.75, 0.25],
  header: ['Việc', 'Số'],
  figures: 1,
  rows,
});
const rowsOf = (count: number, text = 'Việc đã làm') =>
  Array.from({ length: count }, (_, at) => [`${text} ${at}`, String(at)]);
const pdfOf = async (blocks: readonly Block[], more: Partial<OfficialDocument> = {}) =>
  readPdf(await writePdf({ ...base, blocks, ...more }));
const documentXml = async (document: OfficialDocument) =>
  readDocx(await writeDocx(document))['word/document.xml']!;

/** What may come last in a text, about so many lines long. */
const ENDS: Readonly<Record<string, (length: number) => Block>> = {
  'a long paragraph': (length) => ({ kind: 'paragraph', text: SENTENCE.repeat(length) }),
  'a list': (length) => ({
    kind: 'list',
    items: Array.from({ length }, (_, at) => `Việc ${at}. ${SENTENCE}`),
  }),
  'a table of short rows': (length) => table(rowsOf(length)),
  'a table of long rows': (length) => table(rowsOf(2, SENTENCE.repeat(length))),
  'a heading and a short paragraph': () => ({ kind: 'paragraph', text: 'Không có kiến nghị.' }),
};
/** How many lines stand before it, and how long it is: together they put its end at every height of a page. */
const PLACES = [
  [0, 24],
  [6, 21],
  [11, 16],
  [19, 12],
  [22, 7],
  [25, 19],
] as const;

describe('Wherever a text ends', () => {
  it.each(Object.entries(ENDS))(
    'the closing stands whole on the page of the last words: %s',
    async (_, end) => {
      for (const [step, length] of PLACES) {
        const heading: Block = { kind: 'heading', level: 1, text: 'Mục cuối' };
        const { pages } = await pdfOf([...lines(step), heading, end(length)]);
        const closing = pages.filter((page) => page.includes('Nơi nhận:') || page.includes(NAME));
        expect(closing).toHaveLength(1);
        expect(closing[0]!.split('Nơi nhận:')[0]).toMatch(/\S{2,}/);
        expect(closing[0]).toMatch(/Lưu: VT\..*TM\. BAN THƯỜNG VỤ.*CHỦ TỊCH/);
        expect(stranded(pages, 'Mục cuối')).toBe(false);
        expect(pages.filter((page) => page === '')).toEqual([]);
      }
    },
  );

  it('as DOCX its last words are kept with the closing, which is no table of its own page', async () => {
    for (const end of Object.values(ENDS)) {
      const xml = await documentXml({ ...base, blocks: [end(20)] });
      const [before, closing] = xml.split(/(?=<w:tbl>(?:(?!<w:tbl>).)*Nơi nhận)/s);
      expect(before!.slice(before!.lastIndexOf('<w:p>'))).toContain('<w:keepNext/>');
      const body = before!.split('<w:tbl>').at(-1)!;
      const last = [...body.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([found]) => found).slice(-2);
      expect(last.every((found) => found.includes('<w:keepNext/>'))).toBe(true);
      expect(closing).toContain('<w:cantSplit/>');
      // What Word must put after a table is a point high, and no page of its own.
      expect(closing!.slice(closing!.lastIndexOf('</w:tbl>'))).toMatch(/w:line="20" w:lineRule="exact"/);
    }
  });
});

describe('Nơi nhận', () => {
  it('of as many and as long lines as a unit may write is whole on its page', async () => {
    for (const [count, length] of [
      [15, 150],
      [15, 60],
      [40, 30],
      [120, 40],
    ] as const) {
      const recipients = Array.from({ length: count }, (_, at) =>
        `Nơi ${at} ${SENTENCE.repeat(3)}`.slice(0, length),
      );
      const closing = { ...base.closing!, recipients };
      const { pages } = await pdfOf(lines(20), { closing });
      const page = pages.filter((found) => found.includes('Nơi nhận:'));
      expect(page).toHaveLength(1);
      for (let at = 0; at < count; at++) expect(page[0]).toContain(`- Nơi ${at} `);
      expect(page[0]).toContain('Dòng 19 Nơi nhận:');
      expect(await lowest({ ...base, blocks: lines(20), closing })).toBeGreaterThan(MARGIN);
    }
  });
});

describe('A page', () => {
  it('is never left with a heading at its foot', async () => {
    const blocks = Array.from({ length: 24 }, (_, at): Block[] => [
      { kind: 'heading', level: 1, text: `Mục ${at}.` },
      { kind: 'heading', level: 2, text: `Ý ${at}.` },
      at % 3 === 0
        ? table(rowsOf(2 + (at % 7)))
        : { kind: 'paragraph', text: SENTENCE.repeat(1 + (at % 5)), keepNext: at % 4 === 1 },
    ]).flat();
    const { pages } = await pdfOf(blocks);
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages) expect(page).not.toMatch(/(?:Mục|Ý) \d+\.$/);
    const xml = await documentXml({ ...base, blocks });
    for (const [heading] of xml.matchAll(/<w:p><w:pPr><w:pStyle w:val="Heading[23]"\/>.*?<\/w:p>/gs))
      expect(heading).toContain('<w:keepNext/>');
  });

  it('is not left half empty by a table that the next one would hold', async () => {
    for (const step of [2, 8, 14]) {
      const { pages } = await pdfOf([...lines(step), table(rowsOf(26))]);
      expect(pages[0]).toMatch(/Việc Số Việc đã làm 0 0/);
      expect(pages[1]).toMatch(/^Việc đã làm \d+/);
    }
  });

  it('keeps a table of a few rows whole, with the words that introduce it', async () => {
    for (const step of [16, 18, 20, 22]) {
      const introduced: Block = { kind: 'paragraph', text: 'Chú giải', keepNext: true };
      const { pages } = await pdfOf([...lines(step), introduced, table(rowsOf(5)), ...lines(3)]);
      const page = pages.find((found) => found.includes('Chú giải')) ?? '';
      expect(page).toMatch(/Chú giải Việc Số Việc đã làm 0 0 .* Việc đã làm 4 4/);
    }
  });
});

describe('A line', () => {
  it('does not end between a figure and its unit, a word and its number', async () => {
    const tied = (text: string) => bound(text).replaceAll(NO_BREAK, '_');
    expect(tied('tăng +12 (+190,2 %)')).toBe('tăng +12 (+190,2_%)');
    expect(tied('5 triệu đồng cho 12 người')).toBe('5_triệu_đồng cho 12_người');
    expect(tied('ngày 09 tháng 9 năm 2026')).toBe('ngày_09 tháng_9 năm_2026');
    expect(tied('TM. BAN THƯỜNG VỤ')).toBe('TM._BAN THƯỜNG VỤ');
    expect(tied('- Như trên')).toBe('-_Như trên');
    const cells = [['Số người', '+1.234 (+190,2 %)', '–']];
    const narrow: Block = { kind: 'table', widths: [0.7, 0.15, 0.15], header: [], figures: 2, rows: cells };
    const xml = await documentXml({ ...base, blocks: [narrow] });
    expect(xml).toContain(`190,2${NO_BREAK}%)`);
  });

  it('of a name in the header is about as long as the others, and the same in DOCX and in PDF', async () => {
    const halves = evenLines('LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH GIANG', (text) => text.length, 24);
    expect(halves).toEqual(['LIÊN ĐOÀN LAO ĐỘNG', 'TỈNH MINH GIANG']);
    const xml = await documentXml(base);
    const name = /(?:(?!<\/w:p>).)*KHU CÔNG NGHIỆP.*?<\/w:p>/s.exec(xml)?.[0] ?? '';
    const written = [...name.matchAll(/<w:t[^>]*>(.*?)<\/w:t>/g)].map(([, text]) => text);
    expect(written).toEqual(['CÔNG ĐOÀN', 'CÁC KHU CÔNG NGHIỆP', 'VÀ KHU KINH TẾ']);
  });
});

describe('What readers leaf by', () => {
  it('is an outline of the title, the headings and the annexes in PDF, bookmarks of the same in DOCX', async () => {
    const document: OfficialDocument = {
      ...base,
      blocks: [
        { kind: 'heading', level: 1, text: 'A. Thông tin chung' },
        { kind: 'heading', level: 2, text: '1. Số liệu' },
        { kind: 'paragraph', text: SENTENCE },
      ],
      annexes: [{ label: 'Phụ lục 1', title: 'Số liệu', blocks: lines(1) }],
    };
    const { outline } = await readPdf(await writePdf(document));
    expect(outline).toEqual([
      '1 BÁO CÁO – Kết quả nêu gương năm 2026',
      '2 A. Thông tin chung',
      '3 1. Số liệu',
      '1 Phụ lục 1. Số liệu',
    ]);
    const names = [...(await documentXml(document)).matchAll(/<w:bookmarkStart w:name="(\w+)"/g)];
    expect(names.map(([, name]) => name)).toEqual(['van_ban', 'muc_1', 'muc_2', 'muc_3']);
  });
});

/** The heading stands on one page, and what it leads to on another. */
function stranded(pages: ReadPdf['pages'], heading: string): boolean {
  return pages.some((page) => page.endsWith(heading));
}

/** In pt: the bottom margin, less the part of a line below its letters. */
const MARGIN = 20 * (72 / 25.4) - 1;

/** How far from the foot of its page the lowest line of the document stands, in pt. */
async function lowest(document: OfficialDocument): Promise<number> {
  const { bottoms } = await readPdf(await writePdf(document));
  return Math.min(...bottoms);
}
