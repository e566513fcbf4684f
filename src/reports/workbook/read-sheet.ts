import type { Workbook, Worksheet } from '@cj-tech-master/excelts';
import type { Values } from '../../platform/forms.js';
import { contentOf, textAt } from './cell-content.js';
import { typedFromCell } from './cells.js';
import { ANSWERS, isAsked, sheetMark, type WorkbookRow, type WorkbookSheet } from './layout.js';
import { cellName, judgeSheet, type WorkbookProblem } from './rules.js';

/** The worksheet of a section: by its name or, renamed, by the mark in its first cell. */
export function findSheet(
  workbook: Workbook,
  { section, name }: WorkbookSheet,
): { worksheet?: Worksheet; problem?: WorkbookProblem } {
  const marked = workbook.worksheets.filter((found) => textAt(found, 'A1') === sheetMark(section));
  const worksheet = marked.find((found) => found.name === name) ?? marked[0];
  const problem = (message: string) => ({ where: `Trang tính “${name}”`, label: section.title, message });
  if (!worksheet)
    return {
      problem: problem(`Không thấy trang tính này. Phần ${section.letter} giữ nguyên như trên cổng.`),
    };
  if (marked.length > 1)
    return { worksheet, problem: problem(`Có thêm bản sao; chỉ đọc trang tính “${worksheet.name}”.`) };
  if (worksheet.name === name) return { worksheet };
  return {
    worksheet,
    problem: problem(`Đã bị đổi tên thành “${worksheet.name}”. Vẫn đọc được, là phần ${section.letter}.`),
  };
}

/** Only cells the form knows are looked at: rows are found by the code in column A, near where they were. */
export function readSheet(
  worksheet: Worksheet,
  sheet: WorkbookSheet,
): { typed: Values; problems: WorkbookProblem[] } {
  const typed: Record<string, string> = {};
  const problems: WorkbookProblem[] = [];
  const places = rowsByCode(worksheet, sheet);
  const rows = sheet.rows.map(({ row, field }) => ({ field, row: places.get(field.code)?.[0] ?? row }));
  const located = { ...sheet, rows };
  for (const line of rows.filter(({ field }) => isAsked(field))) {
    const result = readRow(worksheet, line, places.get(line.field.code)?.length ?? 0);
    if ('typed' in result) typed[line.field.code] = result.typed;
    else
      problems.push({ where: cellName(located, line.row), label: line.field.label, message: result.problem });
  }
  const judged = judgeSheet(located, typed);
  return { typed: judged.typed, problems: [...problems, ...judged.problems].sort(byRow) };
}

/** `times`: how often the row's code stands in the sheet. */
function readRow(worksheet: Worksheet, { row, field }: WorkbookRow, times: number) {
  if (times === 0) return { problem: 'Dòng này không còn trong tệp. Câu trả lời giữ nguyên như trên cổng.' };
  if (times > 1) return { problem: 'Dòng này có nhiều lần trong tệp. Câu trả lời giữ nguyên như trên cổng.' };
  return typedFromCell(field, contentOf(worksheet.getCell(`${ANSWERS}${String(row)}`)));
}

function rowsByCode(worksheet: Worksheet, { rows }: WorkbookSheet): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const last = (rows.at(-1)?.row ?? 0) + 100;
  for (let row = 1; row <= last; row++) {
    const code = textAt(worksheet, `A${String(row)}`);
    if (code !== '') found.set(code, [...(found.get(code) ?? []), row]);
  }
  return found;
}

const rowIn = ({ where }: WorkbookProblem) => Number(/\d+/.exec(where)?.[0]);
const byRow = (a: WorkbookProblem, b: WorkbookProblem) => rowIn(a) - rowIn(b);
