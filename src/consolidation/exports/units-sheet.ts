import type { SheetCell, StreamedSheet } from '../../platform/files/workbook-stream.js';
import { rates, suffixOf, type Answer } from '../../form/answers.js';
import { askedForm, audienceQuestions, codesWithout, type Said } from '../../form/asked.js';
import {
  isNarrative,
  takesFiles,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from '../../form/definition.js';
import { quotientOf } from '../../form/kinds.js';
import { unionsCounted } from '../../form/meanings.js';
import { sectionHeading } from '../../form/sheet.js';
import { statusWords } from '../../reports/lifecycle.js';
import { ownChildrenName } from '../../reports/unions-below-rules.js';
import { answerCell } from './answer-cell.js';
import type { ExportedReport, ExportSource, SectionChoice, SectionsSaid } from './source.js';

const ABOUT = ['Mã đơn vị', 'Đơn vị', 'Trạng thái', 'Lần nộp', 'Ghi chú'];

export const headings = (...texts: string[]): SheetCell[] => texts.map((heading) => ({ heading }));

/** A row a report: what it says to the fields of one section. */
export function unitsSheet(source: ExportSource, section: SectionDefinition): StreamedSheet {
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
  const unaskedBy = unaskedCodes(source.form);
  for await (const report of source.reports(choiceFor(source, section)))
    yield unitRow(report, section, unaskedBy);
  const own = ownCells(section, source);
  if (own.some((cell) => cell !== null))
    yield [source.unit.code, ownChildrenName(source.unit.name), '', null, '', ...own];
}

/** The section itself, and wherever a form of the year asks for what its cells are made from. */
function choiceFor({ form, forms }: ExportSource, section: SectionDefinition): SectionChoice {
  const codes = new Set([...section.fields, ...audienceQuestions(form)].flatMap(codesOf));
  const asking = [form, ...forms.values()].flatMap(({ sections }) =>
    sections.filter(({ fields }) => fields.some(({ code }) => codes.has(code))).map(({ code }) => code),
  );
  return { sections: [...new Set([section.code, ...asking])], withFiles: section.fields.some(takesFiles) };
}

/** The codes that a field's cell is made from: a rate's are its parts'. */
function codesOf(field: FieldDefinition): readonly string[] {
  const quotient = quotientOf(field);
  return quotient ? [...quotient.of, ...quotient.over] : [field.code];
}

/** What is not asked of a unit that answers so. Worked out once for all that answer alike: few answers decide it. */
function unaskedCodes(form: FormDefinition): (said: Said) => ReadonlySet<string> {
  const questions = audienceQuestions(form).map(({ code }) => code);
  const known = new Map<string, ReadonlySet<string>>();
  return (said) => {
    const alike = questions.map((code) => String(said(code))).join();
    const unasked = known.get(alike) ?? codesWithout(form, askedForm(form, said));
    known.set(alike, unasked);
    return unasked;
  };
}

/** Of the figures that count unions below, what the own direct children are: a part beside those of the reports. */
function ownCells(section: SectionDefinition, { sums }: ExportSource): SheetCell[] {
  return section.fields.map((field) =>
    unionsCounted(field) ? (sums.totals.get(field.code)?.own ?? null) : null,
  );
}

function unitRow(
  report: ExportedReport,
  section: SectionDefinition,
  unaskedBy: (said: Said) => ReadonlySet<string>,
): SheetCell[] {
  const said = JSON.parse(report.content) as SectionsSaid;
  const answers = answersIn(said);
  const answerTo: Said = (code) => answers.get(code);
  const known = rates({ sections: [section], checks: [], yearChange: null }, answerTo);
  const unasked = unaskedBy(answerTo);
  return [
    ...[report.unitCode, report.unitName, statusWords[report.status], report.number, noteOf(said, section)],
    ...section.fields.map((field) => {
      if (unasked.has(field.code)) return NOT_ASKED;
      if (takesFiles(field)) return filesOf(field, said);
      return cellOf(field, known.get(field.code) ?? answers.get(field.code));
    }),
  ];
}

/** What the unit has not is not a figure that is missing. */
const NOT_ASKED = '–';

/** Of all sections that concern the unit. */
function answersIn({ sections }: SectionsSaid): ReadonlyMap<string, Answer> {
  const said = Object.values(sections).filter((section) => section?.notApplicable !== true);
  return new Map(said.flatMap((section) => Object.entries(section?.answers ?? {})));
}

function filesOf({ code }: FieldDefinition, { attachments }: SectionsSaid): string {
  const files = (attachments ?? []).filter(({ field }) => field === code);
  return files.map(({ name }) => name).join('; ');
}

function cellOf(field: FieldDefinition, answer: Answer | undefined): SheetCell {
  return answer === undefined ? null : answerCell(field, answer);
}

function noteOf({ nilReason, sections }: SectionsSaid, section: SectionDefinition): string {
  if (nilReason) return `Không phát sinh: ${nilReason}`;
  const { notApplicable = false, reason } = sections[section.code] ?? {};
  if (!notApplicable) return '';
  const statement = section.notApplicable?.statement ?? 'Không áp dụng';
  return reason ? `${statement}: ${reason}` : statement;
}
