import { audiences, audienceNames } from './audiences.js';
import { isoDay } from '../platform/text/calendar.js';
import { formatDay, formatNumber } from '../platform/text/format.js';
import {
  allFields,
  checkedFields,
  isNumberField,
  isWords,
  takesFiles,
  type CheckDefinition,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from './definition.js';
import { unionsCounted } from './meanings.js';
import { audienceQuestions } from './asked.js';
import { sumOf } from './answers.js';
import { consolidatedCode, divergences } from './consolidated.js';
import { sameTexts, yearChanges } from './last-year.js';
import { isAsked, type ReportAnswers, type SectionAnswers } from './report-answers.js';

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

/**
 * Every problem of the report, by the section where it is met first, in the form's order: what is missing, then the checks.
 * `filed`: when the report went in, or goes in as it stands; without it no day is held against that.
 */
export function findProblems(form: FormDefinition, report: ReportAnswers, filed?: Date): Problem[] {
  const places = new Map(form.sections.map(({ code }, at) => [code, at]));
  const placeOf = ({ at }: Problem) => places.get(at[0]?.section ?? '') ?? places.size;
  return everyProblem(form, report, filed).toSorted((a, b) => placeOf(a) - placeOf(b));
}

function everyProblem(form: FormDefinition, report: ReportAnswers, filed: Date | undefined): Problem[] {
  return [
    ...form.sections.flatMap((section) => missingAnswers(section, report)),
    ...form.sections.flatMap((section) => contradictions(form, section, report)),
    ...audienceProblems(form, report),
    ...lostAudiences(form, report),
    ...form.checks.flatMap((check) => checkProblems(form, check, report)),
    ...form.sections.flatMap((section) => strangeDates(section, report, filed)),
    ...form.sections.flatMap((section) => oldScans(section, report)),
    ...farFromLastYear(form, report),
    ...copiedFromLastYear(form, report),
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

/** Sums of only some children are not compared with last year's sums of all; the page says how many are missing. */
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

function copiedFromLastYear(form: FormDefinition, report: ReportAnswers): Problem[] {
  const said = (code: string) => answerOf(form, code, report)?.answer;
  return sameTexts(form, said, report.lastYear).map(({ section, field, message }) => ({
    kind: 'warning',
    code: sameTextCode(field),
    message,
    at: [{ section, field }],
  }));
}

/** The code of every warning that a report by this form may meet: each has a box on the check page. */
export function warningCodes(form: FormDefinition): string[] {
  const checks = form.checks.filter((check) => check.severity === 'warning').map(({ code }) => code);
  return [...checks, ...allFields(form).flatMap(codesAbout)];
}

function codesAbout(field: FieldDefinition): string[] {
  const { code, meaning } = field;
  return [
    ...(meaning === 'report_date' ? [strangeDateCode(code)] : []),
    ...(meaning === 'has_audience' ? [lostAudienceCode(code)] : []),
    ...(meaning === 'signed_report' ? [oldScanCode(code)] : []),
    ...(isNumberField(field) ? [yearChangeCode(code), consolidatedCode(code)] : []),
    ...(isWords(field) ? [sameTextCode(code)] : []),
  ];
}

export const yearChangeCode = (field: string) => `year_change_${field}`;
const SAME_TEXT = 'same_text_';
const sameTextCode = (field: string) => `${SAME_TEXT}${field}`;
/** Whether a warning says that a text is last year's. */
export const isSameTextCode = (code: string) => code.startsWith(SAME_TEXT);
const strangeDateCode = (field: string) => `dated_${field}`;
const lostAudienceCode = (field: string) => `lost_${field}`;
const oldScanCode = (field: string) => `old_scan_${field}`;

/** Whether it must be mended: no explanation passes it. */
export function isForbidding(problem: Problem): boolean {
  return problem.kind !== 'warning';
}

/** What still forbids submitting: all but the warnings that have an explanation (by the check's code). */
export function unansweredProblems(
  problems: readonly Problem[],
  explanations: Readonly<Record<string, string>>,
): Problem[] {
  return problems.filter((problem) => problem.kind !== 'warning' || !explanations[problem.code]);
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
  if (takesFiles(field)) return (report.files.get(field.code) ?? 0) > 0;
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

/** A unit that says it has nobody, where it is asked of all; one that says it has an audience, and counts nobody. */
function audienceProblems(form: FormDefinition, report: ReportAnswers): Problem[] {
  const questions = audienceQuestions(form);
  const place = ({ code }: FieldDefinition) => ({ section: sectionOf(form, code)?.code ?? '', field: code });
  const answerOf = (field: FieldDefinition) => report.sections.get(place(field).section)?.answers[field.code];
  const hasNobody = questions.length === audiences.length && questions.every((q) => answerOf(q) === false);
  if (hasNobody && report.nilReason === '')
    return [{ kind: 'error', code: 'no_audience', message: NOBODY, at: questions.map(place) }];
  return questions.flatMap((question): Problem[] => {
    const isOfIt = ({ meaning, audience }: FieldDefinition) =>
      meaning === 'members' && audience === question.audience;
    const members = allFields(form).find(isOfIt);
    const figure = members && figureOf(form, members.code, report);
    if (answerOf(question) !== true || !question.audience || figure?.value !== 0) return [];
    const message = `Đã trả lời đơn vị có ${audienceNames[question.audience].toLowerCase()}, nhưng ${words(figure)}.`;
    return [
      { kind: 'error', code: `empty_${question.code}`, message, at: [place(question), place(figure.field)] },
    ];
  });
}

/** A unit that had an audience a year ago, and answers that it has none: of them its report asks nothing more. */
function lostAudiences(form: FormDefinition, report: ReportAnswers): Problem[] {
  if (!report.lastYear || report.nilReason !== '') return [];
  const { year, members } = report.lastYear;
  return form.sections
    .filter((section) => isAsked(section, report))
    .flatMap(({ code: section, fields }) =>
      fields.flatMap(({ code, meaning, audience }): Problem[] => {
        const count = (audience && members.get(audience)) ?? 0;
        const isGone = meaning === 'has_audience' && report.sections.get(section)?.answers[code] === false;
        if (!audience || !isGone || count === 0) return [];
        const message = `Đã trả lời đơn vị không có ${audienceNames[audience].toLowerCase()}; năm ${year} đơn vị có ${formatNumber(count)}.`;
        return [{ kind: 'warning', code: lostAudienceCode(code), message, at: [{ section, field: code }] }];
      }),
    );
}

const NOBODY =
  'Đơn vị đã trả lời không có đối tượng nào. Hãy chọn Có ở đối tượng mà đơn vị có; nếu trong kỳ không có gì để báo cáo, hãy khai không phát sinh.';

/** The day on the report is of another year, or still to come: most often last year's letter, or a slip of the hand. */
function strangeDates(section: SectionDefinition, report: ReportAnswers, filed: Date | undefined): Problem[] {
  if (!isAsked(section, report)) return [];
  return section.fields
    .filter(({ meaning }) => meaning === 'report_date')
    .flatMap(({ code, label }): Problem[] => {
      const day = report.sections.get(section.code)?.answers[code];
      if (typeof day !== 'string') return [];
      const what = strangeness(report.year, day, filed);
      if (what === '') return [];
      const message = `${label} là ${formatDay(isoDay(day))}, ${what}.`;
      const at = [{ section: section.code, field: code }];
      return [{ kind: 'warning', code: strangeDateCode(code), message, at }];
    });
}

/** `day`: "2026-09-09". '' where nothing is. */
function strangeness(year: number, day: string, filed: Date | undefined): string {
  if (!mayBeDated(year, day)) return `không thuộc kỳ báo cáo năm ${year}`;
  return filed && isoDay(day) > filed ? `sau cả ngày nộp là ${formatDay(filed)}` : '';
}

/** The paper was signed before the report was returned, and what was mended since is not on it. */
function oldScans(section: SectionDefinition, report: ReportAnswers): Problem[] {
  if (!isAsked(section, report)) return [];
  return section.fields
    .filter(({ meaning }) => meaning === 'signed_report')
    .flatMap(({ code, label }): Problem[] => {
      const number = report.oldFiles.get(code);
      if (number === undefined) return [];
      const message = `${label}: tệp vẫn là bản đã kèm lần nộp ${number}, trước khi báo cáo bị trả lại.`;
      return [
        { kind: 'warning', code: oldScanCode(code), message, at: [{ section: section.code, field: code }] },
      ];
    });
}

/**
 * Whether a report of the period of that year may be dated so ("2026-09-09"): in the year, or in the first quarter of
 * the next, for periods that end with their year.
 */
function mayBeDated(year: number, day: string): boolean {
  return day >= `${year}-01-01` && day < `${year + 1}-04-01`;
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
  // The portal itself computes these answers, so the user could not correct them.
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
  const { field, section, answer } = answerOf(form, code, report) ?? {};
  return field && section && typeof answer === 'number' ? { field, section, value: answer } : undefined;
}

/** What is said in a field that the report asks for; undefined for any other. */
function answerOf(form: FormDefinition, code: string, report: ReportAnswers) {
  const section = sectionOf(form, code);
  const field = section?.fields.find((f) => f.code === code);
  if (!section || !field || !isAsked(section, report)) return undefined;
  return { field, section: section.code, answer: report.sections.get(section.code)?.answers[code] };
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
