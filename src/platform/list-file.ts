import { once } from 'node:events';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WorkbookWriter } from '@cj-tech-master/excelts';
import type { Response } from 'express';
import { csvStream } from './csv.js';
import { contentDisposition } from './downloads.js';
import { formatClock, formatDay } from './format.js';

/** What a cell holds: text, a number, a calendar day, or an instant. */
export type Cell = string | number | { readonly day: Date } | { readonly time: Date } | null;

export interface ListColumn<T> {
  readonly name: string;
  readonly width: number;
  readonly cell: (row: T) => Cell;
}

/** A list of any length, sent as a file batch by batch and no faster than its reader takes it. */
export interface ListFile<T> {
  /** Without its extension. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly ListColumn<T>[];
  readonly batches: AsyncIterable<readonly T[]>;
}

export async function sendListCsv<T>(res: Response, { name, columns, batches }: ListFile<T>): Promise<void> {
  head(res, `${name}.csv`, 'text/csv; charset=utf-8');
  const names = columns.map((column) => column.name);
  await untilLeft(pipeline(Readable.from(csvRows(columns, batches)), csvStream(names), res));
}

export async function sendListWorkbook<T>(res: Response, list: ListFile<T>): Promise<void> {
  head(res, `${list.name}.xlsx`, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  const file = new PassThrough();
  await untilLeft(Promise.all([pipeline(file, res), writeWorkbook(file, list)]));
}

async function* csvRows<T>(columns: readonly ListColumn<T>[], batches: AsyncIterable<readonly T[]>) {
  for await (const batch of batches)
    for (const row of batch) yield columns.map(({ cell }) => cellWords(cell(row)));
}

/** Days and times as people write them. */
function cellWords(value: Cell): string {
  if (value === null || typeof value !== 'object') return String(value ?? '');
  return 'day' in value ? formatDay(value.day) : `${formatDay(value.time)} ${formatClock(value.time)}`;
}

async function writeWorkbook<T>(out: Writable, { title, columns, batches }: ListFile<T>): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it writes to any stream of Node
  const workbook = new WorkbookWriter({ stream: out, useStyles: true, trueStreaming: true });
  workbook.creator = 'Cổng Nêu gương';
  const sheet = workbook.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ name, width }) => ({ header: name, width }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  for await (const batch of batches) {
    for (const row of batch) writeRow(sheet.addRow([]), columns, row);
    if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')]);
    if (out.destroyed) return;
  }
  sheet.commit();
  await workbook.commit();
}

type SheetRow = ReturnType<ReturnType<WorkbookWriter['addWorksheet']>['addRow']>;

function writeRow<T>(target: SheetRow, columns: readonly ListColumn<T>[], row: T): void {
  columns.forEach(({ cell }, at) => {
    const value = cell(row);
    if (value === null || value === '') return;
    const place = target.getCell(at + 1);
    place.value = sheetValue(value);
    if (typeof value === 'object') place.numFmt = 'day' in value ? 'dd/mm/yyyy' : 'dd/mm/yyyy hh:mm';
  });
  target.commit();
}

/** A spreadsheet knows no time zones: what it shows is the wall clock of Asia/Ho_Chi_Minh. */
function sheetValue(value: Exclude<Cell, null>): string | number | Date {
  if (typeof value !== 'object') return value;
  const at = 'day' in value ? value.day : value.time;
  return new Date(at.getTime() + 7 * 3_600_000);
}

/** A download that its person breaks off is no failure. */
export async function untilLeft(sending: Promise<unknown>): Promise<void> {
  await sending.catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

function head(res: Response, name: string, type: string): void {
  res.set({ 'Content-Disposition': contentDisposition(name), 'Cache-Control': 'private, no-store' });
  res.type(type);
}
