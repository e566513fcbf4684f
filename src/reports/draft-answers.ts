import { withTotals, type Answers } from '../form/answers.js';
import { askedForm, audienceQuestions, withoutQuestions } from '../form/asked.js';
import type { FormDefinition } from '../form/definition.js';
import type { SubmissionContent } from './submission-content.js';
import type { Filled } from '../form/consolidated.js';
import type { KnownAnswers } from './unions-below-rules.js';
import type { LastYear } from '../form/last-year.js';
import { answersIn, type ReportAnswers, type SectionAnswers } from '../form/report-answers.js';

/**
 * The form as a draft is asked by it, since its own answers say what falls out (docs/decisions/0043). A unit with direct
 * children is asked all: its report is theirs too, whomever it has itself. Until it answers, last year's answers count: they
 * stand in the boxes already.
 */
export function draftForm(
  form: FormDefinition,
  rows: SectionRows,
  hasChildren: boolean,
  lastYear: LastYear | null = null,
): FormDefinition {
  if (hasChildren) return withoutQuestions(form, () => true);
  const answers = answersIn(savedSections(rows));
  return askedForm(form, (code) => answers.get(code) ?? lastYear?.answers[code]);
}

/** The form as a submission answers it: also without the questions that its unit was not asked. */
export function submittedForm(form: FormDefinition, content: SubmissionContent): FormDefinition {
  if (audienceQuestions(form).length === 0) return form;
  const answers = answersIn(submittedSections(content));
  return askedForm(
    withoutQuestions(form, (code) => !answers.has(code)),
    (code) => answers.get(code),
  );
}

/** The rows of a draft as the rules look at it, with what the portal itself answers: only of what is asked. */
export function draftAnswers(draft: DraftRows): ReportAnswers {
  const { year, form, sections, attachments, nilReason, lastYear, filled, known, oldFiles } = draft;
  return {
    year,
    sections: withKnown(askedSections(form, savedSections(sections)), known),
    files: countFiles(attachments),
    nilReason,
    lastYear,
    filled,
    ofSome: partly(filled),
    oldFiles,
  };
}

function savedSections(rows: SectionRows): Map<string, SectionAnswers> {
  return new Map(
    [...rows].map(([code, s]) => [
      code,
      { answers: s.answers as Answers, notApplicable: s.notApplicable, reason: s.notApplicableReason },
    ]),
  );
}

/** What stands in the draft and is not asked is none of its answers, nor a part of its totals. */
function askedSections(
  form: FormDefinition,
  saved: ReadonlyMap<string, SectionAnswers>,
): Map<string, SectionAnswers> {
  return new Map(
    form.sections.flatMap((section): [string, SectionAnswers][] => {
      const said = saved.get(section.code);
      if (!said) return [];
      const codes = new Set(section.fields.map(({ code }) => code));
      const kept = Object.entries(said.answers).filter(([code]) => codes.has(code));
      // A total that was stored is of the whole form; this one is of what is asked.
      return [[section.code, { ...said, answers: withTotals(section, Object.fromEntries(kept)) }]];
    }),
  );
}

function partly(filled: ReadonlyMap<string, Filled>): Map<string, number> {
  return new Map(
    [...filled].flatMap(([code, { isPartial, now }]) =>
      isPartial && now !== undefined ? [[code, now] as const] : [],
    ),
  );
}

interface Judged extends Pick<ReportAnswers, 'ofSome' | 'oldFiles'> {
  readonly content: SubmissionContent;
}

/** A submission as the rules look at it. */
export function submittedAnswers(
  { content, ofSome, oldFiles }: Judged,
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
    oldFiles,
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

/** The fields whose files were all in the submission that was returned, with its number. */
export function filesSinceReturn(
  files: readonly Attached[],
  returned: { readonly number: number; readonly content: SubmissionContent } | undefined,
): Map<string, number> {
  if (!returned) return new Map();
  const known = new Set(returned.content.attachments.map(fileKey));
  const renewed = new Set(files.filter((file) => !known.has(fileKey(file))).map(({ field }) => field));
  const old = files.map(({ field }) => field).filter((field) => !renewed.has(field));
  return new Map(old.map((field) => [field, returned.number]));
}

type Attached = Readonly<{ field: string; sha256: string }>;
const fileKey = ({ field, sha256 }: Attached) => `${field} ${sha256}`;

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

type SectionRows = ReadonlyMap<
  string,
  { answers: unknown; notApplicable: boolean; notApplicableReason: string }
>;

export interface DraftRows {
  readonly year: number;
  /** As it is asked of the unit. */
  readonly form: FormDefinition;
  readonly sections: SectionRows;
  readonly attachments: readonly { field: string }[];
  readonly nilReason: string;
  readonly lastYear: LastYear | null;
  readonly filled: ReadonlyMap<string, Filled>;
  readonly known: KnownAnswers;
  readonly oldFiles: ReadonlyMap<string, number>;
}

/** Grows with every save of any section: two drafts of one report with the same number are the same. */
export function draftVersion({ sections }: { sections: ReadonlyMap<string, { version: number }> }): number {
  return [...sections.values()].reduce((sum, section) => sum + section.version, 0);
}
