import { Readable } from 'node:stream';
import { text as wholeText } from 'node:stream/consumers';
import { Workbook } from '@cj-tech-master/excelts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvStream, defused, type CsvCell } from '../../src/platform/files/csv.js';
import { cleanText } from '../../src/platform/text/text.js';
import { readCsv, textOfCell } from '../support/csv.js';
import { calcWorkbook } from '../support/office.js';

const written = (rows: readonly CsvCell[][], columns = ['Văn bản', 'Số']) =>
  wholeText(Readable.from(rows).pipe(csvStream(columns)));
const cellsOf = async (rows: readonly CsvCell[][]) =>
  readCsv((await written(rows)).replace('\ufeff', '')).slice(1);

// What breaks CSVs, and what begins formulas, far more often than by chance.
const pieces = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '＝',
  '＋',
  '－',
  '＠',
  "'",
  '"',
  ';',
  ',',
  ' ',
  '1',
  '=1+1',
  'ữ',
];
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme' }),
);

describe('Any text of a CSV', () => {
  it('reads back exactly, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 10 }), async (texts) => {
        const cells = await cellsOf(texts.map((text) => [text, 1]));
        expect(cells.map(([text = '']) => textOfCell(text))).toEqual(texts);
      }),
      { numRuns: 200 },
    );
  });

  it('begins no formula, in no line, and where another program would part it neither', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const piece of defused(text).split(/[\n\r\t,;"]/)) expect(piece).not.toMatch(/^[=+\-@＝＋－＠]/);
        expect(textOfCell(defused(text))).toBe(text);
      }),
    );
  });

  it.each([
    ['dòng một\n=1+1', "dòng một\n'=1+1"],
    ['- Một\n+ Hai', "'- Một\n'+ Hai"],
    ["'=1", "''=1"],
    ["'quán triệt'", "'quán triệt'"],
    ['5 - 3 = 2', '5 - 3 = 2'],
    ['＝1+1', "'＝1+1"],
  ])('%j stands there as %j', (text, cell) => {
    expect(defused(text)).toBe(cell);
  });
});

describe('What the portal computed', () => {
  it('stands in a CSV as numbers and days of a spreadsheet, never quoted, never -0', async () => {
    const day = new Date('2026-09-09T17:00:00Z');
    const figures: CsvCell[] = [
      -77.9,
      -0,
      1234567.5,
      { digits: '-0.0' },
      { digits: '12345678901234567890.50' },
    ];
    const rows = [...figures, { day }, { time: day }, null].map((cell) => [cell]);
    expect((await written(rows, ['Số'])).split('\r\n').slice(1, -1)).toEqual([
      '-77,9',
      '0',
      '1234567,5',
      '0',
      '12345678901234567890,5',
      '2026-09-10',
      '2026-09-10 00:00',
      '',
    ]);
  });
});

describe('LibreOffice Calc', () => {
  const texts = [
    'dòng một\n=1+1',
    '=1+1',
    '=HYPERLINK("http://x";"y")',
    "'=1+1",
    '- Tổ chức hội nghị\n+ 12 buổi',
    '@SUM(1)',
    '＝1+1',
    'a;"b",=1+1,c',
    '"=1+1,',
    'một\n=1+1\nba',
    '0012',
    '10/9/2026',
    'TRUE',
    '5 %',
    'Có tab\t=1+1\thết',
  ];
  const asked = [...texts, ...fc.sample(anyText.map(cleanText), { numRuns: 300, seed: 16 })].filter(
    (text) => text !== '',
  );
  const rows: CsvCell[][] = asked.map((text, at) => [text, at + 0.5]);

  it('reads every text of a CSV as it was, and every figure as a number', async () => {
    const file = await written(rows);
    const sheet = await sheetOf(file, { separator: ';', language: 'vi', quotedAsText: true });
    const read = rows.map((_, at) => sheet.getRow(at + 2));
    expect(read.map((row) => textOfCell(row.getCell(1).value as string))).toEqual(asked);
    expect(read.map((row) => row.getCell(2).value)).toEqual(rows.map(([, figure]) => figure));
  });

  it.each([
    [';', 'vi'],
    [',', 'en-US'],
  ] as const)('calculates nothing of a CSV that it parts at %j', async (separator, language) => {
    const sheet = await sheetOf(await written(rows), { separator, language, quotedAsText: false });
    const formulas: string[] = [];
    sheet.eachRow((row) => row.eachCell((cell) => formulas.push(...(cell.formula ? [cell.formula] : []))));
    expect(formulas).toEqual([]);
  });
});

async function sheetOf(file: string, how: Parameters<typeof calcWorkbook>[1]) {
  const workbook = new Workbook();
  await workbook.xlsx.load(await calcWorkbook(file, how));
  return workbook.worksheets[0]!;
}
