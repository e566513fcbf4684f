import {
  isComputed,
  type FieldDefinition,
  type SectionDefinition,
  isNarrative,
} from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { formatNumber } from '../../platform/text/format.js';
import type { FieldError, Values } from '../../platform/page/forms.js';
import { formatTime } from '../../platform/text/format.js';
import { answerWords, rates, readAnswers, typedAnswers, withTotals } from '../../form/answers.js';
import { obligationOf } from '../../form/sheet.js';
import { ownFile, ownFillSources, signing } from '../addresses.js';
import { unionsWords } from '../unions-below-rules.js';
import { servesAgain } from '../../form/last-year.js';
import { fieldNote } from '../rounds/rules.js';
import { type Problem } from '../../form/checks.js';
import { answersIn } from '../../form/report-answers.js';
import { draftAnswers } from '../draft-answers.js';
import { computedAttributes, fieldControl } from './field-pages.js';
import { draftContent } from './merge.js';
import type { Filer } from '../../platform/actor.js';
import type { Opened, OwnDraft } from '../finders.js';

/** What a section's page is made of. */
export interface SectionView {
  open: Opened<Filer>;
  section: SectionDefinition;
  draft: OwnDraft;
  /** The ids of files that can be shown as a picture. */
  pictured: ReadonlySet<number>;
  /** The words of an obligation by its code. */
  obligations: ReadonlyMap<string, string>;
  /** The unit's only account that signs, if there is one. */
  signatory: { fullName: string; position: string } | null;
  /** How many inspections the portal knows of; undefined where the section does not ask. */
  inspections: number | undefined;
  /** What was typed and could not be saved; without it the stored draft shows. */
  refused?: {
    typed: Values;
    errors: readonly FieldError[];
    /** Fields that somebody else changed to something else meanwhile. */
    conflicts?: readonly string[];
    /** Fields that somebody else alone changed: theirs show. */
    taken?: readonly string[];
  };
}

/** One field of a section's page. */
export interface SectionField {
  code: string;
  control: string;
  obligation: string;
  outline: string;
  /** The most characters a text may have; 0 for other kinds. */
  maxLength: number;
  /** Last year's answer in words, and as it is typed where it can be taken over; '' where there is none. */
  last: string;
  lastTyped: string;
  isLongLast: boolean;
  label: string;
  /** That the answer was made from the children's reports, with where to see from which ('': nowhere); else null. */
  source: { text: string; href: string } | null;
  /** A warning of the form about this field; '' where there is none. */
  warning: string;
  /** What the reviewers noted on this field, the latest return first. */
  notes: readonly { by: string; text: string; isLatest: boolean }[];
  /** Both changed it: what the other one saved. */
  differs: boolean;
  theirs: string;
}

interface FieldParts {
  typed: Values;
  errors: readonly FieldError[];
  problems: readonly Problem[];
}

/** Says beside that field what the portal counts: a hint, since a unit may have inspected what is not on the portal. */
function hinted(field: FieldDefinition, { inspections }: SectionView): FieldDefinition {
  if (field.meaning !== 'inspections' || inspections === undefined) return field;
  const counted = `Trên cổng có ${formatNumber(inspections)} cuộc đã ban hành kết luận trong kỳ.`;
  return { ...field, help: [field.help, counted].filter(Boolean).join(' ') };
}

export function sectionField(
  field: FieldDefinition,
  view: SectionView,
  { typed, errors, problems }: FieldParts,
): SectionField {
  const { section, draft, obligations, open } = view;
  return {
    code: field.code,
    label: field.label,
    control: fieldControl(hinted(field, view), {
      typed,
      error: errorOf(field, view, errors, problems),
      files: draft.attachments,
      pictured: view.pictured,
      computed: isComputed(field) ? computedWords(field, view, typed) : '',
      attributes: computedAttributes(field, section, answersIn(draftAnswers(draft).sections)),
      fileHref: (id) => ownFile(open.report.period.year, id),
      signingHref: signing(open.report.period.year),
    }),
    obligation: obligationOf(field, obligations),
    outline: isNarrative(field) ? (field.outline ?? '') : '',
    maxLength: isNarrative(field) ? field.maxLength : 0,
    ...lastYearParts(field, view, typed),
    isLongLast: isNarrative(field),
    source: sourceOf(field, view),
    warning: warningOf(field, problems, open),
    notes: notesOn(draft, (row) => fieldNote(row, field.code)),
    ...theirs(field, view),
  };
}

/** What the unit said last year; nothing of what is computed, which only follows. */
function lastYearParts(field: FieldDefinition, { section, draft }: SectionView, typed: Values) {
  const { answers = {} } = draft.lastYear ?? {};
  if (isComputed(field)) return { last: '', lastTyped: '' };
  const lastTyped = typedAnswers(section, answers)[field.code] ?? '';
  return {
    last: answerWords(field, answers[field.code]),
    lastTyped: servesAgain(field) && lastTyped !== typed[field.code] ? lastTyped : '',
  };
}

function sourceOf(field: FieldDefinition, { draft, open }: SectionView): SectionField['source'] {
  const { code } = field;
  const href = ownFillSources(open.report.period.year, code);
  const fact = unionsCounted(field);
  if (fact) {
    const hasChildren = draft.unions.expected.own > 0;
    return { text: unionsWords(fact, draft.unions), href: hasChildren ? href : '' };
  }
  const filled = draft.filled.get(code);
  if (!filled) return null;
  const value =
    typeof filled.value === 'number' && !isNarrative(field) ? `: ${formatNumber(filled.value)}` : '';
  return { text: `Đưa vào từ báo cáo của các đơn vị trực tiếp${value}.`, href };
}

/** What each return noted on one thing, the latest first. */
export function notesOn({ returns }: OwnDraft, noteIn: (row: OwnDraft['returns'][number]) => string) {
  return returns.flatMap((row, at) => {
    const text = noteIn(row);
    const by = `${row.returnedByName}, ${formatTime(row.returnedAt)}, về lần nộp ${row.submissionNumber}`;
    return text === '' ? [] : [{ by, text, isLatest: at === 0 }];
  });
}

/** Its own error, or that of a check that it is a part of: each field of a check says so. */
function errorOf(
  field: FieldDefinition,
  { refused }: SectionView,
  errors: readonly FieldError[],
  problems: readonly Problem[],
): string | undefined {
  const own = errors.find((error) => error.field === field.code)?.message;
  if (own !== undefined || refused || errors.length === 0) return own;
  const failed = problems.filter(({ kind }) => kind === 'error');
  return failed.find(({ at }) => at.some((place) => place.field === field.code))?.message;
}

function warningOf(
  field: FieldDefinition,
  problems: readonly Problem[],
  { report }: SectionView['open'],
): string {
  const warning = problems.find(
    (problem) => problem.kind === 'warning' && problem.at.some((place) => place.field === field.code),
  );
  if (!warning) return '';
  const explained = (report.explanations as Record<string, string>)[warning.code];
  return explained
    ? ''
    : `${warning.message} Nếu đúng như vậy, hãy ghi lý do ở trang kiểm tra trước khi nộp.`;
}

/** A total or a rate as it follows from what is typed here and stored in the other sections. */
function computedWords(field: FieldDefinition, { open, section, draft }: SectionView, typed: Values): string {
  const read = { ...readAnswers(section, typed).answers, ...draft.known.get(section.code) };
  const answers = withTotals(section, read);
  const elsewhere = answersIn(draftAnswers(draft).sections);
  const known = rates(open.report.form, (code) => answers[code] ?? elsewhere.get(code));
  return answerWords(field, known.get(field.code) ?? answers[field.code]);
}

/** What somebody else has saved in a field that both changed. */
function theirs(field: FieldDefinition, { section, draft, refused }: SectionView) {
  const differs = refused?.conflicts?.includes(field.code) ?? false;
  const stored = draftContent(draft.sections.get(section.code)).answers[field.code];
  return { differs, theirs: differs ? answerWords(field, stored) || '(để trống)' : '' };
}
