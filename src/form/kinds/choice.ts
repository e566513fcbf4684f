import { z } from 'zod';
import { cleanLine, fold } from '../../platform/text/text.js';
import { countedAnswers } from '../totals.js';
import { fieldBase, label, namesNone, noSuffix, plainText, type Answer, type Kind } from './kind.js';

const schema = z.strictObject({
  ...fieldBase,
  kind: z.literal('choice'),
  choices: z
    .array(z.strictObject({ code: z.string().min(1, 'Thiếu mã.').max(60, 'Mã dài quá 60 ký tự.'), label }))
    .min(2, 'Cần ít nhất hai mục để chọn.'),
});
export type ChoiceField = z.infer<typeof schema>;

/** One of a list. The answer is the code of the entry. */
export const choice = {
  schema,
  editor: { name: 'Chọn một', boxes: ['choices'], options: ['required', 'prefill'] },
  answered: {
    by: 'typing',
    control: ({ choices }) => ({
      as: 'select',
      items: choices.map(({ code: value, label: words }) => ({ value, text: words })),
    }),
    cell: {
      format: '@',
      entries,
      validation: (_field, { list }) => ({
        type: 'list',
        formulae: [list],
        error: 'Hãy chọn một mục trong danh sách.',
      }),
      help: (_field, help) => help,
      written: (field, typed) => entries(field)[field.choices.findIndex(({ code }) => code === typed)] ?? '',
      fromText: (field, text) => chosenCode(field, cleanLine(text)) ?? text,
      fromNumber: (field, value) => chosenCode(field, String(value)) ?? String(value),
    },
    read: (field, text) =>
      field.choices.some(({ code }) => code === text)
        ? { answer: text }
        : { problem: `${field.label}: hãy chọn một mục trong danh sách.` },
    typed: (_field, answer) => plainText(answer),
    accepts: ({ choices }, answer) => choices.some(({ code }) => code === answer),
    servesAgain: () => true,
  },
  reads: 'line',
  isFigure: false,
  isWhole: false,
  suffix: noSuffix,
  words: labelOf,
  exported: labelOf,
  consolidated: ({ code, choices }, totals) => countedAnswers(code, choices, totals),
  renamed: namesNone,
} satisfies Kind<ChoiceField>;

function labelOf({ choices }: ChoiceField, answer: Answer): string {
  return choices.find(({ code }) => code === answer)?.label ?? plainText(answer);
}

/** What a drop-down offers, one entry a choice and none twice. */
function entries({ choices }: ChoiceField): string[] {
  const words = choices.map(({ label: entry, code }) => cleanLine(entry) || code);
  return new Set(words).size === words.length ? words : words.map((word, at) => `${at + 1}. ${word}`);
}

/** The very words first: entries may differ by nothing but case or marks. */
function chosenCode(field: ChoiceField, typed: string): string | undefined {
  const words = entries(field);
  const exact = words.indexOf(typed);
  const at = exact >= 0 ? exact : words.findIndex((word) => fold(word) === fold(typed));
  return field.choices[at]?.code;
}
