import type { Cell, RichText, Worksheet } from '@cj-tech-master/excelts';
import { rowHeight } from '../../platform/files/row-height.js';
import {
  askedOf,
  isTyped,
  takesFiles,
  type FieldDefinition,
  type FormDefinition,
} from '../../form/definition.js';
import { unionsCounted, unionsHelp } from '../../form/meanings.js';
import { obligationOf, sectionHeading } from '../../form/sheet.js';
import { rates, suffixOf, type Answer } from '../../form/answers.js';
import { answersIn } from '../../form/report-answers.js';
import { filled, TYPE, WRAPPED, writeAnswer, writeComputed } from './answer-cells.js';
import { computedFormula, figureFormula, gapFormula, questionCell } from './formulas.js';
import {
  ANSWERS,
  choiceLists,
  FIGURES,
  HEAD_ROW,
  HEADS,
  sheetMark,
  unaskedRows,
  STATEMENT,
  type WorkbookRow,
  type WorkbookSheet,
} from './layout.js';
import { printed } from './printing.js';
import { typedSheet, type DraftSections } from './rules.js';
import { typedOf } from '../../form/kinds.js';

export interface SheetParts {
  readonly form: FormDefinition;
  /** What is asked of it. */
  readonly asked: FormDefinition;
  readonly draft: DraftSections;
  /** The words of each obligation, by its code. */
  readonly obligations: ReadonlyMap<string, string>;
  /** All of the workbook: a rate may be of figures of another section. */
  readonly sheets: readonly WorkbookSheet[];
}

const LINE = { style: 'thin', color: { argb: 'FFD0C9B8' } } as const;
const RULED = { top: LINE, bottom: LINE, left: LINE, right: LINE };

/** Of the columns in `HEADS`, in characters. */
const [CODE, LABEL, ANSWER, UNIT, HELP, GAP, FIGURE] = [4, 50, 62, 12, 40, 11, 8] as const;
const WIDTHS = [CODE, LABEL, ANSWER, UNIT, HELP, GAP, FIGURE];
const SHOWN = LABEL + ANSWER + UNIT + HELP + GAP;

/** One section's sheet: a heading, the columns' names, and a line for every field. */
export function writeSheet(worksheet: Worksheet, sheet: WorkbookSheet, parts: SheetParts): void {
  const { section } = sheet;
  WIDTHS.forEach((width, at) => (worksheet.getColumn(at + 1).width = width));
  for (const hidden of ['A', FIGURES]) worksheet.getColumn(hidden).hidden = true;
  worksheet.views = [{ state: 'frozen', ySplit: HEAD_ROW }];
  printed(worksheet, { orientation: 'landscape', titles: HEAD_ROW });
  worksheet.getCell('A1').value = sheetMark(section);
  write(worksheet.getCell('B1'), sectionHeading(section), { ...TYPE, bold: true, size: 14 });
  worksheet.getRow(1).height = 21;
  for (const wide of ['B1:F1', 'B2:F2']) worksheet.mergeCells(wide);
  write(worksheet.getCell('B2'), section.help ?? '');
  worksheet.getRow(2).height = rowHeight([{ text: section.help ?? '', width: SHOWN }]);
  HEADS.forEach((head, at) => {
    const cell = worksheet.getCell(HEAD_ROW, at + 1);
    write(cell, head, { ...TYPE, bold: true });
    cell.fill = filled('FFE8E2D4');
  });
  writeLines(worksheet, sheet, parts);
}

function writeLines(worksheet: Worksheet, sheet: WorkbookSheet, parts: SheetParts): void {
  const { form, asked: askedOfUnit, draft, sheets } = parts;
  const stored = draft.get(sheet.section.code);
  const said = answersIn(draft);
  const known = rates(askedOfUnit, (code) => said.get(code));
  const lists = choiceLists(form);
  const typed = typedSheet(sheet, stored);
  for (const row of unaskedRows(sheet)) worksheet.getRow(row).hidden = true;
  for (const line of sheet.rows) {
    const { field, row } = line;
    const words = typed[field.code] ?? '';
    const label = writeFrame(worksheet, line, sheet, parts);
    const cell = worksheet.getCell(`${ANSWERS}${row}`);
    const answer = known.get(field.code) ?? stored?.answers[field.code];
    const asked = askedOf(field)?.cell;
    if (asked) {
      writeAnswer(cell, field, { answer, typed: words, list: lists.get(field.code)?.range ?? '' });
      if (asked.figureFormula) writeFigure(worksheet, row, asked.figureFormula, answer);
    } else if (takesFiles(field)) write(cell, 'Gửi tệp trực tiếp trên cổng');
    else writeComputed(cell, field, { answer, formula: computedFormula(field, sheets) });
    fit(worksheet, row, [
      { text: label, width: LABEL },
      { text: words, width: ANSWER },
      { text: helpOf(field), width: HELP },
    ]);
  }
}

/** Not for good: a row that is written into grows with its text. */
function fit(worksheet: Worksheet, row: number, texts: Parameters<typeof rowHeight>[0]): void {
  Object.assign(worksheet.getRow(row), { height: rowHeight(texts), customHeight: false });
}

function writeFigure(
  worksheet: Worksheet,
  row: number,
  inText: (address: string) => string,
  answer: Answer | undefined,
): void {
  const result = typeof answer === 'number' ? answer : '';
  worksheet.getCell(`${FIGURES}${row}`).value = { formula: figureFormula(inText, row), result };
}

/** All of a line but its answer; gives what stands in its first cell: what is asked, and the obligation's own words. */
function writeFrame(
  worksheet: Worksheet,
  { row, field }: WorkbookRow,
  sheet: WorkbookSheet,
  { asked: form, obligations, sheets }: SheetParts,
): string {
  const isOptional = isTyped(field) && field.code !== STATEMENT && !field.required;
  const label = isOptional ? `${field.label} (không bắt buộc)` : field.label;
  const obligation = obligationOf(field, obligations);
  worksheet.getCell(row, 1).value = field.code;
  write(worksheet.getCell(row, 2), obligation === '' ? label : asked(label, obligation));
  write(worksheet.getCell(row, 4), suffixOf(field));
  write(worksheet.getCell(row, 5), helpOf(field));
  if (field.required && isTyped(field)) {
    const gap = {
      value: { formula: gapFormula(row, sheet, questionCell(form, field, sheets)) },
      font: TYPE,
      alignment: WRAPPED,
    };
    Object.assign(worksheet.getCell(row, 6), gap);
  }
  for (let column = 2; column <= 6; column++) worksheet.getCell(row, column).border = RULED;
  return obligation === '' ? label : `${label}\n${obligation}`;
}

function asked(label: string, obligation: string): { richText: RichText[] } {
  return {
    richText: [
      { font: { ...TYPE, bold: true }, text: label },
      { font: TYPE, text: `\n${obligation}` },
    ],
  };
}

function write(cell: Cell, value: string | { richText: RichText[] }, font: Cell['font'] = TYPE): void {
  if (value !== '') Object.assign(cell, { value, font, alignment: WRAPPED });
}

function helpOf(field: FieldDefinition): string {
  const fact = unionsCounted(field);
  const help = fact ? unionsHelp[fact] : (field.help ?? '');
  return typedOf(field)?.cell.help(field, help) ?? help;
}
