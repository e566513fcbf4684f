import { columnName } from '../../platform/files/cell-names.js';
import { cleanLine } from '../../platform/text/text.js';
import type { OpenedSheet, OpenedWorkbook } from './file/open-workbook.js';
import { textAt } from './cells.js';
import { HEADS, sheetMark, type WorkbookSheet } from './layout.js';
import type { WorkbookProblem } from './rules.js';

/** A section's sheet in a workbook that came in. Columns count from 1. */
export interface FoundSheet {
  readonly opened: OpenedSheet;
  readonly sheet: WorkbookSheet;
  /** The row of the columns' names, the column of the fields' codes, and that of the answers. */
  readonly head: number;
  readonly codes: number;
  readonly answers: number;
  /** All columns that have a name of the form's. */
  readonly known: ReadonlySet<number>;
}

/** By its name or, renamed, by the mark in its first cell; `problem` is named whether or not it was found. */
export function findSheet(
  workbook: OpenedWorkbook,
  sheet: WorkbookSheet,
): { found?: FoundSheet; problem?: WorkbookProblem } {
  const { section, name } = sheet;
  const marked = workbook.sheets.filter((opened) => markColumn(opened, sheet) !== undefined);
  const opened = marked.find((found) => found.name === name) ?? marked[0];
  const where = { where: `Trang tính “${name}”`, label: section.title };
  const stays = `Phần ${section.letter} giữ nguyên như trên cổng.`;
  if (!opened) return { problem: { ...where, message: `Không thấy trang tính này. ${stays}` } };
  const found = located(opened, sheet);
  if (!found)
    return {
      problem: {
        ...where,
        message: `Các cột đã bị đổi nên không biết cột nào là câu trả lời. ${stays} Hãy để đúng một cột có tên “${HEADS[2]}”, hoặc chép câu trả lời sang biểu mẫu mới tải.`,
      },
    };
  const message = changedName(marked.length, opened.name, sheet);
  return message === '' ? { found } : { found, problem: { ...where, message } };
}

/** Whether the sheet is one of a section, or a copy of it. */
export function isMarked(opened: OpenedSheet, sheets: readonly WorkbookSheet[]): boolean {
  return sheets.some((sheet) => markColumn(opened, sheet) !== undefined);
}

function changedName(times: number, name: string, sheet: WorkbookSheet): string {
  if (times > 1) return `Có thêm bản sao; chỉ đọc trang tính “${name}”.`;
  if (name === sheet.name) return '';
  return `Đã bị đổi tên thành “${name}”. Vẫn đọc được, là phần ${sheet.section.letter}.`;
}

/** A mark that was moved further down than this is none. */
const LAST_MARK = 50;

/** The column of the first cell near the top that holds the mark of that section. */
function markColumn({ cells }: OpenedSheet, { section }: WorkbookSheet): number | undefined {
  const mark = sheetMark(section);
  for (const [row, inRow] of cells) {
    if (row > LAST_MARK) continue;
    for (const column of inRow.keys()) if (textAt(cells, row, column) === mark) return column;
  }
  return undefined;
}

/** Undefined where a column that matters is not there, or more than once. */
function located(opened: OpenedSheet, sheet: WorkbookSheet): FoundSheet | undefined {
  const { cells } = opened;
  const codes = markColumn(opened, sheet) ?? 1;
  const head = [...cells.keys()].find((row) => textAt(cells, row, codes) === HEADS[0]);
  if (head === undefined) return undefined;
  const names = [...(cells.get(head)?.keys() ?? [])].map(
    (column) => [column, cleanLine(textAt(cells, head, column))] as const,
  );
  const [answers, ...others] = names.filter(([, name]) => name === HEADS[2]).map(([column]) => column);
  if (answers === undefined || others.length > 0) return undefined;
  const isHead = (name: string) => (HEADS as readonly string[]).includes(name);
  const known = new Set(names.filter(([, name]) => isHead(name)).map(([column]) => column));
  return { opened, sheet: { ...sheet, answers: columnName(answers) }, head, codes, answers, known };
}
