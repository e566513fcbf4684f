import { isDeepStrictEqual } from 'node:util';
import type { FieldDefinition, FormDefinition } from '../../form/definition.js';
import { lowerFirst, fieldName, partName, PROPERTIES, valueWords } from './change-wording.js';
import { aboutMeaning } from '../../form/meanings.js';
import { audienceNames } from '../../form/audiences.js';

/** 'wording' leaves every answer and rule as it is; anything else is 'structure'. */
export interface FormChange {
  readonly kind: 'wording' | 'structure';
  /** A Vietnamese sentence. */
  readonly text: string;
}

/** What `after` says otherwise than `before`: sections, fields, checks, then the settings of the whole. */
export function changesBetween(before: FormDefinition, after: FormDefinition): FormChange[] {
  return [
    ...partChanges('Phần', before.sections, after.sections),
    ...fieldChanges(before, after),
    ...partChanges('Kiểm tra', before.checks, after.checks),
    ...propertyChanges('Biểu mẫu', settingsOf(before), settingsOf(after)),
  ];
}

/** Whether reports already begun need a new version of the form. */
export function isStructural(changes: readonly FormChange[]): boolean {
  return changes.some(({ kind }) => kind === 'structure');
}

type Part = { readonly code: string };

/** Sections or checks: what came, went, changed and changed places. Fields are compared on their own. */
function partChanges(
  what: 'Phần' | 'Kiểm tra',
  before: readonly Part[],
  after: readonly Part[],
): FormChange[] {
  const old = new Map(before.map((part) => [part.code, part]));
  const codes = after.map(({ code }) => code);
  return [
    ...before
      .filter(({ code }) => !codes.includes(code))
      .map((part) => structure(`Bỏ ${lowerFirst(partName(what, part))}.`)),
    ...after.flatMap((part) => {
      const was = old.get(part.code);
      if (!was) return [structure(`Thêm ${lowerFirst(partName(what, part))}.`)];
      return propertyChanges(partName(what, part), flat(was), flat(part));
    }),
    ...orderChange(`Đổi thứ tự các ${lowerFirst(what)}.`, before, after),
  ];
}

function fieldChanges(before: FormDefinition, after: FormDefinition): FormChange[] {
  const old = places(before);
  const now = places(after);
  const gone = [...old].filter(([code]) => !now.has(code));
  return [
    ...gone.map(([, { field }]) => structure(`Bỏ ${lowerFirst(fieldName(field))}.`)),
    ...[...now].flatMap(([code, { section, field }]) => {
      const was = old.get(code);
      if (!was) return [structure(`Thêm ${lowerFirst(fieldName(field))}.`)];
      const moved =
        was.section === section
          ? []
          : [structure(`Chuyển ${lowerFirst(fieldName(field))} sang phần “${section}”.`)];
      return [...moved, ...propertyChanges(fieldName(was.field), flat(was.field), flat(field))];
    }),
    ...after.sections.flatMap(({ code, title, fields }) =>
      orderChange(
        `Đổi thứ tự các ô ở phần “${title}”.`,
        before.sections.find((section) => section.code === code)?.fields ?? [],
        fields,
      ),
    ),
  ];
}

function places(form: FormDefinition) {
  return new Map(
    form.sections.flatMap((section) =>
      section.fields.map((field) => [field.code, { section: section.code, field }] as const),
    ),
  );
}

function orderChange(text: string, before: readonly Part[], after: readonly Part[]): FormChange[] {
  const codes = (parts: readonly Part[], others: readonly Part[]) =>
    parts.map(({ code }) => code).filter((code) => others.some((other) => other.code === code));
  return isDeepStrictEqual(codes(before, after), codes(after, before)) ? [] : [{ kind: 'wording', text }];
}

type Flat = Readonly<Record<string, unknown>>;

/** The properties of a part, one level deep: `notApplicable.statement` and the labels of choices apart from the rest. */
function flat(part: Part): Flat {
  const { fields: _fields, notApplicable, choices, ...rest } = part as Part & Record<string, unknown>;
  const { meaning, audience } = part as Partial<FieldDefinition>;
  return {
    ...rest,
    ...(meaning && { meaning: aboutMeaning(meaning).name }),
    ...(audience && { audience: audienceNames[audience] }),
    ...(notApplicable as Record<string, unknown> | undefined),
    ...(choices ? { choices: (choices as Part[]).map(({ code }) => code) } : {}),
    ...(choices ? { choiceLabels: byCode(choices as { code: string; label: string }[]) } : {}),
  };
}

function settingsOf({ yearChange, nil }: FormDefinition): Flat {
  const hasNil = nil !== undefined;
  return { percent: yearChange?.percent, atLeast: yearChange?.atLeast, hasNil, nilStatement: nil?.statement };
}

/** The labels in the order of their codes, so that another order is no other label. */
function byCode(choices: readonly { code: string; label: string }[]): string[] {
  return [...choices].sort((a, b) => (a.code < b.code ? -1 : 1)).map(({ label }) => label);
}

function propertyChanges(of: string, before: Flat, after: Flat): FormChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => ({
      kind: isWording(name, before[name], after[name]) ? 'wording' : 'structure',
      text: `${of}: ${PROPERTIES[name] ?? name} ${valueWords(before[name])} → ${valueWords(after[name])}.`,
    }));
}

/** A statement that appears or goes is more than its wording. */
function isWording(name: string, before: unknown, after: unknown): boolean {
  if (name === 'statement') return before !== undefined && after !== undefined;
  // Whether there is one at all is told by `hasNil`; new choices bring new labels, told by `choices`.
  return WORDING.includes(name);
}

const WORDING = [
  'label',
  'help',
  'outline',
  'obligation',
  'title',
  'letter',
  'guidance',
  'message',
  'nilStatement',
  'choiceLabels',
];

const structure = (text: string): FormChange => ({ kind: 'structure', text });
