import { Readable } from 'node:stream';
import type { Response } from 'express';
import { csvStream, type CsvCell } from '../files/csv.js';
import { contentDisposition, sendStream } from '../http/downloads.js';
import { workbookStream, type SheetCell } from '../files/workbook-stream.js';

/** What a cell holds, in a CSV and in a workbook alike. */
export type Cell = CsvCell;

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

export async function sendListCsv<T>(res: Response, list: ListFile<T>): Promise<void> {
  head(res, `${list.name}.csv`, 'text/csv; charset=utf-8');
  const names = list.columns.map(({ name }) => name);
  await sendStream(res, Readable.from(cellsOf(list)), csvStream(names));
}

export async function sendListWorkbook<T>(res: Response, list: ListFile<T>): Promise<void> {
  head(res, `${list.name}.xlsx`, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  const widths = list.columns.map(({ width }) => width);
  const file = workbookStream([{ name: list.title, widths, frozen: 1, rows: sheetRows(list) }]);
  await sendStream(res, Readable.from(file));
}

async function* sheetRows<T>(list: ListFile<T>): AsyncGenerator<SheetCell[]> {
  yield list.columns.map(({ name }) => ({ heading: name }));
  yield* cellsOf(list);
}

async function* cellsOf<T>({ columns, batches }: ListFile<T>): AsyncGenerator<Cell[]> {
  for await (const batch of batches) for (const row of batch) yield columns.map(({ cell }) => cell(row));
}

function head(res: Response, name: string, type: string): void {
  res.set({ 'Content-Disposition': contentDisposition(name), 'Cache-Control': 'private, no-store' });
  res.type(type);
}
