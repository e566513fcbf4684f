import { isoDay } from '../platform/calendar.js';
import { formatDay, formatNumber } from '../platform/format.js';
import {
  checkedFields,
  type CheckDefinition,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from '../periods/form-definition.js';
import { isReportDate, unionsCounted } from '../periods/meanings.js';
import { mayBeDated } from '../periods/rules.js';
import { sumOf, type Answer, type Answers } from './answers.js';
import type { SubmissionContent } from './canonical.js';
import { consolidatedCode, divergences, type Filled } from './consolidated/rules.js';
import type { KnownAnswers } from './consolidated/unions/rules.js';
import { yearChanges, type LastYear } from './last-year.js';

/** One section as it stands: its answers, or the statement that it does not apply. */
export interface SectionAnswers {
  readonly answers: Answers;
  readonly notApplicable: boolean;
  /** Why it does not apply. */
  readonly reason: string;
}
/** A whole report as it stands. */
export interface ReportAnswers {
  /** The year it reports on. */
  readonly year: number;
  readonly sections: ReadonlyMap<string, SectionAnswers>;
  /** The number of attachments of each file field. */
  readonly files: ReadonlyMap<string, number>;
  /** Why the unit has nothing to report at all; '' where it has. */
  readonly nilReason: string;
  readonly lastYear: LastYear | null;
  /** The answers that were made from the children's reports, by field. */
  readonly filled: ReadonlyMap<string, Filled>;
  /** What some of the children made of a figure, where others that must report were missing. */
  readonly ofSome: ReadonlyMap<string, number>;
}

/** The rows of a draft as the rules look at it, with what the portal itself answers. */
export function draftAnswers(draft: DraftRows): ReportAnswers {
  const { year, sections, attachments, nilReason, lastYear, filled, known } = draft;
  const saved = [...sections].map(([code, s]): [string, SectionAnswers] => [
    code,
    { answers: s.answers as Answers, notApplicable: s.notApplicable, reason: s.notApplicableReason },
  ]);
  return {
    year,
    sections: withKnown(new Map(saved), known),
    files: countFiles(attachments),
    nilReason,
    lastYear,
    filled,
    ofSome: partly(filled),
  };
}

function partly(filled: ReadonlyMap<string, Filled>): Map<string, number> {
  return new Map(
    [...filled].flatMap(([code, { isPartial, now }]) =>
      isPartial && now !== undefined ? [[code, now] as const] : [],
    ),
  );
}

/** A submission as the rules look at it. */
export function submittedAnswers(
  { content, ofSome }: { content: SubmissionContent; ofSome: ReadonlyMap<string, number> },
  lastYear: LastYear | null,
): ReportAnswers {
  return {
    year: content.year,
    sections: submittedSections(content),
    files: countFiles(content.attachments),
    nilReason: content.nilReason ?? '',
    lastYear,
    filled: new Map(),
    ofSome,
  };
}

/** Also in a section that was never saved; nothing in one that does not apply. */
function withKnown(
  sections: ReadonlyMap<string, SectionAnswers>,
  known: KnownAnswers,
): Map<string, SectionAnswers> {
  const computed = [...known].flatMap(([code, answers]): [string, SectionAnswers][] => {
    const said = sections.get(code) ?? { answers: {}, notApplicable: false, reason: '' };
    return said.notApplicable ? [] : [[code, { ...said, answers: { ...said.answers, ...answers } }]];
  });
  return new Map([...sections, ...computed]);
}

function countFiles(attachments: readonly { field: string }[]): Map<string, number> {
  const files = new Map<string, number>();
  for (const { field } of attachments) files.set(field, (files.get(field) ?? 0) + 1);
  return files;
}
/** What a submission said, as the rules and the sheet look at it. */
export function submittedSections(content: SubmissionContent): Map<string, SectionAnswers> {
  return new Map(
    Object.entries(content.sections).map(([code, section]) => [code, { reason: '', ...section }]),
  );
}

/** Every answer by its field's code; none of a section that does not apply. */
export function answersIn(sections: ReadonlyMap<string, SectionAnswers>): Map<string, Answer> {
  const applying = [...sections.values()].filter((section) => !section.notApplicable);
  return new Map(applying.flatMap((section) => Object.entries(section.answers)));
}

interface DraftRows {
  readonly year: number;
  readonly sections: ReadonlyMap<
    string,
    { answers: unknown; notApplicable: boolean; notApplicableReason: string }
  >;
  readonly attachments: readonly { field: string }[];
  readonly nilReason: string;
  readonly lastYear: LastYear | null;
  readonly filled: ReadonlyMap<string, Filled>;
  readonly known: KnownAnswers;
}

/** Whether the report asks for the section's fields: not one said not to apply, nor most of a report of nothing. */
export function isAsked(section: SectionDefinition, report: ReportAnswers): boolean {
  return (report.nilReason === '' || section.evenIfNil) && !report.sections.get(section.code)?.notApplicable;
}

/** What stands between a draft and its submission, or asks for a word of explanation. */
export interface Problem {
  /** `missing` and `error` forbid submitting; `warning` passes with an explanation. */
  readonly kind: 'missing' | 'error' | 'warning';
  /** The check's code, or the missing field's. */
  readonly code: string;
  readonly message: string;
  /** The fields concerned, each with the section whose page has it. Never empty. */
  readonly at: readonly { readonly section: string; readonly field: string }[];
}

export type SectionState = 'not-started' | 'in-progress' | 'done' | 'to-correct';

/** Grows with every save of any section: two drafts of one report with the same number are the same. */
export function draftVersion({ sections }: { sections: ReadonlyMap<string, { version: number }> }): number {
  return [...sections.values()].reduce((sum, section) => sum + section.version, 0);
}

/** Every problem of the report, in the form's order: what is missing, then the checks. */
export function findProblems(form: FormDefinition, report: ReportAnswers): Problem[] {
  return [
    ...form.sections.flatMap((section) => missingAnswers(section, report)),
    ...form.sections.flatMap((section) => contradictions(form, section, report)),
    ...form.checks.flatMap((check) => checkProblems(form, check, report)),
    ...form.sections.flatMap((section) => strangeDates(section, report)),
    ...farFromLastYear(form, report),
    ...divergences(form, (code) => figureOf(form, code, report)?.value, report.filled).map(
      ({ section, field, message }): Problem => ({
        kind: 'warning',
        code: consolidatedCode(field),
        message,
        at: [{ section, field }],
      }),
    ),
  ];
}

/** What some of the children make is not like what all of them made last year: how many are missing is said beside it. */
function farFromLastYear(form: FormDefinition, report: ReportAnswers): Problem[] {
  const isOfSome = (code: string, now: number) => report.ofSome.get(code) === now;
  const figure = (code: string) => figureOf(form, code, report)?.value;
  return yearChanges(form, figure, report.lastYear, isOfSome).map(({ section, field, message }) => ({
    kind: 'warning',
    code: yearChangeCode(field),
    message,
    at: [{ section, field }],
  }));
}

/** The code of the warning that a figure is far from last year's. */
export function yearChangeCode(field: string): string {
  return `year_change_${field}`;
}

/** What still forbids submitting: all but the warnings that have an explanation (by the check's code). */
export function unansweredProblems(
  problems: readonly Problem[],
  explanations: Readonly<Record<string, string>>,
): Problem[] {
  return problems.filter((problem) => problem.kind !== 'warning' || !explanations[problem.code]);
}

/** After a return, the unit says what it changed. */
export function missingChangeNote(returned: boolean, changeNote: string): Problem[] {
  if (!returned || changeNote !== '') return [];
  const message = 'Hãy ghi những gì đơn vị đã sửa so với lần nộp trước.';
  return [{ kind: 'missing', code: 'changeNote', message, at: [{ section: '', field: 'changeNote' }] }];
}

/** Problems that concern a section's own page. */
export function problemsOf(section: SectionDefinition, problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => problem.at.some((place) => place.section === section.code));
}

/**
 * `touched`: the section has been saved at least once. `returned`: the latest return has a note on it and it
 * has not been saved since.
 */
export function sectionState(
  problems: readonly Problem[],
  section: { touched: boolean; returned: boolean },
): SectionState {
  if (section.returned) return 'to-correct';
  if (!section.touched) return 'not-started';
  if (problems.some((problem) => problem.kind === 'error')) return 'to-correct';
  return problems.some((problem) => problem.kind === 'missing') ? 'in-progress' : 'done';
}

function missingAnswers(section: SectionDefinition, report: ReportAnswers): Problem[] {
  const draft = report.sections.get(section.code);
  if (draft?.notApplicable && report.nilReason === '') return missingReason(section, draft);
  if (!isAsked(section, report)) return [];
  return section.fields
    .filter((field) => field.required && !isAnswered(field, draft, report))
    .map((field) => ({
      kind: 'missing',
      code: field.code,
      message: `Chưa có: ${field.label}.`,
      at: [{ section: section.code, field: field.code }],
    }));
}

function missingReason({ code, notApplicable }: SectionDefinition, draft: SectionAnswers): Problem[] {
  if (draft.reason !== '') return [];
  const message = `Chưa có lý do: ${notApplicable?.statement ?? 'không phát sinh'}.`;
  return [
    {
      kind: 'missing',
      code: `reason_${code}`,
      message,
      at: [{ section: code, field: 'notApplicableReason' }],
    },
  ];
}

function isAnswered(
  field: FieldDefinition,
  draft: SectionAnswers | undefined,
  report: ReportAnswers,
): boolean {
  if (field.kind === 'file') return (report.files.get(field.code) ?? 0) > 0;
  return draft?.answers[field.code] !== undefined;
}

/** "Đơn vị không có viên chức" beside a count of public employees above 0. */
function contradictions(form: FormDefinition, section: SectionDefinition, report: ReportAnswers): Problem[] {
  const rule = section.notApplicable;
  if (!rule || report.nilReason !== '' || !report.sections.get(section.code)?.notApplicable) return [];
  const figure = figureOf(form, rule.zeroField, report);
  if (!figure || figure.value === 0) return [];
  return [
    {
      kind: 'error',
      code: `not_applicable_${rule.zeroField}`,
      message: `Đã khai “${rule.statement}”, nhưng ${words(figure)}.`,
      at: [
        { section: section.code, field: 'notApplicable' },
        { section: figure.section, field: figure.field.code },
      ],
    },
  ];
}

/** The day on the report is of another year: most often last year's letter, or a slip of the hand. */
function strangeDates(section: SectionDefinition, report: ReportAnswers): Problem[] {
  if (!isAsked(section, report)) return [];
  return section.fields.filter(isReportDate).flatMap(({ code, label }): Problem[] => {
    const day = report.sections.get(section.code)?.answers[code];
    if (typeof day !== 'string' || mayBeDated(report.year, day)) return [];
    const message = `${label} là ${formatDay(isoDay(day))}, không thuộc kỳ báo cáo năm ${String(report.year)}.`;
    return [
      { kind: 'warning', code: `dated_${code}`, message, at: [{ section: section.code, field: code }] },
    ];
  });
}

function checkProblems(form: FormDefinition, check: CheckDefinition, report: ReportAnswers): Problem[] {
  const message = check.kind === 'present' ? absence(form, check, report) : comparison(form, check, report);
  if (message === undefined) return [];
  const at = checkedFields(check).map((code) => ({
    section: sectionOf(form, code)?.code ?? '',
    field: code,
  }));
  return [{ kind: check.severity, code: check.code, message, at }];
}

function absence(
  form: FormDefinition,
  check: Extract<CheckDefinition, { kind: 'present' }>,
  report: ReportAnswers,
): string | undefined {
  const section = sectionOf(form, check.field);
  const field = section?.fields.find((f) => f.code === check.field);
  if (!section || !field || !isAsked(section, report)) return undefined;
  if (isAnswered(field, report.sections.get(section.code), report)) return undefined;
  return `${check.message}.`;
}

/** Says how the two sides stand to each other where they break the relation; undefined while a figure is missing. */
function comparison(
  form: FormDefinition,
  check: Extract<CheckDefinition, { kind: 'compare' }>,
  report: ReportAnswers,
): string | undefined {
  const left = check.left.map((code) => figureOf(form, code, report));
  const right = check.right.map((code) => figureOf(form, code, report));
  if (!areKnown(left) || !areKnown(right)) return undefined;
  // Nobody could mend what the portal itself answers.
  if ([...left, ...right].every(({ field }) => unionsCounted(field))) return undefined;
  const [a, b] = [total(left), total(right)];
  if (check.relation === '=' ? a === b : a <= b) return undefined;
  const verdict = check.relation === '≤' ? 'lớn hơn' : 'khác';
  return `${side(left, a)} ${verdict} ${side(right, b)}.`;
}

interface Figure {
  field: FieldDefinition;
  section: string;
  value: number;
}

function figureOf(form: FormDefinition, code: string, report: ReportAnswers): Figure | undefined {
  const section = sectionOf(form, code);
  const field = section?.fields.find((f) => f.code === code);
  if (!section || !field || !isAsked(section, report)) return undefined;
  const value = report.sections.get(section.code)?.answers[code];
  return typeof value === 'number' ? { field, section: section.code, value } : undefined;
}

function areKnown(figures: (Figure | undefined)[]): figures is Figure[] {
  return figures.every((figure) => figure !== undefined);
}

function total(figures: Figure[]): number {
  return sumOf(figures.map((figure) => figure.value)) ?? 0;
}

function side(figures: Figure[], sum: number): string {
  const listed = figures.map(words).join(' + ');
  return figures.length === 1 ? listed : `${listed} = ${formatNumber(sum)},`;
}

function words(figure: Figure): string {
  return `${figure.field.label} (${formatNumber(figure.value)})`;
}

function sectionOf(form: FormDefinition, code: string): SectionDefinition | undefined {
  return form.sections.find((section) => section.fields.some((field) => field.code === code));
}
