import { cleanLine } from '../../platform/text/text.js';
import type { CellContent } from './file/cell-content.js';
import type { OpenedWorkbook } from './file/open-workbook.js';
import type { SheetCells } from './file/sheet-reader.js';
import { isMarked, type FoundSheet } from './find-sheet.js';
import { CHECKS_SHEET, GUIDE_SHEET, LISTS_SHEET, META_SHEET, type WorkbookSheet } from './layout.js';
import type { WorkbookProblem } from './rules.js';

// What people write beside the form's cells: into rows, columns and sheets that they added. The portal takes none of
// it, and says so.

/** `ofForm`: the rows that have a field's code. */
export function strayContent(found: FoundSheet, ofForm: ReadonlySet<number>): WorkbookProblem[] {
  const { opened, sheet, head, codes, known } = found;
  const strays = [...opened.cells].flatMap(([row, cells]): WorkbookProblem[] => {
    if (row <= head) return [];
    const isStray = (column: number) => column !== codes && !(ofForm.has(row) && known.has(column));
    const words = wordsIn([...cells].filter(([column]) => isStray(column)).map(([, content]) => content));
    if (words === '') return [];
    return [
      {
        where: `Dòng ${row} phần ${sheet.section.letter}`,
        label: 'ngoài ô trả lời',
        message: notTaken(words),
      },
    ];
  });
  return shortened(strays, sheet.section.letter);
}

/** The sheets that are none of the form's, and not empty. */
export function straySheets(workbook: OpenedWorkbook, sheets: readonly WorkbookSheet[]): WorkbookProblem[] {
  const own = [GUIDE_SHEET, CHECKS_SHEET, LISTS_SHEET, META_SHEET];
  return workbook.sheets
    .filter((opened) => !own.includes(opened.name) && !isMarked(opened, sheets))
    .flatMap(({ name, cells }) => {
      const words = wordsIn(allIn(cells));
      if (words === '') return [];
      return [{ where: `Trang tính “${name}”`, label: 'ngoài biểu mẫu', message: notTaken(words) }];
    });
}

const notTaken = (words: string) =>
  `Có “${words}”. Cổng không nhận nội dung ở đây; nếu cần, hãy ghi vào ô trả lời.`;

const MOST = 10;
function shortened(strays: readonly WorkbookProblem[], letter: string): WorkbookProblem[] {
  if (strays.length <= MOST) return [...strays];
  const rest = `${strays.length - MOST} dòng khác`;
  const message = 'Cũng có nội dung ngoài ô trả lời; cổng không nhận.';
  return [...strays.slice(0, MOST), { where: `Phần ${letter}`, label: rest, message }];
}

function allIn(cells: SheetCells): CellContent[] {
  return [...cells.values()].flatMap((row) => [...row.values()]).slice(0, 50);
}

/** The beginning of what the cells say; formulas alone say nothing. */
function wordsIn(contents: readonly CellContent[]): string {
  const words = cleanLine(contents.map(wordsOf).join(' '));
  return words.length <= 80
    ? words
    : `${words
        .slice(0, 79)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}

function wordsOf(content: CellContent): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'number':
      return String(content.value).replace('.', ',');
    case 'day':
      return [content.at.getUTCDate(), content.at.getUTCMonth() + 1, content.at.getUTCFullYear()].join('/');
    case 'yes-no':
      return content.value ? 'Có' : 'Không';
    default:
      return '';
  }
}
