import { storedDay } from '../../platform/text/calendar.js';
import type { Block, OfficialDocument } from '../../platform/documents/content.js';
import { formatNumber, formatSigned, formatTime } from '../../platform/text/format.js';
import {
  allFields,
  type FieldDefinition,
  type FormDefinition,
  isNarrative,
  takesFiles,
  fieldMeaning,
  isShare,
} from '../../form/definition.js';
import { rates, suffixOf, type Answer } from '../../form/answers.js';
import { absenceWords, audienceQuestions, withAbsentSections } from '../../form/asked.js';
import { answerSheet, type SheetRow, type SheetSection } from '../../form/sheet.js';
import { coverageWords } from '../coverage.js';
import type { SubmissionContent } from '../submission-content.js';
import type { LastYear } from '../../form/last-year.js';
import { answersIn, type SectionAnswers } from '../../form/report-answers.js';
import { submittedSections } from '../draft-answers.js';
import type { OpenedOwn, OwnDraft } from '../finders.js';
import { isFiled } from '../lifecycle.js';
import { issuerClosing, issuerHead, parentBody } from '../../document-settings/issuer.js';
import { standardSettings } from '../../document-settings/rules.js';
import { kindOf } from '../../form/kinds.js';
import { type Meaning } from '../../form/meanings.js';

/** What a report says, as a draft or as a submission. */
export interface ReportContent {
  readonly unit: string;
  readonly sections: ReadonlyMap<string, SectionAnswers>;
  readonly files: readonly { id: number; field: string; name: string; size: number }[];
  /** Why the unit has nothing to report at all; '' where it has. */
  readonly nilReason: string;
  /** Not filed as it stands. */
  readonly draft: boolean;
  /** What of its direct children it was made of; null where none has to report. The consolidated document says it itself. */
  readonly children?: OwnDraft['children'];
  /** A draft that lacks nothing: it is printed to be signed, and says so at its foot instead of across its pages. */
  readonly toSign?: boolean;
  /** With it, the figures stand beside those of that year. */
  readonly lastYear?: LastYear | null;
  /** How figures changed since that year, by field, where that is not their difference. */
  readonly changes?: ReadonlyMap<string, string>;
  /** The words of the obligations that its form asks about, by code. */
  readonly obligations: ReadonlyMap<string, string>;
}
interface ReportHead {
  readonly period: { readonly year: number };
  readonly parent: { readonly name: string } | null;
  /** As it was asked of the unit. */
  readonly form: FormDefinition;
  /** With what it was not asked, where that is more: of a section that fell out the paper says why. */
  readonly whole?: FormDefinition;
}

/** A report as the document that its unit signs. The answers about the document itself stand where it has them. */
export function reportDocument(report: ReportHead, content: ReportContent, madeAt: Date): OfficialDocument {
  const year = String(report.period.year);
  const answers = answersIn(content.sections);
  const meant = (meaning: Meaning) => answers.get(fieldMeaning(report.form, meaning)?.code ?? '');
  const issuer = { unit: content.unit, parent: report.parent, settings: standardSettings };
  const isDraft = content.draft && !content.toSign;
  return {
    title: `Báo cáo nêu gương năm ${year} - ${content.unit}${isDraft ? ' - dự thảo' : ''}`,
    draft: isDraft,
    ...(content.toSign && { foot: footOf(madeAt) }),
    madeAt,
    letterhead: {
      ...issuerHead(issuer),
      number: textOf(meant('report_number')),
      date: dayOf(meant('report_date')),
    },
    type: 'Báo cáo',
    subject: `Kết quả thực hiện trách nhiệm nêu gương trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm ${year}`,
    to: parentBody(report.parent),
    blocks: bodyOf(report, content),
    closing: issuerClosing(issuer, ['Như trên'], {
      position: textOf(meant('signatory_position')),
      name: textOf(meant('signatory_name')),
    }),
  };
}

/** PRODUCT.md, "Official documents": a draft's document shows what stands now, and says so. */
function footOf(madeAt: Date): string {
  return `Bản in để ký, lập lúc ${formatTime(madeAt)}; báo cáo chưa nộp trên Cổng Nêu gương.`;
}

/** What the unit has now, as `ownReading` gives it: what it filed, while that stands. */
export function ownReportContent(
  { report }: OpenedOwn,
  draft: OwnDraft,
  obligations: ReadonlyMap<string, string>,
): ReportContent {
  return {
    unit: report.unitName,
    sections: draft.answers.sections,
    files: draft.attachments,
    nilReason: draft.nilReason,
    draft: !isFiled(report.status),
    obligations,
  };
}

export function submittedContent(
  content: SubmissionContent,
  obligations: ReadonlyMap<string, string>,
): ReportContent {
  return {
    unit: content.unit.name,
    sections: submittedSections(content),
    files: content.attachments,
    nilReason: content.nilReason ?? '',
    draft: false,
    obligations,
  };
}

/** Fields that the header and the closing show. */
const ABOUT_THE_DOCUMENT: readonly (Meaning | undefined)[] = [
  'report_number',
  'report_date',
  'signatory_name',
  'signatory_position',
];

/** A section in which nothing is to be said, as that of files where there are none, is left out. */
function bodyOf(report: ReportHead, content: ReportContent): Block[] {
  const { form, period } = report;
  const figures = figureTable(form, content, period.year);
  return [
    ...nilBlocks(form, content.nilReason),
    ...coverageBlocks(content),
    ...sheetOf(report, content).flatMap((section): Block[] => {
      const blocks = sectionBlocks(section, form, figures);
      return blocks.length > 0 ? [{ kind: 'heading', level: 1, text: section.heading }, ...blocks] : [];
    }),
  ];
}

function coverageBlocks({ children, nilReason }: ReportContent): Block[] {
  return children && nilReason === '' ? [{ kind: 'paragraph', text: `${coverageWords(children)}.` }] : [];
}

/** Whether the unit has an audience is told by that one's section, or by the line that stands in its place. */
function sheetOf({ form, whole = form }: ReportHead, content: ReportContent): SheetSection[] {
  const { sections, files, obligations, nilReason } = content;
  const answers = answersIn(sections);
  const asked = answerSheet(form, sections, files, obligations, nilReason);
  const sheet = withAbsentSections(whole, asked, (code) => answers.get(code));
  const lines = sheet.map(({ notApplicable }) => notApplicable);
  const isTold = ({ code, audience }: FieldDefinition) =>
    answers.get(code) === true || (audience !== undefined && lines.includes(absenceWords(audience)));
  const told = audienceQuestions(form).filter(isTold);
  const isShown = ({ field }: SheetRow) => !told.some(({ code }) => code === field);
  return sheet.map((section) => ({ ...section, rows: section.rows.filter(isShown) }));
}

function nilBlocks({ nil }: FormDefinition, nilReason: string): Block[] {
  if (nilReason === '') return [];
  return [{ kind: 'paragraph', text: `${nil?.statement ?? 'Không phát sinh'}. Lý do: ${nilReason}` }];
}

type FigureTable = (rows: readonly SheetRow[]) => Block;

function sectionBlocks(section: SheetSection, form: FormDefinition, figureTableOf: FigureTable): Block[] {
  if (section.notApplicable) return [{ kind: 'paragraph', text: `${section.notApplicable}.` }];
  const fields = new Map(allFields(form).map((field) => [field.code, field]));
  const fieldOf = (row: SheetRow) => fields.get(row.field)!;
  const rows = section.rows.filter((row) => !ABOUT_THE_DOCUMENT.includes(fieldOf(row).meaning));
  const isFigureRow = (row: SheetRow) => kindOf(fieldOf(row)).reads === 'figure';
  const figures = rows.filter(isFigureRow);
  const texts = rows.filter((row) => !isFigureRow(row));
  const isLong = (row: SheetRow) => isNarrative(fieldOf(row));
  return [
    ...texts.filter((row) => !isLong(row)).flatMap((row) => shortBlocks(row, fieldOf(row))),
    ...(figures.length > 0 ? [figureTableOf(figures)] : []),
    ...narratives(texts.filter(isLong)),
  ];
}

function figureTable(form: FormDefinition, content: ReportContent, year: number): FigureTable {
  const { lastYear, sections, changes = new Map() } = content;
  if (lastYear) return comparedTable(form, answersIn(sections), { year, lastYear, changes });
  return (rows) => ({
    kind: 'table',
    widths: [0.72, 0.28],
    header: ['Nội dung', 'Số liệu'],
    figures: 1,
    rows: rows.map((row) => [row.label, row.words || '–']),
  });
}

interface Years {
  readonly year: number;
  readonly lastYear: LastYear;
  readonly changes: ReadonlyMap<string, string>;
}

/** The figures of two years, and what became of them. */
function comparedTable(
  form: FormDefinition,
  answers: ReadonlyMap<string, Answer>,
  { year, lastYear, changes }: Years,
): FigureTable {
  const fields = new Map(allFields(form).map((field) => [field.code, field]));
  const now = withRates(form, (code) => answers.get(code));
  const then = withRates(form, (code) => lastYear.answers[code]);
  const shown = (value: number | undefined) => (value === undefined ? 'chưa có' : formatNumber(value));
  return (rows) => ({
    kind: 'table',
    widths: [0.4, 0.2, 0.2, 0.2],
    header: ['Nội dung', `Năm ${year}`, `Năm ${lastYear.year}`, 'Tăng, giảm'],
    figures: 3,
    rows: rows.map(({ field: code, label }) => {
      const field = fields.get(code)!;
      const suffix = suffixOf(field);
      const change = changes.get(code) ?? changeWords(now(code), then(code), isShare(field));
      return [suffix ? `${label} (${suffix})` : label, shown(now(code)), shown(then(code)), change];
    }),
  });
}

function withRates(form: FormDefinition, answer: (code: string) => Answer | undefined) {
  const known = rates(form, answer);
  return (code: string): number | undefined => {
    const value = known.get(code) ?? answer(code);
    return typeof value === 'number' ? value : undefined;
  };
}

/** "+12 (+10,5 %)"; of a percentage only the difference. */
export function changeWords(now: number | undefined, then: number | undefined, isPercent: boolean): string {
  if (now === undefined || then === undefined) return '–';
  const difference = Math.round((now - then) * 1e6) / 1e6;
  const words = formatSigned(difference);
  if (difference === 0 || isPercent || then === 0) return words;
  return `${words} (${formatSigned(Math.round((1000 * difference) / Math.abs(then)) / 10)} %)`;
}

/** Short answers stand before the figures, narratives after them. A file that is not there is not spoken of. */
function shortBlocks(row: SheetRow, field: FieldDefinition): Block[] {
  if (field.meaning === 'has_audience' && field.audience && row.words)
    return [{ kind: 'paragraph', text: `${absenceWords(field.audience)}.` }];
  if (takesFiles(field)) {
    const names = row.files.map((file) => file.text).join('; ');
    return names ? [{ kind: 'paragraph', text: `${row.label}: ${names}.` }] : [];
  }
  if (!row.words && !field.required) return [];
  return [{ kind: 'paragraph', text: `${row.label}: ${row.words || '……'}` }];
}

/** What is about an obligation stands under the obligation's own words, numbered within the section. */
function narratives(rows: readonly SheetRow[]): Block[] {
  const asked = rows.filter(({ obligation }) => obligation !== '');
  return rows.flatMap((row): Block[] => {
    const text = row.words || 'Chưa có nội dung.';
    const italic = !row.words;
    if (row.obligation === '') return [{ kind: 'paragraph', lead: `${row.label}.`, text, italic }];
    const lead = `${asked.indexOf(row) + 1}.`;
    return [
      { kind: 'paragraph', lead, text: row.obligation, italic: true, keepNext: true },
      { kind: 'paragraph', text, italic },
    ];
  });
}

function textOf(answer: Answer | undefined): string {
  return typeof answer === 'string' ? answer : '';
}

function dayOf(answer: Answer | undefined): Date | undefined {
  return typeof answer === 'string' ? storedDay(answer) : undefined;
}
