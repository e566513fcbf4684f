import { csvHead, csvWriter, type CsvCell } from '../../platform/files/csv.js';
import { EncodedText } from '../../platform/files/encoded-text.js';
import { allFields, type FieldDefinition, type FormDefinition } from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { sectionHeading } from '../../form/sheet.js';
import type { SubmissionContent } from '../../reports/submission-content.js';
import { ownChildrenName } from '../../reports/unions-below-rules.js';
import { answerCell } from './answer-cell.js';
import type { ExportedReport, ExportSource } from './source.js';

const COLUMNS = ['Mã đơn vị', 'Đơn vị', 'Lần nộp', 'Mã', 'Chỉ tiêu', 'Giá trị'];

/** Every answer in a row of its own, under the label that the unit was asked by, in the order of the form it was filed by. */
export async function* writeCsv(source: ExportSource): AsyncGenerator<Buffer> {
  const text = new EncodedText();
  text.add(csvHead(COLUMNS));
  const lines = csvWriter();
  for await (const rows of rowsOfReports(source)) {
    const chunk = text.add(lines(rows));
    if (chunk) yield chunk;
  }
  const last = text.rest();
  if (last) yield last;
}

/** Those of a report at a time. */
async function* rowsOfReports(source: ExportSource): AsyncGenerator<CsvCell[][]> {
  const known = new Map<number, Asked>();
  for await (const report of source.reports()) {
    const { formVersion } = report;
    const asked = known.get(formVersion) ?? askedBy(source.forms.get(formVersion) ?? source.form);
    known.set(formVersion, asked);
    const about = [report.unitCode, report.unitName, report.number];
    yield answerRows(report, asked).map((row) => [...about, ...row]);
  }
  yield [...ownRows(source)];
}

/** What the own direct children are in the figures that count unions below: parts beside those of the reports. */
function* ownRows({ unit, form, sums }: ExportSource): Generator<CsvCell[]> {
  for (const field of allFields(form)) {
    const own = unionsCounted(field) && sums.totals.get(field.code)?.own;
    if (own !== undefined) yield [unit.code, ownChildrenName(unit.name), null, field.code, field.label, own];
  }
}

interface Asked {
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly statements: ReadonlyMap<string, string>;
  /** The codes of sections and fields, each where it stands in the form. */
  readonly places: ReadonlyMap<string, number>;
}

function askedBy(form: FormDefinition): Asked {
  const codes = form.sections.flatMap(({ code, fields }) => [code, ...fields.map((field) => field.code)]);
  return {
    fields: new Map(allFields(form).map((field) => [field.code, field])),
    statements: new Map(
      form.sections.map((section) => [
        section.code,
        `${sectionHeading(section)}: ${section.notApplicable?.statement ?? 'Không áp dụng'}`,
      ]),
    ),
    places: new Map(codes.map((code, at) => [code, at])),
  };
}

type Row = [code: string, label: string, value: CsvCell];

/** What the form does not know stands last. */
function answerRows({ content }: ExportedReport, asked: Asked): Row[] {
  const { sections = {}, nilReason, attachments = [] } = JSON.parse(content) as Partial<SubmissionContent>;
  const answered = Object.entries(sections).flatMap(([code, section]) => sectionRows(code, section, asked));
  const files = attachments.map(({ field, name }): Row => [field, labelOf(field, asked), name]);
  const place = ([code]: Row) => asked.places.get(code) ?? asked.places.size;
  const inOrder = [...answered, ...files].sort((a, b) => place(a) - place(b));
  return nilReason ? [['', 'Không phát sinh', nilReason], ...inOrder] : inOrder;
}

function sectionRows(
  code: string,
  { notApplicable, reason = '', answers }: SubmissionContent['sections'][string],
  asked: Asked,
): Row[] {
  if (notApplicable) return [[code, asked.statements.get(code) ?? code, reason]];
  return Object.entries(answers).map(([field, answer]) => [
    field,
    labelOf(field, asked),
    answerCell(asked.fields.get(field), answer),
  ]);
}

function labelOf(field: string, { fields }: Asked): string {
  return fields.get(field)?.label ?? field;
}
