import { formatTime } from '../../platform/text/format.js';
import { workbookStream, type SheetCell, type StreamedSheet } from '../../platform/files/workbook-stream.js';
import { allFields, type FieldDefinition, type SectionDefinition } from '../../form/definition.js';
import { isToCorrect } from '../../reports/deadlines.js';
import { coverageWords } from '../coverage.js';
import { audienceName } from '../document/annexes.js';
import { standingOf, standingWords } from '../document/standings.js';
import type { ExportSource } from './source.js';
import { momentOf } from './rules.js';
import { exportedTotals } from './totals.js';
import { headings, unitsSheets } from './units-sheet.js';

/** Everything as an .xlsx: the totals, a sheet a section with a row a unit, model examples, who is not in. */
export function writeWorkbook(source: ExportSource, waitingIn: string): AsyncGenerator<Buffer> {
  const retired = retiredFields(source);
  const old = retired.length > 0 ? [oldSection(retired)] : [];
  return workbookStream(
    [
      totalsSheet(source),
      unitsSheets(source, [...source.form.sections, ...old]),
      examplesSheet(source),
      standingsSheet(source),
    ],
    waitingIn,
  );
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
