import type { Workbook } from '@cj-tech-master/excelts';
import { rowHeight } from '../../platform/files/row-height.js';
import { audienceQuestions, codesWithout } from '../../form/asked.js';
import type { FormDefinition } from '../../form/definition.js';
import { TYPE, WRAPPED } from './answer-cells.js';
import { checkLines } from './formulas.js';
import {
  CHECKS_SHEET,
  choiceLists,
  FORMAT_VERSION,
  formDigest,
  GUIDE_SHEET,
  LISTS_SHEET,
  META_SHEET,
  UNASKED,
  workbookSheets,
  type WorkbookSheet,
} from './layout.js';
import { printed } from './printing.js';
import type { WorkbookKey } from './read.js';
import type { DraftSections } from './rules.js';
import { writeSheet } from './section-sheet.js';

export interface WorkbookParts extends WorkbookKey {
  /** What is asked of the form, where that is not all. */
  readonly asked?: FormDefinition;
  readonly unitName: string;
  readonly draft: DraftSections;
  /** The words of each obligation, by its code. */
  readonly obligations: ReadonlyMap<string, string>;
}

/** The form with the draft's answers as an .xlsx: answer cells are open, all else is locked without a password. */
export async function writeWorkbook(given: WorkbookParts): Promise<Uint8Array> {
  const parts = { asked: given.form, ...given };
  // Four hundred files, a quarter of what a process would read before it serves.
  const excelts = await import('@cj-tech-master/excelts');
  const workbook = new excelts.Workbook();
  workbook.creator = 'Cổng Nêu gương';
  const sheets = workbookSheets(parts.form, parts.asked);
  writeInstructions(workbook, parts);
  for (const sheet of sheets) writeSheet(workbook.addWorksheet(sheet.name), sheet, { ...parts, sheets });
  writeChecks(workbook, parts, sheets);
  writeLists(workbook, parts.form);
  writeMeta(workbook, parts);
  // With an empty password a person may unlock it; the reader trusts nothing of it either way.
  for (const sheet of workbook.worksheets) await sheet.protect('', { formatColumns: true, formatRows: true });
  workbook.protection = { lockStructure: true };
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function writeInstructions(workbook: Workbook, { unitName, year, asked }: Required<WorkbookParts>): void {
  const sheet = workbook.addWorksheet(GUIDE_SHEET);
  sheet.getColumn(1).width = GUIDE_WIDTH;
  printed(sheet, { orientation: 'portrait' });
  const lines = [
    `Báo cáo năm ${year} của ${unitName}`,
    'Tệp này là biểu mẫu báo cáo với những câu trả lời đang có trên cổng. Mỗi phần của báo cáo là một trang tính.',
    'Chỉ ghi vào các ô nền vàng ở cột Trả lời; các ô khác đã khóa. Ô có danh sách thì chọn trong danh sách.',
    'Ngày viết theo ngày/tháng/năm, ví dụ 09/9/2026. Số nguyên viết liền các chữ số, ví dụ 1234; phần thập phân viết sau dấu phẩy, ví dụ 12,5.',
    ...(audienceQuestions(asked).length > 0 ? [ABSENT] : []),
    'Không dùng công thức trong ô trả lời; nếu chép từ bảng khác, hãy dán giá trị.',
    'Để trống một ô đã có câu trả lời trên cổng nghĩa là xóa câu trả lời ấy; cổng sẽ hỏi lại trước khi xóa.',
    'Không đổi tên, xóa hoặc thêm trang tính và dòng. Tổng và tỷ lệ do cổng tự tính.',
    'Tệp kèm theo (bản ký, phụ lục) gửi trực tiếp trên cổng, không gửi trong tệp này.',
    'Xong, mở trang “Lập bằng Excel” của báo cáo trên cổng và gửi tệp này lên. Cổng cho xem từng ô sẽ thay đổi; chưa xác nhận thì chưa có gì thay đổi.',
  ];
  lines.forEach((line, at) => {
    const cell = sheet.getCell(at + 1, 1);
    cell.value = line;
    cell.alignment = WRAPPED;
    cell.font = at === 0 ? { ...TYPE, bold: true, size: 14 } : TYPE;
    sheet.getRow(at + 1).height = at === 0 ? 21 : rowHeight([{ text: line, width: GUIDE_WIDTH }]);
  });
}

const ABSENT =
  'Nếu trả lời Không ở câu hỏi đơn vị có một đối tượng không, hãy để trống các ô và trang tính về đối tượng ấy.';

/** Narrower than A4: LibreOffice makes no single column fit. */
const GUIDE_WIDTH = 72;
const CHECK_WIDTHS = [60, 6, 60, 18] as const;

function writeChecks(
  workbook: Workbook,
  { asked }: Required<WorkbookParts>,
  sheets: readonly WorkbookSheet[],
): void {
  const lines = checkLines(asked, sheets);
  const worksheet = workbook.addWorksheet(CHECKS_SHEET);
  CHECK_WIDTHS.forEach((width, at) => (worksheet.getColumn(at + 1).width = width));
  worksheet.views = [{ state: 'frozen', ySplit: 1 }];
  printed(worksheet, { orientation: 'landscape', titles: 1 });
  ['Tổng của', '', 'so với tổng của', 'Kết quả'].forEach((value, at) =>
    Object.assign(worksheet.getCell(1, at + 1), { value, font: { ...TYPE, bold: true } }),
  );
  lines.forEach(({ left, relation, right, formula }, at) => {
    [left, relation, right].forEach((value, column) =>
      Object.assign(worksheet.getCell(at + 2, column + 1), { value, font: TYPE, alignment: WRAPPED }),
    );
    worksheet.getCell(at + 2, 4).value = { formula };
    const texts = [left, right].map((text) => ({ text, width: CHECK_WIDTHS[0] }));
    worksheet.getRow(at + 2).height = rowHeight(texts);
  });
}

function writeLists(workbook: Workbook, form: FormDefinition): void {
  const worksheet = workbook.addWorksheet(LISTS_SHEET, { state: 'veryHidden' });
  for (const { from, words } of choiceLists(form).values())
    words.forEach((word, at) => (worksheet.getCell(from + at, 1).value = word));
}

/** By which the reader knows whose workbook it is, and whether the draft has moved on since. */
function writeMeta(workbook: Workbook, parts: Required<WorkbookParts>): void {
  const { year, unitCode, formVersion, form, asked, draft } = parts;
  const worksheet = workbook.addWorksheet(META_SHEET, { state: 'veryHidden' });
  const rows = [
    ['format', String(FORMAT_VERSION)],
    ['year', String(year)],
    ['unit', unitCode],
    ['formVersion', String(formVersion)],
    ['form', formDigest(form)],
    [UNASKED, [...codesWithout(form, asked)].join(' ')],
    ...form.sections.map(({ code }) => [`version:${code}`, String(draft.get(code)?.version ?? 0)]),
  ];
  for (const row of rows) worksheet.addRow(row);
}
