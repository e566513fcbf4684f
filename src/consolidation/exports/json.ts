import type { SubmissionContent } from '../../reports/submission-content.js';
import { whatIsOwed } from '../../reports/deadlines.js';
import { EXPORT_SCHEMA } from '../addresses.js';
import { momentOf } from './rules.js';
import { type ExportedReport, type ExportSource } from './source.js';
import type { ExportFile } from './schema.js';
import { exportedTotals } from './totals.js';

/** Everything as JSON by the schema that it names, a unit at a time. */
export async function* writeJson(source: ExportSource, origin: string): AsyncGenerator<Buffer> {
  const head = JSON.stringify(headOf(source, origin));
  yield Buffer.from(`${head.slice(0, -1)},\n"units":`);
  yield* list(source.reports(), unitOf);
  yield Buffer.from(',\n"missing":');
  yield* list(missing(source), (unit) => unit);
  yield Buffer.from(',\n"examples":');
  yield* list(source.examples(), ({ unitName: unit, kind, name, position, audience, deed }) => ({
    ...{ unit, kind, name, position, audience, deed },
  }));
  yield Buffer.from('}\n');
}

/** Those that are not counted, whether they owe something or wait for review: with `included` they are `expected`. */
async function* missing(source: ExportSource) {
  for await (const unit of source.uncounted()) {
    const owes = whatIsOwed(unit, momentOf(source)) ?? null;
    const { unitName: name, status, dueBefore, correctBefore } = unit;
    yield { name, status, owes, dueBefore, correctBefore };
  }
}

async function* list<T>(rows: AsyncIterable<T>, entry: (row: T) => object): AsyncGenerator<Buffer> {
  let before = '[\n';
  for await (const row of rows) {
    yield Buffer.from(before + JSON.stringify(entry(row)));
    before = ',\n';
  }
  yield Buffer.from(before === '[\n' ? '[]' : '\n]');
}

function headOf(source: ExportSource, origin: string): Omit<ExportFile, 'units' | 'missing' | 'examples'> {
  const { year, unit, form, formVersion, shown, madeAt, sums } = source;
  return {
    $schema: `${origin}${EXPORT_SCHEMA}`,
    year,
    madeAt: madeAt.toISOString(),
    unit,
    figuresOf: momentOf(source).toISOString(),
    submission: shown.filed?.number ?? null,
    counted: shown.withSubmitted ? 'accepted-and-submitted' : 'accepted',
    expected: sums.expected,
    included: sums.reports,
    form: {
      version: formVersion,
      sections: form.sections.map(({ code, letter, title, fields }) => ({
        ...{ code, letter, title },
        fields: fields.map((field) => ({
          ...{ code: field.code, label: field.label, kind: field.kind },
          ...('choices' in field && { choices: field.choices }),
        })),
      })),
    },
    totals: exportedTotals(source),
  };
}

function unitOf(report: ExportedReport): ExportFile['units'][number] {
  const {
    unitCode: code,
    unitName: name,
    level,
    status,
    number: submission,
    formVersion,
    submittedAt,
  } = report;
  const {
    nilReason = '',
    sections = {},
    attachments = [],
  } = JSON.parse(report.content) as Partial<SubmissionContent>;
  return {
    ...{ code, name, level, status, submission, formVersion, nilReason },
    submittedAt: submittedAt.toISOString(),
    sections: Object.fromEntries(
      Object.entries(sections).map(([section, { notApplicable, reason = '', answers }]) => [
        section,
        { notApplicable, reason, answers: { ...answers } },
      ]),
    ),
    attachments: attachments.map(({ field, name: file, size, sha256 }) => ({
      field,
      name: file,
      size,
      sha256,
    })),
  };
}
