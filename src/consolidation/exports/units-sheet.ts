import type { SheetCell, SheetFrame, StreamedSheets } from '../../platform/files/workbook-stream.js';
import { rates, suffixOf, type Answer } from '../../form/answers.js';
import { askedForm, audienceQuestions, codesWithout, type Said } from '../../form/asked.js';
import {
  isNarrative,
  takesFiles,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { sectionHeading } from '../../form/sheet.js';
import { statusWords } from '../../reports/lifecycle.js';
import type { SubmissionContent } from '../../reports/submission-content.js';
import { ownChildrenName } from '../../reports/unions-below-rules.js';
import { answerCell } from './answer-cell.js';
import type { ExportedReport, ExportSource } from './source.js';

const ABOUT = ['Mã đơn vị', 'Đơn vị', 'Trạng thái', 'Lần nộp', 'Ghi chú'];

export const headings = (...texts: string[]): SheetCell[] => texts.map((heading) => ({ heading }));

/** A sheet for each section, with a row a report: what it says to the section's fields. Each report is read once for all. */
export function unitsSheets(source: ExportSource, sections: readonly SectionDefinition[]): StreamedSheets {
  return { sheets: sections.map(unitsSheet), rows: unitRows(source, sections) };
}

function unitsSheet(section: SectionDefinition): SheetFrame {
  const heading = section.letter ? sectionHeading(section) : section.title;
  const widths = section.fields.map((field) => (isNarrative(field) ? 60 : 18));
  return { name: heading, widths: [14, 40, 16, 8, 24, ...widths], frozen: 1 };
}

async function* unitRows(
  source: ExportSource,
  sections: readonly SectionDefinition[],
): AsyncGenerator<(SheetCell[] | null)[]> {
  yield sections.map(headingRow);
  const unaskedBy = unaskedCodes(source.form);
  for await (const report of source.reports()) {
    const said = whatIsSaid(report, unaskedBy);
    yield sections.map((section) => unitRow(report, said, section));
  }
  yield sections.map((section) => ownRow(section, source));
}

function headingRow({ fields }: SectionDefinition): SheetCell[] {
  const labels = fields.map((field) =>
    suffixOf(field) ? `${field.label} (${suffixOf(field)})` : field.label,
  );
  return headings(...ABOUT, ...labels);
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
function ownRow({ fields }: SectionDefinition, { unit, sums }: ExportSource): SheetCell[] | null {
  const own = fields.map((field) =>
    unionsCounted(field) ? (sums.totals.get(field.code)?.own ?? null) : null,
  );
  if (own.every((cell) => cell === null)) return null;
  return [unit.code, ownChildrenName(unit.name), '', null, '', ...own];
}

interface WhatIsSaid {
  readonly content: Partial<SubmissionContent>;
  /** Of all sections that concern the unit. */
  readonly answers: ReadonlyMap<string, Answer>;
  readonly unasked: ReadonlySet<string>;
}

function whatIsSaid(report: ExportedReport, unaskedBy: (said: Said) => ReadonlySet<string>): WhatIsSaid {
  const content = JSON.parse(report.content) as Partial<SubmissionContent>;
  const concerning = Object.values(content.sections ?? {}).filter(({ notApplicable }) => !notApplicable);
  const answers = new Map(concerning.flatMap((section) => Object.entries(section.answers)));
  return { content, answers, unasked: unaskedBy((code) => answers.get(code)) };
}

function unitRow(
  report: ExportedReport,
  { content, answers, unasked }: WhatIsSaid,
  section: SectionDefinition,
): SheetCell[] {
  const known = rates({ sections: [section], checks: [], yearChange: null }, (code) => answers.get(code));
  return [
    report.unitCode,
    report.unitName,
    statusWords[report.status],
    report.number,
    noteOf(content, section),
    ...section.fields.map((field) => {
      if (unasked.has(field.code)) return NOT_ASKED;
      if (takesFiles(field)) return filesOf(field, content);
      return cellOf(field, known.get(field.code) ?? answers.get(field.code));
    }),
  ];
}

/** What the unit has not is not a figure that is missing. */
const NOT_ASKED = '–';

function filesOf({ code }: FieldDefinition, { attachments = [] }: WhatIsSaid['content']): string {
  const files = attachments.filter(({ field }) => field === code);
  return files.map(({ name }) => name).join('; ');
}

function cellOf(field: FieldDefinition, answer: Answer | undefined): SheetCell {
  return answer === undefined ? null : answerCell(field, answer);
}

function noteOf({ nilReason, sections = {} }: WhatIsSaid['content'], section: SectionDefinition): string {
  if (nilReason) return `Không phát sinh: ${nilReason}`;
  const { notApplicable = false, reason } = sections[section.code] ?? {};
  if (!notApplicable) return '';
  const statement = section.notApplicable?.statement ?? 'Không áp dụng';
  return reason ? `${statement}: ${reason}` : statement;
}
