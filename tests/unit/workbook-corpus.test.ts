import { readFileSync } from 'node:fs';
import { expect, describe, it } from 'vitest';
import { formDefinition } from '../../src/form/definition.js';
import { textAt } from '../../src/reports/workbook/cells.js';
import { openWorkbook } from '../../src/reports/workbook/file/open-workbook.js';
import { readWorkbook } from '../../src/reports/workbook/read.js';
import { sectionChanges, type DraftSections } from '../../src/reports/workbook/rules.js';
import { writeWorkbook } from '../../src/reports/workbook/write.js';
import { laidOut, officeWorkbook, printedWorkbook } from '../support/office.js';
import { rewritten, type Habits } from '../support/other-writers.js';
import { answerCell, edited } from '../support/workbooks.js';

// The template as other programs write it. tests/corpus holds files that such programs made of an older one, as they
// were sent: what is read of them is asserted cell by cell.

const MACRO_BIN = 'application/vnd.ms-excel.sheet.binary.macroEnabled.main';
const KEY = { year: 2026, unitCode: 'BV-A', formVersion: 1 };
const FORM = formDefinition.parse({
  sections: [
    {
      code: 'mot',
      letter: 'A',
      title: 'Số liệu',
      fields: [
        { code: 'people', label: 'Số người', kind: 'integer', required: true },
        { code: 'share', label: 'Tỷ lệ', kind: 'percent' },
        { code: 'day', label: 'Ngày họp', kind: 'date' },
        { code: 'next', label: 'Ngày tới', kind: 'date' },
        { code: 'held', label: 'Đã họp', kind: 'yes-no' },
        { code: 'name', label: 'Tên', kind: 'line' },
        { code: 'story', label: 'Kết quả', kind: 'text' },
        { code: 'empty', label: 'Để trống', kind: 'text' },
      ],
    },
  ],
  checks: [],
});
const ANSWERS = {
  people: 1234,
  share: 12.5,
  day: '2026-09-10',
  held: true,
  name: '=Bệnh viện <A> & "B"',
  story: 'Dòng một\n  Dòng hai  có hai dấu cách\n\tẾ, Đ, ằ',
};
const DRAFT: DraftSections = new Map([
  ['mot', { answers: ANSWERS, notApplicable: false, reason: '', version: 1 }],
]);

describe('The template is read as it was sent, whatever program saved it', () => {
  const habits: [who: string, habits: Habits][] = [
    ['a prefix before each element', { prefix: 'x:' }],
    ['a part named SharedStrings.xml', { sharedStrings: 'SharedStrings.xml' }],
    ['texts in the cells, a bin default with macros (SheetJS)', { strings: 'value', bin: MACRO_BIN }],
    ['texts inline, cells without an address', { strings: 'inline', places: false }],
    ['texts in runs, with readings', { strings: 'rich' }],
    ['texts as CDATA', { strings: 'cdata' }],
    ['days from 1904', { is1904: true }],
    ['Strict Open XML, with ISO days', { strict: true }],
    ['sheets elsewhere, addressed from the root', { sheets: (at) => `Data/S${at}.XML`, absolute: true }],
    ['UTF-16', { encoding: 'utf-16le' }],
    [
      'all at once',
      { prefix: 'main:', strings: 'rich', is1904: true, absolute: true, sharedStrings: 't.xml' },
    ],
  ];
  it.each(habits)('%s', async (_, habit) => {
    // A day that Excel made of what was pasted, too.
    const sent = await edited(await template(), (workbook) => {
      Object.assign(answerCell(workbook, 'next'), { value: new Date('2025-12-30'), numFmt: 'dd/mm/yyyy' });
    });
    expect(await answersIn(await rewritten(sent, habit))).toEqual({ ...ANSWERS, next: '2025-12-30' });
  });

  it('LibreOffice', async () => {
    expect(await answersIn(await officeWorkbook(await template()))).toEqual(ANSWERS);
  });
});

it('LibreOffice prints all of a long answer, on A4 as wide as the page, under the columns’ names', async () => {
  const story = Array.from({ length: 26 }, (_, at) => `Việc thứ ${at + 1}: ${'đã làm tốt '.repeat(14)}xong`);
  const answers = { ...ANSWERS, story: story.slice(0, 6).join('\n'), empty: story.slice(6, 14).join('\n') };
  const draft = new Map([['mot', { answers, notApplicable: false, reason: '', version: 1 }]]);
  const [guide, ...pages] = await laidOut(await printedWorkbook(await template(draft)));
  expect([guide, pages[0]].map((page) => [Math.round(page!.width), Math.round(page!.height)])).toEqual([
    [210, 297],
    [297, 210],
  ]);
  const words = pages.flatMap(({ lines }) => lines.map(({ text }) => text)).join(' ');
  for (const [at] of story.slice(0, 14).entries()) expect(words).toContain(`Việc thứ ${at + 1}:`);
  expect(words.match(/xong/g)).toHaveLength(14);
  for (const { lines, width } of pages) {
    expect(Math.max(...lines.map(({ right }) => right))).toBeLessThan(width - 5);
    expect(Math.min(...lines.map(({ left }) => left))).toBeGreaterThan(5);
  }
  expect(pages[0]!.lines.map(({ text }) => text)).toEqual(expect.arrayContaining(['Nội dung', 'Trả lời']));
});

describe('Files that people sent', () => {
  it.each([
    ['sheetjs-roundtrip', '05/BC-CĐCS', 12],
    ['exceljs-roundtrip', '10/9/2026', 12],
    ['prefixed-namespace', '05/BC-CĐCS', 12],
    ['sharedstrings-case', '05/BC-CĐCS', 12],
    ['1904', '05/BC-CĐCS', 0],
    ['en-us-date-typed-10-9', '12/BC-CĐ', 27],
    ['insert_col_before_C', '05/BC-CĐCS', 0],
  ])('%s.xlsx: its sheets and its cells', async (name, number, members) => {
    const { sheets } = await opened(name);
    expect(sheets).toHaveLength(12);
    const { cells } = sheets[1]!;
    expect([textAt(cells, 1, 1), textAt(cells, 4, 3) || textAt(cells, 5, 3)]).toEqual([
      'phan:thong-tin-chung',
      number,
    ]);
    expect(cells.get(8)?.get(3)).toEqual({ kind: 'number', value: members, isPercent: false });
  });

  it('1904.xlsx: 30 December 2025, not 29 December 2021', async () => {
    const { sheets } = await opened('1904');
    expect(sheets[1]!.cells.get(5)?.get(3)).toEqual({ kind: 'day', at: new Date('2025-12-30') });
  });

  it('insert_col_before_C.xlsx: the answers stand under their name, one column on', async () => {
    const { sheets } = await opened('insert_col_before_C');
    const { cells } = sheets.find(({ name }) => name.startsWith('B.'))!;
    expect([textAt(cells, 3, 4), textAt(cells, 4, 4), textAt(cells, 5, 4)]).toEqual(['Trả lời', 'Có', '007']);
  });
});

async function template(draft = DRAFT): Promise<Buffer> {
  const parts = {
    ...KEY,
    form: FORM,
    unitName: 'CĐCS',
    draft,
    obligations: new Map<string, string>(),
  };
  return Buffer.from(await writeWorkbook(parts));
}

/** What confirming would write into an empty draft; nothing may have to be looked at. */
async function answersIn(file: Buffer) {
  const result = await readWorkbook(file, { ...KEY, form: FORM });
  if ('problem' in result) throw new Error(result.problem);
  expect(result.read.problems).toEqual([]);
  return sectionChanges(FORM, result.read.typed, new Map())[0]?.said.answers;
}

async function opened(name: string) {
  const workbook = await openWorkbook(readFileSync(`tests/corpus/${name}.xlsx`));
  if ('problem' in workbook) throw new Error(workbook.problem);
  return workbook;
}
