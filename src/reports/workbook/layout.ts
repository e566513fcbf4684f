import { createHash } from 'node:crypto';
import { cleanLine } from '../../platform/text/text.js';
import {
  allFields,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from '../../form/definition.js';
import { sectionHeading } from '../../form/sheet.js';
import { canonicalJson } from '../submission-content.js';
import { typedOf } from '../../form/kinds.js';

// Where everything stands in the workbook of a form. One sheet a section, one row a field: its code in column A
// (hidden), which finds the row again, and its answer in column C, which its name finds again.

/** Grows when workbooks made before can no longer be read. */
export const FORMAT_VERSION = 1;
export const GUIDE_SHEET = 'Hướng dẫn';
export const META_SHEET = '_cong_neu_guong';
/** The entry of the sheet before that names the fields which were not asked when the workbook was made. */
export const UNASKED = 'unasked';
export const LISTS_SHEET = 'Danh mục';
export const CHECKS_SHEET = 'Kiểm tra';
export const ANSWERS = 'C';
/** Where what is written as text stands once more, as the number that Excel's formulas count with. */
export const FIGURES = 'G';
/** The columns' names. Answers are found by that of their column, wherever it was moved. */
export const HEADS = ['Mã', 'Nội dung', 'Trả lời', 'Đơn vị tính', 'Hướng dẫn', 'Còn thiếu', 'Số'] as const;
export const HEAD_ROW = 3;
const FIRST_ROW = HEAD_ROW + 1;

/** Codes of the two rows that answer for the whole section; a field's code has no capitals. */
export const STATEMENT = 'notApplicable';
export const REASON = 'notApplicableReason';

export interface WorkbookSheet {
  readonly section: SectionDefinition;
  readonly name: string;
  /** The column of the answers: "C", or where a person moved it. */
  readonly answers: string;
  readonly rows: readonly WorkbookRow[];
}
/** One line of a sheet; `row` counts from 1. The statement and its reason stand as fields. */
export interface WorkbookRow {
  readonly row: number;
  readonly field: FieldDefinition;
}

/** Sheets of what is `asked` of the form: each line stands where it stands when all is. */
export function workbookSheets(form: FormDefinition, asked = form): WorkbookSheet[] {
  return asked.sections.map((section) => {
    const whole = form.sections.find(({ code }) => code === section.code) ?? section;
    const places = [...statementFields(whole), ...whole.fields].map(({ code }) => code);
    const fields = [...statementFields(section), ...section.fields];
    const rows = fields.map((field) => ({ row: FIRST_ROW + places.indexOf(field.code), field }));
    return { section, name: sheetName(section), answers: ANSWERS, rows };
  });
}

/** The rows of a sheet in which nothing stands, since what stands there otherwise is not asked. */
export function unaskedRows({ rows }: WorkbookSheet): number[] {
  const taken = rows.map(({ row }) => row);
  return range(FIRST_ROW, Math.max(...taken)).filter((row) => !taken.includes(row));
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

/** The section as its sheet asks it: the statement and its reason are fields of it, before all others. */
export function asAsked({ section, rows }: WorkbookSheet): SectionDefinition {
  return { ...section, fields: rows.map((row) => row.field) };
}

/** Stands in a sheet's first cell, and tells whose sheet it is after it was renamed. */
export function sheetMark(section: SectionDefinition): string {
  return `phan:${section.code}`;
}

/** The entries of every drop-down that has a list of its own, by field code: one after the other in the first column of the lists' sheet. */
export function choiceLists(
  form: FormDefinition,
): Map<string, { from: number; words: string[]; range: string }> {
  const lists = new Map<string, { from: number; words: string[]; range: string }>();
  let from = 1;
  for (const field of allFields(form)) {
    const words = typedOf(field)?.cell.entries?.(field);
    if (!words) continue;
    const range = `'${LISTS_SHEET}'!$A$${from}:$A$${from + words.length - 1}`;
    lists.set(field.code, { from, words, range });
    from += words.length;
  }
  return lists;
}

/** Tells forms apart that a workbook would be read by differently: not by their help and labels. */
export function formDigest(form: FormDefinition): string {
  const asked = workbookSheets(form).map(({ section, name, rows }) => [
    section.code,
    name,
    rows.map(({ field }) => [field.code, field.kind, typedOf(field)?.cell.entries?.(field) ?? []]),
  ]);
  return createHash('sha256').update(canonicalJson(asked)).digest('hex');
}

/**
 * Excel takes 31 characters, none of : \ / ? * [ ], and no apostrophe at an end; in a formula a bar would read as DDE.
 * Letters keep the names apart.
 */
function sheetName(section: SectionDefinition): string {
  const allowed = cleanLine(sectionHeading(section).replace(/[:\\/?*[\]|]/g, ' '));
  return allowed
    .slice(0, 31)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .replace(/[' ]+$/, '');
}

function statementFields({ notApplicable }: SectionDefinition): FieldDefinition[] {
  if (!notApplicable) return [];
  const base = { required: false, sum: false, average: false, prefill: false };
  return [
    { ...base, code: STATEMENT, label: notApplicable.statement, kind: 'yes-no' },
    {
      ...base,
      code: REASON,
      label: 'Lý do, nếu trả lời Có ở dòng trên',
      kind: 'text',
      maxLength: 1000,
    },
  ];
}
