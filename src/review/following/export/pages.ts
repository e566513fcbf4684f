import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { WorkbookWriter } from '@cj-tech-master/excelts';
import { formatClock, formatDay } from '../../../platform/format.js';
import { columns, type Cell, type ExportedReport } from './rules.js';

/** A row of the CSV; days and times as people write them. */
export function csvRow(report: ExportedReport, now: Date): string[] {
  return columns.map(({ cell }) => {
    const value = cell(report, now);
    if (value === null) return '';
    if (typeof value !== 'object') return String(value);
    return 'day' in value ? formatDay(value.day) : `${formatDay(value.time)} ${formatClock(value.time)}`;
  });
}

/** Writes the list as a workbook, batch by batch and no faster than `out` takes it; ends early where it is closed. */
export async function writeList(
  out: Writable,
  title: string,
  batches: AsyncIterable<readonly ExportedReport[]>,
  now: Date,
): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it writes to any stream of Node
  const workbook = new WorkbookWriter({ stream: out, useStyles: true, trueStreaming: true });
  workbook.creator = 'Cổng Nêu gương';
  const sheet = workbook.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ name, width }) => ({ header: name, width }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  for await (const batch of batches) {
    for (const report of batch) writeRow(sheet.addRow([]), report, now);
    if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')]);
    if (out.destroyed) return;
  }
  sheet.commit();
  await workbook.commit();
}

type SheetRow = ReturnType<ReturnType<WorkbookWriter['addWorksheet']>['addRow']>;

function writeRow(row: SheetRow, report: ExportedReport, now: Date): void {
  columns.forEach(({ cell }, at) => {
    const value = cell(report, now);
    if (value === null || value === '') return;
    const target = row.getCell(at + 1);
    target.value = sheetValue(value);
    if (typeof value === 'object') target.numFmt = 'day' in value ? 'dd/mm/yyyy' : 'dd/mm/yyyy hh:mm';
  });
  row.commit();
}

/** A spreadsheet knows no time zones: what it shows is the wall clock of Asia/Ho_Chi_Minh. */
function sheetValue(value: Exclude<Cell, null>): string | number | Date {
  if (typeof value !== 'object') return value;
  const at = 'day' in value ? value.day : value.time;
  return new Date(at.getTime() + 7 * 3_600_000);
}
