import type { Values } from '../../platform/page/forms.js';
import { formWithout } from '../../form/asked.js';
import type { FormDefinition } from '../../form/definition.js';
import { textAt } from './cells.js';
import { openWorkbook, type OpenedWorkbook } from './file/open-workbook.js';
import { findSheet } from './find-sheet.js';
import {
  FORMAT_VERSION,
  formDigest,
  META_SHEET,
  UNASKED,
  workbookSheets,
  type WorkbookSheet,
} from './layout.js';
import { readSheet } from './read-sheet.js';
import type { TypedSections, WorkbookProblem } from './rules.js';
import { straySheets } from './strays.js';

/** Whose workbook is expected. */
export interface WorkbookKey {
  readonly year: number;
  readonly unitCode: string;
  readonly formVersion: number;
  /** Whole: a workbook may have been made before some of it was no longer asked. */
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
  const workbook = await openWorkbook(file);
  if ('problem' in workbook) return workbook;
  const meta = metaOf(workbook);
  const problem = otherWorkbook(meta, key);
  if (problem !== undefined) return { problem };
  const unasked = new Set((meta.get(UNASKED) ?? '').split(' '));
  const sheets = workbookSheets(key.form, formWithout(key.form, unasked));
  return { read: { ...readSheets(workbook, sheets), versions: versionsOf(meta, key.form) } };
}

type Meta = ReadonlyMap<string, string>;

function metaOf({ sheets }: OpenedWorkbook): Meta {
  const cells = sheets.find(({ name }) => name === META_SHEET)?.cells ?? new Map<number, never>();
  return new Map([...cells.keys()].map((row) => [textAt(cells, row, 1), textAt(cells, row, 2)]));
}

/** Why it is not the workbook of this year, unit and form; undefined where it is. */
function otherWorkbook(meta: Meta, { year, unitCode, formVersion, form }: WorkbookKey): string | undefined {
  const is = (name: string) => meta.get(name) ?? '';
  if (is('format') === '')
    return 'Tệp không phải là biểu mẫu Excel tải từ cổng. Hãy tải biểu mẫu ở bước 1, ghi vào đó rồi gửi lên.';
  if (is('year') !== String(year))
    return `Đây là biểu mẫu của kỳ báo cáo năm ${is('year')}, không phải năm ${year}. Hãy tải biểu mẫu năm ${year}.`;
  if (is('unit') !== unitCode)
    return `Đây là biểu mẫu của đơn vị có mã ${is('unit')}; đơn vị của bạn có mã ${unitCode}. Hãy tải biểu mẫu của đơn vị mình.`;
  if (is('format') !== String(FORMAT_VERSION) || is('form') !== formDigest(form))
    return `Biểu mẫu của kỳ đã thay đổi (tệp theo bản ${is('formVersion')}, nay là bản ${formVersion}). Hãy tải biểu mẫu Excel mới rồi chép các câu trả lời sang.`;
  return undefined;
}

function versionsOf(meta: Meta, form: FormDefinition): Record<string, number> {
  const known = form.sections.map(({ code }) => [code, Number(meta.get(`version:${code}`) ?? 0) || 0]);
  return Object.fromEntries(known) as Record<string, number>;
}

function readSheets(
  workbook: OpenedWorkbook,
  sheets: readonly WorkbookSheet[],
): Omit<ReadWorkbook, 'versions'> {
  const typed: Record<string, Values> = {};
  const problems: WorkbookProblem[] = [];
  for (const sheet of sheets) {
    const { found, problem } = findSheet(workbook, sheet);
    if (problem) problems.push(problem);
    if (!found) continue;
    const read = readSheet(found);
    typed[sheet.section.code] = read.typed;
    problems.push(...read.problems);
  }
  return { typed, problems: [...problems, ...straySheets(workbook, sheets)] };
}
