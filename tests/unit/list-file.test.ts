import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Workbook } from '@cj-tech-master/excelts';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { sendListCsv, sendListWorkbook, type ListFile } from '../../src/platform/list-file.js';
import { eventually } from '../support/patience.js';

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
            name: `Đơn vị ${String(i * read)}`,
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
