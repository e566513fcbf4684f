import {
  isComputed,
  isNarrative,
  isTyped,
  type FieldDefinition,
  type SectionDefinition,
  type WordsField,
} from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { formatNumber, formatTime } from '../../platform/text/format.js';
import type { FieldSaid } from '../../platform/page/components.js';
import type { TakeButton } from '../../platform/page/filing-blocks.js';
import type { FieldError, Values } from '../../platform/page/forms.js';
import {
  answerWords,
  rates,
  readAnswers,
  typedAnswers,
  withTotals,
  type Answers,
} from '../../form/answers.js';
import { obligationOf } from '../../form/sheet.js';
import { ownFile, ownFillSources, signing, withSigningFrom, type CheckPlace } from '../addresses.js';
import { unionsWords } from '../unions-below-rules.js';
import { isSameText, servesAgain } from '../../form/last-year.js';
import { fieldNote } from '../return-notes.js';
import { isSameTextCode, type Problem } from '../../form/checks.js';
import { answersIn } from '../../form/report-answers.js';
import {
  computedAttributes,
  fieldBox,
  fieldControl,
  isExpected,
  labelOf,
  type FieldState,
} from './field-pages.js';
import { draftContent } from './merge.js';
import type { Filer } from '../../platform/actor.js';
import type { Opened, OwnDraft } from '../finders.js';

/** What a section's page is made of. */
export interface SectionView {
  open: Opened<Filer>;
  /** The sections that the page asks, and all that they ask as one. */
  page: readonly SectionDefinition[];
  section: SectionDefinition;
  /** Every page of the report. */
  pages: readonly SectionDefinition[][];
  /** The code of the section by whose address it was opened, and the one under which the browser keeps what was typed. */
  address: string;
  key: string;
  draft: OwnDraft;
  /** The ids of files that can be shown as a picture. */
  pictured: ReadonlySet<number>;
  /** The words of an obligation by its code. */
  obligations: ReadonlyMap<string, string>;
  /** The unit's only account that signs, if there is one. */
  signatory: { fullName: string; position: string } | null;
  /** How many inspections the portal knows of; undefined where the section does not ask. */
  inspections: number | undefined;
  /** The place on the check page from which the filer came, and to which saving leads back. */
  from: CheckPlace | undefined;
  /** What was typed and could not be saved; without it the stored draft shows. */
  refused?: {
    typed: Values;
    /** The sections that were posted; the others show as they are stored. */
    posted: readonly string[];
    errors: readonly FieldError[];
    /** Fields that somebody else changed to something else meanwhile. */
    conflicts?: readonly string[];
    /** Fields that somebody else alone changed: theirs show. */
    taken?: readonly string[];
  };
}

/** A short answer: its control with label and message, and what is said of it. */
export interface ShortField {
  readonly code: string;
  readonly control: string;
  readonly last: LastAnswer | null;
  readonly said: FieldSaid;
}

/** A text, beside the words of the obligation that it answers and what to write along. */
export interface NarrativeField {
  readonly code: string;
  readonly label: string;
  readonly hint: string;
  readonly box: string;
  readonly obligation: string;
  readonly outline: string;
  readonly maxLength: number;
  /** Last year's text as it is typed; '' where there is none. */
  readonly before: string;
  /** That it is still last year's, word for word. */
  readonly isUnchanged: boolean;
  readonly last: LastAnswer | null;
  readonly said: FieldSaid;
}

/** Last year's answer in words, and the button that takes it over, where it may serve again. */
export interface LastAnswer {
  readonly words: string;
  readonly take: TakeButton | null;
}
/** What stands in the boxes, and what is said of it. */
export interface FieldParts {
  readonly typed: Values;
  readonly errors: readonly FieldError[];
  readonly problems: readonly Problem[];
}

export function shortField(field: FieldDefinition, view: SectionView, parts: FieldParts): ShortField {
  return {
    code: field.code,
    control: fieldControl(hinted(field, view), fieldState(field, view, parts)),
    last: lastAnswer(field, view, parts.typed),
    // Its control has the message.
    said: { ...fieldSaid(field, view, parts), error: '' },
  };
}

export function narrativeField(field: WordsField, view: SectionView, parts: FieldParts): NarrativeField {
  const { code, help = '', maxLength, outline = '' } = field;
  const said = fieldSaid(field, view, parts);
  const before = view.draft.lastYear?.answers[code];
  return {
    ...{ code, hint: help, maxLength, outline, said },
    label: labelIn(field, view),
    box: fieldBox(field, fieldState(field, view, parts), describedBy(said, help ? `${code}-hint` : '')),
    obligation: obligationOf(field, view.obligations),
    before: typeof before === 'string' ? before : '',
    isUnchanged: isSameText(parts.typed[code], before),
    last: lastAnswer(field, view, parts.typed),
  };
}

/** Its label, with what leaving it empty means. */
export function labelIn(field: FieldDefinition, { open }: SectionView): string {
  return labelOf(field, isExpected(field, open.report.form.checks));
}

/** The ids of what describes a box: its hint, its error and its warning. */
export function describedBy({ code, error, warning }: FieldSaid, hintId: string): string {
  return [hintId, error && `${code}-error`, warning && `${code}-warning`].filter(Boolean).join(' ');
}

/**
 * Says beside that field what the portal counts: a hint, since a unit may have inspected what is not on the portal. What
 * the portal answers itself says where that comes from instead.
 */
export function hinted(field: FieldDefinition, { inspections }: SectionView): FieldDefinition {
  if (unionsCounted(field)) return { ...field, help: undefined };
  if (field.meaning !== 'inspections' || !inspections) return field;
  const counted = `Trên cổng có ${formatNumber(inspections)} cuộc đã ban hành kết luận trong kỳ.`;
  return { ...field, help: [field.help, counted].filter(Boolean).join(' ') };
}

/** What a field's control needs besides its definition. */
export function fieldState(field: FieldDefinition, view: SectionView, parts: FieldParts): FieldState {
  const { section, draft, open } = view;
  return {
    typed: parts.typed,
    error: errorOf(field, view, parts),
    files: draft.attachments,
    pictured: view.pictured,
    computed: isComputed(field) ? computedWords(field, view, parts.typed) : '',
    attributes: computedAttributes(field, section, answersIn(draft.answers.sections)),
    isExpected: isExpected(field, open.report.form.checks),
    fileHref: (id) => ownFile(open.report.period.year, id),
    signingHref: withSigningFrom(signing(open.report.period.year), view.from ? 'kiem-tra' : 'phan'),
  };
}

export function fieldSaid(field: FieldDefinition, view: SectionView, parts: FieldParts): FieldSaid {
  const { code, label } = field;
  return {
    ...{ code, label },
    error: errorOf(field, view, parts) ?? '',
    warning: warningOf(field, parts.problems, view.open),
    notes: notesOn(view.draft, (row) => fieldNote(row, code)),
    source: sourceOf(field, view),
    ...theirs(field, view),
  };
}

/** What the unit said last year; nothing of what is computed, which only follows. */
function lastAnswer(field: FieldDefinition, view: SectionView, typed: Values): LastAnswer | null {
  const words = lastWords(field, view);
  return words === '' ? null : { words, take: takeButton([field], view, typed, `${field.label}, ${words}`) };
}

export function lastWords(field: FieldDefinition, { draft }: SectionView): string {
  return isComputed(field) ? '' : answerWords(field, draft.lastYear?.answers[field.code]);
}

/** Null where last year said nothing that may serve again, or what stands there already. */
export function takeButton(
  fields: readonly FieldDefinition[],
  { section, draft }: SectionView,
  typed: Values,
  hidden: string,
): TakeButton | null {
  const before = typedAnswers(section, draft.lastYear?.answers ?? {});
  const served = fields.filter((field) => isTyped(field) && servesAgain(field));
  const last = served.flatMap(({ code }) => {
    const text = before[code] ?? '';
    return text === '' || text === typed[code] ? [] : [[code, text] as const];
  });
  if (last.length === 0) return null;
  const codes = last.map(([code]) => code).join(' ');
  return { codes, last: JSON.stringify(Object.fromEntries(last)), hidden };
}

function sourceOf(field: FieldDefinition, { draft, open }: SectionView): FieldSaid['source'] {
  const { code } = field;
  const href = ownFillSources(open.report.period.year, code);
  const fact = unionsCounted(field);
  if (fact) return { text: unionsWords(fact, draft.unions), href };
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
  { errors, problems }: FieldParts,
): string | undefined {
  const own = errors.find((error) => error.field === field.code)?.message;
  if (own !== undefined || refused || errors.length === 0) return own;
  const failed = problems.filter(({ kind }) => kind === 'error');
  return failed.find(({ at }) => at.some((place) => place.field === field.code))?.message;
}

/** A text that was left as it was has its own mark, which goes while it is being changed. */
function warningOf(
  field: FieldDefinition,
  problems: readonly Problem[],
  { report }: SectionView['open'],
): string {
  const warning = problems.find(
    ({ kind, code, at }) =>
      kind === 'warning' && !isSameTextCode(code) && at.some((place) => place.field === field.code),
  );
  if (!warning) return '';
  const explained = (report.explanations as Record<string, string>)[warning.code];
  return explained
    ? ''
    : `${warning.message} Nếu đúng như vậy, hãy ghi lý do ở trang kiểm tra trước khi nộp.`;
}

/** A total or a rate as it follows from what is typed here and stored in the other sections. */
export function computedWords(
  field: FieldDefinition,
  { open, page, section, draft }: SectionView,
  typed: Values,
): string {
  const known = page.map(({ code }) => draft.known.get(code));
  const read = Object.assign({}, readAnswers(section, typed).answers, ...known) as Answers;
  const answers = withTotals(section, read);
  const elsewhere = answersIn(draft.answers.sections);
  const quotients = rates(open.report.form, (code) => answers[code] ?? elsewhere.get(code));
  return answerWords(field, quotients.get(field.code) ?? answers[field.code]);
}

/** What somebody else has saved in a field that both changed. */
function theirs(field: FieldDefinition, { page, draft, refused }: SectionView) {
  if (!refused?.conflicts?.includes(field.code)) return { theirs: '', theirsBy: '' };
  const section = page.find(({ fields }) => fields.some(({ code }) => code === field.code));
  const stored = draft.sections.get(section?.code ?? '');
  const answer = draftContent(stored).answers[field.code];
  return { theirs: answerWords(field, answer) || '(để trống)', theirsBy: stored?.savedByName ?? '' };
}
