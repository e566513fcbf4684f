import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Workbook } from '@cj-tech-master/excelts';
import express from 'express';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { sendListCsv, sendListWorkbook, type ListFile } from '../../src/platform/page/list-file.js';
import { workbookStream } from '../../src/platform/files/workbook-stream.js';
import { openWorkbook } from '../../src/reports/workbook/file/open-workbook.js';
import { officeWorkbook } from '../support/office.js';
import { eventually } from '../support/patience.js';
import { sourceFiles } from '../support/source.js';

interface Row {
  readonly name: string;
  readonly size: number;
  readonly at: Date;
}
const columns: ListFile<Row>['columns'] = [
  { name: 'Tên', width: 44, cell: ({ name }) => name },
  { name: 'Số', width: 9, cell: ({ size }) => size },
  { name: 'Ngày', width: 15, cell: ({ at }) => ({ day: at }) },
  { name: 'Lúc', width: 18, cell: ({ at }) => ({ time: at }) },
  { name: 'Trống', width: 18, cell: () => null },
];

type Batches = AsyncGenerator<Row[]>;

/** Asks a server that sends the list; `sent` is when it has, or has failed. */
async function asked(send: typeof sendListWorkbook, batches: Batches) {
  let sent: Promise<void> | undefined;
  const app = express().get('/', (_req, res) => {
    sent = send(res, { name: 'danh-sach', title: 'Theo dõi/2026', columns, batches });
  });
  const server = app.listen(0);
  onTestFinished(() => void server.close());
  const asking = request({ port: (server.address() as AddressInfo).port }).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return { answer, asking, sent: () => sent };
}

test('a list as a workbook: bold names that stay in sight, real numbers, days and times of the clock here', async () => {
  async function* batches(): Batches {
    await Promise.resolve();
    yield [{ name: '=1+1', size: 1234.5, at: new Date('2026-08-24T17:00:00Z') }];
    yield [{ name: 'Hai', size: 0, at: new Date('2026-12-31T16:59:30Z') }];
  }
  const { answer } = await asked(sendListWorkbook, batches());
  const workbook = new Workbook();
  await workbook.xlsx.load(await buffer(answer));
  const sheet = workbook.worksheets[0]!;
  expect(sheet.name).toBe('Theo dõi 2026');
  expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
  expect(columns.map((_, at) => sheet.getColumn(at + 1).width)).toEqual([44, 9, 15, 18, 18]);
  expect(columns.map((_, at) => sheet.getCell(1, at + 1).value)).toEqual(columns.map(({ name }) => name));
  expect(sheet.getCell('A1').font?.bold).toBe(true);
  const values = (row: number) => columns.map((_, at) => sheet.getCell(row, at + 1).value);
  const local = (text: string) => new Date(`${text}Z`);
  expect(values(2)).toEqual([
    '=1+1',
    1234.5,
    local('2026-08-25T00:00:00'),
    local('2026-08-25T00:00:00'),
    null,
  ]);
  expect(values(3)).toEqual(['Hai', 0, local('2026-12-31T00:00:00'), local('2026-12-31T23:59:30'), null]);
  expect([sheet.getCell('C2').numFmt, sheet.getCell('D2').numFmt]).toEqual([
    'dd/mm/yyyy',
    'dd/mm/yyyy hh:mm',
  ]);
});

describe('A workbook is one to work with', () => {
  async function* some(): Batches {
    await Promise.resolve();
    const name = `Công đoàn ${'rất dài '.repeat(12)}`;
    yield [{ name, size: 1234567, at: new Date(0) }];
    yield [{ name: 'Hai\nBa', size: 1234.5, at: new Date(0) }];
    yield [{ name: 'Bốn', size: -0, at: new Date(0) }];
  }
  const file = async () => buffer((await asked(sendListWorkbook, some())).answer);

  it('filters by its columns, groups thousands, wraps texts in rows as high as they are, prints on A4', async () => {
    const workbook = new Workbook();
    await workbook.xlsx.load(await file());
    const sheet = workbook.worksheets[0]!;
    expect(sheet.autoFilter).toBe('A1:E4');
    expect(['B2', 'B3', 'B4'].map((cell) => [sheet.getCell(cell).value, sheet.getCell(cell).numFmt])).toEqual(
      [
        [1234567, '#,##0'],
        [1234.5, '#,##0.######'],
        [0, '#,##0'],
      ],
    );
    expect(sheet.getCell('A2').alignment).toMatchObject({ wrapText: true, vertical: 'top' });
    expect([1, 2, 3, 4].map((row) => sheet.getRow(row).height)).toEqual([undefined, 45, 30, undefined]);
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    });
  });

  it('says of each row and each cell where it is, as exceljs asks; names its styles, as SheetJS asks', async () => {
    const parts = unzipSync(await file());
    const xml = strFromU8(parts['xl/worksheets/sheet1.xml']!);
    expect([...xml.matchAll(/<row r="(\d+)"/g)].map(([, row]) => row)).toEqual(['1', '2', '3', '4']);
    expect(xml).not.toMatch(/<(?:row|c)(?! r=")[ >/]/);
    expect(strFromU8(parts['xl/styles.xml']!)).toContain('<cellStyle name="Normal" xfId="0" builtinId="0"/>');
  });

  it('the widest print on pages beside each other, each with the rows’ names', async () => {
    const sheet = { name: 'Đ’s', widths: Array.from({ length: 12 }, () => 40), frozen: 1, rows: noRows() };
    const parts = unzipSync(await buffer(Readable.from(workbookStream([sheet]))));
    expect(strFromU8(parts['xl/worksheets/sheet1.xml']!)).toContain('fitToWidth="3" fitToHeight="0"');
    expect(strFromU8(parts['xl/workbook.xml']!)).toContain(`'Đ’s'!$A:$B,'Đ’s'!$1:$1</definedName>`);
  });

  it('LibreOffice opens it, filter and all', async () => {
    const parts = unzipSync(await officeWorkbook(await file()));
    expect(strFromU8(parts['xl/worksheets/sheet1.xml']!)).toContain('<autoFilter ref="A1:E4"');
    const opened = await openWorkbook(Buffer.from(zipSync(parts)));
    expect('sheets' in opened && opened.sheets[0]?.cells.get(3)?.get(1)).toEqual({
      kind: 'text',
      text: 'Hai\nBa',
    });
  });
});

async function* noRows(): AsyncGenerator<[]> {}

test.each([
  ['workbook', sendListWorkbook],
  ['CSV', sendListCsv],
])(
  'a download of a %s that is broken off is no failure, and nothing more is read for it',
  async (_, send) => {
    let read = 0;
    let hasEnded = false;
    async function* endless(): Batches {
      try {
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          read += 1;
          yield Array.from({ length: 500 }, (_, i) => ({
            name: `Đơn vị ${i * read}`,
            size: i,
            at: new Date(i),
          }));
        }
      } finally {
        hasEnded = true;
      }
    }
    const { answer, asking, sent } = await asked(send, endless());
    answer.resume();
    await eventually(() => read).toBeGreaterThan(0);
    asking.destroy();
    await sent();
    await eventually(() => hasEnded).toBe(true);
  },
);

test('a download on the path of a request is not taken for a leak', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  const { answer, sent } = await asked((res, list) => {
    // As many as wait for the end of every answer: src/app.ts, src/main.ts.
    for (let i = 0; i < 5; i++) res.once('close', () => undefined);
    return sendListCsv(res, list);
  }, noRows());
  await Promise.all([buffer(answer), sent()]);
  expect(warnings).toEqual([]);
});

test('whatever is streamed to a visitor may be broken off: one place sends it', () => {
  const sends = sourceFiles().filter(({ code }) => /pipeline\([^;]*\bres\b/.test(code));
  expect(sends.map(({ path }) => path)).toEqual(['platform/http/downloads.ts']);
});
