import { formatTime } from '../../platform/text/format.js';
import { workbookStream, type SheetCell, type StreamedSheet } from '../../platform/files/workbook-stream.js';
import {
  allFields,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
  isNarrative,
  takesFiles,
} from '../../form/definition.js';
import { askedForm, audienceQuestions, codesWithout } from '../../form/asked.js';
import { unionsCounted } from '../../form/meanings.js';
import { sectionHeading } from '../../form/sheet.js';
import { rates, suffixOf, type Answer } from '../../form/answers.js';
import { ownChildrenName } from '../../reports/unions-below-rules.js';
import { isToCorrect } from '../../reports/deadlines.js';
import { statusWords } from '../../reports/lifecycle.js';
import { coverageWords } from '../coverage.js';
import { audienceName } from '../document/annexes.js';
import { standingOf, standingWords } from '../document/standings.js';
import { answerCell } from './answer-cell.js';
import type { ExportedReport, ExportSource, FieldAnswers } from './source.js';
import { momentOf } from './rules.js';
import { exportedTotals } from './totals.js';
import { quotientOf } from '../../form/kinds.js';

/** Everything as an .xlsx: the totals, a sheet a section with a row a unit, model examples, who is not in. */
export function writeWorkbook(source: ExportSource): AsyncGenerator<Buffer> {
  const retired = retiredFields(source);
  return workbookStream([
    totalsSheet(source),
    ...source.form.sections.map((section) => unitsSheet(source, section)),
    ...(retired.length > 0 ? [unitsSheet(source, oldSection(retired))] : []),
    examplesSheet(source),
    standingsSheet(source),
  ]);
}

/** How often the workbook reads all reports: once a sheet of units. */
export function workbookPasses(source: ExportSource): number {
  return source.form.sections.length + (retiredFields(source).length > 0 ? 1 : 0);
}

/** Fields that older forms of the year had, and this one no longer has. */
function retiredFields({ form, forms }: ExportSource): FieldDefinition[] {
  const known = new Set(allFields(form).map(({ code }) => code));
  const retired = new Map<string, FieldDefinition>();
  for (const old of forms.values())
    for (const field of allFields(old)) if (!known.has(field.code)) retired.set(field.code, field);
  return [...retired.values()];
}

function oldSection(fields: FieldDefinition[]): SectionDefinition {
  return { code: '', letter: '', title: 'Ô của biểu mẫu cũ', evenIfNil: false, fields };
}

const HOW = { sum: 'Cộng', average: 'Bình quân', rate: 'Tỷ lệ (%)', count: 'Số đơn vị' } as const;
const headings = (...texts: string[]): SheetCell[] => texts.map((heading) => ({ heading }));

function totalsSheet(source: ExportSource): StreamedSheet {
  const { year, unit, sums, shown, madeAt } = source;
  const rows: SheetCell[][] = [
    headings(`Tổng hợp báo cáo nêu gương năm ${year} - ${unit.name}`),
    [`${coverageWords(sums, shown)} Tệp lập lúc ${formatTime(madeAt)}.`],
    headings('Mã', 'Phần', 'Chỉ tiêu', 'Cách tính', 'Giá trị', 'Số đơn vị có số liệu'),
    ...exportedTotals(source).flatMap(({ code, section, label, how, value, counted, answers }) =>
      answers
        ? answers.map(({ answer, label: words, count }) => [
            `${code}=${answer}`,
            section,
            `${label}: ${words}`,
            HOW[how],
            count,
            counted,
          ])
        : [[code, section, label, HOW[how], value === null ? null : { digits: value }, counted]],
    ),
  ];
  return { name: 'Tổng hợp', widths: [26, 34, 60, 12, 22, 14], frozen: 3, rows: iterable(rows) };
}

const ABOUT = ['Mã đơn vị', 'Đơn vị', 'Trạng thái', 'Lần nộp', 'Ghi chú'];

function unitsSheet(source: ExportSource, section: SectionDefinition): StreamedSheet {
  const heading = section.letter ? sectionHeading(section) : section.title;
  return {
    name: heading,
    widths: [14, 40, 16, 8, 24, ...section.fields.map((field) => (isNarrative(field) ? 60 : 18))],
    frozen: 1,
    rows: unitRows(source, section),
  };
}

async function* unitRows(source: ExportSource, section: SectionDefinition): AsyncGenerator<SheetCell[]> {
  const labels = section.fields.map((field) =>
    suffixOf(field) ? `${field.label} (${suffixOf(field)})` : field.label,
  );
  yield headings(...ABOUT, ...labels);
  const questions = audienceQuestions(source.form).map(({ code }) => code);
  const codes = [...new Set([...section.fields.flatMap(codesOf), ...questions])];
  for await (const report of source.reports({ section: section.code, codes }))
    yield unitRow(report, section, source.form);
  const own = ownCells(section, source);
  if (own.some((cell) => cell !== null))
    yield [source.unit.code, ownChildrenName(source.unit.name), '', null, '', ...own];
}

/** Of the figures that count unions below, what the own direct children are: a part beside those of the reports. */
function ownCells(section: SectionDefinition, { sums }: ExportSource): SheetCell[] {
  return section.fields.map((field) =>
    unionsCounted(field) ? (sums.totals.get(field.code)?.own ?? null) : null,
  );
}

/** The codes that a field's cell is made from: a rate's are its parts'. */
function codesOf(field: FieldDefinition): readonly string[] {
  const quotient = quotientOf(field);
  return quotient ? [...quotient.of, ...quotient.over] : [field.code];
}

function unitRow(report: ExportedReport, section: SectionDefinition, form: FormDefinition): SheetCell[] {
  const said = JSON.parse(report.content) as FieldAnswers;
  const answers = new Map(Object.entries(said.answers ?? {}) as [string, Answer][]);
  const known = rates({ sections: [section], checks: [], yearChange: null }, (code) => answers.get(code));
  const files = said.attachments ?? [];
  const unasked = codesWithout(
    form,
    askedForm(form, (code) => answers.get(code)),
  );
  return [
    ...[report.unitCode, report.unitName, statusWords[report.status], report.number, noteOf(said, section)],
    ...section.fields.map((field) =>
      unasked.has(field.code)
        ? NOT_ASKED
        : takesFiles(field)
          ? files
              .filter((file) => file.field === field.code)
              .map(({ name }) => name)
              .join('; ')
          : cellOf(field, known.get(field.code) ?? answers.get(field.code)),
    ),
  ];
}

/** What the unit has not is not a figure that is missing. */
const NOT_ASKED = '–';

function cellOf(field: FieldDefinition, answer: Answer | undefined): SheetCell {
  return answer === undefined ? null : answerCell(field, answer);
}

function noteOf({ notApplicable, reason, nilReason }: FieldAnswers, section: SectionDefinition): string {
  if (nilReason) return `Không phát sinh: ${nilReason}`;
  if (notApplicable !== 'true') return '';
  const statement = section.notApplicable?.statement ?? 'Không áp dụng';
  return reason ? `${statement}: ${reason}` : statement;
}

function examplesSheet(source: ExportSource): StreamedSheet {
  return { name: 'Gương điển hình', widths: [24, 12, 34, 28, 40, 80], frozen: 1, rows: exampleRows(source) };
}

async function* exampleRows(source: ExportSource): AsyncGenerator<SheetCell[]> {
  yield headings('Đối tượng', 'Loại', 'Tên', 'Chức vụ, công việc', 'Đơn vị', 'Việc làm');
  for await (const { audience, kind, name, position, unitName, deed } of source.examples())
    yield [
      audienceName(audience),
      kind === 'COLLECTIVE' ? 'Tập thể' : 'Cá nhân',
      name,
      position,
      unitName,
      deed,
    ];
}

function standingsSheet(source: ExportSource): StreamedSheet {
  return { name: 'Chưa có trong tổng hợp', widths: [50, 42, 22, 22], frozen: 1, rows: standingRows(source) };
}

async function* standingRows(source: ExportSource): AsyncGenerator<SheetCell[]> {
  yield headings('Đơn vị', 'Tình hình', 'Nộp trước ngày', 'Sửa trước ngày');
  for await (const unit of source.uncounted()) {
    const correct = isToCorrect(unit) && unit.correctBefore ? { day: unit.correctBefore } : null;
    const standing = standingOf(unit, momentOf(source));
    yield [unit.unitName, standingWords[standing], { day: unit.dueBefore }, correct];
  }
}

async function* iterable<T>(rows: readonly T[]): AsyncGenerator<T> {
  await Promise.resolve();
  yield* rows;
}
