import { formatNumber } from '../platform/text/format.js';
import type { FormDefinition, SectionDefinition } from '../form/definition.js';
import { allFields, isComputed } from '../form/definition.js';
import { unionsCounted, type UnionsFact } from '../form/meanings.js';
import { withTotals, type Answer, type Answers } from '../form/answers.js';
import type { ChildSums } from '../form/consolidated.js';
import type { SubmissionContent } from './submission-content.js';

// A figure that counts unions below is what the children's reports say plus the unit's own direct children, everywhere
// (docs/decisions/0028). Nobody is asked for it: the portal knows it, and a submission keeps what it knew then.

/** The unit's own direct children, and what these say of the unions below themselves. */
export interface UnionsCount {
  readonly own: number;
  readonly children: number;
}
export type UnionsBelow = Readonly<Record<UnionsFact, UnionsCount>>;

/** What the portal knows of the unions below: the own direct children and, where the form asks, what their reports say. */
export function unionsBelow(form: FormDefinition, { totals, expected, received }: ChildSums): UnionsBelow {
  const count = (fact: UnionsFact, own: number): UnionsCount => {
    const code = allFields(form).find((field) => unionsCounted(field) === fact)?.code ?? '';
    return { own, children: Number(totals.get(code)?.sum ?? own) - own };
  };
  return { expected: count('expected', expected), received: count('received', received) };
}

/** Computed answers by section code: those that the portal knows, and the totals of which they are a part. */
export type KnownAnswers = ReadonlyMap<string, Answers>;

/** For a draft: computed from what the portal knows now. */
export function knownNow(
  form: FormDefinition,
  drafts: ReadonlyMap<string, { readonly answers: unknown }>,
  unions: UnionsBelow,
): KnownAnswers {
  return inSections(form, (section) => {
    const known = section.fields.flatMap((field) => {
      const fact = unionsCounted(field);
      return fact ? [[field.code, unions[fact].own + unions[fact].children] as const] : [];
    });
    const typed = drafts.get(section.code)?.answers as Answers | undefined;
    return withTotals(section, { ...typed, ...Object.fromEntries(known) });
  });
}

/** For a submission: as it was filed, even if units still typed these figures at that time. */
export function knownThen(form: FormDefinition, { sections }: SubmissionContent): KnownAnswers {
  return inSections(form, ({ code }) => sections[code]?.answers ?? {});
}

function inSections(form: FormDefinition, answersOf: (section: SectionDefinition) => Answers): KnownAnswers {
  const asking = form.sections.filter(({ fields }) => fields.some((field) => unionsCounted(field)));
  return new Map(
    asking.map((section) => {
      const answers = answersOf(section);
      const computed = section.fields.filter(isComputed).flatMap(({ code }): [string, Answer][] => {
        const answer = answers[code];
        return answer === undefined ? [] : [[code, answer]];
      });
      return [section.code, Object.fromEntries(computed)];
    }),
  );
}

/** The note beside a figure that says what it is made of, since the unit does not type it. */
export function unionsWords(fact: UnionsFact, unions: UnionsBelow): string {
  const { own, children } = unions[fact];
  const did = fact === 'expected' ? 'phải báo cáo' : 'đã báo cáo';
  return `Cổng tự tính: ${formatNumber(own)} đơn vị trực tiếp ${did}, và ${formatNumber(children)} đơn vị nữa theo báo cáo của các đơn vị ấy.`;
}

/** The line on which the own direct children stand among the parts of a figure. */
export function ownChildrenName(unit: string): string {
  return `Đơn vị trực tiếp của ${unit}`;
}
