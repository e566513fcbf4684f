import type { Answer } from '../../form/answers.js';
import {
  fillableFields,
  fromChildren,
  standing,
  type ChildSums,
  type Standing,
} from '../../form/consolidated.js';
import { formatNumber } from '../../platform/text/format.js';
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

/** What the children's reports would give to the own draft now and is not in it so. */
export interface ToFill {
  /** Figures that the draft does not have, and those that it has as they were. */
  readonly figures: number;
  readonly stale: number;
  /** Texts of passages that are not in it, or are others by now. */
  readonly texts: number;
}

interface Given {
  readonly form: FormDefinition;
  readonly sums: ChildSums;
  readonly composed: ReadonlyMap<string, ComposedText>;
  /** What the draft says, and what of it was put in, by field. */
  readonly written: ReadonlyMap<string, Answer>;
  readonly filled: ReadonlyMap<string, { readonly value: Answer }>;
}

export function toFill({ form, sums, composed, written, filled }: Given): ToFill {
  const how = fillableFields(form).map(({ field: { code }, field }) => {
    const now = fromChildren(field, sums);
    return now === undefined ? undefined : standing(written.get(code), filled.get(code)?.value, now);
  });
  const texts = [...composed].map(([code, { text }]) =>
    textStanding(written.get(code), filled.get(code)?.value, text),
  );
  const count = (all: readonly (Standing | undefined)[], ...of: Standing[]) =>
    all.filter((one) => one !== undefined && of.includes(one)).length;
  return {
    figures: count(how, 'missing'),
    stale: count(how, 'stale'),
    texts: count(texts, 'missing', 'stale'),
  };
}

/** "Còn 12 số liệu chưa đưa vào, 1 số liệu đã cũ."; '' where nothing is left. */
export function toFillWords({ figures, stale, texts }: ToFill): string {
  const parts = [
    ...(figures > 0 ? [`${formatNumber(figures)} số liệu chưa đưa vào`] : []),
    ...(stale > 0 ? [`${formatNumber(stale)} số liệu đã cũ`] : []),
    ...(texts > 0 ? [`đoạn trích của ${formatNumber(texts)} câu chưa đưa vào`] : []),
  ];
  return parts.length > 0 ? `Còn ${parts.join(', ')}.` : '';
}

/** How an own text stands to the one that the passages make. */
export function textStanding(written: Answer | undefined, filled: Answer | undefined, now: string): Standing {
  if (typeof written !== 'string') return 'missing';
  // Appended, it stands after the unit's own words.
  if (written.endsWith(now)) return 'equal';
  return typeof filled === 'string' && written.endsWith(filled) ? 'stale' : 'by-hand';
}
