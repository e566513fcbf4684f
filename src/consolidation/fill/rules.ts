import { allFields, type FormDefinition, isNarrative } from '../../form/definition.js';
import type { ComposedText } from '../../reports/consolidated/commands.js';

/** A marked passage as it goes into a text: its edited words and whose they are. */
export interface Gathered {
  /** Its own id, and those of what was merged into it. */
  readonly ids: readonly number[];
  readonly text: string;
  readonly unitNames: readonly string[];
}

/** The passages of one question as one text: a paragraph each, with whose it is. */
export function composeText(passages: readonly Gathered[]): ComposedText {
  return {
    text: passages.map(({ text, unitNames }) => `${text} (${unitNames.join(', ')})`).join('\n'),
    passages: passages.flatMap(({ ids }) => ids),
  };
}

/** Texts by field code, of the questions that the form asks. */
export function composeTexts(
  form: FormDefinition,
  gathered: ReadonlyMap<string, readonly Gathered[]>,
): Map<string, ComposedText> {
  const texts = allFields(form).filter(isNarrative);
  return new Map(
    texts.flatMap(({ code }) => {
      const passages = gathered.get(code) ?? [];
      return passages.length > 0 ? [[code, composeText(passages)] as const] : [];
    }),
  );
}

/** What can be done with a text that stands ready. */
export const textChoices = ['keep', 'replace', 'append'] as const;
