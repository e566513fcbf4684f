import { csvStream } from '../../platform/csv.js';
import { through } from '../../platform/through.js';
import { allFields, type FieldDefinition, type FormDefinition } from '../../periods/form-definition.js';
import { unionsCounted } from '../../periods/meanings.js';
import { sectionHeading } from '../../reports/answer-sheet.js';
import type { Answer } from '../../reports/answers.js';
import type { SubmissionContent } from '../../reports/canonical.js';
import { ownChildrenName } from '../../reports/consolidated/unions/rules.js';
import type { ExportedReport, ExportSource } from './rules.js';

const COLUMNS = ['Mã đơn vị', 'Đơn vị', 'Lần nộp', 'Mã', 'Chỉ tiêu', 'Giá trị'];

/** Every answer in a row of its own, under the label that the unit was asked by. */
export function writeCsv(source: ExportSource): AsyncGenerator<Buffer> {
  return through(rows(source), csvStream(COLUMNS));
}

async function* rows(source: ExportSource): AsyncGenerator<string[]> {
  const known = new Map<number, Labels>();
  for await (const report of source.reports()) {
    const { formVersion } = report;
    const labels = known.get(formVersion) ?? labelsOf(source.forms.get(formVersion) ?? source.form);
    known.set(formVersion, labels);
    const about = [report.unitCode, report.unitName, String(report.number)];
    for (const row of answerRows(report, labels)) yield [...about, ...row];
  }
  yield* ownRows(source);
}

/** What the own direct children are in the figures that count unions below: parts beside those of the reports. */
function* ownRows({ unit, form, sums }: ExportSource): Generator<string[]> {
  for (const field of allFields(form)) {
    const own = unionsCounted(field) && sums.totals.get(field.code)?.own;
    if (own !== undefined)
      yield [unit.code, ownChildrenName(unit.name), '', field.code, field.label, words(field, own)];
  }
}

interface Labels {
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly statements: ReadonlyMap<string, string>;
}

function labelsOf(form: FormDefinition): Labels {
  return {
    fields: new Map(allFields(form).map((field) => [field.code, field])),
    statements: new Map(
      form.sections.map((section) => [
        section.code,
        `${sectionHeading(section)}: ${section.notApplicable?.statement ?? 'Không áp dụng'}`,
      ]),
    ),
  };
}

function* answerRows({ content }: ExportedReport, labels: Labels): Generator<string[]> {
  const { sections = {}, nilReason, attachments = [] } = JSON.parse(content) as Partial<SubmissionContent>;
  if (nilReason) yield ['', 'Không phát sinh', nilReason];
  for (const [code, section] of Object.entries(sections)) yield* sectionRows(code, section, labels);
  for (const { field, name } of attachments) yield [field, labelOf(field, labels), name];
}

function* sectionRows(
  code: string,
  { notApplicable, reason = '', answers }: SubmissionContent['sections'][string],
  labels: Labels,
): Generator<string[]> {
  if (notApplicable) {
    yield [code, labels.statements.get(code) ?? code, reason];
    return;
  }
  for (const [field, answer] of Object.entries(answers))
    yield [field, labelOf(field, labels), words(labels.fields.get(field), answer)];
}

function labelOf(field: string, { fields }: Labels): string {
  return fields.get(field)?.label ?? field;
}

/** Numbers as a spreadsheet in Vietnamese reads them: ungrouped, with a comma. */
function words(field: FieldDefinition | undefined, answer: Answer): string {
  if (typeof answer === 'boolean') return answer ? 'Có' : 'Không';
  if (typeof answer === 'number') return String(answer).replace('.', ',');
  if (field?.kind === 'choice') return field.choices.find(({ code }) => code === answer)?.label ?? answer;
  return answer;
}
