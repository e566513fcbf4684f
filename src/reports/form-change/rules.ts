import { isDeepStrictEqual } from 'node:util';
import {
  allFields,
  isComputed,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
  isTyped,
} from '../../form/definition.js';
import {
  answerWords,
  readAnswers,
  typedAnswers,
  withTotals,
  type Answer,
  type Answers,
} from '../../form/answers.js';
import type { SectionAnswers } from '../../form/report-answers.js';

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

/** What carries the drafts of one form over to another; made once for all of them. */
export interface Plan {
  /** The sections that have to be read. */
  readonly touched: readonly string[];
  readonly before: readonly SectionDefinition[];
  readonly after: readonly SectionDefinition[];
  /** Codes of fields whose answers need no look. */
  readonly same: ReadonlySet<string>;
  readonly newlyRequired: ReadonlySet<string>;
}

export function planOf(before: FormDefinition, after: FormDefinition): Plan {
  const touched = touchedSections(before, after);
  const inTouched = ({ code }: SectionDefinition) => touched.includes(code);
  const old = new Map(allFields(before).map((field) => [field.code, field]));
  const isSame = (field: FieldDefinition) =>
    isDeepStrictEqual(withoutWords(field), withoutWords(old.get(field.code) ?? field));
  return {
    touched,
    before: before.sections.filter(inTouched),
    after: after.sections.filter(inTouched),
    same: new Set(
      allFields(after)
        .filter(isSame)
        .map(({ code }) => code),
    ),
    newlyRequired: new Set(
      allFields(after)
        .filter((field) => isNewlyRequired(field, old.get(field.code)))
        .map(({ code }) => code),
    ),
  };
}

/**
 * Carries a draft over to another form. `drafts` has the touched sections that are saved. An answer goes with its
 * field's code; where the field is of another kind, it is kept if it can be read as one of that kind.
 */
export function migrate(plan: Plan, drafts: ReadonlyMap<string, SectionAnswers>): Migration {
  const old = storedAnswers(plan, drafts);
  const now = plan.touched.map((code) => {
    const section = plan.after.find((one) => one.code === code);
    return { section: code, answers: section ? carriedAnswers(plan, section, old) : {} };
  });
  const kept = new Map(
    now.flatMap(({ section, answers }) => Object.keys(answers).map((field) => [field, section])),
  );
  const applying = plan.after.filter(({ code }) => !drafts.get(code)?.notApplicable);
  const asked = applying.flatMap(({ fields }) => fields.map(({ code }) => code));
  return {
    sections: now.filter(
      ({ section, answers }) => !isDeepStrictEqual(drafts.get(section)?.answers ?? {}, answers),
    ),
    dropped: [...old.keys()].filter((code) => !kept.has(code)),
    moved: [...old.keys()].filter((code) => kept.has(code) && kept.get(code) !== old.get(code)?.section),
    missing: asked.filter((code) => plan.newlyRequired.has(code) && !kept.has(code)),
  };
}

/** The words of a field change no answer. */
function withoutWords(field: FieldDefinition): object {
  const { label: _label, help: _help, ...rest } = field;
  return { ...rest, outline: '', obligation: '', audience: '', sum: false, average: false, prefill: false };
}

type Stored = ReadonlyMap<string, { field: FieldDefinition; section: string; answer: Answer }>;

/** The answers there are, by code; what is computed is no answer. */
function storedAnswers({ before }: Plan, drafts: ReadonlyMap<string, SectionAnswers>): Stored {
  return new Map(
    before.flatMap((section) =>
      section.fields.flatMap((field) => {
        const answer = drafts.get(section.code)?.answers[field.code];
        if (answer === undefined || isComputed(field)) return [];
        return [[field.code, { field, section: section.code, answer }] as const];
      }),
    ),
  );
}

function carriedAnswers({ same }: Plan, section: SectionDefinition, old: Stored): Answers {
  const answers: Record<string, Answer> = {};
  for (const field of section.fields) {
    const was = old.get(field.code);
    const answer = was && (same.has(field.code) ? was.answer : carried(was.field, field, was.answer));
    if (answer !== undefined) answers[field.code] = answer;
  }
  return withTotals(section, answers);
}

/** An answer in the terms of another definition of its field; undefined where it cannot be one. */
function carried(before: FieldDefinition, after: FieldDefinition, answer: Answer): Answer | undefined {
  const isText = 'maxLength' in after;
  // Words that became too long stay: the unit shortens them when it saves the section again.
  if (before.kind === after.kind && isText) return answer;
  const typed = isText
    ? answerWords(before, answer)
    : typedAnswers(alone(before), { [before.code]: answer })[before.code];
  return readAnswers(alone(after), { [after.code]: typed ?? '' }).answers[after.code];
}

function alone(field: FieldDefinition): SectionDefinition {
  return { code: 'x', letter: 'X', title: 'x', evenIfNil: false, fields: [field] };
}

/** What the unit had not to answer before. Files are asked for at submitting. */
function isNewlyRequired(field: FieldDefinition, was: FieldDefinition | undefined): boolean {
  if (!field.required || !isTyped(field)) return false;
  return !was?.required || !isTyped(was) || was.kind !== field.kind;
}
