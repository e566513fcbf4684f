import { Workbook, type Cell, type Worksheet } from '@cj-tech-master/excelts';
import type { Values } from '../../platform/forms.js';
import type { FormDefinition } from '../../periods/form-definition.js';
import { typedFromCell, type CellContent } from './cells.js';
import {
  ANSWERS,
  FORMAT_VERSION,
  formDigest,
  isAsked,
  META_SHEET,
  sheetMark,
  workbookSheets,
} from './layout.js';
import type { WorkbookSheet } from './layout.js';
import { safeWorkbook } from './package.js';
import { cellName, judgeSheet, type TypedSections, type WorkbookProblem } from './rules.js';

/** Whose workbook is expected. */
export interface WorkbookKey {
  readonly year: number;
  readonly unitCode: string;
  readonly formVersion: number;
  readonly form: FormDefinition;
}
export interface ReadWorkbook {
  readonly typed: TypedSections;
  readonly problems: readonly WorkbookProblem[];
  /** Of the sections when the workbook was made, by section code. */
  readonly versions: Readonly<Record<string, number>>;
}

/** Reads a workbook that anybody may have made; `problem` says in Vietnamese why it is none of this report's. */
export async function readWorkbook(
  file: Buffer,
  key: WorkbookKey,
): Promise<{ read: ReadWorkbook } | { problem: string }> {
  const safe = safeWorkbook(file);
  if ('problem' in safe) return safe;
  const workbook = new Workbook();
  try {
    await workbook.xlsx.load(safe.file);
  } catch {
    return { problem: 'Không đọc được tệp Excel này. Hãy mở tệp bằng Excel, lưu lại rồi gửi lại.' };
  }
  const meta = metaOf(workbook);
  const problem = otherWorkbook(meta, key);
  if (problem !== undefined) return { problem };
  return { read: { ...readSheets(workbook, key.form), versions: versionsOf(meta, key.form) } };
}

type Meta = ReadonlyMap<string, string>;

function metaOf(workbook: Workbook): Meta {
  const sheet = workbook.getWorksheet(META_SHEET);
  const rows = Array.from(
    { length: 60 },
    (_, i) => [textAt(sheet, `A${String(i + 1)}`), textAt(sheet, `B${String(i + 1)}`)] as const,
  );
  return new Map(rows.filter(([name]) => name !== ''));
}

function textAt(sheet: Worksheet | undefined, address: string): string {
  const content = sheet && contentOf(sheet.getCell(address));
  if (content?.kind === 'text') return content.text;
  return content?.kind === 'number' ? String(content.value) : '';
}

/** Why it is not the workbook of this year, unit and form; undefined where it is. */
function otherWorkbook(meta: Meta, { year, unitCode, formVersion, form }: WorkbookKey): string | undefined {
  const is = (name: string) => meta.get(name) ?? '';
  if (is('format') === '')
    return 'Tệp không phải là biểu mẫu Excel tải từ cổng. Hãy tải biểu mẫu ở bước 1, ghi vào đó rồi gửi lên.';
  if (is('year') !== String(year))
    return `Đây là biểu mẫu của kỳ báo cáo năm ${is('year')}, không phải năm ${String(year)}. Hãy tải biểu mẫu năm ${String(year)}.`;
  if (is('unit') !== unitCode)
    return `Đây là biểu mẫu của đơn vị có mã ${is('unit')}; đơn vị của bạn có mã ${unitCode}. Hãy tải biểu mẫu của đơn vị mình.`;
  if (is('format') !== String(FORMAT_VERSION) || is('form') !== formDigest(form))
    return `Biểu mẫu của kỳ đã thay đổi (tệp theo bản ${is('formVersion')}, nay là bản ${String(formVersion)}). Hãy tải biểu mẫu Excel mới rồi chép các câu trả lời sang.`;
  return undefined;
}

function versionsOf(meta: Meta, form: FormDefinition): Record<string, number> {
  const known = form.sections.map(({ code }) => [code, Number(meta.get(`version:${code}`) ?? 0) || 0]);
  return Object.fromEntries(known) as Record<string, number>;
}

function readSheets(workbook: Workbook, form: FormDefinition): Omit<ReadWorkbook, 'versions'> {
  const typed: Record<string, Values> = {};
  const problems: WorkbookProblem[] = [];
  for (const sheet of workbookSheets(form)) {
    const { worksheet, problem } = findSheet(workbook, sheet);
    if (problem) problems.push(problem);
    if (!worksheet) continue;
    const read = readSheet(worksheet, sheet);
    const judged = judgeSheet(sheet, read.typed);
    typed[sheet.section.code] = judged.typed;
    problems.push(...[...read.problems, ...judged.problems].sort(byRow));
  }
  return { typed, problems };
}

const rowIn = ({ where }: WorkbookProblem) => Number(/\d+/.exec(where)?.[0]);
const byRow = (a: WorkbookProblem, b: WorkbookProblem) => rowIn(a) - rowIn(b);

/** By its name or, renamed, by the mark in its first cell. */
function findSheet(
  workbook: Workbook,
  { section, name }: WorkbookSheet,
): { worksheet?: Worksheet; problem?: WorkbookProblem } {
  const isMarked = (found: Worksheet) => textAt(found, 'A1') === sheetMark(section);
  const named = workbook.getWorksheet(name);
  if (named && isMarked(named)) return { worksheet: named };
  const renamed = workbook.worksheets.find(isMarked);
  const problem = (message: string) => ({ where: `Trang tính “${name}”`, label: section.title, message });
  if (!renamed)
    return {
      problem: problem(`Không thấy trang tính này. Phần ${section.letter} giữ nguyên như trên cổng.`),
    };
  return {
    worksheet: renamed,
    problem: problem(`Đã bị đổi tên thành “${renamed.name}”. Vẫn đọc được, là phần ${section.letter}.`),
  };
}

/** Only cells the form knows are looked at: rows are found by the code in column A, near where they were. */
function readSheet(worksheet: Worksheet, sheet: WorkbookSheet) {
  const typed: Record<string, string> = {};
  const problems: WorkbookProblem[] = [];
  const rowOf = rowsByCode(worksheet, sheet);
  for (const { row, field } of sheet.rows.filter(({ field }) => isAsked(field))) {
    const found = rowOf.get(field.code) ?? [];
    const [at] = found;
    const where = cellName(sheet, at ?? row);
    if (at === undefined || found.length > 1) {
      const message = at === undefined ? 'Dòng này không còn trong tệp.' : 'Dòng này có hai lần trong tệp.';
      problems.push({
        where,
        label: field.label,
        message: `${message} Câu trả lời giữ nguyên như trên cổng.`,
      });
      continue;
    }
    const result = typedFromCell(field, contentOf(worksheet.getCell(`${ANSWERS}${String(at)}`)));
    if ('typed' in result) typed[field.code] = result.typed;
    else problems.push({ where, label: field.label, message: result.problem });
  }
  return { typed, problems };
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

function contentOf(cell: Cell): CellContent {
  const { value } = cell;
  if (value === null || value === undefined || value === '') return { kind: 'empty' };
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'boolean') return { kind: 'yes-no', value };
  if (typeof value === 'number') return { kind: 'number', value, isPercent: isPercentFormat(cell) };
  if (value instanceof Date) return { kind: 'day', at: value };
  if ('error' in value) return { kind: 'error', text: value.error };
  const text = plainText(value);
  return text === undefined ? { kind: 'formula' } : { kind: 'text', text };
}

function isPercentFormat({ numFmt }: Cell): boolean {
  const format: unknown = numFmt;
  return typeof format === 'string' && format.includes('%');
}

/** Of rich text and of links; undefined for formulas, whatever their kind. */
function plainText(value: object): string | undefined {
  if ('formula' in value || 'sharedFormula' in value || 'result' in value) return undefined;
  if ('richText' in value && Array.isArray(value.richText))
    return (value.richText as { text?: string }[]).map((run) => run.text ?? '').join('');
  if (!('text' in value)) return undefined;
  const { text } = value;
  if (typeof text === 'string') return text;
  return typeof text === 'object' && text ? plainText(text) : undefined;
}
