import { isDeepStrictEqual } from 'node:util';
import {
  allFields,
  isComputed,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from '../../periods/form-definition.js';
import { answerWords, readAnswers, typedAnswers, withTotals, type Answer, type Answers } from '../answers.js';
import type { SectionAnswers } from '../rules.js';

/** What becomes of one draft when its form changes. */
export interface Migration {
  /** The sections whose answers are others from now on, with all their answers. */
  readonly sections: readonly { readonly section: string; readonly answers: Answers }[];
  /** Codes of fields: whose answer goes, whose answer moves to another section, which the unit must answer now. */
  readonly dropped: readonly string[];
  readonly moved: readonly string[];
  readonly missing: readonly string[];
}

/**
 * The sections, of either form, in which the change touches what is asked: all that a migration has to read. Empty
 * where every answer stays as it is.
 */
export function touchedSections(before: FormDefinition, after: FormDefinition): string[] {
  const codes = new Set([...before.sections, ...after.sections].map(({ code }) => code));
  const asked = (form: FormDefinition, code: string) =>
    form.sections.find((section) => section.code === code)?.fields.map(withoutWords) ?? [];
  const inOrder = (fields: object[]) => fields.map((field) => JSON.stringify(field)).sort();
  return [...codes].filter(
    (code) => !isDeepStrictEqual(inOrder(asked(before, code)), inOrder(asked(after, code))),
  );
}

/**
 * Carries a draft over to another form. `drafts` has the touched sections that are saved. An answer goes with its
 * field's code; where the field is of another kind, it is kept if it can be read as one of that kind.
 */
export function migrate(
  before: FormDefinition,
  after: FormDefinition,
  drafts: ReadonlyMap<string, SectionAnswers>,
): Migration {
  const touched = touchedSections(before, after);
  const old = storedAnswers(before, touched, drafts);
  const now = touched.map((code) => {
    const section = after.sections.find((one) => one.code === code);
    return { section: code, answers: section ? carriedAnswers(section, old) : {} };
  });
  const kept = new Map(
    now.flatMap(({ section, answers }) => Object.keys(answers).map((field) => [field, section])),
  );
  return {
    sections: now.filter(
      ({ section, answers }) => !isDeepStrictEqual(drafts.get(section)?.answers ?? {}, answers),
    ),
    dropped: [...old.keys()].filter((code) => !kept.has(code)),
    moved: [...old]
      .filter(([code, { section }]) => kept.has(code) && kept.get(code) !== section)
      .map(([code]) => code),
    missing: newlyRequired(before, after, touched, drafts).filter((code) => !kept.has(code)),
  };
}

/** The words of a field change no answer. */
function withoutWords(field: FieldDefinition): object {
  const { label: _label, help: _help, ...rest } = field;
  return { ...rest, outline: '', obligation: '', sum: false, prefill: false };
}

type Stored = ReadonlyMap<string, { field: FieldDefinition; section: string; answer: Answer }>;

/** The answers there are, by code; what is computed is no answer. */
function storedAnswers(
  form: FormDefinition,
  touched: readonly string[],
  drafts: ReadonlyMap<string, SectionAnswers>,
): Stored {
  const sections = form.sections.filter(({ code }) => touched.includes(code));
  return new Map(
    sections.flatMap((section) =>
      section.fields.flatMap((field) => {
        const answer = drafts.get(section.code)?.answers[field.code];
        if (answer === undefined || isComputed(field)) return [];
        return [[field.code, { field, section: section.code, answer }] as const];
      }),
    ),
  );
}

function carriedAnswers(section: SectionDefinition, old: Stored): Answers {
  const answers: Record<string, Answer> = {};
  for (const field of section.fields) {
    const was = old.get(field.code);
    const answer = was && carried(was.field, field, was.answer);
    if (answer !== undefined) answers[field.code] = answer;
  }
  return withTotals(section, answers);
}

/** An answer in the terms of another definition of its field; undefined where it cannot be one. */
function carried(before: FieldDefinition, after: FieldDefinition, answer: Answer): Answer | undefined {
  // Words that became too long stay: the unit shortens them when it saves the section again.
  if (before.kind === after.kind && (after.kind === 'text' || after.kind === 'line')) return answer;
  const isText = after.kind === 'text' || after.kind === 'line';
  const typed = isText
    ? answerWords(before, answer)
    : typedAnswers(alone(before), { [before.code]: answer })[before.code];
  return readAnswers(alone(after), { [after.code]: typed ?? '' }).answers[after.code];
}

function alone(field: FieldDefinition): SectionDefinition {
  return { code: 'x', letter: 'X', title: 'x', evenIfNil: false, fields: [field] };
}

/** Fields that the unit had not to answer before, in sections that apply to it. Files are asked for at submitting. */
function newlyRequired(
  before: FormDefinition,
  after: FormDefinition,
  touched: readonly string[],
  drafts: ReadonlyMap<string, SectionAnswers>,
): string[] {
  const known = new Map(allFields(before).map((field) => [field.code, field]));
  return after.sections
    .filter(({ code }) => touched.includes(code) && !drafts.get(code)?.notApplicable)
    .flatMap(({ fields }) => fields)
    .filter((field) => field.required && field.kind !== 'file' && !isComputed(field))
    .filter(({ code, kind }) => {
      const was = known.get(code);
      return !was?.required || was.kind !== kind;
    })
    .map(({ code }) => code);
}
