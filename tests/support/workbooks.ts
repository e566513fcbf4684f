import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import fc from 'fast-check';
import { cleanLine, cleanText } from '../../src/platform/text/text.js';
import {
  formDefinition,
  isComputed,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from '../../src/form/definition.js';
import { withTotals, type Answer } from '../../src/form/answers.js';
import type { DraftSection, DraftSections } from '../../src/reports/workbook/rules.js';

/** Opens a workbook, lets it be changed as a person would, and gives it back. */
export async function edited(file: Uint8Array, edit: (workbook: Workbook) => void): Promise<Buffer> {
  const workbook = new Workbook();
  await workbook.xlsx.load(file);
  edit(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The answer cell of a field, found by its code. */
export function answerCell(workbook: Workbook, code: string) {
  for (const sheet of workbook.worksheets) {
    const row = rowOf(sheet, code);
    if (row > 0) return sheet.getCell(row, 3);
  }
  throw new Error(`no row of ${code}`);
}

export function rowOf(sheet: Worksheet, code: string): number {
  let found = 0;
  sheet.eachRow((row, number) => {
    if (row.getCell(1).value === code) found = number;
  });
  return found;
}

const WORDS = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '+84 91',
    '-5',
    '@SUM(A1)',
    "'nháy",
    '_x000D_',
    '_x005F_x000D_',
    'a\ufffeb',
    '1.234,5',
    '31/9',
    'Có',
    '<b>&amp;',
    '#REF!',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('Đã tổ chức\n\tquán triệt', 'Nghi\u0323 quye\u0302\u0301t', 'x'.repeat(20_000), '😀'),
);
const LABEL = fc
  .oneof(fc.constantFrom('Tốt', 'Khá, giỏi', '"Đạt"', "A'B", 'tốt'), WORDS)
  .map((w) => cleanLine(w).slice(0, 300) || 'Mục');

const shape = fc.constantFrom(
  'integer',
  'decimal',
  'percent',
  'money',
  'line',
  'text',
  'yes-no',
  'choice',
  'date',
  'file',
);

function fieldShape(code: string) {
  return fc
    .record({
      kind: shape,
      label: LABEL,
      required: fc.boolean(),
      choices: fc.array(LABEL, { minLength: 2, maxLength: 5 }),
    })
    .map(({ choices, ...base }) => ({
      ...base,
      code,
      ...(base.kind === 'choice'
        ? { choices: choices.map((label, at) => ({ code: `muc-${at}`, label })) }
        : {}),
    }));
}

/** Any form: its sections end with a total of their numbers and a rate, where they have numbers. */
export const anyForm: fc.Arbitrary<FormDefinition> = fc
  .array(fc.record({ title: LABEL, statement: fc.option(LABEL), size: fc.integer({ min: 1, max: 8 }) }), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((parts) =>
    fc.tuple(
      ...parts.map(({ title, statement, size }, at) =>
        fc
          .tuple(...Array.from({ length: size }, (_, i) => fieldShape(`f_${at}_${i}`)))
          .map((fields) => section(at, title, statement, fields)),
      ),
    ),
  )
  .map((sections) => {
    const figure = sections.flatMap((s) => s.fields).find((field) => field.kind === 'total')?.code;
    return formDefinition.parse({
      sections: sections.map(({ statement, ...rest }) => ({
        ...rest,
        ...(statement && figure ? { notApplicable: { statement, zeroField: figure } } : {}),
      })),
      checks: figure
        ? [{ kind: 'compare', code: 'c', severity: 'error', left: [figure], relation: '≤', right: [figure] }]
        : [],
    });
  });

function section(
  at: number,
  title: string,
  statement: string | null,
  fields: { kind: string; code: string; label: string }[],
) {
  const of = fields
    .filter(({ kind }) => ['integer', 'decimal', 'percent', 'money'].includes(kind))
    .map(({ code }) => code);
  const computed =
    of.length === 0
      ? []
      : [
          { kind: 'total', code: `total_${at}`, label: 'Tổng', of },
          { kind: 'rate', code: `rate_${at}`, label: 'Tỷ lệ', of: of.slice(0, 1), over: [`total_${at}`] },
        ];
  return { code: `phan-${at}`, letter: 'ABCDEFG'[at]!, title, statement, fields: [...fields, ...computed] };
}

/** A draft of a form as the portal would have stored it. */
export function anyDraft(form: FormDefinition): fc.Arbitrary<DraftSections> {
  const sections = form.sections.map((s) =>
    fc.option(draftSection(s)).map((draft) => [s.code, draft] as const),
  );
  return fc
    .tuple(...sections)
    .map((all) => new Map(all.filter((entry): entry is [string, DraftSection] => entry[1] !== null)));
}

function draftSection(section: SectionDefinition): fc.Arbitrary<DraftSection> {
  const asked = section.fields.filter((field) => field.kind !== 'file' && !isComputed(field));
  const answers = fc.tuple(
    ...asked.map((field) => fc.option(anyAnswer(field)).map((answer) => [field.code, answer] as const)),
  );
  return fc
    .record({ answers, says: fc.boolean(), reason: WORDS, version: fc.integer({ min: 1, max: 9 }) })
    .map(({ answers: given, says, reason, version }) => {
      const known = given.filter((entry): entry is [string, Answer] => entry[1] !== null && entry[1] !== '');
      const isSaid = says && section.notApplicable !== undefined;
      return {
        answers: withTotals(section, Object.fromEntries(known)),
        notApplicable: isSaid,
        reason: isSaid ? cleanLine(cleanLine(reason).slice(0, 1000)) : '',
        version,
      };
    });
}

function anyAnswer(field: FieldDefinition): fc.Arbitrary<Answer> {
  switch (field.kind) {
    case 'integer':
    case 'money':
      return fc.integer({ min: 0, max: 1e12 });
    case 'decimal':
      return fc.integer({ min: 0, max: 1e14 }).map((n) => n / 1e6);
    case 'percent':
      return fc.integer({ min: 0, max: 1e8 }).map((n) => n / 1e6);
    case 'yes-no':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...field.choices.map(({ code }) => code));
    case 'date':
      return fc
        .date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10));
    case 'line':
      return WORDS.map((text) => cleanLine(cleanLine(text).slice(0, 300)));
    default:
      return WORDS.map((text) => cleanText(text).slice(0, 20_000));
  }
}
