import type { Values } from '../../platform/page/forms.js';
import { contentAt, textAt, typedFromCell } from './cells.js';
import type { FoundSheet } from './find-sheet.js';
import { isTyped } from '../../form/definition.js';
import type { WorkbookRow } from './layout.js';
import { cellName, judgeSheet, type WorkbookProblem } from './rules.js';
import { strayContent } from './strays.js';

/** What the cells of the form's rows say, found by their codes; whatever else stands there is named. */
export function readSheet(found: FoundSheet): { typed: Values; problems: WorkbookProblem[] } {
  const typed: Record<string, string> = {};
  const problems: WorkbookProblem[] = [];
  const places = rowsByCode(found);
  const rows = found.sheet.rows.map(({ row, field }) => ({ field, row: places.get(field.code)?.[0] ?? row }));
  const located = { ...found.sheet, rows };
  for (const line of rows.filter(({ field }) => isTyped(field))) {
    const result = readRow(found, line, places.get(line.field.code)?.length ?? 0);
    if ('typed' in result) typed[line.field.code] = result.typed;
    else
      problems.push({ where: cellName(located, line.row), label: line.field.label, message: result.problem });
  }
  const judged = judgeSheet(located, typed);
  const ofForm = new Set([...places.values()].flat());
  return {
    typed: judged.typed,
    problems: [...[...problems, ...judged.problems].sort(byRow), ...strayContent(found, ofForm)],
  };
}

/** `times`: how often the row's code stands in the sheet. */
function readRow({ opened, answers }: FoundSheet, { row, field }: WorkbookRow, times: number) {
  if (times === 0) return { problem: 'Dòng này không còn trong tệp. Câu trả lời giữ nguyên như trên cổng.' };
  if (times > 1) return { problem: 'Dòng này có nhiều lần trong tệp. Câu trả lời giữ nguyên như trên cổng.' };
  return typedFromCell(field, contentAt(opened.cells, row, answers));
}

/** The rows of each of the form's codes. */
function rowsByCode({ opened, sheet, codes }: FoundSheet): Map<string, number[]> {
  const asked = new Set(sheet.rows.map(({ field }) => field.code));
  const found = new Map<string, number[]>();
  for (const row of opened.cells.keys()) {
    const code = textAt(opened.cells, row, codes);
    if (asked.has(code)) found.set(code, [...(found.get(code) ?? []), row]);
  }
  return found;
}

const rowIn = ({ where }: WorkbookProblem) => Number(/\d+/.exec(where)?.[0]);
const byRow = (a: WorkbookProblem, b: WorkbookProblem) => rowIn(a) - rowIn(b);
