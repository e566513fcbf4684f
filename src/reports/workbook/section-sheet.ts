import type { Worksheet } from '@cj-tech-master/excelts';
import type { FieldDefinition, FormDefinition } from '../../periods/form-definition.js';
import { unionsCounted, unionsHelp } from '../../periods/meanings.js';
import { sectionHeading } from '../answer-sheet.js';
import { rates, suffixOf } from '../answers.js';
import { answersIn } from '../rules.js';
import { filled, WRAPPED, writeAnswer, writeComputed } from './answer-cells.js';
import { computedFormula, gapFormula } from './formulas.js';
import {
  ANSWERS,
  choiceLists,
  isAsked,
  sheetMark,
  STATEMENT,
  type WorkbookRow,
  type WorkbookSheet,
} from './layout.js';
import { typedSheet, type DraftSections } from './rules.js';

export interface SheetParts {
  readonly form: FormDefinition;
  readonly draft: DraftSections;
  /** All of the workbook: a rate may be of figures of another section. */
  readonly sheets: readonly WorkbookSheet[];
}

const HEADS = ['Mã', 'Nội dung', 'Trả lời', 'Đơn vị tính', 'Hướng dẫn', 'Còn thiếu'];
const WIDTHS = [4, 44, 60, 12, 50, 12];

/** One section's sheet: a heading, the columns' names, and a line for every field. */
export function writeSheet(worksheet: Worksheet, sheet: WorkbookSheet, parts: SheetParts): void {
  const { section } = sheet;
  WIDTHS.forEach((width, at) => (worksheet.getColumn(at + 1).width = width));
  worksheet.getColumn(1).hidden = true;
  worksheet.views = [{ state: 'frozen', ySplit: 3 }];
  worksheet.getCell('A1').value = sheetMark(section);
  Object.assign(worksheet.getCell('B1'), { value: sectionHeading(section), font: { bold: true, size: 14 } });
  Object.assign(worksheet.getCell('B2'), { value: section.help ?? '', alignment: WRAPPED });
  HEADS.forEach((head, at) =>
    Object.assign(worksheet.getCell(3, at + 1), {
      value: head,
      font: { bold: true },
      fill: filled('FFE8E2D4'),
    }),
  );
  writeLines(worksheet, sheet, parts);
}

function writeLines(worksheet: Worksheet, sheet: WorkbookSheet, { form, draft, sheets }: SheetParts): void {
  const stored = draft.get(sheet.section.code);
  const said = answersIn(draft);
  const known = rates(form, (code) => said.get(code));
  const lists = choiceLists(form);
  const typed = typedSheet(sheet, stored);
  for (const line of sheet.rows) {
    const { field, row } = line;
    writeFrame(worksheet, line, sheet);
    const cell = worksheet.getCell(`${ANSWERS}${String(row)}`);
    const answer = known.get(field.code) ?? stored?.answers[field.code];
    if (isAsked(field))
      writeAnswer(cell, field, {
        answer,
        typed: typed[field.code] ?? '',
        list: lists.get(field.code)?.range ?? '',
      });
    else if (field.kind === 'file') cell.value = 'Gửi tệp trực tiếp trên cổng';
    else writeComputed(cell, field, { answer, formula: computedFormula(field, sheets) });
  }
}

/** All of a line but its answer. */
function writeFrame(worksheet: Worksheet, { row, field }: WorkbookRow, sheet: WorkbookSheet): void {
  const label = field.required ? field.label : `${field.label} (không bắt buộc)`;
  const values = [
    field.code,
    isAsked(field) && field.code !== STATEMENT ? label : field.label,
    null,
    suffixOf(field),
    helpOf(field),
  ];
  values.forEach((value, at) => {
    if (value !== null) Object.assign(worksheet.getCell(row, at + 1), { value, alignment: WRAPPED });
  });
  if (field.required && isAsked(field)) worksheet.getCell(row, 6).value = { formula: gapFormula(row, sheet) };
}

function helpOf(field: FieldDefinition): string {
  const fact = unionsCounted(field);
  const help = fact ? unionsHelp[fact] : (field.help ?? '');
  if (field.kind === 'date') return `${help} Viết ngày/tháng/năm, ví dụ 09/9/2026.`.trim();
  return field.kind === 'text' && field.outline ? `${help}\n${field.outline}`.trim() : help;
}
